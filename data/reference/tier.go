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

var tierColumns = []string{"iso3", "report_year", "tier", "note", "source", "as_of", "status"}

func readPlacements(t tables) ([]placement, error) {
	rows, err := readTable(t.fsys, "tip_tiers.csv", tierColumns, func(r record) (p placement, err error) {
		p.tier, p.note = Tier(r.get("tier")), r.get("note")
		if p.iso3, err = t.code(r, "iso3"); err != nil {
			return p, err
		}
		if p.year, err = r.number("report_year"); err != nil {
			return p, err
		}
		if p.year < 2001 {
			return p, r.errorf("report_year %d: the first report is that of 2001", p.year)
		}
		if !slices.Contains([]Tier{Tier1, Tier2, Tier2Watch, Tier3, TierSpecial}, p.tier) {
			return p, r.errorf("tier %q: want 1, 2, 2WL, 3 or special", p.tier)
		}
		p.fact, err = r.fact(t.sources, "status")
		return p, err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(a, b placement) int { return cmp.Or(cmp.Compare(a.iso3, b.iso3), a.year-b.year) })
	for i := 1; i < len(rows); i++ {
		if rows[i].iso3 == rows[i-1].iso3 && rows[i].year == rows[i-1].year {
			return nil, fmt.Errorf("tip_tiers.csv: %s of %d is listed twice", rows[i].iso3, rows[i].year)
		}
	}
	return rows, nil
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
	var spans []Span
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
