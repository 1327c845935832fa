package zones

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// most is how many bytes of a packed file are unpacked.
const most = 4 << 30

var errTooLarge = errors.New("it unpacks to more than 4 GB")

// capped fails behind so many bytes, so that a small file cannot unpack without end.
type capped struct {
	io.Reader
	left int64
}

func (c *capped) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	if c.left -= int64(n); c.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

func shapeFeature(n int, attributes map[string]string, rings []orb.Ring) *feature {
	f := &feature{number: n, attributes: attributes}
	if len(rings) > 0 {
		m, lost := assemble(rings)
		f.geometry, f.lostHoles = m, lost
	}
	return f
}

// zipped finds the one layer of zones in a zip: a shapefile of polygons or a GeoPackage, with the right attributes. Marine
// Regions' own zips hold the zones and the lines between them.
func zipped(r io.ReaderAt, size int64, tmp *scratch) (*layer, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("the zip cannot be read: %w", err)
	}
	members := map[string]files{}
	var names []string
	for _, f := range z.File {
		ext := strings.ToLower(path.Ext(f.Name))
		stem := strings.TrimSuffix(f.Name, path.Ext(f.Name))
		if strings.HasPrefix(path.Base(f.Name), "._") || strings.HasSuffix(f.Name, "/") {
			continue
		}
		if members[stem] == nil {
			members[stem] = files{}
			names = append(names, stem)
		}
		members[stem][ext] = func() (io.ReadCloser, error) {
			m, err := f.Open()
			if err != nil {
				return nil, err
			}
			return struct {
				io.Reader
				io.Closer
			}{&capped{m, most}, m}, nil
		}
	}
	slices.Sort(names)
	var found []candidate
	for _, stem := range names {
		if members[stem][".shp"] != nil {
			found = append(found, shapefileIn(stem, members[stem]))
		}
		if open := members[stem][".gpkg"]; open != nil {
			found = append(found, geoPackageIn(stem, open, tmp))
		}
	}
	return choose(found)
}

// candidate is a layer that a file offers, or why it is none of zones.
type candidate struct {
	name  string
	layer *layer
	err   error
}

// choose takes the only layer of zones.
func choose(found []candidate) (*layer, error) {
	var good []candidate
	var why []string
	for _, c := range found {
		if c.err == nil {
			c.err = checkColumns(c.layer.columns)
		}
		if c.err != nil {
			why = append(why, fmt.Sprintf("%s: %v", c.name, c.err))
			continue
		}
		good = append(good, c)
	}
	switch {
	case len(found) == 0:
		return nil, errors.New("there is no layer in it: a .shp with its .dbf, or a .gpkg, is needed")
	case len(good) == 0:
		return nil, fmt.Errorf("no layer in it is one of zones: %s", strings.Join(why, "; "))
	case len(good) > 1:
		var names []string
		for _, c := range good {
			names = append(names, c.name)
		}
		return nil, fmt.Errorf("several layers in it could be meant (%s): import a file with one of them", strings.Join(names, ", "))
	}
	return good[0].layer, nil
}

func shapefileIn(stem string, f files) candidate {
	c := candidate{name: path.Base(stem) + ".shp"}
	shp, err := f[".shp"]()
	if err != nil {
		c.err = err
		return c
	}
	defer func() { _ = shp.Close() }()
	kind, err := shpHeader(shp)
	switch {
	case err != nil:
		c.err = err
	case kind != shpPolygon && kind != shpPolygonZ && kind != shpPolygonM:
		c.err = fmt.Errorf("it holds %s, and zones are polygons", shpTypes[kind])
	default:
		c.layer, c.err = shapefile(path.Base(stem), f)
	}
	return c
}
