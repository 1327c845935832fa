package chart

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestPorts(t *testing.T) {
	c := loaded(t)
	ports := c.Ports()
	if len(ports) < 1500 {
		t.Fatalf("%d ports", len(ports))
	}
	for i, p := range ports {
		if i > 0 && ports[i-1].Locode >= p.Locode {
			t.Errorf("%s comes after %s", p.Locode, ports[i-1].Locode)
		}
		if len(p.Locode) != 5 || len(p.State) != 3 || p.Name == "" {
			t.Errorf("port %+v is not whole", p)
		}
		if _, ok := c.states.byState[p.State]; !ok {
			t.Errorf("%s is in %s, which the table of territories does not have", p.Locode, p.State)
		}
		at := c.At(p.Lon, p.Lat)
		if at.Zone != ZonePort || at.PortM > 1 {
			t.Errorf("the position of %s is placed as %+v", p.Locode, at)
		}
	}
	ports[0].Name = "changed by the caller"
	if c.Ports()[0].Name == ports[0].Name {
		t.Error("a caller can change the chart's ports")
	}
}

func TestPortByCode(t *testing.T) {
	c := loaded(t)
	for code, want := range map[string]string{
		"UYMVD": "UYMVD", "uy mvd": "UYMVD", "CNDLC": "CNDLC", "CNDAL": "CNDLC", "XXXXX": "", "": "", "CNSTG": "",
	} {
		p, ok := c.Port(code)
		if p.Locode != want || ok != (want != "") {
			t.Errorf("port %q: %+v %v, want %q", code, p, ok, want)
		}
	}
}

// Berths that a coast at 1:10 million puts on land, and what the source has wrong.
func TestPlacesInPort(t *testing.T) {
	c := loaded(t)
	for _, k := range []struct {
		what     string
		lon, lat float64
		port     string
		state    string
	}{
		{"Antwerp, docks", 4.38, 51.24, "BEANR", "BEL"},
		{"Maasvlakte", 4.02, 51.95, "NLRTM", "NLD"},
		{"Cape Town, Duncan dock", 18.435, -33.912, "ZACPT", "ZAF"},
		{"Montevideo", -56.20, -34.90, "", "URY"},
		{"Djen Djen's neighbour Annaba, swapped in the source", 7.68, 36.92, "DZAAE", "DZA"},
		{"Sint Eustatius, under the prefix of the Netherlands Antilles", -62.985, 17.481, "ANEUX", "BES"},
		{"St Peter Port, under the prefix of the United Kingdom", -2.58, 49.45, "GBGCI", "GGY"},
	} {
		p := c.At(k.lon, k.lat)
		if p.Port != k.port || p.State != k.state || (p.Zone == ZonePort) != (k.port != "") {
			t.Errorf("%s: %+v, want port %q of %s", k.what, p, k.port, k.state)
		}
	}
}

// The grid of ports and the searches agree with looking at every port.
func TestPortSearches(t *testing.T) {
	c := loaded(t)
	ports := c.Ports()
	rapid.Check(t, func(t *rapid.T) {
		lon, lat := rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-90, 90).Draw(t, "lat")
		if rapid.Bool().Draw(t, "near a port") {
			p := ports[rapid.IntRange(0, len(ports)-1).Draw(t, "port")]
			lon = shortLon(p.Lon + rapid.Float64Range(-0.3, 0.3).Draw(t, "east"))
			lat = min(max(p.Lat+rapid.Float64Range(-0.3, 0.3).Draw(t, "north"), -90), 90)
		}
		reach := rapid.Float64Range(0, 500_000).Draw(t, "reach")
		covering, coveringM, within, nearestM := "", 0.0, 0, 1e9
		for _, p := range ports {
			m := geodesicM(lon, lat, p.Lon, p.Lat)
			if m <= p.RadiusM && (covering == "" || m < coveringM) {
				covering, coveringM = p.Locode, m
			}
			if m <= reach {
				within++
			}
			nearestM = min(nearestM, m)
		}
		if p := c.At(lon, lat); p.Port != covering || math.Abs(p.PortM-coveringM) > 0.001 {
			t.Fatalf("At: port %q at %v m, want %q at %v m", p.Port, p.PortM, covering, coveringM)
		}
		found := c.PortsWithin(lon, lat, reach)
		if len(found) != within {
			t.Fatalf("%d ports within %v m, want %d", len(found), reach, within)
		}
		for i := 1; i < len(found); i++ {
			if found[i].DistanceM < found[i-1].DistanceM {
				t.Fatalf("%v comes after %v", found[i], found[i-1])
			}
		}
		if _, m := c.NearestPort(lon, lat); m > nearestM*1.00001 {
			t.Fatalf("nearest port at %v m, want %v m", m, nearestM)
		}
	})
}
