package zones

import (
	"database/sql"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	_ "modernc.org/sqlite" // the driver that reads GeoPackages
)

//go:embed query/layers.sql
var layersSQL string

// geoPackageIn copies a member out of its zip and looks into it.
func geoPackageIn(stem string, open func() (io.ReadCloser, error), tmp *scratch) candidate {
	c := candidate{name: path.Base(stem) + ".gpkg"}
	r, err := open()
	if err != nil {
		c.err = err
		return c
	}
	defer func() { _ = r.Close() }()
	c.layer, c.err = geoPackage(r, tmp)
	return c
}

// geoPackage reads the one table of zones in a GeoPackage. SQLite wants a file, so the content is copied to one.
func geoPackage(r io.Reader, tmp *scratch) (*layer, error) {
	name, err := tmp.copy(r)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", "file:"+name+"?mode=ro&immutable=1&_pragma=query_only(1)&_pragma=trusted_schema(0)")
	if err != nil {
		return nil, err
	}
	tmp.onClose(db.Close)
	rows, err := db.Query(layersSQL)
	if err != nil {
		return nil, fmt.Errorf("it is no GeoPackage that can be read: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var found []candidate
	for rows.Next() {
		var t gpkgTable
		if err := rows.Scan(&t.table, &t.column, &t.kind, &t.authority, &t.code, &t.wkt, &t.srs); err != nil {
			return nil, fmt.Errorf("its list of tables cannot be read: %w", err)
		}
		found = append(found, t.candidate(db))
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("its list of tables cannot be read: %w", err)
	}
	return choose(found)
}

// gpkgTable is a feature table as the GeoPackage describes it.
type gpkgTable struct {
	table, column, kind, authority, wkt string
	code, srs                           int64
}

func (t gpkgTable) candidate(db *sql.DB) candidate {
	c := candidate{name: "table " + t.table, layer: &layer{format: "GeoPackage, table " + t.table}}
	if k := strings.ToUpper(t.kind); !strings.Contains(k, "POLYGON") && !strings.Contains(k, "SURFACE") && k != "GEOMETRY" && k != "GEOMETRYCOLLECTION" {
		c.err = fmt.Errorf("it holds %s, and zones are polygons", k)
		return c
	}
	switch {
	case strings.EqualFold(t.authority, "EPSG") && t.code == 4326, strings.EqualFold(t.authority, "OGC") && strings.Contains(t.wkt, "CRS84"):
	case t.srs == 0 || t.srs == -1:
		c.layer.notes = append(c.layer.notes, "the coordinate system is not stated; coordinates are taken as WGS 84")
	default:
		if c.err = checkWKT(t.wkt); c.err != nil {
			return c
		}
	}
	query := "SELECT * FROM " + quoted(t.table)
	rows, err := db.Query(query + " LIMIT 0")
	if err != nil {
		c.err = err
		return c
	}
	c.layer.columns, c.err = rows.Columns()
	if err := errors.Join(rows.Err(), rows.Close()); c.err == nil {
		c.err = err
	}
	c.layer.each = func(do func(*feature) error) error { return t.each(db, query, do) }
	return c
}

// quoted is a name of the file's as SQL has it; a name cannot be a parameter.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func (t gpkgTable) each(db *sql.DB, query string, do func(*feature) error) error {
	rows, err := db.Query(query)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for n := 1; rows.Next(); n++ {
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("feature %d: %w", n, err)
		}
		f := &feature{number: n, attributes: map[string]string{}}
		for i, name := range columns {
			if strings.EqualFold(name, t.column) {
				blob, _ := values[i].([]byte)
				f.geometry, f.err = gpkgGeometry(blob)
			} else if s := sqlText(values[i]); s != "" {
				f.attributes[strings.ToLower(name)] = s
			}
		}
		if err := do(f); err != nil {
			return err
		}
	}
	return rows.Err()
}

func sqlText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// gpkgGeometry takes the GeoPackage's own head off a geometry.
func gpkgGeometry(b []byte) (orb.Geometry, error) {
	if len(b) == 0 {
		return nil, nil
	}
	if len(b) < 8 || b[0] != 'G' || b[1] != 'P' {
		return nil, errors.New("its geometry does not begin as a GeoPackage's does")
	}
	envelope := [...]int{0, 32, 48, 48, 64}
	kind, empty := int(b[3]>>1&7), b[3]&16 != 0
	if kind >= len(envelope) || len(b) < 8+envelope[kind] {
		return nil, errors.New("the head of its geometry is damaged")
	}
	if empty {
		return nil, nil
	}
	body := b[8+envelope[kind]:]
	if len(body) >= 5 {
		order := binary.ByteOrder(binary.LittleEndian)
		if body[0] == 0 {
			order = binary.BigEndian
		}
		if t := order.Uint32(body[1:]); t >= 1000 || t>>28 != 0 {
			return nil, errors.New("its geometry has heights or measures: write it with two dimensions, for example with ogr2ogr -dim XY")
		}
	}
	g, err := wkb.Unmarshal(body)
	if err != nil {
		return nil, fmt.Errorf("its geometry cannot be read: %w", err)
	}
	return g, nil
}
