package behaviour

import (
	"cmp"
	"slices"
	"time"

	"plimsoll/data/warehouse"
)

// Span is something that held from one moment to another, according to a
// source. An open beginning is warehouse.Beginning, an open end warehouse.Forever.
type Span struct {
	Value    string
	Source   string
	Register string // of a flag: id of a second or international register
	Bareboat bool   // of a flag: a recorded bareboat registration
	From, To time.Time

	strength strength
	// ended: a later statement of the same source set To, not this one.
	ended bool
}

// open tells whether the statement itself named no end.
func (s Span) open() bool { return s.ended || !s.To.Before(warehouse.Forever) }

func (s Span) overlaps(o Span) bool { return s.From.Before(o.To) && o.From.Before(s.To) }

func compareSpans(a, b Span) int {
	return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To), cmp.Compare(b.strength, a.strength),
		cmp.Compare(a.Value, b.Value), cmp.Compare(a.Source, b.Source))
}

// runs turns the statements of one source about one thing into spans without
// repetition: equal ones in a row are one, and one that named no end ends when
// the source says otherwise. Statements must not be empty.
func runs(statements []Span) []Span {
	sorted := slices.SortedFunc(slices.Values(statements), compareSpans)
	var out []Span
	for _, s := range sorted {
		if len(out) == 0 {
			out = append(out, s)
			continue
		}
		last := &out[len(out)-1]
		switch {
		case same(*last, s) && !last.To.Before(s.From):
			last.To = later(last.To, s.To)
		case last.open() && last.To.After(s.From) && last.From.Before(s.From):
			last.To, last.ended = s.From, true
			out = append(out, s)
		default:
			out = append(out, s)
		}
	}
	return out
}

// same tells whether two spans say the same thing of the vessel.
func same(a, b Span) bool {
	return a.Value == b.Value && a.Register == b.Register && a.Bareboat == b.Bareboat
}

// ranked is what holds when sources differ: a stronger one hides a weaker one,
// and among equals a later statement ends an earlier one that named no end.
// Two that were both said to hold at once, by their dates, both remain.
func ranked(spans []Span) []Span {
	var out []Span
	for rank := strongest; rank >= weakest; rank-- {
		var level []Span
		for _, s := range spans {
			if s.strength == rank {
				level = append(level, s)
			}
		}
		for _, s := range runs(level) {
			out = append(out, minus(s, out, rank)...)
		}
	}
	slices.SortFunc(out, compareSpans)
	return joined(out)
}

// minus cuts out of s what stronger spans cover.
func minus(s Span, covered []Span, rank strength) []Span {
	left := []Span{s}
	for _, c := range covered {
		if c.strength == rank {
			continue
		}
		var next []Span
		for _, l := range left {
			if !l.overlaps(c) {
				next = append(next, l)
				continue
			}
			if l.From.Before(c.From) {
				before := l
				before.To = c.From
				next = append(next, before)
			}
			if c.To.Before(l.To) {
				after := l
				after.From = c.To
				next = append(next, after)
			}
		}
		left = next
	}
	return left
}

// joined makes one of neighbours that say the same and touch.
func joined(sorted []Span) []Span {
	var out []Span
	for _, s := range sorted {
		if n := len(out); n > 0 && same(out[n-1], s) && !out[n-1].To.Before(s.From) {
			if s.To.After(out[n-1].To) {
				out[n-1].To = s.To
			}
			if s.strength > out[n-1].strength {
				out[n-1].Source, out[n-1].strength = s.Source, s.strength
			}
			continue
		}
		out = append(out, s)
	}
	return out
}

// winners is one span at any moment: the strongest source's, then the latest
// to begin.
func winners(spans []Span) []Span {
	var edges []time.Time
	for _, s := range spans {
		edges = append(edges, s.From, s.To)
	}
	slices.SortFunc(edges, time.Time.Compare)
	edges = slices.CompactFunc(edges, time.Time.Equal)
	var out []Span
	for i := 0; i+1 < len(edges); i++ {
		var best *Span
		for k, s := range spans {
			if s.From.After(edges[i]) || !s.To.After(edges[i]) {
				continue
			}
			if best == nil || cmp.Or(cmp.Compare(s.strength, best.strength), s.From.Compare(best.From), cmp.Compare(best.Value, s.Value)) > 0 {
				best = &spans[k]
			}
		}
		if best != nil {
			piece := *best
			piece.From, piece.To = edges[i], edges[i+1]
			out = append(out, piece)
		}
	}
	return joined(out)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
