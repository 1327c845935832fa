package portlist

import (
	"math"

	"github.com/tidwall/geodesic"

	"plimsoll/data/chart"
)

// metres is the distance of two ports on the ellipsoid.
func metres(a, b chart.Port) float64 {
	var m float64
	geodesic.WGS84.Inverse(a.Lat, a.Lon, b.Lat, b.Lon, &m, nil, nil)
	return m
}

// destination is the point so many metres away in a direction in degrees.
func destination(lon, lat, azimuth, m float64) (x, y float64) {
	geodesic.WGS84.Direct(lat, lon, azimuth, m, &y, &x, nil)
	return x, y
}

// cellDeg is the side of a grid's cells.
const cellDeg = 0.1

// grid finds ports by place.
type grid map[[2]int][]chart.Port

func newGrid(ports []chart.Port) grid {
	g := grid{}
	for _, p := range ports {
		c := cell(p.Lon, p.Lat)
		g[c] = append(g[c], p)
	}
	return g
}

func cell(lon, lat float64) [2]int {
	return [2]int{int(math.Floor(lon / cellDeg)), int(math.Floor(lat / cellDeg))}
}

// nearest is the nearest port that is not the same code and at most so many metres away.
func (g grid) nearest(p chart.Port, within float64) (best chart.Port, d float64, ok bool) {
	perDeg := 110_500.0
	rows := int(within/perDeg/cellDeg) + 1
	around := int(360 / cellDeg)
	cols := around / 2
	if across := perDeg * math.Cos(min(math.Abs(p.Lat)+1, 90)*math.Pi/180); across > 1 {
		cols = min(int(within/across/cellDeg)+1, cols)
	}
	at := cell(p.Lon, p.Lat)
	d = within
	for dy := -rows; dy <= rows; dy++ {
		for dx := -cols; dx <= cols; dx++ {
			x := (at[0]+dx+around+around/2)%around - around/2
			for _, q := range g[[2]int{x, at[1] + dy}] {
				if m := metres(p, q); q.Locode != p.Locode && m <= d {
					best, d, ok = q, m, true
				}
			}
		}
	}
	return best, d, ok
}
