package pointloc

import (
	"slices"

	"github.com/paulmach/orb"
)

// Cell is a box of the plane.
type Cell struct{ Low, High orb.Point }

// Cells hands out the cells in which more than one owner has polygons, and whether no edge crosses the cell: then all of these
// owners' polygons hold the whole of it. Read the owners only.
func (x *Index) Cells(do func(c Cell, owners []uint32, whole bool)) {
	x.visit(0, 0, 0, 0, func(node, col, row uint32, depth int) {
		value := node & valueMask
		owners := []uint32(nil)
		if node>>kindShift == nodeUniform {
			owners = x.set(value)
		} else {
			owners = x.ownersIn(value)
		}
		if len(owners) > 1 {
			do(Cell{corner(col, row, depth), corner(col+1, row+1, depth)}, owners, node>>kindShift == nodeUniform)
		}
	})
}

// ownersIn are those who may hold a point of a mixed cell.
func (x *Index) ownersIn(at uint32) []uint32 {
	owners := slices.Clone(x.set(x.leaves[at]))
	parts := x.leaves[at+1]
	at += 2
	for range parts {
		owners = append(owners, x.leaves[at])
		rings := x.leaves[at+1]
		at += 2
		for range rings {
			at += 1 + x.leaves[at]>>2
		}
	}
	slices.Sort(owners)
	return slices.Compact(owners)
}

func (x *Index) visit(at, col, row uint32, depth int, do func(node, col, row uint32, depth int)) {
	node := x.nodes[at]
	if node>>kindShift != nodeInner {
		do(node, col, row, depth)
		return
	}
	for i := range uint32(4) {
		x.visit(node&valueMask+i, col<<1|i&1, row<<1|i>>1, depth+1, do)
	}
}

// Crossing is where outlines of one owner's polygons cross themselves.
type Crossing struct {
	Owner uint32
	Count int       // of pairs of edges
	At    orb.Point // the end of one of the first pair
}

// SelfCrossings finds rings whose edges cross each other elsewhere than at their ends, by owner.
func (x *Index) SelfCrossings() []Crossing {
	seen := map[[2]uint32]bool{}
	byOwner := map[uint32]*Crossing{}
	x.visit(0, 0, 0, 0, func(node, _, _ uint32, _ int) {
		if node>>kindShift == nodeMixed {
			x.crossingsIn(node&valueMask, seen, byOwner)
		}
	})
	var out []Crossing
	for owner := range x.shapes.Owners {
		if c := byOwner[x.shapes.Owners[owner]]; c != nil {
			out = append(out, *c)
			delete(byOwner, c.Owner)
		}
	}
	return out
}

func (x *Index) crossingsIn(at uint32, seen map[[2]uint32]bool, byOwner map[uint32]*Crossing) {
	parts := x.leaves[at+1]
	at += 2
	for range parts {
		owner, rings := x.leaves[at], x.leaves[at+1]
		at += 2
		for range rings {
			end := at + 1 + x.leaves[at]>>2
			edges := x.leaves[at+1 : end]
			for i, e := range edges {
				for _, f := range edges[i+1:] {
					if !x.crossed(e, f) || seen[[2]uint32{e, f}] {
						continue
					}
					seen[[2]uint32{e, f}] = true
					c := byOwner[owner]
					if c == nil {
						c = &Crossing{Owner: owner, At: x.shapes.Points[e]}
						byOwner[owner] = c
					}
					c.Count++
				}
			}
			at = end
		}
	}
}

// crossed says whether two edges cross in a point that is an end of neither.
func (x *Index) crossed(e, f uint32) bool {
	a, b, c, d := x.shapes.Points[e], x.shapes.Points[e+1], x.shapes.Points[f], x.shapes.Points[f+1]
	if max(a[0], b[0]) < min(c[0], d[0]) || max(c[0], d[0]) < min(a[0], b[0]) ||
		max(a[1], b[1]) < min(c[1], d[1]) || max(c[1], d[1]) < min(a[1], b[1]) {
		return false
	}
	return orient(a, b, c)*orient(a, b, d) < 0 && orient(c, d, a)*orient(c, d, b) < 0
}
