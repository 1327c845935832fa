package zones

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

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
	s, rep, err := Read(f.Name(), f, info.Size())
	if err != nil || s == nil {
		t.Fatalf("%v\n%v", err, rep.Words())
	}
	return s, rep
}

func TestWorldFile(t *testing.T) {
	began := time.Now()
	s, rep := worldSet(t)
	t.Logf("read in %v", time.Since(began))
	for _, w := range rep.Words() {
		t.Log(w)
	}
	b := s.Marshal()
	began = time.Now()
	if _, err := Unmarshal(b); err != nil {
		t.Fatal(err)
	}
	g, x := s.Bytes()
	t.Logf("%d bytes stored, loaded in %v; geometry %d, index %d bytes", len(b), time.Since(began), g, x)
}

// A squid jigger off Uruguay.
func TestTrackOffUruguay(t *testing.T) {
	s, _ := worldSet(t)
	c, err := chart.Load(chart.WithZones(s.Source(), s))
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
	approximated, err := chart.Load()
	if err != nil {
		t.Fatal(err)
	}
	counts, both := map[string]int{}, map[string]int{}
	for _, row := range rows[1:] {
		lon, errLon := strconv.ParseFloat(row[column["lon"]], 64)
		lat, errLat := strconv.ParseFloat(row[column["lat"]], 64)
		if err := errors.Join(errLon, errLat); err != nil {
			t.Fatal(err)
		}
		p, q := c.At(lon, lat), approximated.At(lon, lat)
		key := p.ZoneName
		if p.Zone == chart.ZoneHighSeas {
			key = "high seas"
		}
		counts[key]++
		both[key+" | approximated: "+q.Zone.String()+" of "+q.State]++
	}
	for k, n := range both {
		t.Logf("%6d  %s", n, k)
	}
	want := map[string]int{"Uruguayan Exclusive Economic Zone": 12333, "Joint regime area Argentina / Uruguay": 86, "high seas": 73}
	for k, n := range counts {
		if want[k] != n {
			t.Errorf("%s: %d points, want %d", k, n, want[k])
		}
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
