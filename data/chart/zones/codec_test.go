package zones

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/cespare/xxhash/v2"
	"github.com/paulmach/orb"
)

// fine is the sample with coordinates that no power of ten holds.
func fine() []row {
	return with(1, shape2(orb.Polygon{ring(-60.1/3, -40, -60, -20.000000001/7, -40, -20)}))
}

func TestStoredAndLoadedIsTheSame(t *testing.T) {
	for what, rows := range map[string][]row{"few decimals": sample(), "all decimals": fine()} {
		s, _ := taken(t, asGeoJSON(t, rows))
		b := s.Marshal()
		got, err := Unmarshal(b)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if !reflect.DeepEqual(got.zones, s.zones) || got.Source() != s.Source() || !reflect.DeepEqual(got.index, s.index) || got.World() != s.World() {
			t.Errorf("%s: it differs after loading", what)
		}
		var w bytes.Buffer
		if n, err := got.WriteTo(&w); err != nil || n != int64(len(b)) || !bytes.Equal(w.Bytes(), b) {
			t.Errorf("%s: stored again it differs: %d of %d bytes, %v", what, n, len(b), err)
		}
		rng := rand.New(rand.NewPCG(1, 1))
		for range 1000 {
			lon, lat := rng.Float64()*360-180, rng.Float64()*180-90
			a, okA := s.ZoneAt(lon, lat)
			c, okC := got.ZoneAt(lon, lat)
			if okA != okC || !reflect.DeepEqual(a, c) {
				t.Fatalf("%s: %v %v is %+v, then %+v", what, lon, lat, a, c)
			}
		}
	}
}

func TestDamagedBytes(t *testing.T) {
	s, _ := taken(t, asGeoJSON(t, sample()))
	b := s.Marshal()
	for i := range b {
		bad := bytes.Clone(b)
		bad[i] ^= 0x10
		if _, err := Unmarshal(bad); err == nil {
			t.Fatalf("byte %d of %d may be wrong", i, len(b))
		}
	}
	if _, err := Unmarshal(b[:len(b)-1]); !errors.Is(err, errDamaged) {
		t.Errorf("cut off: %v", err)
	}
	newer := append([]byte("PLIMZON2"), b[8:]...)
	if _, err := Unmarshal(newer); err == nil || !strings.Contains(err.Error(), "format") {
		t.Errorf("another format: %v", err)
	}
}

// sealed gives bytes a right checksum, so that what is behind it is reached.
func sealed(b []byte) []byte {
	if len(b) < 8 {
		return b
	}
	body := bytes.Clone(b[:len(b)-8])
	return binary.LittleEndian.AppendUint64(body, xxhash.Sum64(body))
}

// Bytes with a right checksum may say anything: they are refused, or make a set that answers without a fault.
func FuzzUnmarshal(f *testing.F) {
	for _, rows := range [][]row{sample(), fine()} {
		s, _ := taken(f, asGeoJSON(f, rows))
		f.Add(s.Marshal(), uint16(3), byte(1))
	}
	f.Fuzz(func(t *testing.T, b []byte, at uint16, flip byte) {
		if len(b) > 8 {
			b = bytes.Clone(b)
			b[8+int(at)%(len(b)-8)] ^= flip
		}
		s, err := Unmarshal(sealed(b))
		if err != nil {
			return
		}
		for _, p := range []orb.Point{{0, 0}, {-50, -30}, {-180, -90}, {180, 90}, {55, -22}, {-52, -41}} {
			_, _ = s.ZoneAt(p[0], p[1])
		}
		if again, err := Unmarshal(s.Marshal()); err != nil || len(again.zones) != len(s.zones) {
			t.Fatalf("what was read is not read again: %v", err)
		}
	})
}

// A file of any bytes is an error, a list of problems, or a set that is stored and loaded; never a fault.
func FuzzRead(f *testing.F) {
	parts := shapefileParts(f, "eez", sample()[:2])
	f.Add(asGeoJSON(f, sample()[:2]))
	f.Add(zipOf(f, parts))
	f.Add(asGeoPackage(f, "eez", sample()[:1], 4326, wgs84))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"properties":{"GEONAME":"a","POL_TYPE":"200NM","ISO_TER1":"URY"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,0]]]}}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, rep, err := read(t, b)
		if err != nil || s == nil {
			if err == nil && len(rep.Problems) == 0 {
				t.Fatal("nothing is taken and nothing said")
			}
			return
		}
		if _, err := Unmarshal(s.Marshal()); err != nil {
			t.Fatal(err)
		}
	})
}

// Records of shapefiles, without the zip around them.
func FuzzShapefile(f *testing.F) {
	parts := shapefileParts(f, "eez", sample()[:3])
	f.Add(parts["eez.shp"], parts["eez.dbf"])
	f.Fuzz(func(t *testing.T, shp, dbf []byte) {
		of := func(b []byte) func() (io.ReadCloser, error) {
			return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }
		}
		l, err := shapefile("eez", files{".shp": of(shp), ".dbf": of(dbf)})
		if err != nil {
			return
		}
		n := 0
		_ = l.each(func(*feature) error { n++; return nil })
		if n > len(shp)/8 {
			t.Fatalf("%d features in %d bytes", n, len(shp))
		}
	})
}

func FuzzGeoPackageGeometry(f *testing.F) {
	for _, r := range sample() {
		f.Add(gpkgBlob(f, r.geometry).([]byte))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		g, err := gpkgGeometry(b)
		if err == nil && g != nil {
			_, _ = multi(g)
		}
	})
}
