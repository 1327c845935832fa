package simulate

import "math"

// point is a place in degrees.
type point struct{ lon, lat float64 }

const (
	metresPerDegree = 111_195 // of latitude, on a sphere of the earth's mean radius
	metresPerNM     = 1852
	knot            = metresPerNM / 3600.0 // in metres a second
)

// metres is the distance to q. Plane geometry at the middle latitude is right
// to a few percent on the longest leg here, and both ends of a meeting use it.
func (p point) metres(q point) float64 {
	x := (q.lon - p.lon) * math.Cos((p.lat+q.lat)/2*math.Pi/180)
	return math.Hypot(x, q.lat-p.lat) * metresPerDegree
}

// courseTo is the direction of q in degrees from north.
func (p point) courseTo(q point) float64 {
	x := (q.lon - p.lon) * math.Cos((p.lat+q.lat)/2*math.Pi/180)
	return math.Mod(math.Atan2(x, q.lat-p.lat)*180/math.Pi+360, 360)
}

// off is the point that lies so many metres east and north.
func (p point) off(east, north float64) point {
	return point{p.lon + east/(metresPerDegree*math.Cos(p.lat*math.Pi/180)), p.lat + north/metresPerDegree}
}

// towards is the point on the line to q at a share of the way.
func (p point) towards(q point, share float64) point {
	return point{p.lon + (q.lon-p.lon)*share, p.lat + (q.lat-p.lat)*share}
}
