package reference

import (
	"time"
)

// Criterion is one line of a published calculator of a ship's risk profile.
type Criterion struct {
	MOU       string
	Profile   string // HRS, LRS, SRS (high, low, standard risk), COMPANY, RO, ALL
	Parameter string
	Criterion string
	Value     string // as printed: >=5, yes, low or very low
	Points    string // a number, n for one each, or empty
	ValidFrom time.Time
	ValidTo   time.Time // the last day; zero: open
	Note      string
	Fact      Fact
}

// CalculatorAnswer is a calculator as it stood on one day.
type CalculatorAnswer struct {
	Criteria []Criterion
	// Known is Yes when these are the calculator in use that day, Unknown before
	// the scheme began and after the last day that is known.
	Known Tri
	Stale bool // nothing newer was found, and the day is later than what was
	Note  string
}

func criteriaTable() *table {
	return &table{
		name: "nir_criteria", title: "Calculators of ships' risk profiles",
		reach:   reaches(coverNIRParis, coverNIRTokyo),
		purpose: "one line of the new inspection regime of Paris or Tokyo: threshold, points, criteria, intervals",
		columns: append([]Column{
			{Name: "mou", Kind: ColumnEnum, Required: true, Values: []string{MOUParis, MOUTokyo}},
			{Name: "profile", Kind: ColumnEnum, Required: true, Values: []string{"HRS", "LRS", "SRS", "COMPANY", "RO", "ALL"}},
			{Name: "parameter", Kind: ColumnText, Required: true},
			{Name: "criterion", Kind: ColumnText, Required: true},
			{Name: "value", Kind: ColumnText},
			{Name: "points", Kind: ColumnText, Meaning: "a whole number, or n for one each"},
			{Name: "valid_from", Kind: ColumnDay, Meaning: "blank: since the scheme began, see coverage"},
			{Name: "valid_to", Kind: ColumnDay, Meaning: "the last day"},
		}, provenance()...),
		key:     []string{"mou", "profile", "parameter", "criterion", "value"},
		holds:   &spanRule{from: "valid_from", to: "valid_to", inclusive: true},
		inOrder: [][]string{{"valid_from", "valid_to"}},
		rules:   []string{"points are a whole number or n"},
		row: func(r record) {
			if p := r.get("points"); p != "" && p != "n" {
				if fault := (Column{Name: "points", Kind: ColumnInteger}).fault(r.l, p); fault != "" {
					r.problem("points", "%s, or n for one each", fault)
				}
			}
		},
	}
}

func (l *loading) readCriteria() []Criterion {
	var out []Criterion
	s := l.sheets["nir_criteria"]
	for i := range s.rows {
		r := s.record(l, i)
		out = append(out, Criterion{
			MOU: r.get("mou"), Profile: r.get("profile"), Parameter: r.get("parameter"), Criterion: r.get("criterion"),
			Value: r.get("value"), Points: r.get("points"), ValidFrom: r.day("valid_from"), ValidTo: r.day("valid_to"),
			Note: r.get("note"), Fact: r.fact("status"),
		})
	}
	return out
}

// Calculator is the published calculator of a memorandum as it stood that day,
// in the table's order. Lines from memory are marked recalled.
func (c *Catalogue) Calculator(mou string, at time.Time) CalculatorAnswer {
	topic := map[string]string{MOUParis: coverNIRParis, MOUTokyo: coverNIRTokyo}[mou]
	cover, ok := c.coverage[topic]
	if !ok {
		return CalculatorAnswer{Note: "no calculator of it is known"}
	}
	if at.Before(cover.start()) {
		return CalculatorAnswer{Note: noteBefore}
	}
	a := CalculatorAnswer{Known: Yes}
	if end := cover.To.Add(day); !at.Before(end) {
		a.Stale, a.Note = true, "last known on "+isoDay(cover.To)+"; "+cover.Note
		if cover.carry >= 0 && !at.Before(addMonths(end, cover.carry)) {
			a.Known, a.Stale, a.Note = Unknown, false, "replaced, and what replaced it is known in part; "+cover.Note
		}
	}
	for _, k := range c.criteria {
		if k.MOU == mou && !at.Before(k.ValidFrom) && (k.ValidTo.IsZero() || at.Before(k.ValidTo.Add(day))) {
			a.Criteria = append(a.Criteria, k)
		}
	}
	return a
}
