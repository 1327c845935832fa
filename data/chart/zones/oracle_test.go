package zones

import (
	"flag"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// oraclePoints is how many points of each kind are compared; the figures in the README are of 100,000.
var oraclePoints = flag.Int("oracle-points", 15_000, "points of each kind to compare with brute force")

// oracle asks orb about every polygon in turn.
type oracle struct {
	owners   []uint32
	polygons []orb.Polygon
	bounds   []orb.Bound
}

func newOracle(s *Set) *oracle {
	shapes := s.index.Shapes()
	o := &oracle{owners: shapes.Owners}
	for i := range shapes.Owners {
		p := shapes.Polygon(i)
		o.polygons, o.bounds = append(o.polygons, p), append(o.bounds, p.Bound())
	}
	return o
}

func (o *oracle) at(lon, lat float64) []uint32 {
	var out []uint32
	for i, b := range o.bounds {
		if q := (orb.Point{lon, lat}); b.Contains(q) && planar.PolygonContains(o.polygons[i], q) {
			out = append(out, o.owners[i])
		}
	}
	return slices.Compact(out)
}

// On the real zones of the world the index and the oracle agree: on random points, and on points near edges down to a tenth
// of a millimetre.
func TestSameAsBruteForceOnTheWorld(t *testing.T) {
	s, _ := worldSet(t)
	o := newOracle(s)
	n := *oraclePoints
	rng := rand.New(rand.NewPCG(7, 7))
	in, near := 0, 0
	check := func(lon, lat float64) bool {
		if !(lon >= -180 && lon < 180 && math.Abs(lat) < 90) {
			return false
		}
		got, want := s.index.Owners(lon, lat, nil), o.at(lon, lat)
		if !slices.Equal(got, want) {
			t.Fatalf("%v %v: %v, want %v", lon, lat, got, want)
		}
		if len(got) > 0 {
			in++
		}
		return true
	}
	for range n {
		check(rng.Float64()*360-180, math.Asin(rng.Float64()*2-1)/radians)
	}
	points := s.index.Shapes().Points
	for near < n {
		e := rng.IntN(len(points) - 1)
		a, b := points[e], points[e+1]
		if math.Abs(a[0]-b[0])+math.Abs(a[1]-b[1]) > 30 { // another ring begins
			continue
		}
		f, d := rng.Float64(), math.Pow(10, -9*rng.Float64())
		if check(a[0]+f*(b[0]-a[0])+d*rng.NormFloat64(), a[1]+f*(b[1]-a[1])+d*rng.NormFloat64()) {
			near++
		}
	}
	t.Logf("%d random points and %d near edges, %d in a zone: all the same", n, near, in)
}
