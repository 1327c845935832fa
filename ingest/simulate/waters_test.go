package simulate

import (
	"sync"
	"testing"

	"plimsoll/data/chart"
)

// Every way is sailed in steps of 200 metres where it is near a port, and every ground's rim is
// looked at: no point may be ashore.
func TestWaysStayAtSea(t *testing.T) {
	c := loadChart(t)
	check := func(what string, p point) {
		if at := c.At(p.lon, p.lat); at.Zone == chart.ZoneLand || at.Zone == chart.ZoneUnknown {
			t.Errorf("%s: %.3f, %.3f is %s (%s)", what, p.lon, p.lat, at.Zone, at.State)
		}
	}
	sail := func(what string, way []point) {
		for i := 1; i < len(way); i++ {
			steps := int(min(way[i-1].metres(way[i])/500, 800)) + 1
			for k := 0; k <= steps; k++ {
				check(what, way[i-1].towards(way[i], float64(k)/float64(steps)))
			}
		}
	}
	berth := func(locode string) point {
		p, ok := c.Port(locode)
		if !ok {
			t.Fatalf("port %s is not on the chart", locode)
		}
		return point{p.Lon, p.Lat}
	}
	for _, list := range [][]ground{distantGrounds(), coastalGrounds(), inshoreGrounds()} {
		for _, g := range list {
			way := append([]point{berth(g.port)}, g.way...)
			sail(g.port, append(way, g.middle))
			for east := -1.0; east <= 1; east += 0.25 {
				for north := -1.0; north <= 1; north += 0.25 {
					check(g.port+" ground", g.middle.off(east*g.radius, north*g.radius))
					sail(g.port+" last leg", []point{way[len(way)-1], g.middle.off(east*g.radius, north*g.radius)})
				}
			}
		}
	}
	for _, g := range distantGrounds() {
		if at := c.At(g.middle.lon, g.middle.lat); at.Zone != chart.ZoneHighSeas {
			t.Errorf("%s: the ground is in %s of %s", g.port, at.Zone, at.State)
		}
	}
	for _, g := range coastalGrounds() {
		port, _ := c.Port(g.port)
		if at := c.At(g.middle.lon, g.middle.lat); at.State != port.State {
			t.Errorf("%s: the ground is in %s of %s", g.port, at.Zone, at.State)
		}
	}
	for _, list := range [][]line{merchantLines(), ferryLines()} {
		for _, l := range list {
			sail(l.from+"-"+l.to, append(append([]point{berth(l.from)}, l.way...), berth(l.to)))
		}
	}
	for _, a := range anchorages() {
		check(a.port, a.place)
		sail(a.port+" anchorage", []point{berth(a.port), a.place})
	}
}

// The chart takes a while to build and never changes.
var sharedChart = sync.OnceValues(func() (*chart.Chart, error) { return chart.Load() })

func loadChart(t testing.TB) *chart.Chart {
	t.Helper()
	c, err := sharedChart()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
