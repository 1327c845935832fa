package reference

import (
	"slices"
	"time"
)

// WithholdRelease is an order of the customs of the United States not to release
// what a vessel, or a company's fleet, caught. The sources have no IMO numbers,
// and names repeat: an order never links to a vessel by itself.
type WithholdRelease struct {
	Name      string
	ISO3      string // the flag, or of a fleet its company's State
	Scope     string // vessel or fleet
	IssuedOn  time.Time
	FindingOn time.Time // when it became a finding; zero when it did not
	EndedOn   time.Time // zero when it was in force when last seen
	EndedHow  string    // revoked or modified
	Note      string
	Fact      Fact
}

// WithholdAnswer is an order, and whether it was in force on the day asked for.
type WithholdAnswer struct {
	Order   WithholdRelease
	InForce Tri
	Stale   bool // it was last seen in force before that day
}

func withholdTable() *table {
	return &table{
		name: "withhold_release", title: "Withhold-release orders against fishing vessels",
		reach:   reaches(coverWithhold),
		purpose: "an order against a vessel or a fleet by name. No source has an IMO number: a name alone never links",
		columns: append([]Column{
			{Name: "name", Kind: ColumnText, Required: true},
			{Name: "iso3", Kind: ColumnCode, Required: true, Meaning: "the flag, or of a fleet its company's State"},
			{Name: "scope", Kind: ColumnEnum, Required: true, Values: []string{"vessel", "fleet"}},
			{Name: "issued_on", Kind: ColumnDay, Required: true},
			{Name: "finding_on", Kind: ColumnDay, Meaning: "when it became a finding"},
			{Name: "ended_on", Kind: ColumnDay, Meaning: "first day without it"},
			{Name: "ended_how", Kind: ColumnEnum, Values: []string{"revoked", "modified"}},
		}, provenance()...),
		key:     []string{"name", "issued_on"},
		holds:   &spanRule{from: "issued_on", to: "ended_on"},
		inOrder: [][]string{{"issued_on", "finding_on", "ended_on"}},
		rules:   []string{"an order that ended says how"},
		row: func(r record) {
			if (r.get("ended_on") == "") != (r.get("ended_how") == "") {
				r.problem("ended_how", "want both of ended_on and ended_how, or neither")
			}
		},
	}
}

func (l *loading) readWithholds() []WithholdRelease {
	var out []WithholdRelease
	s := l.sheets["withhold_release"]
	for i := range s.rows {
		r := s.record(l, i)
		out = append(out, WithholdRelease{
			Name: r.get("name"), ISO3: r.get("iso3"), Scope: r.get("scope"), IssuedOn: r.day("issued_on"), FindingOn: r.day("finding_on"),
			EndedOn: r.day("ended_on"), EndedHow: r.get("ended_how"), Note: r.get("note"), Fact: r.fact("status"),
		})
	}
	slices.SortStableFunc(out, func(a, b WithholdRelease) int { return a.IssuedOn.Compare(b.IssuedOn) })
	return out
}

// WithholdReleases are all orders by day, each with whether it was in force on
// the day asked for. Others may exist: an order that is not here is unknown.
func (c *Catalogue) WithholdReleases(at time.Time) []WithholdAnswer {
	out := make([]WithholdAnswer, 0, len(c.withholds))
	for _, w := range c.withholds {
		out = append(out, w.on(at))
	}
	return out
}

// WithholdCandidates are the orders against a name, as candidates for a person
// to confirm: spelling, spaces and points aside it is the same name, and that
// alone links nothing.
func (c *Catalogue) WithholdCandidates(name string, at time.Time) (out []WithholdAnswer) {
	key := foldName(name)
	for _, w := range c.withholds {
		if key != "" && foldName(w.Name) == key {
			out = append(out, w.on(at))
		}
	}
	return out
}

func (w WithholdRelease) on(at time.Time) WithholdAnswer {
	switch {
	case at.Before(w.IssuedOn):
		return WithholdAnswer{Order: w, InForce: No}
	case !w.EndedOn.IsZero() && !at.Before(w.EndedOn):
		return WithholdAnswer{Order: w, InForce: No}
	}
	seen := later(w.Fact.asOf().from, w.IssuedOn)
	return WithholdAnswer{Order: w, InForce: Yes, Stale: w.EndedOn.IsZero() && !at.Before(seen.Add(day))}
}
