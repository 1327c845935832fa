package pointloc

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"
)

// star is a ring around a centre with random radii: it does not cross itself.
func star(rng *rand.Rand, lon, lat, radius float64, n int) orb.Ring {
	var r orb.Ring
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		m := radius * (0.6 + 0.4*rng.Float64())
		r = append(r, orb.Point{lon + m*cos, lat + m*sin})
	}
	return append(r, r[0])
}

// world is many polygons of all sizes, with holes, overlaps, and some beyond the ends of the plane.
func world(rng *rand.Rand, polygons int) *Shapes {
	s := &Shapes{}
	for i := range polygons {
		lon, lat := rng.Float64()*360-180, rng.Float64()*170-85
		radius := 20 * math.Pow(rng.Float64(), 3)
		p := orb.Polygon{star(rng, lon, lat, radius, 5+rng.IntN(200))}
		for range rng.IntN(3) {
			p = append(p, star(rng, lon+(rng.Float64()-0.5)*radius, lat, radius/5, 4+rng.IntN(20)))
		}
		s.Add(uint32(i*2/3), p) // some owners have several polygons
	}
	return s
}

// brute asks orb about every polygon. The ring's test there is by parity too, with edges counted as inside.
func brute(s *Shapes, lon, lat float64) []uint32 {
	var out []uint32
	for i, owner := range s.Owners {
		if planar.PolygonContains(s.Polygon(i), orb.Point{lon, lat}) {
			out = append(out, owner)
		}
	}
	return slices.Compact(out)
}

func built(t testing.TB, s *Shapes) *Index {
	t.Helper()
	x, err := Build(s)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestSameAsEveryPolygonInTurn(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	s := world(rng, 150)
	x := built(t, s)
	check := func(lon, lat float64) {
		if lon < -180 || lon >= 180 || math.Abs(lat) > 90 {
			return
		}
		if got, want := x.Owners(lon, lat, nil), brute(s, lon, lat); !slices.Equal(got, want) {
			t.Fatalf("%v %v: %v, want %v", lon, lat, got, want)
		}
	}
	n := 1500
	if testing.Short() {
		n = 500
	}
	for range n {
		check(rng.Float64()*360-180, rng.Float64()*180-90)
		// Near an edge, down to a tenth of a millimetre.
		e := rng.IntN(len(s.Points) - 1)
		a, b := s.Points[e], s.Points[e+1]
		f, d := rng.Float64(), math.Pow(10, -9*rng.Float64())
		check(a[0]+f*(b[0]-a[0])+d*rng.NormFloat64(), a[1]+f*(b[1]-a[1])+d*rng.NormFloat64())
	}
}

// holdsExactly is the definition: parity of the edges that pass east of a point which stands for one a little east of it
// and much less north of it, in rationals.
func holdsExactly(r orb.Ring, q orb.Point) bool {
	rat := func(f float64) *big.Rat { return new(big.Rat).SetFloat64(f) }
	odd := false
	for i := 1; i < len(r); i++ {
		a, b := r[i-1], r[i]
		if (a[1] > q[1]) == (b[1] > q[1]) {
			continue
		}
		// x = a.x + (q.y - a.y) * (b.x - a.x) / (b.y - a.y)
		x := new(big.Rat).Sub(rat(q[1]), rat(a[1]))
		x.Mul(x, new(big.Rat).Sub(rat(b[0]), rat(a[0])))
		x.Quo(x, new(big.Rat).Sub(rat(b[1]), rat(a[1])))
		if x.Add(x, rat(a[0])).Cmp(rat(q[0])) > 0 {
			odd = !odd
		}
	}
	return odd
}

// On a coarse lattice nearly every point lies on edges, vertices, cell borders and the lines through them.
func TestExactOnEdgesAndCorners(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.Custom(func(t *rapid.T) orb.Point {
			return orb.Point{float64(rapid.IntRange(-16, 16).Draw(t, "x")) * 11.25, float64(rapid.IntRange(-16, 16).Draw(t, "y")) * 5.625}
		})
		s := &Shapes{}
		var polygons []orb.Polygon
		for i := range rapid.IntRange(1, 6).Draw(t, "polygons") {
			var p orb.Polygon
			for range rapid.IntRange(1, 3).Draw(t, "rings") {
				r := orb.Ring(rapid.SliceOfN(at, 3, 9).Draw(t, "ring"))
				p = append(p, append(r, r[0]))
			}
			polygons = append(polygons, p)
			s.Add(uint32(i), p)
		}
		x, err := Build(s)
		if err != nil {
			t.Fatal(err)
		}
		q := at.Draw(t, "q")
		if rapid.Bool().Draw(t, "between") {
			b := at.Draw(t, "b")
			f := rapid.SampledFrom([]float64{0.5, 0.25, 1.0 / 3, 0.1}).Draw(t, "f")
			q = orb.Point{q[0] + f*(b[0]-q[0]), q[1] + f*(b[1]-q[1])}
		}
		if q[0] == 180 || q[1] == 90 {
			return
		}
		var want []uint32
		for i, p := range polygons {
			if holdsExactly(p[0], q) && !slices.ContainsFunc(p[1:], func(r orb.Ring) bool { return holdsExactly(r, q) }) {
				want = append(want, uint32(i))
			}
		}
		if got := x.Owners(q[0], q[1], nil); !slices.Equal(got, want) {
			t.Fatalf("%v: %v, want %v", q, got, want)
		}
	})
}
