package chart

import (
	"math"

	"github.com/tidwall/geodesic"
)

// vec is a point in earth-centred coordinates, metres.
type vec struct{ x, y, z float64 }

func (a vec) sub(b vec) vec       { return vec{a.x - b.x, a.y - b.y, a.z - b.z} }
func (a vec) dot(b vec) float64   { return a.x*b.x + a.y*b.y + a.z*b.z }
func (a vec) dist2(b vec) float64 { d := a.sub(b); return d.dot(d) }

// WGS 84: equatorial radius in metres, flattening, first eccentricity squared.
const (
	equatorialM = 6378137.0
	flattening  = 1 / 298.257223563
	ecc2        = flattening * (2 - flattening)
	radians     = math.Pi / 180
)

// ecef puts a point in degrees on the ellipsoid.
func ecef(lon, lat float64) vec {
	sinLat, cosLat := math.Sincos(lat * radians)
	sinLon, cosLon := math.Sincos(lon * radians)
	n := equatorialM / math.Sqrt(1-ecc2*sinLat*sinLat)
	return vec{n * cosLat * cosLon, n * cosLat * sinLon, n * (1 - ecc2) * sinLat}
}

// geodesicM is the length of the shortest line on the ellipsoid, in metres.
func geodesicM(lon1, lat1, lon2, lat2 float64) float64 {
	var m float64
	geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2, &m, nil, nil)
	return m
}

// meanM is a radius between the least and the greatest radius of curvature of the ellipsoid, 6,335,439 and 6,399,594 m.
const meanM = 6_367_500.0

// arcM is the length of the geodesic between two points of the ellipsoid that are so many metres apart in a straight line,
// within 0.01 % up to 3,000 km, which is farther than any sea is from a coast. The curvature of a geodesic lies between the
// least and the greatest of the surface, so that its length is at most that of the arc over the same chord of the least
// circle (Schur's comparison of arcs), and at least, but for its torsion, that of the greatest. The two are 2 arcsin(c/2r)
// r for radii half a per cent from the mean: a part of c²/24r² times one per cent of the length from each other.
func arcM(chord float64) float64 {
	if s := chord / (2 * meanM); s < 0.05 { // the arc sine's series, whose next term is below a thousand-millionth
		s *= s
		return chord * (1 + s*(1.0/6+s*(3.0/40+s*(15.0/336))))
	}
	return 2 * meanM * math.Asin(min(chord/(2*meanM), 1))
}

// point is a place in degrees.
type point struct{ lon, lat float64 }

// turn is positive when c lies left of the line from a to b, on the plane of longitude and latitude.
func turn(a, b, c point) float64 {
	return (b.lon-a.lon)*(c.lat-a.lat) - (b.lat-a.lat)*(c.lon-a.lon)
}

// shortLon brings a difference of longitudes to -180..180.
func shortLon(d float64) float64 {
	switch {
	case d > 180:
		return d - 360
	case d < -180:
		return d + 360
	}
	return d
}

// localScale is how many metres a degree of longitude and of latitude are at a latitude.
func localScale(lat float64) (perLon, perLat float64) {
	sin, cos := math.Sincos(lat * radians)
	w2 := 1 - ecc2*sin*sin
	n := equatorialM / math.Sqrt(w2)
	return n * cos * radians, n * (1 - ecc2) / w2 * radians
}
