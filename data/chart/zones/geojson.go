package zones

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// geoJSON reads a FeatureCollection. One feature is in memory at a time. The columns are those of the first feature and any
// that a later one adds, known when all was read.
func geoJSON(r io.Reader) *layer {
	l := &layer{format: "GeoJSON"}
	l.each = func(do func(*feature) error) error {
		d := json.NewDecoder(r)
		if err := walkCollection(d, l, do); err != nil {
			return fmt.Errorf("GeoJSON at byte %d: %w", d.InputOffset(), err)
		}
		return nil
	}
	return l
}

// walkCollection goes through the members of the outermost object.
func walkCollection(d *json.Decoder, l *layer, do func(*feature) error) error {
	if t, err := d.Token(); err != nil {
		return err
	} else if t != json.Delim('{') {
		return errors.New("it is not an object: a FeatureCollection is needed")
	}
	kind, seen := "", false
	for d.More() {
		member, err := d.Token()
		if err != nil {
			return err
		}
		switch member {
		case "features":
			seen = true
			if err := walkFeatures(d, l, do); err != nil {
				return err
			}
		case "type":
			if err := d.Decode(&kind); err != nil {
				return err
			}
		case "crs":
			var crs struct{ Properties struct{ Name string } }
			if err := d.Decode(&crs); err != nil {
				return err
			}
			if crs.Properties.Name != "" {
				if err := checkCRSName(crs.Properties.Name); err != nil {
					return err
				}
			}
		default:
			var skipped json.RawMessage
			if err := d.Decode(&skipped); err != nil {
				return err
			}
		}
	}
	if _, err := d.Token(); err != nil {
		return err
	}
	if !seen || kind != "FeatureCollection" {
		return fmt.Errorf("it is a %q: a FeatureCollection with features is needed", kind)
	}
	return nil
}

func walkFeatures(d *json.Decoder, l *layer, do func(*feature) error) error {
	if t, err := d.Token(); err != nil {
		return err
	} else if t != json.Delim('[') {
		return errors.New("features are no list")
	}
	known := map[string]bool{}
	for n := 1; d.More(); n++ {
		var raw struct {
			Properties map[string]any
			Geometry   json.RawMessage
		}
		if err := d.Decode(&raw); err != nil {
			return fmt.Errorf("feature %d: %w", n, err)
		}
		f := &feature{number: n, attributes: map[string]string{}}
		for name, v := range raw.Properties {
			if !known[name] {
				known[name] = true
				l.columns = append(l.columns, name)
			}
			if s := plain(v); s != "" {
				f.attributes[strings.ToLower(name)] = s
			}
		}
		f.geometry, f.err = jsonGeometry(raw.Geometry)
		if err := do(f); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// plain is a property as text.
func plain(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// position is a place; a height behind it is ignored.
type position orb.Point

// UnmarshalJSON reads a list of two numbers or more.
func (p *position) UnmarshalJSON(b []byte) error {
	inner, ok := bytes.CutPrefix(b, []byte("["))
	x, rest, found := bytes.Cut(bytes.TrimSuffix(inner, []byte("]")), []byte(","))
	y, _, _ := bytes.Cut(rest, []byte(","))
	if !ok || !found {
		return fmt.Errorf("%.40q is no place: longitude and latitude are needed", b)
	}
	var err [2]error
	p[0], err[0] = strconv.ParseFloat(string(bytes.TrimSpace(x)), 64)
	p[1], err[1] = strconv.ParseFloat(string(bytes.TrimSpace(y)), 64)
	if err[0] != nil || err[1] != nil {
		return fmt.Errorf("%.40q is no place: longitude and latitude are needed", b)
	}
	return nil
}

func jsonGeometry(raw []byte) (orb.Geometry, error) {
	var g struct {
		Type        string
		Coordinates json.RawMessage
		Geometries  []json.RawMessage
	}
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	if err := json.Unmarshal(raw, &g); err != nil {
		return nil, fmt.Errorf("its geometry cannot be read: %w", err)
	}
	switch g.Type {
	case "Polygon":
		var p [][]position
		err := json.Unmarshal(g.Coordinates, &p)
		return polygon(p), err
	case "MultiPolygon":
		var ps [][][]position
		err := json.Unmarshal(g.Coordinates, &ps)
		var m orb.MultiPolygon
		for _, p := range ps {
			m = append(m, polygon(p))
		}
		return m, err
	case "GeometryCollection":
		var c orb.Collection
		for _, part := range g.Geometries {
			one, err := jsonGeometry(part)
			if err != nil {
				return nil, err
			}
			c = append(c, one)
		}
		return c, nil
	}
	return nil, notPolygons(fmt.Sprintf("%.40s", g.Type))
}

func polygon(rings [][]position) orb.Polygon {
	p := make(orb.Polygon, len(rings))
	for i, r := range rings {
		p[i] = make(orb.Ring, len(r))
		for j, at := range r {
			p[i][j] = orb.Point(at)
		}
	}
	return p
}
