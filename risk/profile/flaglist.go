package profile

import (
	"fmt"
	"math"
)

// Colour is the part of a flag list.
type Colour string

// The colours. Unlisted is a flag with too few inspections to be on the list;
// NotBlack one of which only a whole black list is known, which does not name it.
const (
	ColourUnknown Colour = ""
	Black         Colour = "black"
	Grey          Colour = "grey"
	White         Colour = "white"
	Unlisted      Colour = "unlisted"
	NotBlack      Colour = "not_black"
)

var colours = []Colour{Black, Grey, White, Unlisted, NotBlack}

// The method of the flag lists. The note on the method gives the yardstick, the
// step and the least number of inspections; z reproduces every limit and excess
// factor of the complete Paris list of 2025.
const (
	yardstick      = 0.07
	step           = 0.03
	z              = 1.645
	minInspections = 30
)

// FlagPlacing is where counts put a flag.
type FlagPlacing struct {
	Inspections, Detentions int
	Colour                  Colour
	// BlackLimit is the largest number of detentions that is not black,
	// WhiteLimit the smallest that is not white; both are fractions of a ship.
	BlackLimit, WhiteLimit float64
	// ExcessFactor is how far the flag is from the limits in steps of three per
	// cent: above 1 black, from 0 to 1 grey, below 0 white.
	ExcessFactor float64
	Note         string
}

// PlaceFlag places a flag by its inspections and detentions of three years, by
// the method of the Paris lists until 2027-07-05. That Tokyo's is the same is
// not in the tables, so nothing is said of it here.
func PlaceFlag(inspections, detentions int) (FlagPlacing, error) {
	p := FlagPlacing{Inspections: inspections, Detentions: detentions}
	if inspections < 0 || detentions < 0 || detentions > inspections {
		return p, fmt.Errorf("%d detentions in %d inspections: want counts of three years, and no more detentions than inspections", detentions, inspections)
	}
	if inspections < minInspections {
		p.Colour, p.Note = Unlisted, fmt.Sprintf("fewer than %d inspections: on no list", minInspections)
		return p, nil
	}
	n, d := float64(inspections), float64(detentions)
	p.BlackLimit, p.WhiteLimit = blackLimit(n, yardstick), whiteLimit(n, yardstick)
	switch {
	case d > p.BlackLimit:
		p.Colour, p.ExcessFactor = Black, blackFactor(n, d)
	case d < p.WhiteLimit:
		p.Colour, p.ExcessFactor = White, whiteFactor(n, d)
	default:
		p.Colour, p.ExcessFactor = Grey, (d-p.WhiteLimit)/(p.BlackLimit-p.WhiteLimit)
		if detentions == 0 {
			p.Note = "grey by the formula, which cannot be white with so few inspections; the Paris list of 2025 prints such flags white"
		}
	}
	return p, nil
}

func blackLimit(n, p float64) float64 { return n*p + 0.5 + z*math.Sqrt(n*p*(1-p)) }
func whiteLimit(n, p float64) float64 { return n*p - 0.5 - z*math.Sqrt(n*p*(1-p)) }

// blackFactor counts the steps by which the yardstick must rise until the flag
// is no longer black, with the last one in part.
func blackFactor(n, d float64) float64 {
	for k := 0; ; k++ {
		p := yardstick + step*float64(k)
		if p+step >= 1 {
			return float64(1 + k)
		}
		lower, upper := blackLimit(n, p), blackLimit(n, p+step)
		if d <= upper {
			return float64(1+k) + (d-lower)/(upper-lower)
		}
	}
}

// whiteFactor counts the steps by which the yardstick must fall until the flag
// is no longer white; below one per cent there is no step left.
func whiteFactor(n, d float64) float64 {
	upper := whiteLimit(n, yardstick)
	first := whiteLimit(n, yardstick-step)
	if d >= first {
		return -(upper - d) / (upper - first)
	}
	return -1 - (first-d)/(first-whiteLimit(n, yardstick-2*step))
}
