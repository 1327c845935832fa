package pointloc

import (
	"math"
	"math/big"

	"github.com/paulmach/orb"
)

// orient is the sign of the area of the triangle a, b, q: positive when q lies left of the line from a to b. The bound on the
// rounding of the two products is Shewchuk's; what it cannot decide is computed in rationals.
func orient(a, b, q orb.Point) int {
	l := float64((a[0] - q[0]) * (b[1] - q[1])) // the conversions keep them from being fused, whose rounding differs
	r := float64((a[1] - q[1]) * (b[0] - q[0]))
	det := l - r
	if bound := 3.3306690738754716e-16 * (math.Abs(l) + math.Abs(r)); det > bound || -det > bound {
		return sign(det)
	}
	if a == b || a == q || b == q || (a[0] == b[0] && b[0] == q[0]) || (a[1] == b[1] && b[1] == q[1]) {
		return 0
	}
	return exactOrient(a, b, q)
}

func exactOrient(a, b, q orb.Point) int {
	diff := func(u, v float64) *big.Rat {
		return new(big.Rat).Sub(new(big.Rat).SetFloat64(u), new(big.Rat).SetFloat64(v))
	}
	l := new(big.Rat).Mul(diff(a[0], q[0]), diff(b[1], q[1]))
	r := new(big.Rat).Mul(diff(a[1], q[1]), diff(b[0], q[0]))
	return l.Cmp(r)
}

func sign(f float64) int {
	switch {
	case f > 0:
		return 1
	case f < 0:
		return -1
	}
	return 0
}

// Every point asked for stands for one a very little east of it and very much less north of it. So an edge has the point's
// parallel between its ends when one end is above it and the other is not; and so with meridians.

// eastOf says whether an edge that spans the parallel of q passes it east of q.
func eastOf(a, b, q orb.Point) bool {
	switch {
	case a[0] <= q[0] && b[0] <= q[0]:
		return false
	case a[0] > q[0] && b[0] > q[0]:
		return true
	}
	if a[1] > b[1] {
		a, b = b, a
	}
	return orient(a, b, q) > 0 // the edge goes up: what lies left of it has it in the east
}

// northOf says whether an edge that spans the meridian of q passes it north of q.
func northOf(a, b, q orb.Point) bool {
	switch {
	case a[1] <= q[1] && b[1] <= q[1]:
		return false
	case a[1] > q[1] && b[1] > q[1]:
		return true
	}
	if a[0] > b[0] {
		a, b = b, a
	}
	o := orient(a, b, q) // the edge goes east: what lies right of it has it in the north
	return o < 0 || o == 0 && b[1] > a[1]
}

// crosses says whether the way from corner c north to the parallel of q and then along it to q crosses an edge an odd number
// of times.
func crosses(a, b, c, q orb.Point) bool {
	odd := false
	if (a[0] > c[0]) != (b[0] > c[0]) {
		odd = northOf(a, b, c) != northOf(a, b, orb.Point{c[0], q[1]})
	}
	if (a[1] > q[1]) != (b[1] > q[1]) && eastOf(a, b, orb.Point{c[0], q[1]}) != eastOf(a, b, q) {
		odd = !odd
	}
	return odd
}

// inside says whether a closed ring holds a point, by counting every edge east of it.
func inside(r []orb.Point, q orb.Point) bool {
	odd := false
	for i := 1; i < len(r); i++ {
		if a, b := r[i-1], r[i]; (a[1] > q[1]) != (b[1] > q[1]) && eastOf(a, b, q) {
			odd = !odd
		}
	}
	return odd
}

// touches says whether a segment may meet a box that is widened by a little; it errs only towards yes.
func touches(a, b, low, high orb.Point) bool {
	const slack = 1e-9
	low, high = orb.Point{low[0] - slack, low[1] - slack}, orb.Point{high[0] + slack, high[1] + slack}
	if max(a[0], b[0]) < low[0] || min(a[0], b[0]) > high[0] || max(a[1], b[1]) < low[1] || min(a[1], b[1]) > high[1] {
		return false
	}
	// All four corners on one side of the line: apart.
	dx, dy := b[0]-a[0], b[1]-a[1]
	mid, half := orb.Point{(low[0] + high[0]) / 2, (low[1] + high[1]) / 2}, orb.Point{(high[0] - low[0]) / 2, (high[1] - low[1]) / 2}
	d := dx*(mid[1]-a[1]) - dy*(mid[0]-a[0])
	reach := math.Abs(dx)*half[1] + math.Abs(dy)*half[0]
	return math.Abs(d) <= reach*(1+1e-9)+1e-12
}
