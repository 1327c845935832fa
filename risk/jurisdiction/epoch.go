package jurisdiction

import (
	"slices"
	"strings"
	"time"

	"plimsoll/data/reference"
)

// epochs are the days on which an answer can change. Between two of them every
// treaty, list, reservation and number of an article stands still, so that one
// answer serves all days between.
type epochs []time.Time

func (e *Evaluator) makeEpochs() epochs {
	set := map[time.Time]bool{}
	add := func(days ...time.Time) {
		for _, d := range days {
			if !d.IsZero() { // some rules change on the day, some on the day after
				set[d], set[d.AddDate(0, 0, 1)] = true, true
			}
		}
	}
	topics := map[string]bool{reference.TopicFOC: true}
	for id, i := range e.instruments {
		topics[strings.ToLower(id)] = true
		add(i.InForceOn)
	}
	for _, s := range e.facts.Spans() {
		if topics[s.Topic] {
			add(s.From, s.To, s.LastKnown)
		}
	}
	for _, s := range e.facts.States() {
		for id := range e.instruments {
			if r, ok := e.facts.Ratification(s.ISO3, id); ok {
				add(r.RatifiedOn, r.InForceOn, r.InForceBy, r.DenouncedOn, r.AbsentOn)
			}
			for _, r := range e.facts.Reservations(s.ISO3, id) {
				add(r.MadeOn, r.WithdrawnOn)
			}
		}
	}
	for _, r := range e.law.rules {
		add(r.from, r.until, r.renumbered.before)
	}
	for _, s := range e.supposed {
		add(s.from)
	}
	add(e.compiled)
	out := make(epochs, 0, len(set))
	for d := range set {
		out = append(out, d)
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

// of is the number of the epoch that a day is in; -1 for a day that is not given.
func (s epochs) of(day time.Time) int {
	if day.IsZero() {
		return -1
	}
	i, found := slices.BinarySearchFunc(s, day, time.Time.Compare)
	if found {
		i++
	}
	return i
}
