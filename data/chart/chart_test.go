package chart

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plimsoll/data/chart/internal/coastfile"
)

func TestPlaces(t *testing.T) {
	c := loaded(t)
	for _, k := range []struct {
		what     string
		lon, lat float64
		zone     Zone
		state    string
	}{
		{"north pole", 0, 90, ZoneHighSeas, "GRL"},
		{"south pole", 77, -90, ZoneLand, "ATA"},
		{"south of every line", -120, -89.9, ZoneLand, "ATA"},
		{"Southern Ocean, a row that no line crosses", 100, -60.05, ZoneHighSeas, "ATA"},
		{"Chukotka on the antimeridian", 180, 67, ZoneLand, "RUS"},
		{"Chukotka on the antimeridian, the other way", -180, 67, ZoneLand, "RUS"},
		{"Wrangel Island, west of it", 179.99, 71.2, ZoneLand, "RUS"},
		{"Wrangel Island, east of it", -179.99, 71.2, ZoneLand, "RUS"},
		{"Long Strait on the antimeridian", 180, 70.0, ZoneEEZ, "RUS"},
		{"Vanua Levu on the antimeridian", 180, -16.5, ZoneLand, "FJI"},
		{"Fiji, sea on the antimeridian", 180, -18.5, ZoneTerritorialSea, "FJI"},
		{"Bouvet Island", 3.37, -54.42, ZoneLand, "BVT"},
		{"off Bouvet Island", 3.37, -55, ZoneEEZ, "BVT"},
		{"off Clipperton Island", -109.2, 10.1, ZoneTerritorialSea, "FRA"},
		{"off Guadeloupe", -61.0, 15.9, ZoneTerritorialSea, "GLP"},
		{"off Reunion", 55.0, -21.2, ZoneContiguous, "REU"},
		{"off Svalbard", 10.0, 77.0, ZoneEEZ, "SJM"},
		{"off Cayenne", -51.5, 5.2, ZoneEEZ, "GUF"},
		{"Caspian Sea", 51, 42, ZoneEEZ, "KAZ"},
		{"Lake Superior is land in the source", -87, 47.7, ZoneLand, "USA"},
		{"mid Atlantic", -24, 0, ZoneHighSeas, "BRA"},
		{"Gulf of Guinea", 0, 0, ZoneHighSeas, "GHA"},
		{"Kansas", -98, 38.5, ZoneLand, "USA"},
	} {
		p := c.At(k.lon, k.lat)
		if p.Zone != k.zone || p.State != k.state || p.Basis != Approximated {
			t.Errorf("%s: %+v, want %s of %s", k.what, p, k.zone, k.state)
		}
	}
}

func TestContestedWaters(t *testing.T) {
	c := loaded(t)
	for _, k := range []struct {
		what             string
		lon, lat         float64
		state, sovereign string
		claimants        []string
	}{
		{"Falkland Islands", -61.5, -52.2, "FLK", "GBR", []string{"ARG", "GBR"}},
		{"Spratly Islands", 114.3, 10.5, "", "", []string{"BRN", "CHN", "MYS", "PHL", "TWN", "VNM"}},
		{"Crimea", 33.4, 44.4, "UKR", "UKR", []string{"RUS", "UKR"}},
		{"Western Sahara", -16.5, 24, "ESH", "", []string{"ESH", "MAR"}},
		{"Hala'ib", 37, 22.4, "EGY", "EGY", []string{"EGY", "SDN"}},
		{"Egypt north of it", 35.8, 24, "EGY", "EGY", nil},
		{"Sudan south of it", 37.6, 20.5, "SDN", "SDN", nil},
		{"Martinique", -61.3, 14.6, "MTQ", "FRA", nil},
		{"high seas off Antarctica", 100, -60, "ATA", "", nil},
	} {
		p := c.At(k.lon, k.lat)
		if p.State != k.state || p.Sovereign != k.sovereign || !slices.Equal(p.States, k.claimants) || p.Contested != (k.claimants != nil) {
			t.Errorf("%s: %+v, want %q of %q, claimed by %v", k.what, p, k.state, k.sovereign, k.claimants)
		}
	}
}

func TestNowhere(t *testing.T) {
	c := loaded(t)
	nan, inf := math.NaN(), math.Inf(1)
	for _, q := range [][2]float64{{181, 91}, {180.0001, 0}, {-180.0001, 0}, {0, 90.01}, {0, -91}, {nan, 0}, {0, nan}, {inf, 0}, {0, -inf}} {
		if p := c.At(q[0], q[1]); p.Zone != ZoneUnknown || p.Basis != BasisNone || p.State != "" || p.Land {
			t.Errorf("%v: %+v, want nothing known", q, p)
		}
		if _, m := c.NearestPort(q[0], q[1]); !math.IsInf(m, 1) {
			t.Errorf("%v: nearest port at %v m", q, m)
		}
		if ps := c.PortsWithin(q[0], q[1], 1e9); len(ps) > 0 {
			t.Errorf("%v: %d ports within reach", q, len(ps))
		}
	}
}

func TestZoneWords(t *testing.T) {
	for _, z := range Zones() {
		if back, err := ParseZone(z.String()); err != nil || back != z {
			t.Errorf("%d is %q and comes back as %d (%v)", z, z, back, err)
		}
	}
	for _, bad := range []string{"", "EEZ", "territorial sea"} {
		if _, err := ParseZone(bad); err == nil {
			t.Errorf("%q was taken for a zone", bad)
		}
	}
	if Zone(99).String() != "unknown" {
		t.Error("a zone out of range has a word of its own")
	}
}

func TestZoneLimits(t *testing.T) {
	for _, k := range []struct {
		shoreM float64
		want   Zone
	}{
		{0, ZoneTerritorialSea},
		{22224, ZoneTerritorialSea},
		{22224.1, ZoneContiguous},
		{44448, ZoneContiguous},
		{44448.1, ZoneEEZ},
		{370400, ZoneEEZ},
		{370400.1, ZoneHighSeas},
	} {
		if got := zoneAt(k.shoreM); got != k.want {
			t.Errorf("%.1f m: %s, want %s", k.shoreM, got, k.want)
		}
	}
}

// Whatever the point, the answer agrees with itself, and a batch gives what single questions give.
func TestPlacingAgreesWithItself(t *testing.T) {
	c := loaded(t)
	rapid.Check(t, func(t *rapid.T) {
		lons := rapid.SliceOfN(rapid.Float64Range(-180, 180), 1, 20).Draw(t, "lons")
		lats := rapid.SliceOfN(rapid.Float64Range(-90, 90), len(lons), len(lons)).Draw(t, "lats")
		out := make([]Placing, len(lons))
		c.PlaceBatch(lons, lats, out)
		for i, p := range out {
			one := c.At(lons[i], lats[i])
			one.States, p.States = nil, nil
			if one.State != p.State || one.Zone != p.Zone || one.ShoreM != p.ShoreM || one.Port != p.Port {
				t.Fatalf("batch %+v, alone %+v", p, one)
			}
			switch {
			case p.Land && p.ShoreM != 0,
				p.Land && p.Zone != ZoneLand && p.Zone != ZonePort,
				!p.Land && p.Zone != ZonePort && p.Zone < zoneAt(p.ShoreM), // a limited coast makes it more open, never less
				(p.Zone == ZonePort) != (p.Port != ""),
				p.Port == "" && p.PortM != 0:
				t.Fatalf("%v, %v: %+v contradicts itself", lons[i], lats[i], p)
			}
		}
	})
}

func TestAtDoesNotAllocate(t *testing.T) {
	c := loaded(t)
	lons, lats := mix(c, 2000)
	out := make([]Placing, len(lons))
	if n := testing.AllocsPerRun(3, func() { c.PlaceBatch(lons, lats, out) }); n > 0 {
		t.Errorf("%v allocations for %d points", n, len(lons))
	}
}

func TestVersionFollowsTheFiles(t *testing.T) {
	one := coastfile.Encode(&coastfile.Coast{Source: "a", Width: 1})
	two := coastfile.Encode(&coastfile.Coast{Source: "b", Width: 1})
	if fingerprint(one, portsCSV) == fingerprint(two, portsCSV) || fingerprint(one) == fingerprint(one, portsCSV) {
		t.Error("another coast or other ports have the same fingerprint")
	}
	if v := loaded(t).Version(); !strings.Contains(v, "world-atlas") || !strings.Contains(v, "sea-ports") {
		t.Errorf("version %q does not name the sources", v)
	}
}
