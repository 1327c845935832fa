package profile

import (
	"strings"
	"testing"
	"time"
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
