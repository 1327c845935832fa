package chart

import "math"

// foot is the place on the coast that is nearest to a point.
type foot struct {
	dist2 float64 // squared straight distance, metres
	owner uint16
}

// nowhere is farther than any coast.
var nowhere = foot{dist2: math.Inf(1)}

func (f foot) metres() float64 { return arcM(math.Sqrt(f.dist2)) }

// pending is a subtree that is still to be looked at.
type pending struct {
	gap4 float64
	node int32
}

// gap4 is four times the squared distance from a point to the box, 0 inside. Twice what is positive of x is x + |x|, which
// has no branch.
func (b *box) gap4(p *vec) float64 {
	x := math.Abs(float64(b.centre[0])-p.x) - float64(b.half[0])
	y := math.Abs(float64(b.centre[1])-p.y) - float64(b.half[1])
	z := math.Abs(float64(b.centre[2])-p.z) - float64(b.half[2])
	x += math.Abs(x)
	y += math.Abs(y)
	z += math.Abs(z)
	return x*x + y*y + z*z
}

// nearest finds the nearest place on any coast of the tree that is nearer than the best so far.
func (t *coastTree) nearest(p vec, best foot) foot {
	reach4 := 4 * best.dist2
	var stack [64]pending
	depth := 0
	at := int32(0)
	for {
		if at < 0 {
			t.closest(^at, &p, &best)
			reach4 = 4 * best.dist2
		} else {
			n := &t.nodes[at]
			near, far := n.box[0].gap4(&p), n.box[1].gap4(&p)
			nearAt, farAt := n.child[0], n.child[1]
			if far < near {
				near, far, nearAt, farAt = far, near, farAt, nearAt
			}
			if far < reach4 {
				stack[depth] = pending{far, farAt}
				depth++
			}
			if near < reach4 {
				at = nearAt
				continue
			}
		}
		for {
			if depth == 0 {
				return best
			}
			depth--
			if s := &stack[depth]; s.gap4 < reach4 {
				at = s.node
				break
			}
		}
	}
}

// closest looks at the segments of a run for one that is nearer than the best so far.
func (t *coastTree) closest(at int32, p *vec, best *foot) {
	r := &t.runs[at]
	vs := t.vertices[r.first : r.first+uint32(r.count)+1]
	nearest := best.dist2
	// a and b are the ends of a segment as seen from the point.
	ax, ay, az := float64(vs[0][0])*fixedM-p.x, float64(vs[0][1])*fixedM-p.y, float64(vs[0][2])*fixedM-p.z
	a2 := ax*ax + ay*ay + az*az
	if a2 < nearest {
		nearest = a2
	}
	for i := 1; i < len(vs); i++ {
		v := &vs[i]
		bx, by, bz := float64(v[0])*fixedM-p.x, float64(v[1])*fixedM-p.y, float64(v[2])*fixedM-p.z
		b2 := bx*bx + by*by + bz*bz
		if b2 < nearest {
			nearest = b2
		}
		dx, dy, dz := bx-ax, by-ay, bz-az
		along := -(ax*dx + ay*dy + az*dz) // times the length
		if length2 := dx*dx + dy*dy + dz*dz; along > 0 && along < length2 {
			// The foot lies inside: the square of the height over the segment, times that of its length.
			if h := a2*length2 - along*along; h < nearest*length2 {
				nearest = h / length2
			}
		}
		ax, ay, az, a2 = bx, by, bz, b2
	}
	if nearest < best.dist2 {
		*best = foot{max(nearest, 0), r.owner}
	}
}
