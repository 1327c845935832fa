package zones

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// ringWork is what was done to the rings of a feature, for one note instead of hundreds.
type ringWork struct {
	closed, unwrapped, dropped int
}

// sound makes polygons of a feature ready: closed rings without repeated points, the short way over the antimeridian. It fails
// on what cannot be mended.
func sound(m orb.MultiPolygon, w *ringWork) (orb.MultiPolygon, error) {
	var out orb.MultiPolygon
	for i, p := range m {
		var rings orb.Polygon
		for j, r := range p {
			fixed, err := soundRing(r, w)
			if err != nil {
				return nil, fmt.Errorf("polygon %d, ring %d: %w", i+1, j+1, err)
			}
			switch {
			case fixed != nil:
				rings = append(rings, fixed)
			case j == 0:
				return nil, fmt.Errorf("polygon %d has no area: mend it or leave the feature out", i+1)
			default:
				w.dropped++
			}
		}
		if len(rings) > 0 {
			out = append(out, rings)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("it has no polygon; give it one or leave it out")
	}
	return out, nil
}

// soundRing is nil for a ring without area.
func soundRing(r orb.Ring, w *ringWork) (orb.Ring, error) {
	for i, p := range r {
		if err := place(p); err != nil {
			return nil, fmt.Errorf("point %d: %w", i+1, err)
		}
	}
	out, steps, ok := unwrap(r, func(a, b orb.Point) bool { return false })
	if !ok { // around a pole: then the way along the antimeridian and back is drawn, and stays
		if out, steps, ok = unwrap(r, seam); !ok {
			return nil, fmt.Errorf("it goes around the world and does not come back: split it at the antimeridian (180 degrees)")
		}
	}
	w.unwrapped += steps
	if n := len(out); n > 0 && out[0] != out[n-1] {
		gap := max(math.Abs(out[0][0]-out[n-1][0]), math.Abs(out[0][1]-out[n-1][1]))
		if gap > 1e-6 {
			return nil, fmt.Errorf("it is not closed: it begins at %v and ends at %v", out[0], out[n-1])
		}
		out = append(out, out[0])
		w.closed++
	}
	if len(out) < 4 || flat(out) {
		return nil, nil
	}
	return out, nil
}

// flat says whether all points lie on one line. An outline that crosses itself is not flat, even if its parts are equal.
func flat(r orb.Ring) bool {
	far, most := r[0], 0.0
	for _, p := range r {
		if d := math.Hypot(p[0]-r[0][0], p[1]-r[0][1]); d > most {
			far, most = p, d
		}
	}
	for _, p := range r {
		cross := (far[0]-r[0][0])*(p[1]-r[0][1]) - (far[1]-r[0][1])*(p[0]-r[0][0])
		if math.Abs(cross) > 1e-12*most*most {
			return false
		}
	}
	return true
}

// unwrap takes every edge of more than half the world the short way, save those that are to be kept, and drops repeated points.
// It is false when the ring does not come back to where it began.
func unwrap(r orb.Ring, keep func(a, b orb.Point) bool) (out orb.Ring, steps int, ok bool) {
	out = make(orb.Ring, 0, len(r)+1)
	turned := 0.0
	for i, p := range r {
		if i > 0 {
			if step := p[0] - r[i-1][0]; math.Abs(step) > 180 && !keep(r[i-1], p) {
				turned -= math.Copysign(360, step)
				steps++
			}
		}
		p[0] += turned
		if n := len(out); n == 0 || out[n-1] != p {
			out = append(out, p)
		}
	}
	return out, steps, turned == 0
}

// seam says whether both ends of an edge lie on the antimeridian: then it runs along the edge of the map.
func seam(a, b orb.Point) bool { return math.Abs(a[0]) >= 180-1e-6 && math.Abs(b[0]) >= 180-1e-6 }

// place fails on what is no place on earth. Longitudes may go beyond 180 degrees where a zone crosses that meridian.
func place(p orb.Point) error {
	switch {
	case math.Abs(p[0]) <= 360 && math.Abs(p[1]) <= 90:
		return nil
	case math.Abs(p[0]) <= 90 && math.Abs(p[1]) <= 360:
		return fmt.Errorf("%v is out of range; longitude and latitude look swapped", p)
	case math.Abs(p[0]) > 1000 || math.Abs(p[1]) > 1000:
		return fmt.Errorf("%v is out of range; it looks projected, in metres: %s", p, reproject)
	}
	return fmt.Errorf("%v is out of range: longitude is -180 to 180, latitude -90 to 90", p)
}

// around180 adds to polygons that reach beyond 180 degrees their likeness a turn away, so that the plane from -180 to 180 has
// all of them.
func around180(m orb.MultiPolygon) orb.MultiPolygon {
	out := m
	for _, p := range m {
		b := p[0].Bound()
		if b.Max[0] > 180 {
			out = append(out, shifted(p, -360))
		}
		if b.Min[0] < -180 {
			out = append(out, shifted(p, 360))
		}
	}
	return out
}

func shifted(p orb.Polygon, by float64) orb.Polygon {
	out := make(orb.Polygon, len(p))
	for i, r := range p {
		out[i] = make(orb.Ring, len(r))
		for j, at := range r {
			out[i][j] = orb.Point{at[0] + by, at[1]}
		}
	}
	return out
}
