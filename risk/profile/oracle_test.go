package profile

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// classOf is the published method for a ship of which all is known, written out
// by hand; a range must be what it gives for every way to fill what is missing.
func classOf(r Regime, s Ship) Class {
	heavy, detained := 0, 0
	for _, i := range s.Inspections {
		if i.Deficiencies > 5 {
			heavy++
		}
		if i.Detained {
			detained++
		}
	}
	points, threshold := 0, 5
	add := func(n int, when bool) {
		if when {
			points += n
		}
	}
	add(2, slices.Contains([]ShipType{ChemicalTanker, GasCarrier, OilTanker, BulkCarrier, PassengerShip}, s.Type))
	add(1, *s.Age > 12)
	add(1, s.Organisation == LowLevel || s.Organisation == VeryLowLevel)
	add(2, s.Company == LowLevel || s.Company == VeryLowLevel)
	add(1, s.Flag == Black)
	if r == Paris {
		add(1, s.Flag == Black && s.FlagRisk != MediumRisk)
		add(1, detained >= 2)
	} else {
		threshold = 4
		add(2, s.Type == ContainerShip)
		add(2, s.Company == Uninspected)
		add(heavy, true)
		add(1, detained >= 3)
	}
	switch {
	case points >= threshold:
		return HighRiskShip
	case s.Flag == White && s.FlagAudited == Yes && s.Organisation == HighLevel && s.OrganisationRecognised == Yes &&
		s.Company == HighLevel && len(s.Inspections) > 0 && heavy == 0 && detained == 0:
		return LowRiskShip
	}
	return StandardRiskShip
}

// fillings are the ways to fill one field that is not known: those that differ
// in the method are enough.
func fillings(s Ship) []Ship {
	out := []Ship{s}
	fill := func(missing bool, ways ...func(*Ship)) {
		if !missing {
			return
		}
		var next []Ship
		for _, o := range out {
			for _, way := range ways {
				n := o
				way(&n)
				next = append(next, n)
			}
		}
		out = next
	}
	fill(s.Type == "", func(s *Ship) { s.Type = OilTanker }, func(s *Ship) { s.Type = ContainerShip }, func(s *Ship) { s.Type = OtherType })
	fill(s.Age == nil, func(s *Ship) { s.Age = years(12) }, func(s *Ship) { s.Age = years(13) })
	fill(s.Flag == "", func(s *Ship) { s.Flag = White }, func(s *Ship) { s.Flag = Grey },
		func(s *Ship) { s.Flag, s.FlagRisk = Black, MediumRisk }, func(s *Ship) { s.Flag, s.FlagRisk = Black, HighRisk })
	fill(s.Flag == NotBlack, func(s *Ship) { s.Flag = White }, func(s *Ship) { s.Flag = Grey })
	fill(s.Flag == Black && s.FlagRisk == "", func(s *Ship) { s.FlagRisk = MediumRisk }, func(s *Ship) { s.FlagRisk = VeryHighRisk })
	fill(s.FlagAudited == Unknown, func(s *Ship) { s.FlagAudited = Yes }, func(s *Ship) { s.FlagAudited = No })
	fill(s.Organisation == "", func(s *Ship) { s.Organisation = HighLevel }, func(s *Ship) { s.Organisation = MediumLevel }, func(s *Ship) { s.Organisation = LowLevel })
	fill(s.OrganisationRecognised == Unknown, func(s *Ship) { s.OrganisationRecognised = Yes }, func(s *Ship) { s.OrganisationRecognised = No })
	fill(s.Company == "", func(s *Ship) { s.Company = HighLevel }, func(s *Ship) { s.Company = MediumLevel }, func(s *Ship) { s.Company = LowLevel })
	fill(s.Inspections == nil, func(s *Ship) { s.Inspections = []Inspection{} }, func(s *Ship) { s.Inspections = []Inspection{{}} },
		func(s *Ship) { s.Inspections = slices.Repeat([]Inspection{{Deficiencies: 6, Detained: true}}, 4) })
	return out
}

func drawShip(t *rapid.T) Ship {
	age := rapid.SampledFrom([]*int{nil, years(12), years(13)}).Draw(t, "age")
	s := Ship{
		Type: rapid.SampledFrom(append(shipTypes, "")).Draw(t, "type"), Age: age,
		Flag:                   rapid.SampledFrom([]Colour{"", Black, Black, Grey, White, White, Unlisted, NotBlack}).Draw(t, "flag"),
		FlagAudited:            rapid.SampledFrom([]Tri{Unknown, Yes, Yes, No}).Draw(t, "audit"),
		Organisation:           rapid.SampledFrom(append(organisationLevels, "", HighLevel)).Draw(t, "organisation"),
		OrganisationRecognised: rapid.SampledFrom([]Tri{Unknown, Yes, Yes, No}).Draw(t, "recognised"),
		Company:                rapid.SampledFrom(append(companyLevels, "", HighLevel)).Draw(t, "company"),
	}
	if s.Flag == Black {
		s.FlagRisk = rapid.SampledFrom(append(flagRisks, "")).Draw(t, "risk")
	}
	if rapid.IntRange(0, 3).Draw(t, "record known") > 0 {
		s.Inspections = []Inspection{}
		for range rapid.IntRange(0, 5).Draw(t, "inspections") {
			s.Inspections = append(s.Inspections, Inspection{
				rapid.SampledFrom([]int{0, 5, 6}).Draw(t, "deficiencies"), rapid.IntRange(0, 3).Draw(t, "detained") == 0,
			})
		}
	}
	return s
}

// TestRangeIsExact: the best and worst case are those of the best and worst way
// to fill what is not known, no wider and no narrower.
func TestRangeIsExact(t *testing.T) {
	c := calculator(t)
	rank := map[Class]int{LowRiskShip: 0, StandardRiskShip: 1, HighRiskShip: 2}
	rapid.Check(t, func(t *rapid.T) {
		s := drawShip(t)
		r := rapid.SampledFrom([]Regime{Paris, Tokyo}).Draw(t, "regime")
		p, err := c.Of(r, s, on("2026-11-01"))
		if err != nil {
			t.Fatal(err)
		}
		best, worst := HighRiskShip, LowRiskShip
		for _, f := range fillings(s) {
			class := classOf(r, f)
			if rank[class] < rank[best] {
				best = class
			}
			if rank[class] > rank[worst] {
				worst = class
			}
		}
		if p.Best != best || p.Worst != worst {
			t.Fatalf("%s: %s to %s, want %s to %s: %+v", r, p.Best, p.Worst, best, worst, s)
		}
		if best != worst && len(p.Missing) == 0 {
			t.Fatalf("a range, and nothing is missing: %+v", s)
		}
	})
}
