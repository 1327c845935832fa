package chart

import "math"

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

// bounds is a box, its sides widened to the next single-precision number.
type bounds struct{ low, high [3]float32 }

func emptyBounds() bounds {
	inf := float32(math.Inf(1))
	return bounds{[3]float32{inf, inf, inf}, [3]float32{-inf, -inf, -inf}}
}

// join widens the box to hold another.
func (b *bounds) join(o bounds) {
	for i := range 3 {
		b.low[i], b.high[i] = min(b.low[i], o.low[i]), max(b.high[i], o.high[i])
	}
}

// boundsOf is the box around points.
func boundsOf(vs []vec) bounds {
	low, high := vs[0], vs[0]
	for _, v := range vs[1:] {
		low = vec{min(low.x, v.x), min(low.y, v.y), min(low.z, v.z)}
		high = vec{max(high.x, v.x), max(high.y, v.y), max(high.z, v.z)}
	}
	down, up := float32(math.Inf(-1)), float32(math.Inf(1))
	return bounds{
		[3]float32{
			math.Nextafter32(float32(low.x), down), math.Nextafter32(float32(low.y), down), math.Nextafter32(float32(low.z), down),
		},
		[3]float32{
			math.Nextafter32(float32(high.x), up), math.Nextafter32(float32(high.y), up), math.Nextafter32(float32(high.z), up),
		},
	}
}

// node has the boxes of its two children. A child below zero is the run ^child.
type node struct {
	box   [2]bounds
	child [2]int32
}

// leaf is a run's place while the tree is built.
type leaf struct {
	run    int32
	centre [3]float32
}

// buildCoastTree cuts the coasts (not the land borders) into runs and builds the tree over them.
func buildCoastTree(l *lines) *coastTree {
	t := &coastTree{lines: l}
	for _, s := range l.segments {
		if s.owner == 0 {
			continue
		}
		if last := len(t.runs) - 1; last >= 0 {
			r := &t.runs[last]
			if r.count < runLength && r.owner == s.owner && r.first+uint32(r.count) == s.at {
				r.count++
				continue
			}
		}
		t.runs = append(t.runs, run{first: s.at, count: 1, owner: s.owner})
	}
	boxes, leaves := make([]bounds, len(t.runs)), make([]leaf, len(t.runs))
	for i, r := range t.runs {
		b := boundsOf(l.vecs[r.first : r.first+uint32(r.count)+1])
		boxes[i], leaves[i].run = b, int32(i)
		for axis := range 3 {
			leaves[i].centre[axis] = (b.low[axis] + b.high[axis]) / 2
		}
	}
	t.nodes = make([]node, 0, len(leaves))
	t.split(leaves, boxes)
	return t
}

// split builds the subtree over some leaves, halving them along the longest side, and returns it with its box.
func (t *coastTree) split(leaves []leaf, boxes []bounds) (int32, bounds) {
	if len(leaves) == 1 {
		return ^leaves[0].run, boxes[leaves[0].run]
	}
	spread := emptyBounds()
	for i := range leaves {
		spread.join(bounds{leaves[i].centre, leaves[i].centre})
	}
	axis := 0
	for i := 1; i < 3; i++ {
		if spread.high[i]-spread.low[i] > spread.high[axis]-spread.low[axis] {
			axis = i
		}
	}
	half := len(leaves) / 2
	partition(leaves, half, axis)
	at := int32(len(t.nodes))
	t.nodes = append(t.nodes, node{})
	n := node{}
	n.child[0], n.box[0] = t.split(leaves[:half], boxes)
	n.child[1], n.box[1] = t.split(leaves[half:], boxes)
	t.nodes[at] = n
	all := n.box[0]
	all.join(n.box[1])
	return at, all
}

// partition puts the k smallest leaves along an axis before the others (Hoare's selection).
func partition(leaves []leaf, k, axis int) {
	for lo, hi := 0, len(leaves)-1; lo < hi; {
		pivot := leaves[(lo+hi)/2].centre[axis]
		i, j := lo, hi
		for i <= j {
			for leaves[i].centre[axis] < pivot {
				i++
			}
			for leaves[j].centre[axis] > pivot {
				j--
			}
			if i <= j {
				leaves[i], leaves[j] = leaves[j], leaves[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return
		}
	}
}
