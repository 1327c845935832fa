package chart

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// realDir holds data that cannot be committed, beside the repository.
const realDir = "../../../shared/real"

// openReal opens a gzipped file of the real data, or skips the test and says why.
func openReal(t *testing.T, name string) io.Reader {
	t.Helper()
	f, err := os.Open(filepath.Join(realDir, name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("skipped: %s is not beside the repository (../shared/real)", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// track reads the positions of a track.
func track(t *testing.T, name string) (ps []point, shoreKm []float64) {
	t.Helper()
	rows, err := csv.NewReader(openReal(t, name)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, h := range rows[0] {
		column[h] = i
	}
	for _, row := range rows[1:] {
		lon, errLon := strconv.ParseFloat(row[column["lon"]], 64)
		lat, errLat := strconv.ParseFloat(row[column["lat"]], 64)
		shore, errShore := strconv.ParseFloat(row[column["distance_from_shore_m"]], 64)
		if err := errors.Join(errLon, errLat); err != nil {
			t.Fatal(err)
		}
		if errShore != nil {
			shore = math.NaN()
		}
		ps, shoreKm = append(ps, point{lon, lat}), append(shoreKm, shore/1000)
	}
	return ps, shoreKm
}

// eezFeature is an exclusive economic zone of the file to compare with.
type eezFeature struct {
	name, kind string
	isos       map[string]bool
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
		e := eezFeature{name: text("GEONAME"), kind: text("POL_TYPE"), isos: map[string]bool{}, low: point{180, 90}, high: point{-180, -90}}
		for _, k := range []string{"ISO_TER1", "ISO_TER2", "ISO_TER3", "ISO_SOV1"} {
			if s := text(k); s != "" {
				e.isos[s] = true
			}
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

// names says whether a placing names this zone's State or, where it is contested, one of those that claim it. The file has
// codes of its own for parts of Saint Helena and for Clipperton.
func (e *eezFeature) names(p Placing) bool {
	own := map[string][]string{"SHN": {"ASC", "TAA"}, "FRA": {"CPT"}}
	for _, s := range append([]string{p.State}, append(own[p.State], p.States...)...) {
		if e.isos[s] {
			return true
		}
	}
	return false
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

// A jigger that stays just outside 200 nautical miles off Argentina for ten weeks.
func TestTrackOutsideArgentina(t *testing.T) {
	ps, shore := track(t, "tracks/150402951_2021-12_2022-02.csv.gz")
	c := loaded(t)
	wrong, least := 0, math.Inf(1)
	for i, p := range ps {
		at := c.At(p.lon, p.lat)
		least = min(least, at.ShoreM/nauticalMileM)
		if at.Zone != ZoneHighSeas {
			wrong++
			if wrong <= 5 {
				t.Logf("%v: %+v; the feed says %.0f km from shore", p, at, shore[i])
			}
		}
	}
	t.Logf("%d positions, %d not on the high seas, nearest %.2f NM", len(ps), wrong, least)
	if len(ps) != 14558 || wrong > 0 {
		t.Errorf("%d of %d positions are not on the high seas", wrong, len(ps))
	}
}

// A squid jigger off Uruguay: the nearest coast against the polygons, by zone and State.
func TestTrackOffUruguay(t *testing.T) {
	ps, _ := track(t, "tracks/412334074_seg1.csv.gz")
	zones := readEEZ(t)
	c := loaded(t)
	counts, differ := map[string]int{}, 0
	for _, p := range ps {
		at, name := c.At(p.lon, p.lat), "high seas"
		if e := eezAt(zones, p); e != nil {
			name = e.name
			if !e.isos[at.State] {
				differ++
			}
		}
		if (name == "high seas") != (at.Zone == ZoneHighSeas) {
			differ++
		}
		counts[at.Zone.String()+" of "+at.State+" | "+name]++
	}
	for k, n := range counts {
		t.Logf("%6d  %s", n, k)
	}
	if differ > 0 {
		t.Errorf("%d of %d positions differ in zone or State", differ, len(ps))
	}
}

// How often the nearest coast agrees with the polygons on random points at sea.
func TestAgreementWithEEZ(t *testing.T) {
	zones := readEEZ(t)
	c := loaded(t)
	rng := rand.New(rand.NewPCG(5, 9))
	n := 20_000
	if testing.Short() {
		n = 2000
	}
	sea, zone, within, state := 0, 0, 0, 0
	misses := map[string]int{}
	for sea < n {
		p := point{rng.Float64()*360 - 180, math.Asin(rng.Float64()*2-1) / radians}
		at := c.At(p.lon, p.lat)
		if at.Land || p.lat < -60 { // the file has no zones around Antarctica
			continue
		}
		sea++
		e := eezAt(zones, p)
		if (e == nil) == (at.Zone == ZoneHighSeas) {
			zone++
		} else if e == nil {
			misses["not in a zone | nearest "+at.State]++
		} else {
			misses[e.name+" | high seas"]++
		}
		if e == nil || at.Zone == ZoneHighSeas {
			continue
		}
		within++
		if e.names(at) {
			state++
		} else {
			misses[e.name+" | nearest "+at.State]++
		}
	}
	t.Logf("%d points at sea: zone agrees on %.2f %%; State on %.2f %% of %d in a zone by both", sea,
		100*float64(zone)/float64(sea), 100*float64(state)/float64(within), within)
	for k, m := range misses {
		if m > n/1500 {
			t.Logf("%5d  %s", m, k)
		}
	}
	if float64(zone) < 0.98*float64(sea) || float64(state) < 0.95*float64(within) {
		t.Error("the approximation has become worse")
	}
}
