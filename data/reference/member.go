package reference

import (
	"slices"
	"time"
)

// membership is a time in which a code was in the European Union.
type membership struct {
	iso3     string
	from, to time.Time
	note     string
	fact     Fact
}

func euMembersTable() *table {
	return &table{
		name: "eu_members", title: "Members of the European Union",
		reach:   reaches(TopicEUMember),
		purpose: "a time in which a State, or a territory named here, was in the Union or the Communities before it",
		columns: append([]Column{
			{Name: "iso3", Kind: ColumnCode, Required: true},
			{Name: "from", Kind: ColumnDay, Required: true, Meaning: "first day in it"},
			{Name: "to", Kind: ColumnDay, Meaning: "first day out of it"},
		}, provenance()...),
		key:   []string{"iso3", "from"},
		spans: &spanRule{subject: []string{"iso3"}, from: "from", to: "to"},
	}
}

func (l *loading) readMemberships() map[string][]membership {
	out := map[string][]membership{}
	s := l.sheets["eu_members"]
	for i := range s.rows {
		r := s.record(l, i)
		m := membership{iso3: r.get("iso3"), from: r.day("from"), to: r.day("to"), note: r.get("note"), fact: r.fact("status")}
		out[m.iso3] = append(out[m.iso3], m)
	}
	for _, rows := range out {
		slices.SortFunc(rows, func(a, b membership) int { return a.from.Compare(b.from) })
	}
	return out
}

// memberSpans: a part is its sovereign unless it has a row, a territory is in
// the Union only where a row says so, and who has no row is not in it as far as
// the list of members reaches.
func memberSpans(states []State, rows map[string][]membership, cover Coverage) (spans []Span) {
	for _, s := range states {
		if !standsForShips(s) {
			continue
		}
		span := Span{Topic: TopicEUMember, Subject: s.ISO3, LastKnown: cover.To}
		no := func(from, to time.Time) {
			if !cover.Whole {
				return
			}
			out := span
			out.From, out.To, out.Value, out.Source, out.Status = from, to, No.String(), cover.Fact.Source, Derived
			if s.Kind == KindTerritory {
				out.Note = "a territory is in the Union only where a row says so"
			}
			spans = appendCarried(spans, out, cover.end(), "not a member when last known on")
		}
		at := cover.start()
		for _, m := range rows[ownOr(s, rows)] {
			no(at, m.from)
			out := span
			out.From, out.To, out.Value, out.Note, out.Source, out.Status = m.from, m.to, Yes.String(), m.note, m.fact.Source, m.fact.Status
			spans = appendCarried(spans, out, time.Time{}, "a member when last known on") // it stands until it ends
			at = m.to
			if at.IsZero() {
				break
			}
		}
		if len(rows[ownOr(s, rows)]) == 0 || !at.IsZero() {
			no(at, time.Time{})
		}
	}
	return spans
}

// EUMember tells whether a State was a member of the European Union, or of the
// Communities before it, that day. A territory is in it only where a row says
// so (Gibraltar until Brexit); parts of a State are their sovereign unless a
// row says otherwise (Mayotte).
func (c *Catalogue) EUMember(state string, at time.Time) Answer {
	return c.tri(TopicEUMember, state, at)
}
