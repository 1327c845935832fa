package zones

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"plimsoll/data/chart"
)

// Each format and spelling gives the same set.
func TestEveryFormat(t *testing.T) {
	rows := sample()
	withSidecars := func(parts map[string][]byte, stem, cpg string) map[string][]byte {
		out := maps.Clone(parts)
		out[stem+".prj"] = []byte(wgs84)
		if cpg != "" {
			out[stem+".cpg"] = []byte(cpg)
		}
		return out
	}
	latin := respell(rows, func(k string) string { return k })
	latin[2].attributes["GEONAME"] = "R\xE9union Exclusive Economic Zone"
	latin[2].attributes["TERRITORY1"] = "R\xE9union"
	other := []row{{map[string]any{"LINE_NAME": "a line"}, rows[0].geometry}}
	want, _ := taken(t, asGeoJSON(t, rows))
	for what, b := range map[string][]byte{
		"GeoJSON, as version 10 spells":      asGeoJSON(t, respell(rows, version10)),
		"GeoJSON, gzipped, small letters":    gzipped(t, asGeoJSON(t, respell(rows, strings.ToLower))),
		"GeoJSON with a byte order mark":     append([]byte("\xEF\xBB\xBF"), asGeoJSON(t, rows)...),
		"GeoJSON, members in another order":  []byte(`{"features":` + string(featuresOf(t, rows)) + `,"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"name":"eez","type":"FeatureCollection"}`),
		"shapefile beside lines, version 11": zipOf(t, lines(t, "eez_boundaries_v11"), withSidecars(shapefileParts(t, "eez_v11", rows), "eez_v11", "UTF-8")),
		"shapefile, Latin letters with .cpg": zipOf(t, withSidecars(shapefileParts(t, "eez_v11", latin), "eez_v11", "ISO-8859-1")),
		"shapefile, Latin letters without":   zipOf(t, withSidecars(shapefileParts(t, "eez_v10", respell(latin, version10)), "eez_v10", "")),
		"shapefile without .prj":             zipOf(t, shapefileParts(t, "EEZ", rows)),
		"GeoPackage, version 12":             asGeoPackage(t, "eez_v12", rows, 4326, wgs84),
		"GeoPackage with a strange table":    asGeoPackage(t, `eez "of" the; world`, rows, 4326, ""),
		"GeoPackage in a zip":                zipOf(t, map[string][]byte{"eez_v12.gpkg": asGeoPackage(t, "eez_v12", rows, 4326, wgs84), "LICENSE.txt": nil}),
		"GeoPackage beside one of lines":     zipOf(t, map[string][]byte{"eez_v12.gpkg": asGeoPackage(t, "eez_v12", rows, 4326, wgs84), "eez_boundaries_v12.gpkg": asGeoPackage(t, "other", other, 4326, wgs84)}),
	} {
		t.Run(what, func(t *testing.T) {
			s, rep := taken(t, b)
			if !reflect.DeepEqual(s.Zones(), want.Zones()) {
				t.Errorf("zones differ:\n%+v\n%+v", s.Zones(), want.Zones())
			}
			if rep.Zones != 5 || rep.JointRegimes != 1 || rep.OverlappingClaims != 1 || rep.World {
				t.Errorf("%+v", rep)
			}
			for _, p := range []orb.Point{{-50.5, -30}, {54.5, -21.5}, {62.5, -24.5}, {-52, -41}, {-65, -55}, {0, 0}} {
				if a, b := s.At(p[0], p[1]), want.At(p[0], p[1]); !reflect.DeepEqual(a, b) {
					t.Errorf("at %v: %v, want %v", p, a, b)
				}
			}
		})
	}
}

func featuresOf(t testing.TB, rows []row) []byte {
	all := asGeoJSON(t, rows)
	from := bytes.IndexByte(all, '[')
	return all[from : bytes.LastIndexByte(all, ']')+1]
}

func TestWhatTheChartIsTold(t *testing.T) {
	s, _ := taken(t, asGeoJSON(t, sample()))
	eez := chart.ZoneEEZ
	for _, k := range []struct {
		what     string
		lon, lat float64
		want     chart.ZoneAnswer
		ok       bool
	}{
		{"one State", -45, -30, chart.ZoneAnswer{Zone: eez, State: "URY", Sovereign: "URY", Name: "Uruguayan Exclusive Economic Zone"}, true},
		{"a territory", 52, -22, chart.ZoneAnswer{Zone: eez, State: "REU", Sovereign: "FRA", Name: "Réunion Exclusive Economic Zone"}, true},
		{"its second part", 62.5, -24.5, chart.ZoneAnswer{Zone: eez, State: "REU", Sovereign: "FRA", Name: "Réunion Exclusive Economic Zone"}, true},
		{"in its hole", 54.5, -21.5, chart.ZoneAnswer{Zone: chart.ZoneHighSeas}, false},
		{"a joint regime over the zone of one who shares it", -52, -39, chart.ZoneAnswer{Zone: eez, States: []string{"ARG", "URY"}, Joint: true, Name: "Joint regime area Argentina / Uruguay"}, true},
		{"and of the other", -52, -41, chart.ZoneAnswer{Zone: eez, States: []string{"ARG", "URY"}, Joint: true, Name: "Joint regime area Argentina / Uruguay"}, true},
		{"all claimants, none preferred", -65, -55, chart.ZoneAnswer{Zone: eez, States: []string{"ARG", "GBR"}, Contested: true, Name: "Overlapping claim Falkland / Malvinas Islands: UK / Argentina"}, true},
		{"in none of a regional set", 0, 0, chart.ZoneAnswer{Zone: chart.ZoneHighSeas}, false},
		{"no place", 181, 0, chart.ZoneAnswer{Zone: chart.ZoneHighSeas}, false},
	} {
		for range 2 { // the second time from memory
			got, ok := s.ZoneAt(k.lon, k.lat)
			if ok != k.ok || !reflect.DeepEqual(got, k.want) {
				t.Errorf("%s: %+v %v, want %+v %v", k.what, got, ok, k.want, k.ok)
			}
		}
	}
	// On the line between two neighbours a point is in exactly one of them.
	for i := range 100 {
		if zs := s.At(-60+float64(i)*0.04, -40); len(zs) != 1 {
			t.Fatalf("%d zones on the line between two", len(zs))
		}
	}
	n := testing.AllocsPerRun(100, func() {
		_, _ = s.ZoneAt(-45, -30)
		_, _ = s.ZoneAt(-52, -41)
	})
	if n != 0 {
		t.Errorf("%v allocations a look-up", n)
	}
}

func TestZonesOverEachOther(t *testing.T) {
	rows := sample()
	rows[1].geometry = orb.Polygon{box(-60, -60, -40, -35)} // over its neighbour
	reunion := rows[2]
	mayotte := row{maps.Clone(reunion.attributes), orb.Polygon{box(59, -25, 65, -20)}}
	mayotte.attributes["MRGID"], mayotte.attributes["GEONAME"], mayotte.attributes["ISO_TER1"] = 1, "Mayotte", "MYT"
	s, rep := taken(t, asGeoJSON(t, append(rows, mayotte)))
	if a, _ := s.ZoneAt(-45, -37); !a.Contested || a.State != "" || !reflect.DeepEqual(a.States, []string{"ARG", "URY"}) {
		t.Errorf("two States' zones over each other: %+v", a)
	}
	if a, _ := s.ZoneAt(59.5, -22); a.Contested || a.State != "FRA" || a.Sovereign != "FRA" {
		t.Errorf("two territories of one State over each other: %+v", a)
	}
	if len(rep.Overlaps) == 0 || !strings.Contains(fmt.Sprint(rep.Overlaps), "Mayotte") {
		t.Errorf("overlaps: %v", rep.Overlaps)
	}
	exact := area(box(-60, -40, -40, -35))
	if o := rep.Overlaps[0]; o.AreaKm2 > 1.05*exact || o.AreaKm2 < 0.95*exact {
		t.Errorf("largest overlap %+v, exactly it has %.0f km2", o, exact)
	}
}

// Many ask at once, also about places where several zones lie over each other for the first time.
func TestManyAskAtOnce(t *testing.T) {
	s, _ := taken(t, asGeoJSON(t, sample()))
	var askers sync.WaitGroup
	for range 4 {
		askers.Go(func() {
			for range 200 {
				if a, ok := s.ZoneAt(-52, -41); !ok || !a.Joint || len(a.States) != 2 {
					t.Errorf("%+v", a)
					return
				}
			}
		})
	}
	askers.Wait()
}
