package zones

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/golang/geo/s2"
	"github.com/paulmach/orb"
)

// loopOf is what a loop of the S2 index is in the set.
type loopOf struct {
	part  int
	hole  bool
	owner uint32
}

// inS2 puts every ring of a set into an S2 shape index. Its edges are geodesics, ours are straight in longitude and latitude.
func inS2(s *Set) (*s2.ContainsPointQuery, map[s2.Shape]loopOf) {
	index, of := s2.NewShapeIndex(), map[s2.Shape]loopOf{}
	shapes := s.index.Shapes()
	for i, owner := range shapes.Owners {
		for j, ring := range shapes.Polygon(i) {
			var points []s2.Point
			for _, p := range ring[1:] {
				points = append(points, s2.PointFromLatLng(s2.LatLngFromDegrees(p[1], p[0])))
			}
			loop := s2.LoopFromPoints(points)
			loop.Normalize()
			of[loop] = loopOf{i, j > 0, owner}
			index.Add(loop)
		}
	}
	index.Build()
	return s2.NewContainsPointQuery(index, s2.VertexModelSemiOpen), of
}

// BenchmarkAgainstS2 asks both about the same random points in turns, so that a busy machine slows both.
func BenchmarkAgainstS2(b *testing.B) {
	s, _ := worldSet(b)
	query, of := inS2(s)
	rng := rand.New(rand.NewPCG(1, 2))
	const n = 20_000
	points, onSphere := make([]orb.Point, n), make([]s2.Point, n)
	for i := range points {
		points[i] = orb.Point{rng.Float64()*360 - 180, math.Asin(rng.Float64()*2-1) / radians}
		onSphere[i] = s2.PointFromLatLng(s2.LatLngFromDegrees(points[i][1], points[i][0]))
	}
	var ours, theirs time.Duration
	for b.Loop() {
		began := time.Now()
		for _, p := range points {
			_, _ = s.ZoneAt(p[0], p[1])
		}
		ours += time.Since(began)
		began = time.Now()
		for _, p := range onSphere {
			_ = query.ContainingShapes(p)
		}
		theirs += time.Since(began)
	}
	same := 0
	for i, p := range points {
		in, out := map[int]uint32{}, map[int]bool{}
		for _, shape := range query.ContainingShapes(onSphere[i]) {
			if l := of[shape]; l.hole {
				out[l.part] = true
			} else {
				in[l.part] = l.owner
			}
		}
		var got []uint32
		for part, owner := range in {
			if !out[part] {
				got = append(got, owner)
			}
		}
		slices.Sort(got)
		if slices.Equal(slices.Compact(got), s.index.Owners(p[0], p[1], nil)) {
			same++
		}
	}
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "times-S2")
	b.ReportMetric(100*float64(same)/n, "%same")
	b.ReportMetric(float64(b.N*n)/ours.Seconds(), "look-ups/s")
}
