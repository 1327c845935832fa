package reference

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// placement is a State's row in one year's report.
type placement struct {
	iso3 string
	year int
	tier Tier
	note string
	fact Fact
}

func tiersTable() *table {
	tiers := []string{string(Tier1), string(Tier2), string(Tier2Watch), string(Tier3), string(TierSpecial)}
	return &table{
		name: "tip_tiers", title: "Tiers of the Trafficking in Persons report",
		reach:   reachOfTiers,
		purpose: "one State in one year's report; a State without a row is unknown, because some years are partial",
		columns: append([]Column{
			{Name: "iso3", Kind: ColumnCode, Required: true},
			{Name: "report_year", Kind: ColumnInteger, Required: true, Min: 2001, Max: 2199, Meaning: "the report holds from 1 July of this year"},
			{Name: "tier", Kind: ColumnEnum, Required: true, Values: tiers, Meaning: "2WL: Tier 2 Watch List; special: not placed in a tier"},
		}, provenance()...),
		key: []string{"iso3", "report_year"},
	}
}

// readPlacements gives the rows by State and year.
func (l *loading) readPlacements() []placement {
	s := l.sheets["tip_tiers"]
	rows := make([]placement, 0, len(s.rows))
	for i := range s.rows {
		r := s.record(l, i)
		rows = append(rows, placement{
			iso3: r.get("iso3"), year: r.number("report_year"), tier: Tier(r.get("tier")), note: r.get("note"), fact: r.fact("status"),
		})
	}
	slices.SortFunc(rows, func(a, b placement) int { return cmp.Or(cmp.Compare(a.iso3, b.iso3), a.year-b.year) })
	return rows
}

// reportDay is the day from which a year's report is taken to hold.
func reportDay(year int) time.Time { return time.Date(year, time.July, 1, 0, 0, 0, 0, time.UTC) }

// tierSpans lets each placement hold to the next report. A year without a row
// is a gap, because the lists of some years are partial. Only placements of the
// last known report are carried beyond it. A territory has its own row or none.
func tierSpans(states []State, rows []placement) []Span {
	last := 0
	byState := map[string][]placement{}
	for _, p := range rows {
		last = max(last, p.year)
		byState[p.iso3] = append(byState[p.iso3], p)
	}
	spans := make([]Span, 0, len(rows)+2*len(states))
	for _, s := range states {
		of := s.ISO3
		if s.Kind == KindPart {
			of = s.Sovereign
		}
		for _, p := range byState[of] {
			span := Span{
				Topic: TopicTier, Subject: s.ISO3, From: reportDay(p.year), To: reportDay(p.year + 1), Value: string(p.tier),
				LastKnown: reportDay(p.year), Note: p.note, Source: p.fact.Source, Status: p.fact.Status,
			}
			spans = append(spans, span)
			if p.year == last {
				span.From, span.To = span.To, addMonths(span.To, staleMonths)
				span.Stale, span.Note = true, join(fmt.Sprintf("placed so in the report of %d, the last that is known", p.year), p.note)
				spans = append(spans, span)
			}
		}
	}
	return spans
}
