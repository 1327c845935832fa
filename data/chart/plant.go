package chart

import "math"

// leaf is a run's place while the tree is built.
type leaf struct {
	run int32
	box bounds
}

// bounds is a box by its corners, in steps of the vertices.
type bounds struct{ low, high fixed }

// join widens the box to hold another.
func (b *bounds) join(o *bounds) {
	for i := range 3 {
		b.low[i], b.high[i] = min(b.low[i], o.low[i]), max(b.high[i], o.high[i])
	}
}

// box is a box that holds the corners whatever the rounding.
func (b *bounds) box() box {
	var out box
	low, high := b.low.vec(), b.high.vec()
	for i, side := range [3][2]float64{{low.x, high.x}, {low.y, high.y}, {low.z, high.z}} {
		c := float32((side[0] + side[1]) / 2)
		reach := float32(max(side[1]-float64(c), float64(c)-side[0]))
		out.centre[i], out.half[i] = c, math.Nextafter32(reach, math.MaxFloat32)
	}
	return out
}

// plant builds the tree over the runs.
func (t *coastTree) plant() {
	leaves := make([]leaf, len(t.runs))
	for i, r := range t.runs {
		first := t.vertices[r.first]
		b := bounds{first, first}
		for _, v := range t.vertices[r.first+1 : r.first+uint32(r.count)+1] {
			b.join(&bounds{v, v})
		}
		leaves[i] = leaf{int32(i), b}
	}
	t.nodes = make([]node, 0, len(leaves))
	t.split(leaves)
}

// split builds the subtree over some leaves, halving them along the longest side, and returns it with its box.
func (t *coastTree) split(leaves []leaf) (int32, bounds) {
	if len(leaves) == 1 {
		return ^leaves[0].run, leaves[0].box
	}
	middle := leaves[0].middle()
	spread := bounds{middle, middle}
	for i := range leaves {
		m := leaves[i].middle()
		spread.join(&bounds{m, m})
	}
	axis, widest := 0, int64(-1)
	for i := range 3 {
		if side := int64(spread.high[i]) - int64(spread.low[i]); side > widest {
			axis, widest = i, side
		}
	}
	half := len(leaves) / 2
	partition(leaves, half, axis)
	at := int32(len(t.nodes))
	t.nodes = append(t.nodes, node{})
	var n node
	var all, other bounds
	n.child[0], all = t.split(leaves[:half])
	n.child[1], other = t.split(leaves[half:])
	n.box = [2]box{all.box(), other.box()}
	t.nodes[at] = n
	all.join(&other)
	return at, all
}

func (l *leaf) middle() fixed {
	return fixed{l.along(0), l.along(1), l.along(2)}
}

// along is where the middle of the leaf's box is along an axis.
func (l *leaf) along(axis int) int32 { return l.box.low[axis]/2 + l.box.high[axis]/2 }

// partition puts the k smallest leaves along an axis before the others (Hoare's selection).
func partition(leaves []leaf, k int, axis int) {
	for lo, hi := 0, len(leaves)-1; lo < hi; {
		pivot := leaves[(lo+hi)/2].along(axis)
		i, j := lo, hi
		for i <= j {
			for leaves[i].along(axis) < pivot {
				i++
			}
			for leaves[j].along(axis) > pivot {
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
