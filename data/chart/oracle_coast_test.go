package chart

import (
	"cmp"
	"math"
	"slices"
)

// oracleCoast is a segment of coast, straight in degrees.
type oracleCoast struct {
	country    string // "" for an islet
	a, b       point
	mid        [3]float64 // its middle on the unit sphere
	halfRadian float64    // half of its length there, and a little more
}

func (o *oracle) addCoast(country string, a, b point) {
	if math.Abs(a.lon) > 179.9999 && math.Abs(b.lon) > 179.9999 {
		return // along the antimeridian
	}
	b.lon = a.lon + shortLon(b.lon-a.lon)
	s := oracleCoast{country: country, a: a, b: b, mid: unit((a.lon+b.lon)/2, (a.lat+b.lat)/2)}
	s.halfRadian = 1.01*max(angle(s.mid, unit(a.lon, a.lat)), angle(s.mid, unit(b.lon, b.lat))) + 1e-9
	o.coasts = append(o.coasts, s)
}

func unit(lon, lat float64) [3]float64 {
	sinLat, cosLat := math.Sincos(lat * math.Pi / 180)
	sinLon, cosLon := math.Sincos(lon * math.Pi / 180)
	return [3]float64{cosLat * cosLon, cosLat * sinLon, sinLat}
}

// angle between two directions; exact for small ones, where the arc cosine is not.
func angle(a, b [3]float64) float64 {
	dx, dy, dz := a[0]-b[0], a[1]-b[1], a[2]-b[2]
	return 2 * math.Asin(min(math.Sqrt(dx*dx+dy*dy+dz*dz)/2, 1))
}

// oracleGroup is the segments whose middles lie in one square degree, and a cap of the sphere that holds them.
type oracleGroup struct {
	centre [3]float64
	radius float64
	coasts []int
}

func (o *oracle) group() {
	byDegree := map[[2]int]int{}
	for i := range o.coasts {
		s := &o.coasts[i]
		k := [2]int{int(math.Floor((s.a.lon + s.b.lon) / 2)), int(math.Floor((s.a.lat + s.b.lat) / 2))}
		g, ok := byDegree[k]
		if !ok {
			g = len(o.groups)
			byDegree[k] = g
			o.groups = append(o.groups, oracleGroup{centre: unit(float64(k[0])+0.5, float64(k[1])+0.5)})
		}
		o.groups[g].coasts = append(o.groups[g].coasts, i)
		o.groups[g].radius = max(o.groups[g].radius, angle(o.groups[g].centre, s.mid)+s.halfRadian)
	}
}

// A geodesic on the ellipsoid is at least leastM and at most mostM times the angle between the two geodetic directions on a
// sphere: the radii of curvature of the ellipsoid lie between 6,335,439 m and 6,399,594 m.
const (
	leastM = 6_335_000.0
	mostM  = 6_400_000.0
)

// shore is the geodesic to the nearest coast, whose it is, and the geodesic to the nearest coast of another country where
// that is less than a thousandth more, else infinity.
func (o *oracle) shore(p point) (metres float64, country string, other float64) {
	u := unit(p.lon, p.lat)
	// Some coast is at most this far: the far end of the nearest cap.
	most := math.Inf(1)
	for i := range o.groups {
		g := &o.groups[i]
		most = min(most, (angle(u, g.centre)+g.radius)*mostM)
	}
	type candidate struct {
		least float64
		coast int
	}
	var near []candidate
	for i := range o.groups {
		g := &o.groups[i]
		if (angle(u, g.centre)-g.radius)*leastM > most*1.001 {
			continue
		}
		for _, j := range g.coasts {
			s := &o.coasts[j]
			away := angle(u, s.mid)
			most = min(most, (away+s.halfRadian)*mostM)
			if least := (away - s.halfRadian) * leastM; least <= most*1.001 {
				near = append(near, candidate{least, j})
			}
		}
	}
	slices.SortFunc(near, func(a, b candidate) int { return cmp.Compare(a.least, b.least) })
	best := map[string]float64{}
	metres = math.Inf(1)
	for _, n := range near {
		if n.least > metres*1.001 {
			break
		}
		s := &o.coasts[n.coast]
		if m, ok := best[s.country]; ok && n.least > m {
			continue // that country has a nearer place
		}
		m := s.searched(p)
		if had, ok := best[s.country]; !ok || m < had {
			best[s.country] = m
		}
		metres = min(metres, m)
	}
	other = math.Inf(1)
	for k, m := range best {
		switch { // where a border comes to the coast its end is both countries'
		case m == metres && country == "":
			country = k
		case m <= metres*1.001+1:
			other = min(other, m)
		}
	}
	return metres, country, other
}

// searched is the geodesic to the nearest place of a segment, by thirds.
func (s *oracleCoast) searched(p point) float64 {
	at := func(f float64) float64 {
		return geodesicM(p.lon, p.lat, s.a.lon+f*(s.b.lon-s.a.lon), s.a.lat+f*(s.b.lat-s.a.lat))
	}
	lo, hi := 0.0, 1.0
	for range 32 {
		l, h := lo+(hi-lo)/3, hi-(hi-lo)/3
		if at(l) < at(h) {
			hi = h
		} else {
			lo = l
		}
	}
	return min(at(lo), at(0), at(1))
}
