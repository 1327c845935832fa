package alert

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// history drives one key through drawn assessments as a runner would: it keeps
// the marks since the alert was opened or closed.
type history struct {
	now     time.Time
	current *Alert
	marks   []Mark
	passes  int
	steps   []Transition
}

func (h *history) draw(t *rapid.T, ends []End) Assessment {
	h.now = h.now.Add(time.Duration(rapid.IntRange(1, 40*60).Draw(t, "minutes")) * time.Minute)
	a := Assessment{Key: bandKey, Level: rapid.IntRange(0, 3).Draw(t, "level"), End: rapid.SampledFrom(ends).Draw(t, "end"), Words: "so it is", News: true, ObservedAt: h.now}
	a.Score = Score{Band: []string{"guarded", "elevated", "high", "severe"}[a.Level], Model: "v1", ScoredAt: h.now}
	h.marks = append(h.marks, Mark{At: h.now, Level: a.Level, Personal: rapid.IntRange(0, 9).Draw(t, "personal") == 0})
	h.passes++
	a.Marks, a.Passes = h.marks, h.passes
	return a
}

func (h *history) take(a Assessment) *Transition {
	after, step := Next(h.current, a, h.now)
	if step == nil {
		if h.current != nil {
			h.current = &after
		}
		return nil
	}
	h.current = &after
	h.steps = append(h.steps, *step)
	if step.Step == StepOpened || step.Step == StepReopened || step.Step.Closing() {
		h.marks = h.marks[len(h.marks)-1:]
	}
	if step.Step != StepLowered {
		h.passes = 0
	}
	return step
}

func TestLifeCycleProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := &history{now: noon}
		var repeats uint32
		for range rapid.IntRange(1, 60).Draw(t, "n") {
			a := h.draw(t, []End{NotEnded, NotEnded, NotEnded, NotEnded, Merged, Disproved, Departed})
			before := h.current
			if before != nil { // a person may have acted meanwhile
				if s := rapid.SampledFrom([]State{before.State, before.State, Acknowledged, Disputed}).Draw(t, "person"); before.State.Active() {
					copied := *before
					copied.State = s
					before, h.current = &copied, &copied
				}
			}
			again, twin := Next(before, a, h.now)
			personal := a.byPerson()
			step := h.take(a)
			if once, other := Next(before, a, h.now); !reflect.DeepEqual(once, again) || !reflect.DeepEqual(other, twin) {
				t.Fatalf("the same arguments gave %v and %v", other, twin)
			}
			if step == nil {
				if before != nil && h.current.Suppressed > before.Suppressed {
					repeats++
				}
				continue
			}
			if step.Suppressed != repeats {
				t.Fatalf("%s tells of %d repeats, there were %d", step.Step, step.Suppressed, repeats)
			}
			repeats = 0
			check(t, before, h.current, step, personal)
			// The same assessment once more changes nothing: a pass that is
			// repeated after a crash takes no step twice.
			if _, double := Next(h.current, a, h.now); double != nil {
				t.Fatalf("%s, then with the same assessment %s", step.Step, double.Step)
			}
		}
		for i, s := range h.steps {
			if s.Sequence != uint32(i+1) || (s.Step == StepOpened) != (i == 0) {
				t.Fatalf("step %d is number %d, %s", i+1, s.Sequence, s.Step)
			}
		}
	})
}

func check(t *rapid.T, before, after *Alert, step *Transition, personal bool) {
	if step.Reason == "" || step.ID != bandKey.ID() || after.Sequence != step.Sequence || after.State != step.State {
		t.Fatalf("step %+v does not fit alert %+v", step, after)
	}
	wasActive := before != nil && before.State.Active()
	switch step.Step {
	case StepOpened, StepReopened:
		if wasActive {
			t.Fatalf("%s while active", step.Step)
		}
	case StepRaised:
		if !wasActive || after.Level <= before.Level {
			t.Fatalf("raised from %d to %d", before.Level, after.Level)
		}
	case StepLowered:
		if !wasActive || after.Level >= before.Level {
			t.Fatalf("lowered from %d to %d", before.Level, after.Level)
		}
	case StepResolved:
		if !wasActive || personal || before.State == Disputed {
			t.Fatalf("the clock closed what is a person's to close: %+v", before)
		}
	case StepRetracted, StepExpired:
		if !wasActive {
			t.Fatalf("%s while not active", step.Step)
		}
	default:
		t.Fatalf("the clock took step %s", step.Step)
	}
	if step.Step.Closing() == after.State.Active() {
		t.Fatalf("%s leaves state %s", step.Step, after.State)
	}
}

// TestTheWorstIsNeverHidden: an active alert's level is never below that of a
// score that stood for a moment since, and closing takes a whole day below.
func TestTheWorstIsNeverHidden(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := &history{now: noon}
		var below time.Time // since when the rule has not been met; zero: it is
		for range rapid.IntRange(1, 60).Draw(t, "n") {
			a := h.draw(t, []End{NotEnded})
			if a.Level > 0 {
				below = time.Time{}
			} else if below.IsZero() {
				below = h.now
			}
			step := h.take(a)
			if h.current == nil {
				continue
			}
			if h.current.Level < a.Level || (a.Level > 0 && !h.current.State.Active()) {
				t.Fatalf("level %d in state %s while the score is at %d", h.current.Level, h.current.State, a.Level)
			}
			if step != nil && step.Step == StepResolved && h.now.Sub(below) < 24*time.Hour {
				t.Fatalf("resolved after %s below", h.now.Sub(below))
			}
		}
	})
}
