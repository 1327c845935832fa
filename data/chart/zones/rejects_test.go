package zones

import (
	"bytes"
	"encoding/json"
	"maps"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// with is the sample with one feature changed.
func with(number int, change func(r *row)) []row {
	rows := sample()
	r := &rows[number-1]
	r.attributes = maps.Clone(r.attributes)
	change(r)
	return rows
}

func set(name string, v any) func(*row) { return func(r *row) { r.attributes[name] = v } }

func shape2(g orb.Geometry) func(*row) { return func(r *row) { r.geometry = g } }

// Every problem of every feature is named by its number, nothing is taken, and without these features the rest is.
func TestProblemsByFeature(t *testing.T) {
	for what, k := range map[string]struct {
		number int
		change func(*row)
		says   []string
	}{
		"unknown code":      {2, set("ISO_TER1", "ARX"), []string{"ISO_TER1", `"ARX"`}},
		"code of no State":  {2, set("ISO_TER1", "EUE"), []string{"ISO_TER1"}},
		"unknown sovereign": {2, set("ISO_SOV1", "XXQ"), []string{"ISO_SOV1", `"XXQ"`}},
		"nobody": {2, func(r *row) {
			maps.DeleteFunc(r.attributes, func(k string, _ any) bool { return strings.HasSuffix(k, "1") })
		}, []string{"names no State"}},
		"a name without a code": {2, func(r *row) {
			r.attributes["ISO_TER1"], r.attributes["ISO_SOV1"] = "", ""
			r.attributes["TERRITORY1"] = "Atlantis"
			delete(r.attributes, "SOVEREIGN1")
		}, []string{"Atlantis", "ISO_TER1"}},
		"no name":               {2, set("GEONAME", " "), []string{"no name"}},
		"unknown kind":          {2, set("POL_TYPE", "12NM"), []string{`"12NM"`, "Overlapping claim"}},
		"one's zone of two":     {4, set("POL_TYPE", "200NM"), []string{"names 2 States"}},
		"identifier twice":      {2, set("MRGID", 8464), []string{"MRGID 8464", "feature 1"}},
		"feature twice":         {2, func(r *row) { *r = sample()[0]; r.attributes["MRGID"] = 77 }, []string{"repeats feature 1"}},
		"no geometry":           {2, shape2(nil), []string{"no geometry"}},
		"a line":                {2, shape2(orb.LineString{{1, 1}, {2, 2}}), []string{"LineString", "boundaries"}},
		"no area":               {2, shape2(orb.Polygon{{{1, 1}, {2, 2}, {3, 3}, {1, 1}}}), []string{"no area"}},
		"too few points":        {2, shape2(orb.Polygon{{{1, 1}, {2, 2}, {1, 1}}}), []string{"no area"}},
		"not closed":            {2, shape2(orb.Polygon{{{1, 1}, {1, 2}, {2, 2}, {2, 1}}}), []string{"polygon 1, ring 1", "not closed"}},
		"swapped, out of range": {2, shape2(orb.Polygon{ring(-40, 150, -40, 160, -30, 160, -30, 150)}), []string{"swapped"}},
		"swapped, in range": {2, func(r *row) {
			r.geometry = orb.Polygon{box(-40, 50, -30, 60)}
			r.attributes["X_1"], r.attributes["Y_1"] = 55, -35
		}, []string{"swapped", "X_1"}},
		"metres":              {2, shape2(orb.Polygon{ring(5e5, 6e6, 5e5, 7e6, 6e5, 7e6)}), []string{"projected", "EPSG:4326"}},
		"around a pole, open": {2, shape2(orb.Polygon{ring(-179, 80, -60, 81, 60, 82, 179, 80)}), []string{"antimeridian"}},
	} {
		t.Run(what, func(t *testing.T) {
			for format, b := range map[string][]byte{"GeoJSON": rawGeoJSON(t, with(k.number, k.change)), "GeoPackage": asGeoPackage(t, "eez", with(k.number, k.change), 4326, wgs84)} {
				s, rep, err := read(t, b)
				if err != nil || s != nil {
					t.Fatalf("%s: %v, taken %v", format, err, s != nil)
				}
				if len(rep.Problems) != 1 || rep.Problems[0].Feature != k.number {
					t.Fatalf("%s: problems %v, want one of feature %d", format, rep.Problems, k.number)
				}
				for _, says := range k.says {
					if !strings.Contains(rep.Problems[0].String(), says) {
						t.Errorf("%s: %q does not say %q", format, rep.Problems[0], says)
					}
				}
				if !strings.Contains(strings.Join(rep.Words(), "\n"), rep.Problems[0].String()) {
					t.Errorf("%s: the report's words lack the problem", format)
				}
				if s, rep := taken(t, b, LeaveOut(k.number)); rep.Zones != 4 || len(s.Zones()) != 4 || len(rep.LeftOut) != 1 {
					t.Errorf("%s: without it %d zones are taken", format, rep.Zones)
				}
			}
		})
	}
	t.Run("all at once", func(t *testing.T) {
		rows := with(1, set("ISO_TER1", "???"))
		rows[4].geometry = nil
		s, rep, err := read(t, rawGeoJSON(t, rows), LeaveOut(9))
		if err != nil || s != nil || len(rep.Problems) != 3 {
			t.Errorf("%v %v", err, rep.Problems)
		}
	})
}

// rawGeoJSON also writes features without a geometry.
func rawGeoJSON(t testing.TB, rows []row) []byte {
	t.Helper()
	var features []any
	for _, r := range rows {
		var g any
		if r.geometry != nil {
			g = geojson.NewGeometry(r.geometry)
		}
		features = append(features, map[string]any{"type": "Feature", "properties": r.attributes, "geometry": g})
	}
	b, err := json.Marshal(map[string]any{"type": "FeatureCollection", "features": features})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What is odd and can be mended or said is noted, and hinders nothing.
func TestNotes(t *testing.T) {
	bow := ring(-60, -60, -40, -50, -40, -60, -60, -50)
	for what, k := range map[string]struct {
		change func(*row)
		says   string
	}{
		"reserved code":     {set("ISO_TER1", "TAA"), "taken as SHN"},
		"crosses itself":    {shape2(orb.Polygon{bow}), "crosses itself 1 time"},
		"another sovereign": {func(r *row) { r.attributes["ISO_TER1"], r.attributes["ISO_SOV1"] = "COK", "NZL" }, "a State of its own"},
		"lost letters":      {set("GEONAME", "R\uFFFDunion"), "lost"},
		"area":              {set("AREA_KM2", 5), "AREA_KM2 says 5"},
		"hole without area": {shape2(orb.Polygon{box(-60, -60, -40, -40), {{-50, -50}, {-49, -49}, {-50, -50}}}), "no area and were dropped"},
		"closed by a hair":  {shape2(orb.Polygon{{{1, 1}, {1, 2}, {2, 2}, {1 + 1e-8, 1}}}), "were closed"},
		"short way":         {shape2(orb.Polygon{ring(179, 1, 179, 2, -179, 2, -179, 1)}), "short way"},
		"another sovereign by name": {func(r *row) {
			r.attributes["ISO_TER1"], r.attributes["ISO_SOV1"], r.attributes["SOVEREIGN1"] = "COK", "", "New Zealand"
		}, "says that COK is of NZL"},
		"a claim of nobody": {func(r *row) {
			maps.DeleteFunc(r.attributes, func(k string, _ any) bool { return strings.HasSuffix(k, "1") })
			r.attributes["POL_TYPE"] = "Overlapping claim"
		}, "who claims it is not known"},
		"a claim over what is no State": {func(r *row) {
			maps.DeleteFunc(r.attributes, func(k string, _ any) bool { return strings.HasSuffix(k, "1") })
			r.attributes["POL_TYPE"], r.attributes["TERRITORY1"] = "Overlapping claim", "South China Sea"
		}, "South China Sea"},
		"a claim of one": {func(r *row) { r.attributes["POL_TYPE"] = "Disputed" }, "who else claims it is not known"},
	} {
		s, rep, err := read(t, asGeoJSON(t, with(2, k.change)))
		if err != nil || s == nil {
			t.Errorf("%s: %v %v", what, err, rep.Problems)
			continue
		}
		found := false
		for _, n := range rep.Notes {
			found = found || n.Feature == 2 && strings.Contains(n.Text, k.says)
		}
		if strings.HasPrefix(what, "a claim") {
			a, _ := s.ZoneAt(-50, -50)
			if loaded, err := Unmarshal(s.Marshal()); err != nil || !a.Contested || a.State != "" || len(a.States) != len(s.zones[1].claimants()) || len(loaded.zones) != 5 {
				t.Errorf("%s: %+v %v", what, a, err)
			}
			if d := Compare(nil, s).Words(); len(s.zones[1].Parties) == 0 && !strings.Contains(strings.Join(d, "\n"), "States not named") {
				t.Errorf("%s: %v", what, d)
			}
		}
		if !found {
			t.Errorf("%s: notes %v do not say %q", what, rep.Notes, k.says)
		}
	}
}

// What cannot be read as a whole is an error that says what to do.
func TestFilesThatAreNone(t *testing.T) {
	prj := func(wkt string) []byte {
		parts := shapefileParts(t, "eez", sample())
		parts["eez.prj"] = []byte(wkt)
		return zipOf(t, parts)
	}
	mercator := `PROJCS["WGS_1984_Web_Mercator",GEOGCS["GCS_WGS_1984"]]`
	half := shapefileParts(t, "eez", sample())
	half["eez.dbf"] = half["eez.dbf"][:len(half["eez.dbf"])-200]
	whole := asGeoJSON(t, sample())
	for what, k := range map[string]struct {
		b    []byte
		says []string
	}{
		"nothing":               {nil, []string{"neither"}},
		"text":                  {[]byte("id,name\n1,a\n"), []string{"neither"}},
		"bare .shp":             {half["eez.shp"], []string{"zip it together"}},
		"other attributes":      {[]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"samoa","code":"WS"},"geometry":null}]}`), []string{"GEONAME", "POL_TYPE", "ISO_TER1", "it has", "id", "code"}},
		"GeoJSON cut off":       {whole[:len(whole)/2], []string{"GeoJSON at byte"}},
		"one feature":           {[]byte(`{"type":"Feature","properties":{},"geometry":null}`), []string{"FeatureCollection"}},
		"no features":           {[]byte(`{"type":"FeatureCollection","features":[]}`), []string{"no features"}},
		"GeoJSON in metres":     {[]byte(`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features":[]}`), []string{"EPSG::3857", "ogr2ogr"}},
		"projected":             {prj(mercator), []string{"Web_Mercator", "EPSG:4326"}},
		"another datum":         {prj(`GEOGCS["GCS_North_American_1927",DATUM["D_North_American_1927"]]`), []string{"North_American_1927", "EPSG:4326"}},
		"GeoPackage in metres":  {asGeoPackage(t, "eez", sample(), 3857, mercator), []string{"Web_Mercator"}},
		"lines only":            {zipOf(t, lines(t, "eez_boundaries_v12")), []string{"lines", "zones are polygons"}},
		"two layers":            {zipOf(t, shapefileParts(t, "eez_v11", sample()), shapefileParts(t, "eez_v12", sample())), []string{"eez_v11.shp", "eez_v12.shp", "several"}},
		"empty zip":             {zipOf(t, map[string][]byte{"a.txt": nil}), []string{"no layer"}},
		".dbf cut off":          {zipOf(t, half), []string{"eez.dbf", "rows"}},
		"no .dbf":               {zipOf(t, map[string][]byte{"eez.shp": half["eez.shp"]}), []string{"no .dbf"}},
		"gzip of something":     {gzipped(t, []byte("a,b")), []string{"GeoJSON"}},
		"SQLite, no GeoPackage": {append([]byte("SQLite format 3\x00"), make([]byte, 4096)...), []string{"GeoPackage"}},
	} {
		s, rep, err := read(t, k.b)
		if err == nil || s != nil {
			t.Errorf("%s: taken, %v", what, rep.Words())
			continue
		}
		for _, says := range append(k.says, "eez_test: ") {
			if !strings.Contains(err.Error(), says) {
				t.Errorf("%s: %q does not say %q", what, err, says)
			}
		}
	}
}

// A zone may be drawn over the antimeridian in any of these ways.
func TestAntimeridian(t *testing.T) {
	want := area(box(170, -20, 190, -10))
	for what, g := range map[string]orb.Geometry{
		"split":               orb.MultiPolygon{{box(170, -20, 180, -10)}, {box(-180, -20, -170, -10)}},
		"beyond 180":          orb.Polygon{box(170, -20, 190, -10)},
		"beyond -180":         orb.Polygon{box(-190, -20, -170, -10)},
		"from 0 to 360":       orb.MultiPolygon{{box(170, -20, 180, -10)}, {box(180, -20, 190, -10)}},
		"jumping":             orb.Polygon{ring(170, -20, 170, -10, -170, -10, -170, -20)},
		"jumping at the seam": orb.Polygon{ring(170, -20, 170, -10, 180, -10, -180, -10, -170, -10, -170, -20, -180, -20, 180, -20)},
	} {
		s, rep := taken(t, asGeoJSON(t, with(2, shape2(g))))
		for lon, inside := range map[float64]bool{169.9: false, 170.1: true, 179.9: true, 180: true, -180: true, -179.9: true, -170.1: true, -169.9: false, 0: false} {
			if got := len(s.At(lon, -15)) == 1; got != inside {
				t.Errorf("%s: at %v inside is %v", what, lon, got)
			}
		}
		if got := s.Zones()[1].AreaKm2; math.Abs(got/want-1) > 1e-9 {
			t.Errorf("%s: %v km2, want %v (%v)", what, got, want, rep.Notes)
		}
	}
	// Around the pole, drawn along the antimeridian and the edge of the map.
	around := orb.Polygon{ring(-180, -90, -180, -70, -60, -72, 60, -68, 180, -70, 180, -90)}
	s, _ := taken(t, asGeoJSON(t, with(2, shape2(around))))
	for _, p := range []orb.Point{{180, -80}, {-180, -80}, {0, -90}, {12, -89.9}, {-170, -75}} {
		if len(s.At(p[0], p[1])) != 1 {
			t.Errorf("%v is not around the pole", p)
		}
	}
	if len(s.At(0, -60)) != 0 {
		t.Error("60 south is around the pole")
	}
}

func TestAreaOnTheEllipsoid(t *testing.T) {
	// The whole ellipsoid has 510,065,621.7 km2.
	if got := area(box(-180, -90, 180, 90)); math.Abs(got-510065621.7) > 1 {
		t.Errorf("the world has %.1f km2", got)
	}
	// A sloping edge agrees with the same edge in many pieces.
	var fine orb.Ring
	for i := range 1001 {
		f := float64(i) / 1000
		fine = append(fine, orb.Point{10 * f, 60 * f})
	}
	fine = append(fine, orb.Point{10, 0}, orb.Point{0, 0})
	coarse := orb.Ring{{0, 0}, {5, 30}, {10, 60}, {10, 0}, {0, 0}}
	if a, b := area(fine), area(coarse); math.Abs(a/b-1) > 1e-6 {
		t.Errorf("%v and %v km2", a, b)
	}
}

// Against the chart's coasts a zone is found that has its numbers exchanged though they are in range, and one far from home.
func TestAgainstCoasts(t *testing.T) {
	with := func(g orb.Geometry) []byte { return asGeoJSON(t, with(1, shape2(g))) }
	off := WithChart(coasts(t))
	if _, rep := taken(t, with(orb.Polygon{box(-56, -38, -52, -35)}), off); strings.Contains(strings.Join(rep.Words(), "\n"), "on the chart") {
		t.Errorf("off Uruguay: %v", rep.Notes)
	}
	s, rep, err := read(t, with(orb.Polygon{box(-38, -56, -35, -52)}), off)
	if err != nil || s != nil || len(rep.Problems) != 1 || rep.Problems[0].Feature != 1 || !strings.Contains(rep.Problems[0].Text, "swapped") {
		t.Errorf("swapped: %v %v", err, rep.Problems)
	}
	if _, rep := taken(t, with(orb.Polygon{box(170, 30, 175, 35)}), off); !strings.Contains(strings.Join(rep.Words(), "\n"), "coast of URY on the chart") {
		t.Errorf("in the North Pacific: %v", rep.Notes)
	}
	// Beyond 180 degrees a longitude is still a place.
	fiji := with(orb.Polygon{box(179, -19, 183, -16)})
	fiji = bytes.ReplaceAll(fiji, []byte("URY"), []byte("FJI"))
	if _, rep := taken(t, fiji, off); strings.Contains(strings.Join(rep.Words(), "\n"), "coast of FJI") {
		t.Errorf("Fiji: %v", rep.Notes)
	}
}
