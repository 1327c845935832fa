package portlist

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"plimsoll/data/chart"
)

// swapped says whether a position would come near another one with its numbers exchanged or a sign turned.
func swapped(p, old chart.Port) bool {
	return slices.ContainsFunc(turned(p), func(q chart.Port) bool { return metres(q, old) <= nearlyThere })
}

// turned are the port at the places that its numbers exchanged, or with other signs, are.
func turned(p chart.Port) []chart.Port {
	var out []chart.Port
	for _, q := range [][2]float64{{p.Lat, p.Lon}, {-p.Lon, p.Lat}, {p.Lon, -p.Lat}, {-p.Lon, -p.Lat}} {
		if math.Abs(q[1]) <= 90 {
			p.Lon, p.Lat = q[0], q[1]
			out = append(out, p)
		}
	}
	return out
}

// turnedHome says whether one of these places is on the coast of the port's own State.
func turnedHome(c Placer, p chart.Port) bool {
	return slices.ContainsFunc(turned(p), func(q chart.Port) bool {
		at := c.At(q.Lon, q.Lat)
		return at.ShoreM < farApart && at.State == p.State && !inland(c, q.Lon, q.Lat)
	})
}

// elsewhere says whether the chart has nothing of the port's State within 60 km.
func elsewhere(c Placer, p chart.Port) bool {
	own := func(lon, lat float64) bool {
		at := c.At(lon, lat)
		return at.State == p.State || at.Sovereign == p.State || slices.Contains(at.States, p.State)
	}
	if own(p.Lon, p.Lat) {
		return false
	}
	for _, d := range [...]float64{5000, 15_000, 30_000, 60_000} {
		for i := range 24 {
			if own(destination(p.Lon, p.Lat, float64(i)*15, d)) {
				return false
			}
		}
	}
	return true
}

// common are words that many ports have in their names.
var common = map[string]bool{"port": true, "puerto": true, "porto": true, "harbor": true, "harbour": true, "terminal": true, "oil": true, "bay": true, "san": true, "santa": true, "new": true}

// alike says whether two names share a word that is not common.
func alike(a, b string) bool {
	words := strings.FieldsFunc(strings.ToLower(b), notLetter)
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(a), notLetter), func(w string) bool {
		return len(w) > 2 && !common[w] && slices.Contains(words, w)
	})
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// inland says whether a point is on land with only land around it at several distances. A strait or lake that the chart has as
// sea counts as sea.
func inland(c Placer, lon, lat float64) bool {
	if !c.At(lon, lat).Land {
		return false
	}
	for _, d := range [...]float64{5000, 15_000, 30_000, inlandAtLeast} {
		for i := range 24 {
			x, y := destination(lon, lat, float64(i)*15, d)
			if p := c.At(x, y); !p.Land {
				return false
			}
		}
	}
	return true
}
