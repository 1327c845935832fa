package zones

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"plimsoll/data/chart/zones/internal/pointloc"
)

// madeUp is a world of zones with jagged outlines and islands in them, of so many vertices.
func madeUp(vertices int) *Set {
	rng := rand.New(rand.NewPCG(3, 4))
	shapes := &pointloc.Shapes{}
	var zs []Zone
	for i := range 250 {
		lon, lat := float64(i%25)*14.4-180, float64(i/25)*16-80
		p := orb.Polygon{jagged(rng, []orb.Point{{lon, lat}, {lon + 14.4, lat}, {lon + 14.4, lat + 16}, {lon, lat + 16}}, vertices/400)}
		for range 20 {
			x, y := lon+2+10*rng.Float64(), lat+2+12*rng.Float64()
			p = append(p, jagged(rng, []orb.Point{{x, y}, {x + 0.2, y}, {x, y + 0.2}}, vertices/250*3/8/20))
		}
		shapes.Add(uint32(i), p)
		zs = append(zs, Zone{ID: int64(i), Name: "zone", Kind: EEZ, Parties: []Party{{"URY", "URY"}}})
	}
	x, err := pointloc.Build(shapes)
	if err != nil {
		panic(err)
	}
	return newSet("made up", zs, x)
}

// jagged displaces the midpoints of a ring's edges until it has about so many points, as coasts are.
func jagged(rng *rand.Rand, ring []orb.Point, n int) orb.Ring {
	ring = append(ring, ring[0])
	for len(ring) < n {
		next := make([]orb.Point, 0, 2*len(ring))
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			d := 0.15 * (rng.Float64() - 0.5)
			mid := orb.Point{(a[0]+b[0])/2 - d*(b[1]-a[1]), math.Max(-89, math.Min(89, (a[1]+b[1])/2+d*(b[0]-a[0])))}
			next = append(next, a, mid)
		}
		ring = append(next, ring[0])
	}
	return ring
}

// The memory of a large set stays within what is promised.
func TestSizeOfALargeSet(t *testing.T) {
	s := madeUp(200_000)
	geometry, index := s.Bytes()
	t.Logf("%d vertices: geometry %.1f MB, index %.1f MB, file %.1f MB", geometry/16, float64(geometry)/1e6, float64(index)/1e6, float64(len(s.Marshal()))/1e6)
	if geometry < 2_000_000 || index > geometry {
		t.Errorf("the index has %d bytes for a geometry of %d", index, geometry)
	}
}

func BenchmarkZoneAt(b *testing.B) {
	sets := map[string]*Set{"made-up-1M": madeUp(1_000_000)}
	rng := rand.New(rand.NewPCG(1, 2))
	points := make([]orb.Point, 1<<16)
	for i := range points {
		points[i] = orb.Point{rng.Float64()*360 - 180, math.Asin(rng.Float64()*2-1) / radians}
	}
	for name, s := range sets {
		b.Run(name, func(b *testing.B) {
			for i := range b.N {
				p := points[i&(len(points)-1)]
				_, _ = s.ZoneAt(p[0], p[1])
			}
		})
		o := newOracle(s)
		b.Run(name+"-brute", func(b *testing.B) {
			for i := range b.N {
				p := points[i&(len(points)-1)]
				_ = o.at(p[0], p[1])
			}
		})
		stored := s.Marshal()
		b.Run(name+"-load", func(b *testing.B) {
			for b.Loop() {
				if _, err := Unmarshal(stored); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
