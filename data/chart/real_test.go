package chart

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
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
			if !slices.Contains(e.states, at.State) { // of the joint regime the approximation knows one partner
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
