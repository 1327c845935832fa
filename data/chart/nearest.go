package chart

import (
	"math"
	"slices"
)

// A tree of boxes around runs of coast segments, in earth-centred coordinates: no antimeridian and no poles there. The
// straight distance through the earth ranks points of the ellipsoid as the geodesic does, within a hundred-thousandth at
// 1,000 km; the geodesic itself is taken once, to the place that was found.
type coastTree struct {
	lines *lines
	runs  []run
	nodes []node
}

// run is a few consecutive segments of one line, and whose coast they are.
type run struct {
	first uint32 // first vertex
	count uint16 // segments
	owner uint16
}

// runLength is how many segments a leaf holds.
const runLength = 8

// node has the boxes of its two children. A child below zero is the run ^child.
type node struct {
	low, high [2][3]float32
	child     [2]int32
}

// bounds is a box.
type bounds struct{ low, high vec }

func (b *bounds) extend(p vec) {
	b.low = vec{min(b.low.x, p.x), min(b.low.y, p.y), min(b.low.z, p.z)}
	b.high = vec{max(b.high.x, p.x), max(b.high.y, p.y), max(b.high.z, p.z)}
}

func emptyBounds() bounds {
	inf := math.Inf(1)
	return bounds{vec{inf, inf, inf}, vec{-inf, -inf, -inf}}
}

// buildCoastTree cuts the coasts (not the land borders) into runs and builds the tree over them.
func buildCoastTree(l *lines) *coastTree {
	t := &coastTree{lines: l}
	for _, s := range l.segments {
		if s.owner == 0 {
			continue
		}
		last := len(t.runs) - 1
		if last >= 0 {
			r := &t.runs[last]
			if r.count < runLength && r.owner == s.owner && r.first+uint32(r.count) == s.at {
				r.count++
				continue
			}
		}
		t.runs = append(t.runs, run{first: s.at, count: 1, owner: s.owner})
	}
	leaves := make([]leaf, len(t.runs))
	for i, r := range t.runs {
		b := emptyBounds()
		for _, v := range l.vecs[r.first : r.first+uint32(r.count)+1] {
			b.extend(v)
		}
		leaves[i] = leaf{int32(i), b, vec{b.low.x + b.high.x, b.low.y + b.high.y, b.low.z + b.high.z}}
	}
	t.nodes = make([]node, 0, len(leaves))
	t.split(leaves)
	return t
}

// leaf is a run with its box, while the tree is built.
type leaf struct {
	run    int32
	box    bounds
	centre vec // twice the middle of the box
}

func (v vec) axis(i int) float64 { return [3]float64{v.x, v.y, v.z}[i] }

// split builds the node over at least two leaves, halving them along the longest side, and returns its index.
func (t *coastTree) split(leaves []leaf) int32 {
	spread := emptyBounds()
	for i := range leaves {
		spread.extend(leaves[i].centre)
	}
	size, longest := spread.high.sub(spread.low), 0
	for i := 1; i < 3; i++ {
		if size.axis(i) > size.axis(longest) {
			longest = i
		}
	}
	slices.SortFunc(leaves, func(a, b leaf) int {
		switch d := a.centre.axis(longest) - b.centre.axis(longest); {
		case d < 0:
			return -1
		case d > 0:
			return 1
		}
		return int(a.run - b.run)
	})
	at := int32(len(t.nodes))
	t.nodes = append(t.nodes, node{})
	for i, half := range [2][]leaf{leaves[:len(leaves)/2], leaves[len(leaves)/2:]} {
		b := emptyBounds()
		for j := range half {
			b.extend(half[j].box.low)
			b.extend(half[j].box.high)
		}
		child := ^half[0].run
		if len(half) > 1 {
			child = t.split(half)
		}
		n := &t.nodes[at]
		n.child[i] = child
		for axis := range 3 {
			n.low[i][axis] = math.Nextafter32(float32(b.low.axis(axis)), float32(math.Inf(-1)))
			n.high[i][axis] = math.Nextafter32(float32(b.high.axis(axis)), float32(math.Inf(1)))
		}
	}
	return at
}

// gap2 is the squared distance from a point to a box of a node.
func (n *node) gap2(i int, p *vec) float64 {
	dx := max(float64(n.low[i][0])-p.x, p.x-float64(n.high[i][0]), 0)
	dy := max(float64(n.low[i][1])-p.y, p.y-float64(n.high[i][1]), 0)
	dz := max(float64(n.low[i][2])-p.z, p.z-float64(n.high[i][2]), 0)
	return dx*dx + dy*dy + dz*dz
}

// foot is the place on the coast that is nearest to a point.
type foot struct {
	vertex uint32  // the segment from this vertex to the next
	t      float64 // how far along, 0 to 1
	owner  uint16
	dist2  float64 // squared straight distance, metres
}

// pending is a subtree that is still to be looked at.
type pending struct {
	gap2 float64
	node int32
}

// nearest finds the nearest place on any coast.
func (t *coastTree) nearest(p vec) foot {
	best := foot{dist2: math.Inf(1)}
	var stack [64]pending
	depth := 0
	at := pending{0, 0}
	for {
		if at.node < 0 {
			t.closest(&t.runs[^at.node], p, &best)
		} else {
			n := &t.nodes[at.node]
			near := pending{n.gap2(0, &p), n.child[0]}
			far := pending{n.gap2(1, &p), n.child[1]}
			if far.gap2 < near.gap2 {
				near, far = far, near
			}
			if far.gap2 < best.dist2 {
				stack[depth] = far
				depth++
			}
			if near.gap2 < best.dist2 {
				at = near
				continue
			}
		}
		for {
			if depth == 0 {
				return best
			}
			depth--
			if at = stack[depth]; at.gap2 < best.dist2 {
				break
			}
		}
	}
}

// closest looks at the segments of a run.
func (t *coastTree) closest(r *run, p vec, best *foot) {
	vs := t.lines.vecs[r.first : r.first+uint32(r.count)+1]
	a := vs[0]
	for i := 1; i < len(vs); i++ {
		b := vs[i]
		ab, ap := b.sub(a), p.sub(a)
		f := min(max(ap.dot(ab)/ab.dot(ab), 0), 1)
		d := vec{ap.x - f*ab.x, ap.y - f*ab.y, ap.z - f*ab.z}
		if d2 := d.dot(d); d2 < best.dist2 {
			*best = foot{r.first + uint32(i-1), f, r.owner, d2}
		}
		a = b
	}
}

// nearM is how far the local plane around a place on the coast is trusted to sharpen it.
const nearM = 20_000

// distance is the geodesic from a point to a foot, in metres. Near the coast the foot is first moved to where the line in
// degrees is closest, since the straight chord is measured off unevenly along it.
func (t *coastTree) distance(lon, lat float64, f foot) float64 {
	a, b := t.lines.points[f.vertex], t.lines.points[f.vertex+1]
	along := f.t
	if f.dist2 < nearM*nearM {
		at := a.lat + along*(b.lat-a.lat)
		perLon, perLat := localScale((at + lat) / 2)
		ux, uy := (b.lon-a.lon)*perLon, (b.lat-a.lat)*perLat
		px, py := shortLon(lon-a.lon-along*(b.lon-a.lon))*perLon, (lat-at)*perLat
		along = min(max(along+(px*ux+py*uy)/(ux*ux+uy*uy), 0), 1)
	}
	return geodesicM(lon, lat, a.lon+along*(b.lon-a.lon), a.lat+along*(b.lat-a.lat))
}
