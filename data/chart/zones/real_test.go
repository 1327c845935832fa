package zones

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"plimsoll/data/chart"
)

// realDir holds data that cannot be committed, beside the repository.
const realDir = "../../../../shared/real"

// openReal opens a file of the real data, or skips the test and says why.
func openReal(t testing.TB, name string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join(realDir, name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("skipped: %s is not beside the repository (../shared/real)", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// worldSet reads the real file of the world's zones.
func worldSet(t testing.TB) (*Set, Report) {
	t.Helper()
	f := openReal(t, "zones/world-eez-v10-simplified.geojson.gz")
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	s, rep, err := Read(f.Name(), f, info.Size(), WithChart(coasts(t)))
	if err != nil || s == nil {
		t.Fatalf("%v\n%v", err, rep.Words())
	}
	return s, rep
}

func TestWorldFile(t *testing.T) {
	s, rep := worldSet(t)
	for _, w := range rep.Words() {
		t.Log(w)
	}
	if rep.Features != 281 || rep.Zones != 281 || rep.JointRegimes != 20 || rep.OverlappingClaims != 31 || len(rep.States) != 204 || rep.Vertices != 31927 || !rep.World {
		t.Errorf("%d zones, %d joint, %d overlapping, %d States, %d vertices, world %v",
			rep.Zones, rep.JointRegimes, rep.OverlappingClaims, len(rep.States), rep.Vertices, rep.World)
	}
	stored := s.Marshal()
	loaded, err := Unmarshal(stored)
	if err != nil || !slices.EqualFunc(loaded.Zones(), s.Zones(), func(a, b Zone) bool { return a.Name == b.Name && a.AreaKm2 == b.AreaKm2 }) {
		t.Errorf("stored and loaded it differs: %v", err)
	}
	geometry, index := s.Bytes()
	t.Logf("%d bytes stored; geometry %d, index %d bytes", len(stored), geometry, index)
	if index > geometry {
		t.Errorf("the index takes %d bytes, the geometry %d", index, geometry)
	}
}

// The other file of real zones is none of Marine Regions': it is refused with what it has and what it lacks.
func TestForeignFile(t *testing.T) {
	f := openReal(t, "zones/pacific-eez.geojson.gz")
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = Read(f.Name(), f, info.Size())
	if err == nil || !strings.Contains(err.Error(), "GEONAME") || !strings.Contains(err.Error(), "boundaryStatus") {
		t.Errorf("%v", err)
	}
}

// A squid jigger off Uruguay.
func TestTrackOffUruguay(t *testing.T) {
	s, _ := worldSet(t)
	c, err := coasts(t).With(chart.WithZones(s.Source(), s))
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(openReal(t, "tracks/412334074_seg1.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, h := range rows[0] {
		column[h] = i
	}
	approximated := coasts(t)
	counts, differ := map[string]int{}, map[string]int{}
	for _, row := range rows[1:] {
		lon, errLon := strconv.ParseFloat(row[column["lon"]], 64)
		lat, errLat := strconv.ParseFloat(row[column["lat"]], 64)
		if err := errors.Join(errLon, errLat); err != nil {
			t.Fatal(err)
		}
		p, q := c.At(lon, lat), approximated.At(lon, lat)
		switch {
		case p.Joint && slices.Equal(p.States, []string{"ARG", "URY"}) && p.State == "":
			counts["joint"]++
		case p.Zone == chart.ZoneHighSeas:
			counts["high seas"]++
		default:
			counts[p.State]++
		}
		if p.Basis != chart.Imported || q.Basis != chart.Approximated {
			t.Fatalf("%v %v rests on %v and %v", lon, lat, p.Basis, q.Basis)
		}
		if p.Zone != q.Zone {
			differ["zone"]++
		}
		if p.Zone != chart.ZoneHighSeas && p.State != q.State {
			differ["State, "+map[bool]string{true: "joint", false: "not joint"}[p.Joint]+", approximated "+q.State]++
		}
	}
	t.Logf("%v; from the approximation differ %v", counts, differ)
	if want := map[string]int{"URY": 12333, "joint": 86, "high seas": 73}; !maps.Equal(counts, want) {
		t.Errorf("%v, want %v", counts, want)
	}
	// The approximation knows no treaty: what the two States share is Uruguay's, whose coast is nearer. Nothing else differs.
	if want := map[string]int{"State, joint, approximated URY": 86}; !maps.Equal(differ, want) {
		t.Errorf("the approximation differs in %v, want %v", differ, want)
	}
}

func BenchmarkWorldFile(b *testing.B) {
	s, _ := worldSet(b)
	stored := s.Marshal()
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			if _, err := Unmarshal(stored); err != nil {
				b.Fatal(err)
			}
		}
	})
	o := newOracle(s)
	b.Run("look-up", func(b *testing.B) {
		rng := rand.New(rand.NewPCG(1, 2))
		for b.Loop() {
			_, _ = s.ZoneAt(rng.Float64()*360-180, rng.Float64()*180-90)
		}
	})
	b.Run("brute", func(b *testing.B) {
		rng := rand.New(rand.NewPCG(1, 2))
		for b.Loop() {
			_ = o.at(rng.Float64()*360-180, rng.Float64()*180-90)
		}
	})
}
