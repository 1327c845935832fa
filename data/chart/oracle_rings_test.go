package chart

import "math"

// oracleRing is a ring and what surely lies outside it.
type oracleRing struct {
	vertices             []point
	west, east, northern float64
}

func boxed(r []point) oracleRing {
	out := oracleRing{r, 180, -180, -90}
	for _, v := range r {
		out.west, out.east, out.northern = min(out.west, v.lon), max(out.east, v.lon), max(out.northern, v.lat)
	}
	if out.east-out.west > 180 { // over the antimeridian
		out.west, out.east = -180, 180
	}
	return out
}

// in counts the crossings of a country's rings on the way from a point to the north pole.
func in(rings []oracleRing, p point) bool {
	odd := false
	if math.Abs(p.lon) == 180 {
		p.lon -= math.Copysign(1e-9, p.lon) // the source has vertices there, a hair to either side
	}
	for _, r := range rings {
		if p.lat > r.northern || p.lon < r.west || p.lon > r.east {
			continue
		}
		for i, a := range r.vertices {
			b := r.vertices[(i+1)%len(r.vertices)]
			ax := shortLon(a.lon - p.lon)
			bx := ax + shortLon(b.lon-a.lon)
			if bx > 180 || bx < -180 || (ax > 0) == (bx > 0) {
				continue
			}
			if a.lat+(0-ax)/(bx-ax)*(b.lat-a.lat) > p.lat {
				odd = !odd
			}
		}
	}
	return odd
}
