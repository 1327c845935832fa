package zones

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
)

// many are zones of so many States, each a square in the middle of the South Pacific, none near a coast.
func many(t *testing.T, states int) []row {
	t.Helper()
	c, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for _, s := range c.States() {
		if i := len(rows); s.Kind == reference.KindState && i < states {
			w, south := -130+float64(i%20), -50+float64(i/20)
			rows = append(rows, row{map[string]any{"GEONAME": fmt.Sprint("zone ", i), "POL_TYPE": "200NM", "ISO_TER1": s.ISO3}, orb.Polygon{box(w, south, w+1, south+1)}})
		}
	}
	return rows
}

// A set of the whole world says where the high seas are, though not along a coast; a regional one does not.
func TestHighSeasOfAWorldSet(t *testing.T) {
	world, rep := taken(t, asGeoJSON(t, many(t, worldwide)))
	region, _ := taken(t, asGeoJSON(t, many(t, worldwide-1)))
	if !rep.World || !world.World() || region.World() {
		t.Fatalf("world %v, region %v", world.World(), region.World())
	}
	c := coasts(t)
	withWorld, err := c.With(chart.WithZones("world", world))
	if err != nil {
		t.Fatal(err)
	}
	withRegion, err := c.With(chart.WithZones("region", region))
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []struct {
		what          string
		lon, lat      float64
		world, region chart.Placing
	}{
		{"in a zone, farther than 200 miles from any coast", -129.5, -49.5, chart.Placing{Zone: chart.ZoneEEZ, State: "AFG", Basis: chart.Imported}, chart.Placing{Zone: chart.ZoneEEZ, State: "AFG", Basis: chart.Imported}},
		{"100 miles off a coast, in no zone", -54, -36.8, chart.Placing{Zone: chart.ZoneHighSeas, Basis: chart.Imported}, chart.Placing{Zone: chart.ZoneEEZ, State: "URY", Basis: chart.Approximated}},
		{"along a coast, in no zone", -54.9, -35.05, chart.Placing{Zone: chart.ZoneTerritorialSea, State: "URY", Basis: chart.Approximated}, chart.Placing{Zone: chart.ZoneTerritorialSea, State: "URY", Basis: chart.Approximated}},
	} {
		for set, p := range map[string]struct{ got, want chart.Placing }{"world": {withWorld.At(k.lon, k.lat), k.world}, "region": {withRegion.At(k.lon, k.lat), k.region}} {
			if p.got.Zone != p.want.Zone || p.got.State != p.want.State || p.got.Basis != p.want.Basis || math.IsNaN(p.got.ShoreM) {
				t.Errorf("%s, %s: %+v", k.what, set, p.got)
			}
		}
	}
}

// Of Antarctica an import says nothing, even one of the whole world.
func TestAntarcticaIsNobodys(t *testing.T) {
	rows := many(t, worldwide)
	ice := orb.Polygon{box(-10, -75, 10, -65)}
	rows = append(rows, row{map[string]any{"GEONAME": "Antarctic 200NM zone", "POL_TYPE": "200NM", "ISO_TER1": "ATA"}, ice},
		row{map[string]any{"GEONAME": "Bouvet", "POL_TYPE": "200NM", "ISO_TER1": "BVT"}, orb.Polygon{box(5, -70, 10, -65)}})
	s, rep := taken(t, asGeoJSON(t, rows))
	if a, ok := s.ZoneAt(0, -67); ok || a.State != "" {
		t.Errorf("%+v %v", a, ok)
	}
	if a, ok := s.ZoneAt(7, -67); !ok || a.State != "BVT" || a.Sovereign != "NOR" || a.Contested {
		t.Errorf("a State's zone over it: %+v %v", a, ok)
	}
	if len(rep.Notes) != 1 || !s.World() {
		t.Errorf("%v", rep.Notes)
	}
}
