package reference

import (
	"slices"
	"time"
)

// Performance is how a recognised organisation's ships fared.
type Performance string

// The levels; NotHigh when a source says no more than that.
const (
	PerformanceUnknown Performance = ""
	PerformanceHigh    Performance = "high"
	PerformanceMedium  Performance = "medium"
	PerformanceLow     Performance = "low"
	PerformanceVeryLow Performance = "very_low"
	PerformanceNotHigh Performance = "not_high"
)

// PerformanceAnswer is the performance of a recognised organisation on one day.
type PerformanceAnswer struct {
	Level  Performance
	Year   int // of the list; 0 when unknown
	Rank   int // 0 when not known
	Since  time.Time
	Until  time.Time // first day after the list
	Note   string
	Source string
	Status string
}

type organisationRow struct {
	mou, name, key string
	year, rank     int
	level          Performance
	from, to       time.Time // to is the last day
	note           string
	fact           Fact
}

func organisationsTable() *table {
	return &table{
		name: "ro_performance", title: "Performance of recognised organisations",
		reach:   says("known in part: fragments of lists"),
		purpose: "one organisation on one year's list; every list is known in part, so one that is not named is unknown",
		columns: append([]Column{
			{Name: "mou", Kind: ColumnEnum, Required: true, Values: []string{MOUParis, MOUTokyo}},
			{Name: "year", Kind: ColumnInteger, Required: true, Min: 1990, Max: lastYear},
			{Name: "organisation", Kind: ColumnText, Required: true},
			{Name: "level", Kind: ColumnEnum, Required: true, Values: []string{"high", "medium", "low", "very_low", "not_high"}},
			{Name: "rank", Kind: ColumnInteger, Min: 1},
			{Name: "valid_from", Kind: ColumnDay, Required: true},
			{Name: "valid_to", Kind: ColumnDay, Required: true, Meaning: "the last day"},
			{Name: "confidence", Kind: ColumnEnum, Required: true, Values: []string{"high", "medium", "low"}},
		}, provenance()...),
		key:   []string{"mou", "year", "organisation"},
		spans: &spanRule{subject: []string{"mou", "organisation"}, from: "valid_from", to: "valid_to", inclusive: true},
	}
}

func (l *loading) readOrganisations() []organisationRow {
	var out []organisationRow
	s := l.sheets["ro_performance"]
	for i := range s.rows {
		r := s.record(l, i)
		out = append(out, organisationRow{
			mou: r.get("mou"), name: r.get("organisation"), key: foldName(r.get("organisation")), year: r.number("year"), rank: r.number("rank"),
			level: Performance(r.get("level")), from: r.day("valid_from"), to: r.day("valid_to"), note: r.get("note"), fact: r.fact("status"),
		})
	}
	slices.SortStableFunc(out, func(a, b organisationRow) int { return a.from.Compare(b.from) })
	return out
}

// ROPerformance is the performance of a recognised organisation on the list in
// use that day. Lists are known in part, none is carried beyond its time, and a
// name must be the one in the table but for capital letters and points.
func (c *Catalogue) ROPerformance(mou, organisation string, at time.Time) PerformanceAnswer {
	key, named := foldName(organisation), false
	for _, o := range c.organisations {
		if o.mou != mou || o.key != key {
			continue
		}
		named = true
		if until := o.to.Add(day); !at.Before(o.from) && at.Before(until) {
			return PerformanceAnswer{
				Level: o.level, Year: o.year, Rank: o.rank, Since: o.from, Until: until, Note: o.note, Source: o.fact.Source, Status: o.fact.Status,
			}
		}
	}
	if named {
		return PerformanceAnswer{Note: "on no list that is known for that day"}
	}
	return PerformanceAnswer{Note: "no list that is known names it; every list is known in part"}
}
