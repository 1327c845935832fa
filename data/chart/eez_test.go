package chart

import (
	"encoding/json"
	"slices"
	"testing"
)

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
