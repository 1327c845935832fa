package chart

import "math"

// gap2 is the squared distance from a point to a box of a node.
func (n *node) gap2(i int, p *vec) float64 {
	b := &n.box[i]
	dx := max(float64(b.low[0])-p.x, p.x-float64(b.high[0]), 0)
	dy := max(float64(b.low[1])-p.y, p.y-float64(b.high[1]), 0)
	dz := max(float64(b.low[2])-p.z, p.z-float64(b.high[2]), 0)
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
