package reference

import "time"

type inland struct {
	since time.Time
	note  string
	fact  Fact
}

func landlockedTable() *table {
	return &table{
		name: "landlocked", title: "Landlocked States",
		reach:   reaches(TopicLandlocked),
		purpose: "a State without a coast of the sea; the Caspian Sea does not count",
		columns: append([]Column{
			{Name: "iso3", Kind: ColumnCode, Required: true},
			{Name: "since", Kind: ColumnDay, Meaning: "blank: as long as anybody may ask; before it, unknown"},
		}, provenance()...),
		key:   []string{"iso3"},
		holds: &spanRule{from: "since"},
	}
}

func (l *loading) readLandlocked() map[string][]inland {
	out := map[string][]inland{}
	s := l.sheets["landlocked"]
	for i := range s.rows {
		r := s.record(l, i)
		out[r.get("iso3")] = []inland{{since: r.day("since"), note: r.get("note"), fact: r.fact("status")}}
	}
	return out
}

func landlockedSpans(states []State, rows map[string][]inland, cover Coverage) (spans []Span) {
	for _, s := range states {
		if s.Kind == KindOrganisation {
			continue
		}
		span := Span{
			Topic: TopicLandlocked, Subject: s.ISO3, From: cover.start(), Value: No.String(),
			LastKnown: cover.To, Source: cover.Fact.Source, Status: Derived,
		}
		own := rows[s.ISO3] // a territory or part has its own shore, whatever its sovereign's
		switch {
		case len(own) > 0:
			span.Value, span.Note, span.Source, span.Status = Yes.String(), own[0].note, own[0].fact.Source, own[0].fact.Status
			span.From = later(span.From, own[0].since)
		case !cover.Whole:
			continue
		}
		spans = appendCarried(spans, span, cover.end(), "when last known on")
	}
	return spans
}

// Landlocked tells whether a State had no coast of the sea that day.
func (c *Catalogue) Landlocked(state string, at time.Time) Answer {
	return c.tri(TopicLandlocked, state, at)
}
