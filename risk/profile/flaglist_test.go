package profile

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Limits worked by hand from the published formula, N*p ± (0.5 + z*sqrt(N*p*(1-p))).
func TestPlaceFlag(t *testing.T) {
	for _, c := range []struct {
		name                    string
		inspections, detentions int
		colour                  Colour
		factor                  float64
	}{
		// Rows of the complete Paris list of 2025, one of each part and both ends.
		{"Panama", 5731, 338, White, -0.19},
		{"Japan", 244, 1, White, -1.67},
		{"Tunisia, on the limit", 31, 5, Grey, 1.00},
		{"Korea", 219, 9, Grey, 0.03},
		{"Saint Kitts and Nevis", 372, 42, Black, 1.59},
		{"Belize", 259, 35, Black, 2.08},
		{"Cameroon", 138, 44, Black, 7.14},
		{"Poland, printed white", 43, 0, Grey, 0.04},
		{"29 inspections are too few", 29, 5, Unlisted, 0},
		{"30 are enough", 30, 5, Black, 1.08},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := PlaceFlag(c.inspections, c.detentions)
			if err != nil {
				t.Fatal(err)
			}
			if p.Colour != c.colour || math.Abs(p.ExcessFactor-c.factor) > 0.006 {
				t.Errorf("%s %.3f, want %s %.2f", p.Colour, p.ExcessFactor, c.colour, c.factor)
			}
			if p.Colour == Grey && c.detentions == 0 && p.Note == "" {
				t.Error("does not say that such a flag is printed white")
			}
		})
	}
}

func TestPlaceFlagRefuses(t *testing.T) {
	for _, c := range [][2]int{{-1, 0}, {10, -1}, {10, 11}} {
		if _, err := PlaceFlag(c[0], c[1]); err == nil {
			t.Errorf("%d inspections with %d detentions were placed", c[0], c[1])
		}
	}
}

// One detention more never makes a flag better, and the factor agrees with the
// colour at the limits.
func TestExcessFactorRises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(minInspections, 8000).Draw(t, "inspections")
		d := rapid.IntRange(0, n-1).Draw(t, "detentions")
		a, errA := PlaceFlag(n, d)
		b, errB := PlaceFlag(n, d+1)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if b.ExcessFactor < a.ExcessFactor {
			t.Fatalf("%d of %d: factor %f, %d: %f", d, n, a.ExcessFactor, d+1, b.ExcessFactor)
		}
		for _, p := range []FlagPlacing{a, b} {
			inside := map[Colour]bool{Black: p.ExcessFactor > 1, Grey: p.ExcessFactor >= 0 && p.ExcessFactor <= 1, White: p.ExcessFactor < 0}[p.Colour]
			if !inside {
				t.Fatalf("%s with factor %f", p.Colour, p.ExcessFactor)
			}
		}
	})
}
