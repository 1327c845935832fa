package zones

import (
	"fmt"

	"github.com/paulmach/orb"
)

// feature is one feature as a file has it, before any check.
type feature struct {
	number     int               // from 1
	attributes map[string]string // by name in lower case; what is empty or null is left out
	geometry   orb.Geometry      // nil when there is none
	lostHoles  int               // holes outside of every polygon, dropped
	err        error             // what is wrong with this feature alone
}

func (f *feature) name() string {
	if f == nil {
		return ""
	}
	return f.attributes["geoname"]
}

func (f *feature) remark(format string, args ...any) Remark {
	r := Remark{Text: fmt.Sprintf(format, args...)}
	if f != nil {
		r.Feature, r.Name = f.number, f.name()
	}
	return r
}

// layer is a table of features in one of the formats.
type layer struct {
	format  string   // in words
	columns []string // as the file spells them
	// each hands out the features in order, one at a time; it stops at the first error of do.
	each func(do func(*feature) error) error
	// notes are what is odd about the file as a whole.
	notes []string
}

// multi makes a geometry a multipolygon. It fails on anything that is not made of polygons.
func multi(g orb.Geometry) (orb.MultiPolygon, error) {
	switch g := g.(type) {
	case nil:
		return nil, fmt.Errorf("it has no geometry; give it one or leave it out")
	case orb.Polygon:
		return orb.MultiPolygon{g}, nil
	case orb.MultiPolygon:
		return g, nil
	case orb.Collection:
		var all orb.MultiPolygon
		for _, part := range g {
			m, err := multi(part)
			if err != nil {
				return nil, err
			}
			all = append(all, m...)
		}
		return all, nil
	}
	return nil, notPolygons(g.GeoJSONType())
}

func notPolygons(kind string) error {
	return fmt.Errorf("it is a %s, and zones are polygons: take the layer of zones, not that of their boundaries", kind)
}
