package pointloc

import "fmt"

// Restore puts an index together from what Words handed out, with polygons of fewer owners than given. It checks every
// reference, so that no look-up can leave the words or go on for ever; whether they answer rightly it cannot know.
func Restore(s *Shapes, w Words, owners uint32) (*Index, error) {
	if err := s.Validate(); err != nil {
		return nil, err
	}
	if n := len(s.Owners); n > 0 && s.Owners[n-1] >= owners {
		return nil, fmt.Errorf("polygon of owner %d of %d", s.Owners[n-1], owners)
	}
	x := &Index{shapes: s, nodes: w.Nodes, leaves: w.Leaves, sets: w.Sets}
	sets, err := x.checkSets(owners)
	if err != nil {
		return nil, err
	}
	leaves, err := x.checkLeaves(sets, owners)
	if err != nil {
		return nil, err
	}
	if err := x.checkNodes(sets, leaves); err != nil {
		return nil, err
	}
	x.fill()
	return x, nil
}

// starts marks the words at which something begins.
type starts []uint64

func (s starts) set(i uint32)      { s[i>>6] |= 1 << (i & 63) }
func (s starts) has(i uint32) bool { return int(i>>6) < len(s) && s[i>>6]>>(i&63)&1 != 0 }

func (x *Index) checkSets(owners uint32) (starts, error) {
	at := make(starts, len(x.sets)/64+1)
	for i := 0; i < len(x.sets); {
		n := int(x.sets[i])
		if n > len(x.sets)-i-1 || n > int(owners) {
			return nil, fmt.Errorf("set %d is too long", i)
		}
		for _, o := range x.sets[i+1 : i+1+n] {
			if o >= owners {
				return nil, fmt.Errorf("set %d names owner %d of %d", i, o, owners)
			}
		}
		at.set(uint32(i))
		i += 1 + n
	}
	return at, nil
}

func (x *Index) checkLeaves(sets starts, owners uint32) (starts, error) {
	at := make(starts, len(x.leaves)/64+1)
	for i := 0; i < len(x.leaves); {
		at.set(uint32(i))
		if i+2 > len(x.leaves) || !sets.has(x.leaves[i]) {
			return nil, fmt.Errorf("leaf %d is damaged", i)
		}
		parts := x.leaves[i+1]
		i += 2
		for range parts {
			if i+2 > len(x.leaves) || x.leaves[i] >= owners {
				return nil, fmt.Errorf("leaf before %d is damaged", i)
			}
			rings := x.leaves[i+1]
			i += 2
			for range rings {
				if i >= len(x.leaves) {
					return nil, fmt.Errorf("leaf before %d ends early", i)
				}
				edges := int(x.leaves[i] >> 2)
				if i++; edges > len(x.leaves)-i {
					return nil, fmt.Errorf("leaf before %d ends early", i)
				}
				for _, e := range x.leaves[i : i+edges] {
					if int64(e)+1 >= int64(len(x.shapes.Points)) {
						return nil, fmt.Errorf("leaf before %d has an edge that is not there", i)
					}
				}
				i += edges
			}
		}
	}
	return at, nil
}

// checkNodes sees that children come after their parents, so that every way down ends, and no deeper than cells go.
func (x *Index) checkNodes(sets, leaves starts) error {
	if len(x.nodes) == 0 || len(x.nodes)%4 != 1 {
		return fmt.Errorf("%d nodes make no tree", len(x.nodes))
	}
	depth := make([]uint8, len(x.nodes))
	for i, n := range x.nodes {
		switch v := n & valueMask; n >> kindShift {
		case nodeInner:
			if int64(v) <= int64(i) || int64(v)+3 >= int64(len(x.nodes)) || depth[i] >= maxDepth {
				return fmt.Errorf("node %d has impossible children", i)
			}
			for c := v; c < v+4; c++ {
				depth[c] = max(depth[c], depth[i]+1)
			}
		case nodeUniform:
			if !sets.has(v) {
				return fmt.Errorf("node %d has no set", i)
			}
		case nodeMixed:
			if !leaves.has(v) {
				return fmt.Errorf("node %d has no leaf", i)
			}
		default:
			return fmt.Errorf("node %d is of no kind", i)
		}
	}
	return nil
}
