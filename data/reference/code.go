package reference

import (
	"slices"
	"strings"
)

// Deficiency is one code of port State control, of those that may touch work
// and life on board.
type Deficiency struct {
	Scheme string // PARIS: the five digits of THETIS; TOKYO_LEGACY: four digits, before 2012
	Code   string
	Title  string
	Area   string
	// Core is set for codes that speak of the crew's treatment itself (pay,
	// contract, hours, medical care): a grouping by the compiler.
	Core bool
	Note string
	Fact Fact
}

// Indicator is one of the eleven indicators of forced labour of the ILO.
type Indicator struct {
	Number      int
	Key         string
	Name        string // the ILO's
	Observation string // what an inspector on board may see, in words of our own
	Fact        Fact
}

func deficienciesTable() *table {
	return &table{
		name: "deficiency_codes", title: "Deficiency codes on labour",
		reach:   says("known in part: codes added since may be missing"),
		purpose: "a code of port State control that may touch work and life on board; codes added since may be missing",
		columns: append([]Column{
			{Name: "scheme", Kind: ColumnEnum, Required: true, Values: []string{"PARIS", "TOKYO_LEGACY"}},
			{Name: "code", Kind: ColumnText, Required: true},
			{Name: "title", Kind: ColumnText, Required: true},
			{Name: "area", Kind: ColumnText, Required: true},
			{Name: "core_labour_signal", Kind: ColumnEnum, Required: true, Values: []string{"yes", "no"}, Meaning: "it speaks of the crew's treatment itself: the compiler's grouping"},
		}, provenance()...),
		key:   []string{"code"},
		rules: []string{"five digits in PARIS, four in TOKYO_LEGACY"},
		row: func(r record) {
			want := 5
			if r.get("scheme") == "TOKYO_LEGACY" {
				want = 4
			}
			if code := r.get("code"); len(code) != want || strings.Trim(code, "0123456789") != "" {
				r.problem("code", "code %q: want %d digits; a program may have dropped a leading zero", code, want)
			}
		},
	}
}

func indicatorsTable() *table {
	return &table{
		name: "ilo_indicators", title: "Indicators of forced labour",
		reach:   says("whole"),
		purpose: "one of the eleven of the ILO, with what an inspector on board may see",
		columns: append([]Column{
			{Name: "number", Kind: ColumnInteger, Required: true, Min: 1},
			{Name: "key", Kind: ColumnText, Required: true},
			{Name: "name", Kind: ColumnText, Required: true},
			{Name: "observation", Kind: ColumnText, Required: true},
		}, provenance()...),
		key: []string{"key"},
	}
}

func (l *loading) readDeficiencies() map[string]Deficiency {
	s := l.sheets["deficiency_codes"]
	out := make(map[string]Deficiency, len(s.rows))
	for i := range s.rows {
		r := s.record(l, i)
		out[r.get("code")] = Deficiency{
			Scheme: r.get("scheme"), Code: r.get("code"), Title: r.get("title"), Area: r.get("area"),
			Core: r.get("core_labour_signal") == "yes", Note: r.get("note"), Fact: r.fact("status"),
		}
	}
	return out
}

func (l *loading) readIndicators() []Indicator {
	var out []Indicator
	s := l.sheets["ilo_indicators"]
	for i := range s.rows {
		r := s.record(l, i)
		out = append(out, Indicator{
			Number: r.number("number"), Key: r.get("key"), Name: r.get("name"), Observation: r.get("observation"), Fact: r.fact("status"),
		})
	}
	slices.SortFunc(out, func(a, b Indicator) int { return a.Number - b.Number })
	return out
}

// Deficiency looks up a code, of either scheme: they differ in length. It is
// false for a code that is not here, which says nothing of what it means.
func (c *Catalogue) Deficiency(code string) (Deficiency, bool) {
	d, ok := c.deficiencies[code]
	return d, ok
}

// Deficiencies are all codes in order.
func (c *Catalogue) Deficiencies() []Deficiency {
	out := make([]Deficiency, 0, len(c.deficiencies))
	for _, code := range sortedKeys(c.deficiencies) {
		out = append(out, c.deficiencies[code])
	}
	return out
}

// LabourSignal tells whether a deficiency speaks of the crew's treatment itself;
// Unknown for a code that is not here.
func (c *Catalogue) LabourSignal(code string) Tri {
	switch d, ok := c.deficiencies[code]; {
	case !ok:
		return Unknown
	case d.Core:
		return Yes
	}
	return No
}

// Indicators are the ILO's indicators of forced labour by number.
func (c *Catalogue) Indicators() []Indicator { return slices.Clone(c.indicators) }
