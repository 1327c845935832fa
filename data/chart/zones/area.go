package zones

import (
	"math"

	"github.com/paulmach/orb"
)

// WGS 84.
const (
	equatorialKm = 6378.137
	flattening   = 1 / 298.257223563
	radians      = math.Pi / 180
)

var eccentricity = math.Sqrt(flattening * (2 - flattening))

// belt is the area between the equator and a latitude for one radian of longitude, in square kilometres: negative in the
// south. Exact on the ellipsoid.
func belt(lat float64) float64 {
	es := eccentricity * math.Sin(lat*radians)
	return equatorialKm * equatorialKm * (1 - eccentricity*eccentricity) / 2 *
		(es/eccentricity/(1-es*es) + math.Atanh(es)/eccentricity)
}

// area is what a ring encloses on the ellipsoid, in square kilometres, with edges straight in longitude and latitude; without
// regard to which way it runs. Along an edge the belt is integrated by Gauss's rule of three points.
func area(r orb.Ring) float64 {
	sum := 0.0
	for i := 1; i < len(r); i++ {
		a, b := r[i-1], r[i]
		dLon, mid, half := (b[0]-a[0])*radians, (a[1]+b[1])/2, (b[1]-a[1])/2
		if dLon == 0 {
			continue
		}
		x := half * math.Sqrt(0.6)
		sum += dLon * (5*belt(mid-x) + 8*belt(mid) + 5*belt(mid+x)) / 18
	}
	return math.Abs(sum)
}

func areaOf(m orb.MultiPolygon) float64 {
	sum := 0.0
	for _, p := range m {
		for i, r := range p {
			if i == 0 {
				sum += area(r)
			} else {
				sum -= area(r)
			}
		}
	}
	return sum
}

// cellKm2 is the area between two meridians and two parallels.
func cellKm2(low, high orb.Point) float64 {
	return (high[0] - low[0]) * radians * (belt(high[1]) - belt(low[1]))
}
