package reference

import (
	"slices"
	"time"
)

// Coverage says how far a list reaches: whether those it does not name are
// known not to be on it, between which days, and how long its last state is
// carried.
type Coverage struct {
	Topic string
	Whole bool      // absence is known; otherwise it is evidence of nothing
	From  time.Time // zero: as long as anybody may ask
	To    time.Time // the last day that the list speaks for
	Note  string
	Fact  Fact

	carry int // months after To; -1: no end
}

// covered are the lists that have no row of their own in another table.
var covered = []string{TopicEUMember, TopicIUUCard, TopicLandlocked, coverNIRParis, coverNIRTokyo, coverReservations, coverWithhold}

const (
	coverNIRParis     = "nir_paris"
	coverNIRTokyo     = "nir_tokyo"
	coverReservations = "reservations"
	coverWithhold     = "withhold_release"
)

func coverageTable() *table {
	return &table{
		name: "coverage", title: "How far lists reach",
		reach:   says("whole"),
		purpose: "a list: whether it is whole, from when to when, and how long its last state is carried; move the last day on when a list was looked at again",
		columns: append([]Column{
			{Name: "topic", Kind: ColumnEnum, Required: true, Values: covered},
			{Name: "whole", Kind: ColumnEnum, Required: true, Values: []string{"yes", "no"}, Meaning: "no: absence is evidence of nothing"},
			{Name: "from", Kind: ColumnDay},
			{Name: "to", Kind: ColumnDay, Required: true, Meaning: "the last day that the list speaks for"},
			{Name: "carry_months", Kind: ColumnInteger, Meaning: "after that day; blank: no end"},
		}, provenance()...),
		key:     []string{"topic"},
		inOrder: [][]string{{"from", "to"}},
		rules:   []string{"a row for each topic"},
		whole: func(l *loading) {
			for _, topic := range covered {
				if !l.keys["coverage"][topic] {
					l.problem(l.sheets["coverage"].table, 1, "topic", "", "no row for %s", topic)
				}
			}
		},
	}
}

func (l *loading) readCoverage() map[string]Coverage {
	out := map[string]Coverage{}
	s := l.sheets["coverage"]
	for i := range s.rows {
		r := s.record(l, i)
		c := Coverage{
			Topic: r.get("topic"), Whole: r.get("whole") == "yes", From: r.day("from"), To: r.day("to"),
			Note: r.get("note"), Fact: r.fact("status"), carry: -1,
		}
		if r.get("carry_months") != "" {
			c.carry = r.number("carry_months")
		}
		out[c.Topic] = c
	}
	return out
}

// Coverage tells how far a list reaches; false when it is not described so.
func (c *Catalogue) Coverage(topic string) (Coverage, bool) {
	v, ok := c.coverage[topic]
	return v, ok
}

// Coverages are all of them by topic.
func (c *Catalogue) Coverages() []Coverage {
	var out []Coverage
	for _, topic := range sortedKeys(c.coverage) {
		out = append(out, c.coverage[topic])
	}
	return slices.Clip(out)
}

// end is when the last state is carried no longer; zero: never.
func (c Coverage) end() time.Time {
	if c.carry < 0 {
		return time.Time{}
	}
	return addMonths(c.To, c.carry)
}

// start is the first day that the list speaks for.
func (c Coverage) start() time.Time {
	if c.From.IsZero() {
		return beginning
	}
	return c.From
}

// appendCarried appends a span, split after the last day that its list speaks
// for, which is its LastKnown: from then on its value is carried until the given
// end (zero: none), and the note begins with the given words and that day.
func appendCarried(spans []Span, s Span, end time.Time, words string) []Span {
	if !end.IsZero() && (s.To.IsZero() || s.To.After(end)) {
		s.To = end
	}
	if !s.To.IsZero() && !s.To.After(s.From) {
		return spans
	}
	split := s.LastKnown.Add(day)
	if s.From.Before(split) {
		known := s
		if s.To.IsZero() || s.To.After(split) {
			known.To = split
		}
		spans = append(spans, known)
		s.From = split
	}
	if s.To.IsZero() || s.To.After(s.From) {
		s.Stale, s.Note = true, join(words+" "+isoDay(s.LastKnown), s.Note)
		spans = append(spans, s)
	}
	return spans
}

// ownOr gives the code whose rows speak for a State: its own where it has some,
// else a part's sovereign's.
func ownOr[V any](s State, rows map[string][]V) string {
	if s.Kind == KindPart && len(rows[s.ISO3]) == 0 {
		return s.Sovereign
	}
	return s.ISO3
}

// standsForShips leaves out codes that no ship flies and no list names.
func standsForShips(s State) bool { return s.Kind != KindArea && s.Kind != KindOrganisation }
