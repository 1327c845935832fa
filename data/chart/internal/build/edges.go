package build

import (
	"plimsoll/data/chart/internal/coastfile"
)

// edge is a segment of the topology without direction; from is the smaller vertex.
type edge struct{ from, to coastfile.Vertex }

// use says that a ring runs along an edge with its land on the right (forward) or on the left.
type use struct {
	ring    int
	forward bool
}

// ring is one ring of one polygon, in order, without the repeated last vertex.
type ring struct {
	territory int
	country   string
	vertices  []coastfile.Vertex
}

func makeEdge(a, b coastfile.Vertex) (e edge, forward bool) {
	if a.X < b.X || a.X == b.X && a.Y < b.Y {
		return edge{a, b}, true
	}
	return edge{b, a}, false
}

// artificial edges run along the antimeridian: rings are closed there, and no coast is.
func artificial(e edge) bool { return e.from == e.to || e.from.X == 0 && e.to.X == 0 }

// twiceArea is twice the signed area in grid steps, positive for clockwise rings, across the antimeridian too.
func (r *ring) twiceArea() int64 {
	var sum int64
	for i, a := range r.vertices {
		b := r.vertices[(i+1)%len(r.vertices)]
		sum += int64(shortWay(a.X, b.X)) * int64(a.Y+b.Y)
	}
	return sum
}

// aroundPole says that the ring goes once around the globe.
func (r *ring) aroundPole() bool {
	var sum int32
	for i, a := range r.vertices {
		sum += shortWay(a.X, r.vertices[(i+1)%len(r.vertices)].X)
	}
	return sum != 0
}

// indexEdges notes which rings run along which edge.
func indexEdges(rings []ring) map[edge][]use {
	uses := make(map[edge][]use, 500_000)
	for i := range rings {
		vs := rings[i].vertices
		for j, a := range vs {
			e, forward := makeEdge(a, vs[(j+1)%len(vs)])
			if !artificial(e) {
				uses[e] = append(uses[e], use{i, forward})
			}
		}
	}
	return uses
}

// sides is what an edge separates, seen from its smaller vertex to the other.
type sides struct {
	left, right int
	coastOf     int // index of the ring whose coast it is, -1 for none
}

// separate tells what an edge is. One ring on one side: coast. Rings of two polygons: a land border. The same ring back and
// forth: a sliver that quantising closed; in the sea it is the coast of something thin, on land it is nothing.
func separate(e edge, us []use, rings []ring) (s sides, keep bool) {
	s.coastOf = -1
	if len(us) == 1 {
		s.coastOf = us[0].ring
		if us[0].forward {
			s.right = rings[us[0].ring].territory
		} else {
			s.left = rings[us[0].ring].territory
		}
		return s, true
	}
	sameRing := true
	for _, u := range us[1:] {
		sameRing = sameRing && u.ring == us[0].ring
	}
	if sameRing {
		if rings[us[0].ring].holds(e) {
			return s, false
		}
		s.coastOf = us[0].ring
		return s, true
	}
	for _, u := range us {
		near, far := &s.right, &s.left
		if !u.forward {
			near, far = far, near
		}
		if *near == coastfile.Sea {
			*near = rings[u.ring].territory
		} else if *far == coastfile.Sea { // two rings claim one side: overlapping by a step of the grid
			*far = rings[u.ring].territory
		}
	}
	return s, s.left != s.right
}

// holds says whether the middle of an edge that the ring passes twice lies inside the ring: a ray to the west crosses the
// ring's other edges an odd number of times.
func (r *ring) holds(skip edge) bool {
	mx := 2*int64(skip.from.X) + int64(shortWay(skip.from.X, skip.to.X))
	my := int64(skip.from.Y) + int64(skip.to.Y)
	odd := false
	for i, a := range r.vertices {
		b := r.vertices[(i+1)%len(r.vertices)]
		e, _ := makeEdge(a, b)
		if e == skip {
			continue
		}
		// Twice the coordinates, relative to the middle; the short way round keeps both ends on one side of the globe.
		ax := 2*int64(shortWay(skip.from.X, a.X)) + 2*int64(skip.from.X) - mx
		bx := ax + 2*int64(shortWay(a.X, b.X))
		ay, by := 2*int64(a.Y)-my, 2*int64(b.Y)-my
		if (ay > 0) == (by > 0) {
			continue
		}
		// Crossing at x = ax + (0-ay)*(bx-ax)/(by-ay); compare with zero without dividing.
		num := ax*(by-ay) - ay*(bx-ax)
		if (num < 0) == (by-ay > 0) {
			odd = !odd
		}
	}
	return odd
}
