package zones

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// files are the parts of a layer by extension in lower case, opened when asked for.
type files map[string]func() (io.ReadCloser, error)

// small reads a short text part, "" when it is not there.
func (f files) small(ext string) (string, error) {
	open, ok := f[ext]
	if !ok {
		return "", nil
	}
	r, err := open()
	if err != nil {
		return "", err
	}
	defer func() { _ = r.Close() }()
	b, err := io.ReadAll(io.LimitReader(r, 1<<16))
	return string(b), err
}

// shapefile reads a layer's .shp and .dbf side by side.
func shapefile(name string, f files) (*layer, error) {
	l := &layer{format: "shapefile " + name}
	for _, ext := range []string{".shp", ".dbf"} {
		if f[ext] == nil {
			return nil, fmt.Errorf("%s has no %s: import the zip as downloaded, with .shp, .dbf and .prj", name, ext)
		}
	}
	prj, err := f.small(".prj")
	if err != nil {
		return nil, fmt.Errorf("%s.prj: %w", name, err)
	}
	if strings.TrimSpace(prj) == "" {
		l.notes = append(l.notes, "there is no .prj; coordinates are taken as WGS 84")
	} else if err := checkWKT(prj); err != nil {
		return nil, fmt.Errorf("%s.prj: %w", name, err)
	}
	charset, err := f.small(".cpg")
	if err != nil {
		return nil, fmt.Errorf("%s.cpg: %w", name, err)
	}
	if l.columns, err = dbfColumns(f, charset); err != nil {
		return nil, fmt.Errorf("%s.dbf: %w", name, err)
	}
	l.each = func(do func(*feature) error) error { return eachShape(name, f, charset, do) }
	return l, nil
}

func dbfColumns(f files, charset string) ([]string, error) {
	r, err := f[".dbf"]()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	d, err := openDBF(r, charset)
	if err != nil {
		return nil, err
	}
	return d.columns, nil
}

func eachShape(name string, f files, charset string, do func(*feature) error) error {
	shp, err := f[".shp"]()
	if err != nil {
		return fmt.Errorf("%s.shp: %w", name, err)
	}
	defer func() { _ = shp.Close() }()
	table, err := f[".dbf"]()
	if err != nil {
		return fmt.Errorf("%s.dbf: %w", name, err)
	}
	defer func() { _ = table.Close() }()
	if _, err := shpHeader(shp); err != nil {
		return fmt.Errorf("%s.shp: %w", name, err)
	}
	rows, err := openDBF(bufio.NewReader(table), charset)
	if err != nil {
		return fmt.Errorf("%s.dbf: %w", name, err)
	}
	shapes := shpReader{bufio.NewReaderSize(shp, 1<<20)}
	for n := 1; ; n++ {
		rings, shpErr := shapes.next()
		attributes, deleted, dbfErr := rows.next()
		switch {
		case errors.Is(shpErr, io.EOF) && errors.Is(dbfErr, io.EOF):
			return nil
		case errors.Is(shpErr, io.EOF), errors.Is(dbfErr, io.EOF):
			return fmt.Errorf("%s has %d rows in its .dbf and another number of shapes in its .shp: they do not belong together", name, rows.records)
		case shpErr != nil:
			return fmt.Errorf("%s.shp: %w", name, shpErr)
		case dbfErr != nil:
			return fmt.Errorf("%s.dbf: %w", name, dbfErr)
		case deleted:
			continue
		}
		if err := do(shapeFeature(n, attributes, rings)); err != nil {
			return err
		}
	}
}
