package chart

import (
	"encoding/json"
	"flag"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var agreementShown = flag.Int("agreement-shown", 10, "how many kinds of disagreement are listed")

var agreementPoints = flag.Int("agreement", 20_000, "points at sea on which the chart is compared with the world file of zones")

// eezFeature is an exclusive economic zone of the file to compare with.
type eezFeature struct {
	name, kind string
	states     []string // ISO3 of the territories that have it, claim it or share it
	polygons   [][][]point
	low, high  point
}

func readEEZ(t *testing.T) []eezFeature {
	t.Helper()
	var file struct {
		Features []struct {
			Properties map[string]any
			Geometry   struct {
				Type        string
				Coordinates json.RawMessage
			}
		}
	}
	if err := json.NewDecoder(openReal(t, "zones/world-eez-v10-simplified.geojson.gz")).Decode(&file); err != nil {
		t.Fatal(err)
	}
	var out []eezFeature
	for _, f := range file.Features {
		var raw [][][][2]float64
		var err error
		if f.Geometry.Type == "Polygon" {
			raw = make([][][][2]float64, 1)
			err = json.Unmarshal(f.Geometry.Coordinates, &raw[0])
		} else {
			err = json.Unmarshal(f.Geometry.Coordinates, &raw)
		}
		if err != nil {
			t.Fatal(err)
		}
		text := func(k string) string { s, _ := f.Properties[k].(string); return s }
		e := eezFeature{name: text("GEONAME"), kind: text("POL_TYPE"), low: point{180, 90}, high: point{-180, -90}}
		for _, k := range []string{"ISO_TER1", "ISO_TER2", "ISO_TER3"} {
			if s := text(k); s != "" {
				e.states = append(e.states, s)
			}
		}
		if slices.Equal(e.states, []string{"ATA"}) {
			continue // 200 miles off Antarctica are no State's zone
		}
		for _, polygon := range raw {
			var rings [][]point
			for _, ring := range polygon {
				var r []point
				for _, q := range ring {
					p := point{q[0], q[1]}
					e.low = point{min(e.low.lon, p.lon), min(e.low.lat, p.lat)}
					e.high = point{max(e.high.lon, p.lon), max(e.high.lat, p.lat)}
					r = append(r, p)
				}
				rings = append(rings, r)
			}
			e.polygons = append(e.polygons, rings)
		}
		out = append(out, e)
	}
	return out
}

// fileCodes are codes that the file has of its own, or differently from ISO 3166-1.
var fileCodes = map[string]string{"ASC": "SHN", "TAA": "SHN", "CPT": "FRA"}

// agrees says whether a placing names this zone's State, or every one that claims or shares it: as a territory where there
// is one, as sovereigns where there are several.
func (e *eezFeature) agrees(p Placing, c *Chart) bool {
	if len(e.states) == 1 {
		code := e.states[0]
		if own, ok := fileCodes[code]; ok {
			code = own
		}
		return p.State == code || slices.Contains(p.States, code) // contested or shared, and it is among those who are named
	}
	named := p.States
	if !p.Contested && !p.Joint {
		named = []string{p.State}
	}
	ours := map[string]bool{}
	for _, s := range named {
		ours[c.sovereign(s)] = true
	}
	for _, s := range e.states {
		if !ours[c.sovereign(s)] {
			return false
		}
	}
	return true
}

// sovereign is the State that answers for one, itself where the table does not say.
func (c *Chart) sovereign(state string) string {
	if at, ok := c.states.byState[state]; ok && c.states.territories[at].sovereign != "" {
		return c.states.territories[at].sovereign
	}
	return state
}

// holds is parity on the plane: that file is cut at the antimeridian.
func (e *eezFeature) holds(p point) bool {
	if p.lon < e.low.lon || p.lon > e.high.lon || p.lat < e.low.lat || p.lat > e.high.lat {
		return false
	}
	odd := false
	for _, polygon := range e.polygons {
		for _, r := range polygon {
			for i, a := range r {
				b := r[(i+1)%len(r)]
				if (a.lon > p.lon) != (b.lon > p.lon) && a.lat+(p.lon-a.lon)/(b.lon-a.lon)*(b.lat-a.lat) > p.lat {
					odd = !odd
				}
			}
		}
	}
	return odd
}

func eezAt(zones []eezFeature, p point) *eezFeature {
	for i := range zones {
		if zones[i].holds(p) {
			return &zones[i]
		}
	}
	return nil
}

// How often the chart agrees with the polygons on random points at sea.
func TestAgreementWithEEZ(t *testing.T) {
	zones := readEEZ(t)
	c := loaded(t)
	rng := rand.New(rand.NewPCG(5, 9))
	n := *agreementPoints
	sea, zone, within, state, sovereign, disputed := 0, 0, 0, 0, 0, 0
	type miss struct {
		n   int
		sum point
	}
	misses := map[string]miss{}
	missed := func(what string, p point) {
		m := misses[what]
		misses[what] = miss{m.n + 1, point{m.sum.lon + p.lon, m.sum.lat + p.lat}}
	}
	for sea < n {
		p := point{rng.Float64()*360 - 180, math.Asin(rng.Float64()*2-1) / radians}
		at := c.At(p.lon, p.lat)
		if at.Land {
			continue
		}
		sea++
		e := eezAt(zones, p)
		ours := strings.Join(append([]string{at.State}, at.States...), " ")
		switch {
		case (e == nil) == (at.Zone == ZoneHighSeas):
			zone++
		case e == nil:
			missed("zone: high seas | "+at.Zone.String()+" of "+ours, p)
		default:
			missed("zone: "+e.name+" | high seas", p)
		}
		if e == nil || at.Zone == ZoneHighSeas {
			continue
		}
		within++
		if len(e.states) == 1 && at.Contested {
			disputed++
		}
		if len(e.states) == 1 && c.sovereign(at.State) == c.sovereign(e.states[0]) || e.agrees(at, c) {
			sovereign++
		}
		if e.agrees(at, c) {
			state++
		} else {
			missed("State: "+e.name+" | "+ours, p)
		}
	}
	zoneShare, stateShare := 100*float64(zone)/float64(sea), 100*float64(state)/float64(within)
	t.Logf("%d points at sea: zone agrees on %.2f %%; State on %.2f %% of %d in a zone by both", sea, zoneShare, stateShare, within)
	t.Logf("a territory of the right sovereign counted too: %.2f %%; contested here and not in the file: %.2f %%",
		100*float64(sovereign)/float64(within), 100*float64(disputed)/float64(within))
	shown := slices.SortedFunc(maps.Keys(misses), func(a, b string) int { return misses[b].n - misses[a].n })
	for _, k := range shown[:min(len(shown), *agreementShown)] {
		m := misses[k]
		t.Logf("%5d  %s, about %.1f, %.1f", m.n, k, m.sum.lon/float64(m.n), m.sum.lat/float64(m.n))
	}
	if zoneShare < 99 || stateShare < 98.2 { // of 20,000 points; the whole is a little better
		t.Error("the approximation has become worse")
	}
}
