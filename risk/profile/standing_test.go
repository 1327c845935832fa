package profile

import (
	"math"
	"slices"
	"sync"
	"testing"

	"plimsoll/data/reference"
)

var load = sync.OnceValues(reference.Load)

func catalogue(t testing.TB) *reference.Catalogue {
	t.Helper()
	c, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The formula gives the excess factor that Paris printed for each of the 69
// flags of its list of 2025, to its two digits, and their colour, but for two
// flags without a detention that are printed white.
func TestParisListOf2025(t *testing.T) {
	facts := catalogue(t)
	whole, printedWhite := 0, []string{}
	for _, state := range facts.States() {
		list, place := facts.PSCListing(reference.MOUParis, state.ISO3, 2025)
		if place == nil || place.ISO3 != state.ISO3 {
			continue
		}
		whole++
		p, err := PlaceFlag(*place.Inspections, *place.Detentions)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(p.ExcessFactor-*place.ExcessFactor) > 0.0051 {
			t.Errorf("%s: %d of %d: excess factor %.3f, printed %.2f", state.ISO3, *place.Detentions, *place.Inspections, p.ExcessFactor, *place.ExcessFactor)
		}
		switch {
		case p.Colour == colourOf(list):
		case list == reference.ListWhite && *place.Detentions == 0 && p.Note != "":
			printedWhite = append(printedWhite, state.ISO3)
		default:
			t.Errorf("%s is %s by the formula and printed %s", state.ISO3, p.Colour, list)
		}
	}
	if whole != 69 || !slices.Equal(printedWhite, []string{"CAN", "POL"}) {
		t.Errorf("%d flags, %v printed white; want 69, CAN and POL", whole, printedWhite)
	}
}

func TestFlagStanding(t *testing.T) {
	facts := catalogue(t)
	for _, c := range []struct {
		name   string
		regime Regime
		flag   string
		day    string
		colour Colour
		risk   FlagRisk
	}{
		{"black with its degree", Paris, "CMR", "2026-11-01", Black, VeryHighRisk},
		{"black of medium risk", Paris, "PLW", "2026-11-01", Black, MediumRisk},
		{"white", Paris, "PAN", "2026-11-01", White, RiskUnknown},
		{"grey", Paris, "KOR", "2026-11-01", Grey, RiskUnknown},
		{"the whole list does not name it", Paris, "MNG", "2026-11-01", Unlisted, RiskUnknown},
		{"only the black list of that year is whole", Paris, "MNG", "2025-08-01", NotBlack, RiskUnknown},
		{"long before any list", Paris, "PAN", "1999-01-01", ColourUnknown, RiskUnknown},
		{"days of the Tokyo lists are not known", Tokyo, "PAN", "2022-11-01", ColourUnknown, RiskUnknown},
	} {
		s, err := FlagStanding(facts, c.regime, c.flag, on(c.day))
		if (s.Computed != nil) != (s.Year == 2025 && s.Colour != Unlisted) {
			t.Errorf("%s: computed %v; of these only the rows of 2025 have counts", c.name, s.Computed)
		}
		if err != nil || s.Colour != c.colour || s.Risk != c.risk {
			t.Errorf("%s: %q %q %v; want %q %q (%s)", c.name, s.Colour, s.Risk, err, c.colour, c.risk, s.Note)
		}
	}
	if _, err := FlagStanding(facts, "rome", "PAN", on("2026-11-01")); err == nil {
		t.Error("an unknown regime has lists")
	}
}

// What a look-up gives can be put into a ship as it is.
func TestStandingFits(t *testing.T) {
	facts, c := catalogue(t), calculator(t)
	for _, flag := range []string{"CMR", "PAN", "KOR", "MNG", "TZA"} {
		s, err := FlagStanding(facts, Paris, flag, on("2026-11-01"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Of(Paris, Ship{Flag: s.Colour, FlagRisk: s.Risk}, on("2026-11-01")); err != nil {
			t.Errorf("%s: %v", flag, err)
		}
	}
}
