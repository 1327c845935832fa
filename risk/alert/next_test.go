package alert

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func hours(n float64) time.Time { return noon.Add(time.Duration(n * float64(time.Hour))) }

var bandKey = Key{Vessel: "imo-9074729", Population: "fisher", Rule: RuleBand}

// band is an assessment of the band rule at a level, with marks as pairs of
// hours and levels.
func band(level int, marks ...float64) Assessment {
	names := []string{"guarded", "elevated", "high", "severe"}
	a := Assessment{Key: bandKey, Level: level, Passes: 2, News: true, Words: names[level] + " for fishers", Score: Score{Band: names[level], Model: "v1"}}
	for i := 0; i+1 < len(marks); i += 2 {
		a.Marks = append(a.Marks, Mark{At: hours(marks[i]), Level: int(marks[i+1])})
	}
	return a
}

func with(a Assessment, changes ...func(*Assessment)) Assessment {
	for _, change := range changes {
		change(&a)
	}
	return a
}

func active(level int, state State) *Alert {
	names := []string{"guarded", "elevated", "high", "severe"}
	return &Alert{Key: bandKey, ID: bandKey.ID(), State: state, Sequence: 3, Level: level, Score: Score{Band: names[level], Model: "v1"}, At: hours(0), OpenedAt: hours(0), SpokeAt: hours(0)}
}

func TestNext(t *testing.T) {
	personal := func(a *Assessment) { a.Marks[0].Personal = true }
	onePass := func(a *Assessment) { a.Passes = 1 }
	atOnce := func(a *Assessment) { a.Closing = AtOnce }
	ends := func(e End) func(*Assessment) { return func(a *Assessment) { a.End = e; a.Words = "why it ends" } }
	for _, c := range []struct {
		name    string
		current *Alert
		a       Assessment
		at      float64
		step    Step
		state   State
		reason  string // part of it
	}{
		{"nothing yet, rule not met", nil, band(0), 0, "", "", ""},
		{"nothing yet, merged", nil, with(band(2), ends(Merged)), 0, "", "", ""},
		{"reached", nil, band(2), 0, StepOpened, Open, "high for fishers"},
		{"worse", active(1, Open), band(3), 1, StepRaised, Open, "rose from elevated to severe"},
		{"worse than what was acknowledged", active(1, Acknowledged), band(2), 1, StepRaised, Open, "rose"},
		{"worse and disputed", active(1, Disputed), band(2), 1, StepRaised, Disputed, "rose"},
		{"the same", active(2, Open), band(2), 30, "", Open, ""},
		{"lower just now", active(2, Open), band(1, 0, 2, 10, 1), 10, "", Open, ""},
		{"lower for a day", active(2, Open), band(1, 0, 2, 10, 1), 34, StepLowered, Open, "fell from high to elevated: elevated for fishers, lower since 2026-03-01 22:00 UTC"},
		{"lower for a day, seen once", active(2, Open), with(band(1, 0, 2, 10, 1), onePass), 34, "", Open, ""},
		{"lower, up, lower: the day starts again", active(2, Open), band(1, 0, 2, 10, 1, 20, 2, 21, 1), 34, "", Open, ""},
		{"below the rule for 23 hours", active(1, Open), band(0, 0, 1, 1, 0), 24, "", Open, ""},
		{"below the rule for a day", active(1, Acknowledged), band(0, 0, 1, 1, 0), 25, StepResolved, Resolved, "below its rule since 2026-03-01 13:00 UTC"},
		{"below the rule for a day, one pass", active(1, Open), with(band(0, 0, 1, 1, 0), onePass), 25, "", Open, ""},
		{"lower for a day, below for less", active(2, Open), band(0, 0, 2, 1, 1, 20, 0), 26, StepLowered, Open, "fell from high to guarded"},
		{"lowered to nothing, then closed", active(0, Open), band(0, 20, 0), 44, StepResolved, Resolved, "below its rule"},
		{"conditions: lowered, not closed", active(2, Open), with(band(0, 0, 2, 1, 0), personal), 26, StepLowered, Open, "a person closes it"},
		{"conditions: stays open", active(0, Open), with(band(0, 0, 2, 1, 0), personal), 9999, "", Open, ""},
		{"disputed: not closed by the clock", active(0, Disputed), band(0, 0, 2, 1, 0), 9999, "", Disputed, ""},
		{"merged", active(2, Acknowledged), with(band(0), ends(Merged)), 1, StepRetracted, Retracted, "why it ends"},
		{"disproved, though it rests on conditions", active(2, Open), with(band(0, 0, 2), personal, ends(Disproved)), 1, StepRetracted, Retracted, "why it ends"},
		{"left", active(2, Open), with(band(0), ends(Departed)), 1, StepExpired, Expired, "why it ends"},
		{"counted: lowered at once", active(2, Open), with(band(1), atOnce, onePass), 0, StepLowered, Open, ""},
		{"counted: resolved at once", active(2, Open), with(band(0), atOnce, onePass), 0, StepResolved, Resolved, ""},
		{"resolved, met again", active(0, Resolved), band(1), 1, StepReopened, Open, "again: elevated"},
		{"retracted, met again", active(2, Retracted), band(2), 1, StepReopened, Open, "again"},
		{"closed by a person, no change", active(2, Resolved), band(2, -1, 2, 1, 2), 48, "", Resolved, ""},
		{"closed by a person, worse", active(2, Resolved), band(3, 1, 3), 1, StepReopened, Open, ""},
		{"closed by a person, gone and come again", active(2, Resolved), band(1, 1, 0, 5, 1), 6, StepReopened, Open, ""},
		{"came again soon", active(2, Expired), band(2), 23, "", Expired, ""},
		{"came again later", active(2, Expired), band(2), 24, StepReopened, Open, ""},
		{"came, after having been announced", active(1, Expired), band(2), 1, StepReopened, Open, ""},
		{"closed and ended again", active(2, Retracted), with(band(2), ends(Merged)), 1, "", Retracted, ""},
	} {
		after, step := Next(c.current, c.a, hours(c.at))
		if step == nil {
			if c.step != "" {
				t.Errorf("%s: no step, want %s", c.name, c.step)
			}
			if after.State != c.state {
				t.Errorf("%s: state %q, want %q", c.name, after.State, c.state)
			}
			continue
		}
		if step.Step != c.step || step.State != c.state || after.State != c.state || !strings.Contains(step.Reason, c.reason) || step.Reason == "" {
			t.Errorf("%s: %s, %s, %q; want %s, %s, %q", c.name, step.Step, step.State, step.Reason, c.step, c.state, c.reason)
		}
	}
}

func TestSuppressedRepeatsAreCountedAndToldWithTheNextStep(t *testing.T) {
	a, step := Next(nil, band(1), hours(0))
	if step.Suppressed != 0 {
		t.Fatalf("opened with %d repeats", step.Suppressed)
	}
	for range 5 {
		a, step = Next(&a, band(1), hours(1))
		if step != nil {
			t.Fatalf("a repeat gave %s", step.Step)
		}
	}
	a, step = Next(&a, band(2), hours(2))
	if step.Suppressed != 5 || a.Suppressed != 0 {
		t.Fatalf("raised with %d repeats, %d left; want 5 and 0", step.Suppressed, a.Suppressed)
	}
}

func TestIDDependsOnNothingButTheKey(t *testing.T) {
	early, _ := Next(nil, band(1), hours(0))
	late, _ := Next(nil, with(band(3), func(a *Assessment) { a.ObservedAt = hours(9) }), hours(99))
	if early.ID != late.ID || len(early.ID) != 24 {
		t.Errorf("ids %q and %q of one key", early.ID, late.ID)
	}
	seen := map[string]Key{}
	for _, k := range []Key{bandKey, {}, {Vessel: "a", Population: "b"}, {Vessel: "ab"}, {Vessel: "a", Place: "b"}, {Vessel: "a", Rule: "b"}} {
		if other, ok := seen[k.ID()]; ok {
			t.Errorf("%v and %v have one id", k, other)
		}
		seen[k.ID()] = k
	}
}

func TestStatesAndStepsAreTheContract(t *testing.T) {
	states := []State{"open", "acknowledged", "disputed", "resolved", "retracted", "expired"}
	steps := []Step{"opened", "raised", "lowered", "acknowledged", "resolved", "disputed", "retracted", "expired", "reopened"}
	if !reflect.DeepEqual(States(), states) || !reflect.DeepEqual(Steps(), steps) {
		t.Errorf("states %v, steps %v", States(), Steps())
	}
}
