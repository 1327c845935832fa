package alert

import (
	"fmt"
	"strconv"
	"time"
)

// Next gives what becomes of an alert when its key is assessed: the alert
// after it, and the step taken, nil when nothing changes. current is nil when
// there never was one. It depends on nothing but its arguments.
//
// What gets worse is told at once. What gets better is told when it has stayed
// so for 24 hours and two passes, so that a score that wavers about a limit
// gives one alert and not a dozen; in that time the alert keeps its level.
// Something counted (a conflict that is no longer believed, a feed that is
// back) does not wait. An alert that is active and assessed with no change, and
// an occasion that comes again within 24 hours of being told, are suppressed
// and counted.
//
// The clock closes only what rests on movement and opacity. What rests on
// conditions or recruitment, or did at any time since it was opened, stays
// open at its lower level until a person closes it; so does what is disputed.
func Next(current *Alert, a Assessment, now time.Time) (Alert, *Transition) {
	if current == nil {
		if a.End != NotEnded || a.Level <= 0 {
			return Alert{}, nil
		}
		return step(Alert{Key: a.Key, ID: a.ID()}, a, now, StepOpened, Open, a.Words)
	}
	if current.State.Active() {
		return whileActive(*current, a, now)
	}
	return onceClosed(*current, a, now)
}

func whileActive(c Alert, a Assessment, now time.Time) (Alert, *Transition) {
	switch {
	case a.End == Merged, a.End == Disproved:
		return step(c, a, now, StepRetracted, Retracted, a.Words)
	case a.End == Departed:
		return step(c, a, now, StepExpired, Expired, a.Words)
	case a.Level > c.Level:
		state := c.State
		if state == Acknowledged {
			state = Open // it was acknowledged as something less
		}
		return step(c, a, now, StepRaised, state, moved("rose", c, a)+a.Words)
	case a.Level < c.Level:
		return whileLower(c, a, now)
	case a.Level == 0: // lowered to nothing before; it may be time to close it
		return whileUnmet(c, a, now)
	}
	return suppress(c, a)
}

// whileLower closes, lowers or waits.
func whileLower(c Alert, a Assessment, now time.Time) (Alert, *Transition) {
	if a.Level == 0 {
		if after, t := whileUnmet(c, a, now); t != nil {
			return after, t
		}
	}
	since := a.lowerSince(c.Level, now)
	if a.Closing != AtOnce && (a.Passes < quietPasses || now.Sub(since) < quiet) {
		return suppress(c, a)
	}
	reason := moved("fell", c, a) + a.Words
	if a.Closing != AtOnce {
		reason += ", lower since " + day(since)
	}
	if a.Level == 0 && a.byPerson() {
		reason += "; it rests on conditions or recruitment, so a person closes it"
	}
	return step(c, a, now, StepLowered, c.State, reason)
}

// whileUnmet closes what the clock may close, when it is time.
func whileUnmet(c Alert, a Assessment, now time.Time) (Alert, *Transition) {
	if a.byPerson() || c.State == Disputed {
		return suppress(c, a)
	}
	if a.Closing == AtOnce {
		return step(c, a, now, StepResolved, Resolved, a.Words)
	}
	since := a.lowerSince(1, now)
	if a.Passes < quietPasses || now.Sub(since) < quiet {
		return suppress(c, a)
	}
	return step(c, a, now, StepResolved, Resolved, "below its rule since "+day(since)+", for 24 hours and "+strconv.Itoa(quietPasses)+" passes or more: "+a.Words)
}

func onceClosed(c Alert, a Assessment, now time.Time) (Alert, *Transition) {
	if a.End != NotEnded || a.Level <= 0 {
		return c, nil
	}
	switch {
	case c.State == Resolved && c.Level > 0 && a.Level <= c.Level && !a.unmetAfter(c.At):
		return suppress(c, a) // a person closed it as it is, and it is no worse
	case c.State == Expired && a.Level <= c.Level && now.Sub(c.SpokeAt) < RepeatInterval:
		return suppress(c, a)
	}
	return step(c, a, now, StepReopened, Open, "again: "+a.Words)
}

func suppress(c Alert, a Assessment) (Alert, *Transition) {
	if a.News {
		c.Suppressed++
	}
	c.SeenAt = latest(c.SeenAt, a.Score.ScoredAt)
	return c, nil
}

// step takes one: the alert after it, and the step as it is to be stored.
func step(c Alert, a Assessment, now time.Time, taken Step, state State, reason string) (Alert, *Transition) {
	t := &Transition{
		Key: c.Key, ID: c.ID, Sequence: c.Sequence + 1, Step: taken, State: state, Reason: reason, Level: a.Level, Score: a.Score,
		Suppressed: c.Suppressed, Facts: a.Facts, ByPerson: a.byPerson(),
		ObservedAt: a.ObservedAt, AcceptedAt: a.AcceptedAt, At: now,
	}
	if a.End != NotEnded {
		t.Level = c.Level
	}
	if a.Score.Model == "" {
		t.Score = c.Score // what it was about
	}
	if taken == StepResolved {
		t.Level = 0
	}
	c.State, c.Sequence, c.Level, c.Score, c.Suppressed, c.At = state, t.Sequence, t.Level, t.Score, 0, now
	c.SeenAt = latest(c.SeenAt, a.Score.ScoredAt)
	if taken.upward() {
		c.SpokeAt, c.HeldAt = now, a.ObservedAt
		if taken != StepRaised {
			c.OpenedAt, c.OpenedBy = now, a.Score.ScoredAt
		}
	}
	return c, t
}

// moved says from which band to which, where the rule is about bands.
func moved(verb string, c Alert, a Assessment) string {
	if c.Rule != RuleBand || c.Score.Band == a.Score.Band {
		return ""
	}
	return fmt.Sprintf("%s from %s to %s: ", verb, words(c.Score.Band), words(a.Score.Band))
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func day(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

func eventID(id string, sequence uint32) string {
	return id + "-" + strconv.FormatUint(uint64(sequence), 10)
}
