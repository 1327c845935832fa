package zones

import (
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// around is the smallest polygon whose outer ring has a hole within it, -1 for none. The boxes decide most; rings are only
// looked at where several boxes are possible.
func around(m orb.MultiPolygon, bounds []orb.Bound, hole orb.Ring) int {
	if len(hole) == 0 {
		return -1
	}
	box := hole.Bound()
	var possible []int
	for i, b := range bounds {
		if b.Contains(box.Min) && b.Contains(box.Max) {
			possible = append(possible, i)
		}
	}
	if len(possible) == 1 {
		return possible[0]
	}
	best, smallest := -1, 0.0
	for _, i := range possible {
		if !holdsMost(m[i][0], hole) {
			continue
		}
		size := (bounds[i].Max[0] - bounds[i].Min[0]) * (bounds[i].Max[1] - bounds[i].Min[1])
		if best < 0 || size < smallest {
			best, smallest = i, size
		}
	}
	return best
}

// holdsMost asks about three points, since a hole may touch its ring.
func holdsMost(outer, hole orb.Ring) bool {
	in := 0
	for _, i := range [...]int{0, len(hole) / 3, 2 * len(hole) / 3} {
		if planar.RingContains(outer, hole[i]) {
			in++
		}
	}
	return in >= 2
}
