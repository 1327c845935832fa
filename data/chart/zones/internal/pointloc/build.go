package pointloc

import (
	"fmt"
	"slices"
	"sort"

	"github.com/paulmach/orb"
)

// Build makes the index of sound shapes.
func Build(s *Shapes) (*Index, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	if len(s.Points) >= valueMask {
		return nil, fmt.Errorf("%d vertices; at most %d can be indexed", len(s.Points), valueMask-1)
	}
	b := &builder{Index: Index{shapes: s, nodes: []uint32{0}, sets: []uint32{0}}, setAt: map[string]uint32{"": 0}}
	b.hole = make([]bool, len(s.Rings)-1)
	b.part = make([]uint32, len(s.Rings)-1)
	for p := range s.Owners {
		for r := s.Parts[p]; r < s.Parts[p+1]; r++ {
			b.part[r], b.hole[r] = uint32(p), r > s.Parts[p]
		}
	}
	var edges, rings []uint32
	southWest := orb.Point{-180, -90}
	for r := range b.part {
		from, to := s.Rings[r], s.Rings[r+1]
		for e := from; e+1 < to; e++ {
			if touches(s.Points[e], s.Points[e+1], southWest, orb.Point{180, 90}) {
				edges = append(edges, e)
			}
		}
		if inside(s.Points[from:to], southWest) {
			rings = append(rings, uint32(r))
		}
	}
	b.cell(0, 0, 0, 0, edges, rings)
	if max(len(b.nodes), len(b.leaves), len(b.sets)) > valueMask {
		return nil, fmt.Errorf("the index of %d vertices is too large", len(s.Points))
	}
	b.fill()
	return &b.Index, nil
}

type builder struct {
	Index
	hole  []bool   // of each ring
	part  []uint32 // polygon of each ring
	setAt map[string]uint32
}

// cell makes the node of a cell, given the edges that may touch it and the rings that hold its corner, both ascending.
func (b *builder) cell(node, col, row uint32, depth int, edges, rings []uint32) {
	if len(edges) <= maxEdges || depth == maxDepth {
		b.nodes[node] = b.leaf(edges, rings)
		return
	}
	first := uint32(len(b.nodes))
	b.nodes = append(b.nodes, 0, 0, 0, 0)
	b.nodes[node] = nodeInner<<kindShift | first
	from := corner(col, row, depth)
	for i := range uint32(4) {
		c, r := col<<1|i&1, row<<1|i>>1
		low, high := corner(c, r, depth+1), corner(c+1, r+1, depth+1)
		var mine []uint32
		for _, e := range edges {
			if touches(b.shapes.Points[e], b.shapes.Points[e+1], low, high) {
				mine = append(mine, e)
			}
		}
		b.cell(first+i, c, r, depth+1, mine, b.walk(edges, rings, from, low))
	}
}

// walk is which rings hold q, knowing which hold c, with every edge between them.
func (b *builder) walk(edges, rings []uint32, c, q orb.Point) []uint32 {
	if c == q {
		return rings
	}
	out := slices.Clone(rings)
	b.byRing(edges, func(ring uint32, mine []uint32) {
		odd := false
		for _, e := range mine {
			odd = odd != crosses(b.shapes.Points[e], b.shapes.Points[e+1], c, q)
		}
		if !odd {
			return
		}
		if at, found := slices.BinarySearch(out, ring); found {
			out = slices.Delete(out, at, at+1)
		} else {
			out = slices.Insert(out, at, ring)
		}
	})
	return out
}

// byRing hands out ascending edges ring by ring.
func (b *builder) byRing(edges []uint32, do func(ring uint32, mine []uint32)) {
	for len(edges) > 0 {
		ring := uint32(sort.Search(len(b.shapes.Rings), func(i int) bool { return b.shapes.Rings[i] > edges[0] }) - 1)
		n := sort.Search(len(edges), func(i int) bool { return edges[i] >= b.shapes.Rings[ring+1] })
		do(ring, edges[:n])
		edges = edges[n:]
	}
}

// leaf writes a cell that is not divided.
func (b *builder) leaf(edges, rings []uint32) uint32 {
	type group struct {
		ring  uint32
		edges []uint32
	}
	groups := map[uint32][]group{} // rings with edges here, by polygon
	var order []uint32
	b.byRing(edges, func(ring uint32, mine []uint32) {
		p := b.part[ring]
		if groups[p] == nil {
			order = append(order, p)
		}
		groups[p] = append(groups[p], group{ring, mine})
	})
	crossed := func(ring uint32) bool {
		return slices.ContainsFunc(groups[b.part[ring]], func(g group) bool { return g.ring == ring })
	}
	// A polygon that is settled for the whole cell by rings without edges here is either in the whole or left out.
	out := map[uint32]bool{} // in an uncrossed hole
	outer := map[uint32]bool{}
	for _, r := range rings {
		if p := b.part[r]; !crossed(r) {
			if b.hole[r] {
				out[p] = true
			} else {
				outer[p] = true
			}
		}
	}
	var whole, words []uint32
	for p := range outer {
		if !out[p] && groups[p] == nil {
			whole = append(whole, b.shapes.Owners[p])
		}
	}
	parts := uint32(0)
	for _, p := range order {
		first := groups[p][0]
		if out[p] || (b.hole[first.ring] && !outer[p]) {
			continue
		}
		parts++
		words = append(words, b.shapes.Owners[p], uint32(len(groups[p])))
		for _, g := range groups[p] {
			_, in := slices.BinarySearch(rings, g.ring)
			words = append(append(words, ringHead(len(g.edges), b.hole[g.ring], in)), g.edges...)
		}
	}
	set := b.intern(whole)
	if parts == 0 {
		return nodeUniform<<kindShift | set
	}
	at := uint32(len(b.leaves))
	b.leaves = append(append(b.leaves, set, parts), words...)
	return nodeMixed<<kindShift | at
}

// intern finds or makes a set of owners.
func (b *builder) intern(owners []uint32) uint32 {
	slices.Sort(owners)
	owners = slices.Compact(owners)
	key := fmt.Sprint(owners)
	if len(owners) == 0 {
		return 0
	}
	at, ok := b.setAt[key]
	if !ok {
		at = uint32(len(b.sets))
		b.sets = append(append(b.sets, uint32(len(owners))), owners...)
		b.setAt[key] = at
	}
	return at
}
