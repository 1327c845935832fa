package chart

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

// westOf knows one zone: everything west of a meridian, shared by two States; and nothing farther east than a second one.
type westOf struct{ zone, end float64 }

var shared = []string{"ARG", "URY"}

func (w westOf) ZoneAt(lon, _ float64) (ZoneAnswer, bool) {
	switch {
	case lon < w.zone:
		return ZoneAnswer{Zone: ZoneEEZ, State: "FLK", States: shared, Joint: true, Name: "Common Zone"}, true
	case lon < w.end:
		return ZoneAnswer{Zone: ZoneHighSeas}, true
	}
	return ZoneAnswer{}, false
}

func TestImportedZonesWin(t *testing.T) {
	c, err := Load(WithZones("a file, v12", westOf{-50, -40}))
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []struct {
		what      string
		lon, lat  float64
		zone      Zone
		state     string
		sovereign string
		basis     Basis
		joint     bool
	}{
		{"more than 200 miles out, yet in the zone", -50.1, -45, ZoneEEZ, "FLK", "GBR", Imported, true},
		{"12 miles still follow from the coast", -57.4, -38.1, ZoneTerritorialSea, "FLK", "GBR", Imported, true},
		{"24 miles too", -57.2, -38.3, ZoneContiguous, "FLK", "GBR", Imported, true},
		{"high seas of the import, 200 miles or not", -47, -27.5, ZoneHighSeas, "", "", Imported, false},
		{"where the import says nothing", 10, 77, ZoneEEZ, "SJM", "NOR", Approximated, false},
		{"land is no zone", -98, 38.5, ZoneLand, "USA", "USA", Approximated, false},
	} {
		p := c.At(k.lon, k.lat)
		if p.Zone != k.zone || p.State != k.state || p.Sovereign != k.sovereign || p.Basis != k.basis || p.Joint != k.joint {
			t.Errorf("%s: %+v", k.what, p)
		}
		if k.joint && (!slices.Equal(p.States, shared) || p.ZoneName != "Common Zone") {
			t.Errorf("%s: shared by %v as %q", k.what, p.States, p.ZoneName)
		}
	}
	if montevideo := c.At(-56.21, -34.90); montevideo.Zone == ZonePort && montevideo.State != "URY" {
		t.Errorf("a port in an imported zone is %+v", montevideo)
	}
	if !strings.Contains(c.Version(), "a file, v12") {
		t.Errorf("version %q does not name the import", c.Version())
	}
	without, err := c.With(WithZones("", nil))
	if err != nil || without.Version() != loaded(t).Version() || without.At(-50.1, -45).Basis != Approximated {
		t.Errorf("taken away again: %v, %q", err, without.Version())
	}
	if _, err := Load(WithZones("", westOf{})); err == nil {
		t.Error("zones without a version were taken")
	}
}

func TestFurtherPorts(t *testing.T) {
	c := loaded(t)
	old, _ := c.Port("CNDLC")
	extra := []Port{
		{Locode: "CNDLC", Name: "Dalian Xingang", State: "CHN", Lon: 121.9, Lat: 38.97, RadiusM: 5000},
		{Locode: "AQMCM", Name: "McMurdo", State: "ATA", Lon: 166.67, Lat: -77.85, RadiusM: 3000},
	}
	next, err := c.With(WithPorts("a list", extra))
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := next.Port("CNDLC"); got != extra[0] || got == old {
		t.Errorf("a port was not replaced: %+v", got)
	}
	if got, _ := next.Port("CNDAL"); got != extra[0] {
		t.Errorf("the second code of a replaced port finds %+v", got)
	}
	if p := next.At(166.66, -77.85); p.Port != "AQMCM" || p.Zone != ZonePort || p.State != "ATA" {
		t.Errorf("at a port that was added: %+v", p)
	}
	if len(next.Ports()) != len(c.Ports())+1 || c.At(166.66, -77.85).Port != "" {
		t.Error("the ports are not the old ones and one more, or the old chart has changed")
	}
	if next.Version() == c.Version() {
		t.Error("other ports, same version")
	}
	for what, bad := range map[string]Port{
		"no place":  {Locode: "XXAAA", Name: "a", State: "ATA", Lon: 181, RadiusM: 1},
		"no radius": {Locode: "XXAAA", Name: "a", State: "ATA"},
		"no State":  {Locode: "XXAAA", Name: "a", RadiusM: 1},
		"twice":     extra[0],
	} {
		if _, err := c.With(WithPorts("a list", append(extra[:2:2], bad))); err == nil || !strings.Contains(err.Error(), "port 3") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// Charts are swapped while they are asked: a batch is answered by one of them as a whole.
func TestStoreSwapsCharts(t *testing.T) {
	one := loaded(t)
	two, err := one.With(WithZones("everything", westOf{181, 181}))
	if err != nil {
		t.Fatal(err)
	}
	s := NewStore(one)
	var askers sync.WaitGroup
	stop := make(chan struct{})
	go func() {
		defer close(stop)
		for i := range 2000 {
			s.Replace([]*Chart{one, two}[i%2])
		}
	}()
	for range 2 {
		askers.Go(func() {
			lons, lats, out := []float64{-30, 60, 160}, []float64{0, -10, 10}, make([]Placing, 3)
			for swapping := true; swapping; {
				select {
				case <-stop:
					swapping = false
				default:
				}
				s.PlaceBatch(lons, lats, out)
				if out[0].Basis != out[1].Basis || out[1].Basis != out[2].Basis {
					t.Error("a batch was answered by two charts")
					return
				}
			}
		})
	}
	askers.Wait()
	if s.Current() != two || s.Version() != two.Version() || s.At(-30, 0).Basis != Imported {
		t.Error("the chart in force is not the last one")
	}
	if p, ok := s.Port("NLRTM"); !ok || p.State != "NLD" {
		t.Errorf("port %+v", p)
	}
}
