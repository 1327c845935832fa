package alert

import (
	"context"
	"errors"
	"fmt"
	"time"

	"plimsoll/data/vessel"
	"plimsoll/risk/model"
)

// Rescorer computes the score of one vessel as of a moment, with what is known
// now. It is asked about an alert whose score fell below its rule, or whose
// vessel turned out to be of another kind: at most a few times in a pass.
// model.ErrNoScore says that the vessel is not scored at all. *model.Scorer is one.
type Rescorer interface {
	At(ctx context.Context, id vessel.ID, p vessel.Population, asOf time.Time) (model.Score, error)
}

// rescoreBudget bounds the time that one pass spends on it; the rest waits for
// the next pass.
const rescoreBudget = 2 * time.Second

// identity is what a vessel turned out to be.
type identity struct {
	mergedInto string
	what       uint64 // changes with anything that decides whether it is scored
	version    time.Time
}

type identities map[string]identity

// unsure tells whether an alert must be looked at again because its vessel
// changed: since this process looked at it, else since it was scored.
func (r *Runner) unsure(current Alert, a *Assessment) bool {
	if r.rescore == nil {
		return false
	}
	is := r.identities[a.Vessel]
	if seen, ok := r.checked[current.ID]; ok {
		return seen.what != is.what
	}
	return is.version.After(a.Score.ScoredAt)
}

// grounds are what an alert was last rescored for.
type grounds struct {
	scoredAt time.Time
	what     uint64
}

// disprove finds the alerts that what is known now does not support as of the
// moment that they told of, and ends them. A score that cannot be computed says
// nothing; it is tried again in the next pass.
func (r *Runner) disprove(ctx context.Context, assessments []Assessment, asOf, start time.Time) {
	if r.rescore == nil {
		return
	}
	for i := range assessments {
		a := &assessments[i]
		current, ok := r.log.Find(a.Key)
		if !ok || !current.State.Active() || a.End != NotEnded || current.Level == 0 {
			continue
		}
		want := grounds{scoredAt: a.Score.ScoredAt, what: r.identities[a.Vessel].what}
		if r.checked[current.ID] == want || (a.Level > 0 && !r.unsure(current, a)) {
			continue
		}
		if time.Since(start) > rescoreBudget {
			r.postponed++
			continue
		}
		if why, err := r.unsupported(ctx, a, current, asOf); err != nil {
			r.failures = append(r.failures, err)
			continue
		} else if why != "" {
			a.End, a.Words = Disproved, why
		}
		r.checked[current.ID] = want
	}
}

// again tells whether a retracted alert holds again: there is a newer score, or
// the one that was there stands once more, after an unmerge. A score that was
// left behind, of a vessel that is not scored any more, says nothing.
func (r *Runner) again(ctx context.Context, a *Assessment, current Alert, asOf time.Time) bool {
	if r.rescore == nil || a.Score.ScoredAt.After(current.Score.ScoredAt) {
		return true
	}
	want := grounds{scoredAt: a.Score.ScoredAt, what: r.identities[a.Vessel].what}
	if r.checked[current.ID] == want {
		return false
	}
	now, err := r.rescore.At(ctx, vessel.ID(a.Vessel), populationOf(a.Population), asOf)
	if err != nil && !errors.Is(err, model.ErrNoScore) {
		r.failures = append(r.failures, fmt.Errorf("check alert %s against what is known now: %w", current.ID, err))
		return false
	}
	r.checked[current.ID] = want
	return err == nil && levelOf(now.Band) > 0
}

func populationOf(word string) vessel.Population {
	if word == vessel.Fishers.String() {
		return vessel.Fishers
	}
	return vessel.Seafarers
}

// unsupported says why an alert should not have been raised, "" when it should.
func (r *Runner) unsupported(ctx context.Context, a *Assessment, current Alert, asOf time.Time) (string, error) {
	population := populationOf(a.Population)
	_, err := r.rescore.At(ctx, vessel.ID(a.Vessel), population, asOf)
	if errors.Is(err, model.ErrNoScore) {
		return fmt.Sprintf("late data or replaced facts: with what is known now there is no score for %ss on this vessel, by its kind, class or size", a.Population), nil
	}
	if err != nil {
		return "", fmt.Errorf("check alert %s against what is known now: %w", current.ID, err)
	}
	if a.Level > 0 || current.HeldAt.IsZero() {
		return "", nil
	}
	then, err := r.rescore.At(ctx, vessel.ID(a.Vessel), population, current.HeldAt)
	if err != nil && !errors.Is(err, model.ErrNoScore) {
		return "", fmt.Errorf("check alert %s against what is known now: %w", current.ID, err)
	}
	if err != nil || levelOf(then.Band) > 0 {
		return "", nil // before anything was known of it nothing is disproved
	}
	return fmt.Sprintf("late data or replaced facts: with what is known now the band on %s, when the alert was raised, was %s (%d points), below the rule",
		current.HeldAt.UTC().Format("2006-01-02"), words(then.Band), then.Points), nil
}
