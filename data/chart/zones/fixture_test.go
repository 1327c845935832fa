package zones

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/jonas-p/go-shp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	"github.com/paulmach/orb/geojson"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
)

// row is a made-up feature: attributes as version 12 spells them, and a geometry.
type row struct {
	attributes map[string]any
	geometry   orb.Geometry
}

// ring is a closed ring of the points given as longitude, latitude, ...
func ring(at ...float64) orb.Ring {
	var r orb.Ring
	for i := 0; i < len(at); i += 2 {
		r = append(r, orb.Point{at[i], at[i+1]})
	}
	return append(r, r[0])
}

func box(w, s, e, n float64) orb.Ring { return ring(w, s, w, n, e, n, e, s) } // clockwise, as a shapefile's outer rings

func hole(w, s, e, n float64) orb.Ring { return ring(w, s, e, s, e, n, w, n) }

// sample is a small sea: two neighbours, an island's zone of two parts with a hole, a joint regime and a claim over it.
func sample() []row {
	return []row{
		{
			map[string]any{"MRGID": 8464, "GEONAME": "Uruguayan Exclusive Economic Zone", "POL_TYPE": "200NM", "TERRITORY1": "Uruguay", "SOVEREIGN1": "Uruguay", "ISO_TER1": "URY", "ISO_SOV1": "URY", "AREA_KM2": 4_800_000},
			orb.Polygon{box(-60, -40, -40, -20)},
		},
		{
			map[string]any{"MRGID": 8466, "GEONAME": "Argentinean Exclusive Economic Zone", "POL_TYPE": "200NM", "TERRITORY1": "Argentina", "SOVEREIGN1": "Argentina", "ISO_TER1": "ARG", "ISO_SOV1": "ARG"},
			orb.Polygon{box(-60, -60, -40, -40)},
		},
		{
			map[string]any{"MRGID": 8338, "GEONAME": "Réunion Exclusive Economic Zone", "POL_TYPE": "200NM", "TERRITORY1": "Réunion", "SOVEREIGN1": "France", "ISO_TER1": "REU", "ISO_SOV1": "FRA"},
			orb.MultiPolygon{{box(50, -25, 60, -20), hole(54, -22, 55, -21)}, {box(62, -25, 63, -24)}},
		},
		{
			map[string]any{"MRGID": 48961, "GEONAME": "Joint regime area Argentina / Uruguay", "POL_TYPE": "Joint regime", "TERRITORY1": "Uruguay", "SOVEREIGN1": "Uruguay", "ISO_TER1": "URY", "ISO_SOV1": "URY", "TERRITORY2": "Argentina", "SOVEREIGN2": "Argentina", "ISO_TER2": "ARG", "ISO_SOV2": "ARG"},
			orb.Polygon{box(-55, -42, -50, -38)},
		},
		{
			map[string]any{"MRGID": 8389, "GEONAME": "Overlapping claim Falkland / Malvinas Islands: UK / Argentina", "POL_TYPE": "Overlapping claim", "TERRITORY1": "Falkland / Malvinas Islands", "SOVEREIGN1": "United Kingdom", "ISO_TER1": "FLK", "ISO_SOV1": "GBR", "TERRITORY2": "Falkland / Malvinas Islands", "SOVEREIGN2": "Argentina", "ISO_TER2": "FLK", "ISO_SOV2": "ARG"},
			orb.Polygon{box(-70, -60, -60, -50)},
		},
	}
}

// respell gives every attribute another name; "" drops it.
func respell(rows []row, as func(string) string) []row {
	var out []row
	for _, r := range rows {
		n := row{map[string]any{}, r.geometry}
		for k, v := range r.attributes {
			if to := as(k); to != "" {
				n.attributes[to] = v
			}
		}
		out = append(out, n)
	}
	return out
}

// version10 has its own capitals and no ISO codes of sovereigns.
func version10(name string) string {
	if strings.HasPrefix(name, "ISO_SOV") {
		return ""
	}
	return map[string]string{
		"GEONAME": "GeoName", "POL_TYPE": "Pol_type", "ISO_TER1": "ISO_Ter1", "ISO_TER2": "ISO_Ter2",
		"TERRITORY1": "Territory1", "TERRITORY2": "Territory2", "SOVEREIGN1": "Sovereign1", "SOVEREIGN2": "Sovereign2", "MRGID": "MRGID", "AREA_KM2": "Area_km2",
	}[name]
}

func asGeoJSON(t testing.TB, rows []row) []byte {
	t.Helper()
	c := geojson.NewFeatureCollection()
	for _, r := range rows {
		f := geojson.NewFeature(r.geometry)
		f.Properties = r.attributes
		c.Append(f)
	}
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func gzipped(t testing.TB, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const wgs84 = `GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`

// shapefileParts writes .shp and .dbf with another program's writer.
func shapefileParts(t testing.TB, stem string, rows []row) map[string][]byte {
	t.Helper()
	name := filepath.Join(t.TempDir(), stem+".shp")
	w, err := shp.Create(name, shp.POLYGON)
	if err != nil {
		t.Fatal(err)
	}
	var fields []shp.Field
	var columns []string
	for _, r := range rows {
		for k := range r.attributes {
			if len(k) > 10 {
				t.Fatalf("%s is too long for a .dbf", k)
			}
			if !contains(columns, k) {
				columns = append(columns, k)
				fields = append(fields, shp.StringField(k, 80))
			}
		}
	}
	if err := w.SetFields(fields); err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		m, err := multi(r.geometry)
		if err != nil {
			t.Fatal(err)
		}
		var parts [][]shp.Point
		for _, p := range m {
			for _, ring := range p {
				var ps []shp.Point
				for _, at := range ring {
					ps = append(ps, shp.Point{X: at[0], Y: at[1]})
				}
				parts = append(parts, ps)
			}
		}
		polygon := shp.Polygon(*shp.NewPolyLine(parts))
		w.Write(&polygon)
		for j, c := range columns {
			if v, ok := r.attributes[c]; ok {
				if err := w.WriteAttribute(i, j, fmt.Sprint(v)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	w.Close()
	out := map[string][]byte{}
	for _, ext := range []string{"shp", "dbf"} {
		out[stem+"."+ext] = written(t, name, ext)
	}
	return out
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

func zipOf(t testing.TB, members ...map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, m := range members {
		for name, b := range m {
			f, err := w.Create("World_EEZ_v12_20231025/" + name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Write(b); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// lines is a shapefile of boundaries, as it lies beside the zones in the zip.
func lines(t testing.TB, stem string) map[string][]byte {
	t.Helper()
	name := filepath.Join(t.TempDir(), stem+".shp")
	w, err := shp.Create(name, shp.POLYLINE)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.SetFields([]shp.Field{shp.StringField("LINE_NAME", 20)}); err != nil {
		t.Fatal(err)
	}
	w.Write(shp.NewPolyLine([][]shp.Point{{{X: 1, Y: 1}, {X: 2, Y: 2}}}))
	if err := w.WriteAttribute(0, 0, "a line"); err != nil {
		t.Fatal(err)
	}
	w.Close()
	out := map[string][]byte{}
	for _, ext := range []string{"shp", "dbf"} {
		out[stem+"."+ext] = written(t, name, ext)
	}
	return out
}

// written reads a part that go-shp wrote. It forgets the point before dbf.
func written(t testing.TB, name, ext string) []byte {
	t.Helper()
	b, err := os.ReadFile(strings.TrimSuffix(name, ".shp") + "." + ext)
	if errors.Is(err, fs.ErrNotExist) {
		b, err = os.ReadFile(strings.TrimSuffix(name, ".shp") + ext)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// asGeoPackage writes a GeoPackage with a table of zones and one of lines, in the coordinate system with this EPSG number.
func asGeoPackage(t testing.TB, table string, rows []row, epsg int, wkt string) []byte {
	t.Helper()
	name := filepath.Join(t.TempDir(), "eez.gpkg")
	db, err := sql.Open("sqlite", "file:"+name)
	if err != nil {
		t.Fatal(err)
	}
	exec := func(query string, args ...any) {
		t.Helper()
		if _, err := db.Exec(query, args...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
	exec(`PRAGMA journal_mode = OFF`)
	exec(`PRAGMA synchronous = OFF`)
	exec(`CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT)`)
	exec(`INSERT INTO gpkg_spatial_ref_sys VALUES ('system', ?, 'EPSG', ?, ?)`, epsg, epsg, wkt)
	exec(`CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER)`)
	exec(`CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER)`)
	exec(`INSERT INTO gpkg_contents VALUES (?, 'features', ?), ('eez_boundaries_v12', 'features', ?)`, table, epsg, epsg)
	exec(`INSERT INTO gpkg_geometry_columns VALUES (?, 'the_geom', 'MULTIPOLYGON', ?), ('eez_boundaries_v12', 'geom', 'MULTILINESTRING', ?)`, table, epsg, epsg)
	exec(`CREATE TABLE eez_boundaries_v12 (fid INTEGER PRIMARY KEY, geom BLOB, LINE_NAME TEXT)`)
	var columns []string
	for _, r := range rows {
		for k := range r.attributes {
			if !contains(columns, k) {
				columns = append(columns, k)
			}
		}
	}
	exec(`CREATE TABLE ` + quoted(table) + ` (fid INTEGER PRIMARY KEY, the_geom BLOB, ` + strings.Join(columns, ", ") + `)`)
	for _, r := range rows {
		args := []any{gpkgBlob(t, r.geometry)}
		for _, c := range columns {
			args = append(args, r.attributes[c])
		}
		exec(`INSERT INTO `+quoted(table)+` (the_geom, `+strings.Join(columns, ", ")+`) VALUES (?`+strings.Repeat(", ?", len(columns))+`)`, args...)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// gpkgBlob puts the GeoPackage's head, with an envelope, before a geometry; nil for none.
func gpkgBlob(t testing.TB, g orb.Geometry) any {
	t.Helper()
	if g == nil {
		return nil
	}
	body, err := wkb.Marshal(g)
	if err != nil {
		t.Fatal(err)
	}
	b := append([]byte{'G', 'P', 0, 1 | 1<<1}, 0xE6, 0x10, 0, 0)
	for range 4 {
		b = binary.LittleEndian.AppendUint64(b, 0)
	}
	return append(b, body...)
}

func read(t testing.TB, b []byte, opts ...Option) (*Set, Report, error) {
	t.Helper()
	c, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	return Read("downloads/eez_test", bytes.NewReader(b), int64(len(b)), append(opts, WithCatalogue(c))...)
}

var catalogue = sync.OnceValues(reference.Load)

// taken reads a file that must be right.
func taken(t testing.TB, b []byte, opts ...Option) (*Set, Report) {
	t.Helper()
	s, rep, err := read(t, b, opts...)
	if err != nil || s == nil {
		t.Fatalf("not taken: %v\n%s", err, strings.Join(rep.Words(), "\n"))
	}
	return s, rep
}

var embedded = sync.OnceValues(func() (*chart.Chart, error) { return chart.Load() })

// coasts is the chart without imports.
func coasts(t testing.TB) *chart.Chart {
	t.Helper()
	c, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
