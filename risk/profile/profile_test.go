package profile

import (
	"slices"
	"strings"
	"testing"
	"time"

	"plimsoll/data/reference"
)

func calculator(t testing.TB) *Calculator {
	t.Helper()
	return New(catalogue(t))
}

func on(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

func years(n int) *int { return &n }

// good is a ship that meets every criterion of low risk.
var good = Ship{
	Type: OtherType, Age: years(3), Flag: White, FlagAudited: Yes, Organisation: HighLevel, OrganisationRecognised: Yes,
	Company: HighLevel, Inspections: []Inspection{{Deficiencies: 5}},
}

func with(change func(*Ship)) Ship {
	s := good
	change(&s)
	return s
}

func TestProfiles(t *testing.T) {
	detained := []Inspection{{Detained: true}, {Detained: true}}
	heavy := []Inspection{{Deficiencies: 6}, {Deficiencies: 9}, {Deficiencies: 20}, {Deficiencies: 6}}
	for _, c := range []struct {
		name        string
		regime      Regime
		ship        Ship
		best, worst Class
		points      string
		threshold   int
	}{
		{"all low criteria met", Paris, good, LowRiskShip, LowRiskShip, "0", 5},
		{"type and age do not stand against low risk", Paris, with(func(s *Ship) { s.Type, s.Age = OilTanker, years(40) }), LowRiskShip, LowRiskShip, "3", 5},
		{"twelve years are not more than twelve", Paris, with(func(s *Ship) { s.Age = years(12) }), LowRiskShip, LowRiskShip, "0", 5},
		{"a grey flag", Paris, with(func(s *Ship) { s.Flag = Grey }), StandardRiskShip, StandardRiskShip, "0", 5},
		{"a flag on no list", Paris, with(func(s *Ship) { s.Flag = Unlisted }), StandardRiskShip, StandardRiskShip, "0", 5},
		{"an organisation on no list", Paris, with(func(s *Ship) { s.Organisation = LevelUnlisted }), StandardRiskShip, StandardRiskShip, "0", 5},
		{"six deficiencies", Paris, with(func(s *Ship) { s.Inspections = []Inspection{{Deficiencies: 6}} }), StandardRiskShip, StandardRiskShip, "0", 5},
		{"not inspected", Paris, with(func(s *Ship) { s.Inspections = []Inspection{} }), StandardRiskShip, StandardRiskShip, "0", 5},
		{"one detention", Paris, with(func(s *Ship) { s.Inspections = detained[:1] }), StandardRiskShip, StandardRiskShip, "0", 5},
		{"two detentions", Paris, with(func(s *Ship) { s.Inspections = detained }), StandardRiskShip, StandardRiskShip, "1", 5},
		{"a very high risk flag on an old tanker", Paris, with(func(s *Ship) {
			s.Type, s.Age, s.Flag, s.FlagRisk = ChemicalTanker, years(20), Black, VeryHighRisk
		}), HighRiskShip, HighRiskShip, "5", 5},
		{"a medium risk flag on the same", Paris, with(func(s *Ship) {
			s.Type, s.Age, s.Flag, s.FlagRisk = ChemicalTanker, years(20), Black, MediumRisk
		}), StandardRiskShip, StandardRiskShip, "4", 5},
		{"a black flag of unknown risk on the same", Paris, with(func(s *Ship) {
			s.Type, s.Age, s.Flag = ChemicalTanker, years(20), Black
		}), StandardRiskShip, HighRiskShip, "4 to 5", 5},
		{"a container ship counts in Tokyo alone", Paris, with(func(s *Ship) { s.Type = ContainerShip }), LowRiskShip, LowRiskShip, "0", 5},
		{"a container ship in Tokyo", Tokyo, with(func(s *Ship) { s.Type = ContainerShip }), LowRiskShip, LowRiskShip, "2", 4},
		{"a company that was not inspected", Tokyo, with(func(s *Ship) { s.Company = Uninspected }), StandardRiskShip, StandardRiskShip, "2", 4},
		{"the same in Paris", Paris, with(func(s *Ship) { s.Company = Uninspected }), StandardRiskShip, StandardRiskShip, "0", 5},
		{"a black flag has no degrees in Tokyo", Tokyo, with(func(s *Ship) { s.Flag = Black }), StandardRiskShip, StandardRiskShip, "1", 4},
		{"four inspections with many deficiencies", Tokyo, with(func(s *Ship) { s.Inspections = heavy }), HighRiskShip, HighRiskShip, "4", 4},
		{"the same in Paris, which counts none", Paris, with(func(s *Ship) { s.Inspections = heavy }), StandardRiskShip, StandardRiskShip, "0", 5},
		{"nothing known", Paris, Ship{}, LowRiskShip, HighRiskShip, "0 to 9", 5},
		{"nothing known in Tokyo", Tokyo, Ship{}, LowRiskShip, HighRiskShip, "0 or more", 4},
		{"only the record not known", Paris, with(func(s *Ship) { s.Inspections = nil }), LowRiskShip, StandardRiskShip, "0 to 1", 5},
		{"only the audit not known", Paris, with(func(s *Ship) { s.FlagAudited = Unknown }), LowRiskShip, StandardRiskShip, "0", 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := calculator(t).Of(c.regime, c.ship, on("2026-11-01"))
			if err != nil {
				t.Fatal(err)
			}
			if p.Best != c.best || p.Worst != c.worst || p.Points.String() != c.points || p.Threshold != c.threshold {
				t.Errorf("%s to %s, %s of %d; want %s to %s, %s of %d", p.Best, p.Worst, p.Points, p.Threshold, c.best, c.worst, c.points, c.threshold)
				for _, l := range p.Parameters {
					t.Log(l.Name, l.Points, l.LowRisk, l.Why)
				}
			}
		})
	}
}

func TestExplained(t *testing.T) {
	p, err := calculator(t).Of(Tokyo, Ship{Type: BulkCarrier, Organisation: LowLevel}, on("2026-11-01"))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range p.Parameters {
		if len(l.Why) == 0 || l.Given == "" {
			t.Errorf("%s is not explained", l.Name)
		}
	}
	if p.BestWindow != "5-8" || p.WorstWindow != "2-4" {
		t.Errorf("windows %q and %q", p.BestWindow, p.WorstWindow)
	}
	said := strings.Join(p.Caveats, "\n")
	for _, w := range []string{"ro_performance: the criterion \"recognised organisation performance low\" is recalled", "is derived"} {
		if !strings.Contains(said, w) {
			t.Errorf("caveats do not say %q:\n%s", w, said)
		}
	}
	if strings.Join(p.Missing, " ") != "age flag flag_imo_audit ro_recognised company_performance deficiencies_36m detentions_36m" {
		t.Errorf("missing %v", p.Missing)
	}
}

// The methods hold for their days: Paris to the revision of 6 July 2027, whose
// points are not known; Tokyo from 2014, container ships from 2018.
func TestDays(t *testing.T) {
	c := calculator(t)
	for _, d := range []struct {
		regime Regime
		day    string
		known  bool
	}{
		{Paris, "2010-12-31", false},
		{Paris, "2011-01-01", true},
		{Paris, "2027-07-05", true},
		{Paris, "2027-07-06", false},
		{Tokyo, "2013-12-31", false},
		{Tokyo, "2014-01-01", true},
		{"rome", "2026-01-01", false},
	} {
		if _, err := c.Of(d.regime, good, on(d.day)); (err == nil) != d.known {
			t.Errorf("%s on %s: %v", d.regime, d.day, err)
		}
	}
	container := with(func(s *Ship) { s.Type = ContainerShip })
	before, errBefore := c.Of(Tokyo, container, on("2018-01-31"))
	after, errAfter := c.Of(Tokyo, container, on("2018-02-01"))
	if errBefore != nil || errAfter != nil || before.Points.Max != 0 || after.Points.Max != 2 {
		t.Errorf("container ship: %v %v, %v %v; want 0, then 2 points", before.Points, errBefore, after.Points, errAfter)
	}
}

func TestRefused(t *testing.T) {
	c := calculator(t)
	for name, s := range map[string]Ship{
		"submarine":    {Type: "submarine"},
		"age -1":       {Age: years(-1)},
		"purple":       {Flag: "purple"},
		"extreme":      {Flag: Black, FlagRisk: "extreme"},
		"black flag":   {Flag: White, FlagRisk: HighRisk},
		"middling":     {Organisation: "middling"},
		"unlisted":     {Company: LevelUnlisted},
		"deficiencies": {Inspections: []Inspection{{Deficiencies: -1}}},
	} {
		if _, err := c.Of(Paris, s, on("2026-11-01")); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// changedFacts has other criteria than the tables.
type changedFacts struct {
	*reference.Catalogue
	change func([]reference.Criterion) []reference.Criterion
}

func (f changedFacts) Calculator(mou string, at time.Time) reference.CalculatorAnswer {
	a := f.Catalogue.Calculator(mou, at)
	a.Criteria = f.change(slices.Clone(a.Criteria))
	return a
}

// A table that lost its meaning is refused, with the row: a number that is none,
// a parameter that is gone (without the low criteria every ship would be of low
// risk), and one that is new.
func TestChangedTables(t *testing.T) {
	for name, c := range map[string]struct {
		change func([]reference.Criterion) []reference.Criterion
		says   string
	}{
		"no number": {func(all []reference.Criterion) []reference.Criterion {
			for i := range all {
				if all[i].Parameter == "age" {
					all[i].Value = "old"
				}
			}
			return all
		}, "HRS age"},
		"no low criterion on the flag": {func(all []reference.Criterion) []reference.Criterion {
			return slices.DeleteFunc(all, func(c reference.Criterion) bool { return c.Profile == "LRS" && c.Parameter == "flag_bgw" })
		}, "LRS flag_bgw"},
		"no threshold": {func(all []reference.Criterion) []reference.Criterion {
			return slices.DeleteFunc(all, func(c reference.Criterion) bool { return c.Parameter == "threshold" })
		}, "threshold"},
		"a new parameter": {func(all []reference.Criterion) []reference.Criterion {
			return append(all, reference.Criterion{MOU: "PARIS", Profile: "HRS", Parameter: "environment", Points: "1"})
		}, "environment"},
	} {
		p, err := New(changedFacts{catalogue(t), c.change}).Of(Paris, good, on("2026-11-01"))
		if err == nil || !strings.Contains(err.Error(), c.says) || p.Best != "" {
			t.Errorf("%s: %v, best %q; want an error with %q and no profile", name, err, p.Best, c.says)
		}
	}
}

func TestCompany(t *testing.T) {
	c := calculator(t)
	for _, x := range []struct {
		detention, deficiency Index
		want                  string
	}{
		{AboveAverage, AboveAverage, "very_low"},
		{BelowAverage, BelowAverage, "high"},
		{OnAverage, BelowAverage, "medium"},
		{AboveAverage, IndexUnknown, "very_low low low"},
		{IndexUnknown, BelowAverage, "low medium high"},
	} {
		levels, cells, err := c.CompanyLevels(x.detention, x.deficiency, on("2026-11-01"))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i, l := range levels {
			got = append(got, string(l))
			if cells[i].Fact.Status != reference.Recalled {
				t.Errorf("a cell is %s: take this line away when its source was found", cells[i].Fact.Status)
			}
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s, %s: %v, want %s", x.detention, x.deficiency, got, x.want)
		}
	}
	if _, _, err := c.CompanyLevels("so-so", OnAverage, on("2026-11-01")); err == nil {
		t.Error("an index that is none was taken")
	}
}

// Two either side of the average is still average; a refusal of access is above
// it whatever else.
func TestIndices(t *testing.T) {
	for _, x := range []struct {
		name string
		got  Index
		want Index
	}{
		{"two above is average", DeficiencyIndex(1, 2, 1, 5), OnAverage},
		{"more than two above", DeficiencyIndex(1, 3, 1, 5), AboveAverage},
		{"two below is average", DeficiencyIndex(0, 3, 1, 5), OnAverage},
		{"more than two below", DeficiencyIndex(0, 2, 1, 5), BelowAverage},
		{"no inspections", DeficiencyIndex(0, 0, 0, 5), IndexUnknown},
		{"detentions above", DetentionIndex(6, 100, 3, false), AboveAverage},
		{"detentions on average", DetentionIndex(5, 100, 3, false), OnAverage},
		{"refusal of access", DetentionIndex(0, 100, 3, true), AboveAverage},
		{"refusal and no inspection", DetentionIndex(0, 0, 3, true), AboveAverage},
		{"no detentions known", DetentionIndex(0, 0, 3, false), IndexUnknown},
	} {
		if x.got != x.want {
			t.Errorf("%s: %q, want %q", x.name, x.got, x.want)
		}
	}
}
