package zones

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math"
	"path"
	"slices"

	"github.com/paulmach/orb"

	"plimsoll/data/chart/zones/internal/pointloc"
	"plimsoll/data/reference"
)

// Option changes how a file is read.
type Option func(*reading)

// LeaveOut leaves features out by their numbers, counted from 1 as the report does.
func LeaveOut(numbers ...int) Option {
	return func(r *reading) { r.leaveOut = append(r.leaveOut, numbers...) }
}

// WithCatalogue checks codes against these reference facts instead of those compiled in.
func WithCatalogue(c *reference.Catalogue) Option {
	return func(r *reading) { r.catalogue = c }
}

// Read reads a file of zones: GeoJSON (plain or gzipped), a zip with a shapefile or a GeoPackage in it, or a GeoPackage; told
// apart by their content. The name is only reported.
//
// An error means that the file as a whole cannot be read. Otherwise the report lists all that is wrong with single features;
// the set is nil as long as there is any. A GeoPackage is copied to a temporary file while it is read.
func Read(name string, r io.ReaderAt, size int64, opts ...Option) (*Set, Report, error) {
	in := &reading{report: Report{Source: path.Base(name)}, byID: map[int64]int{}, byShape: map[shape]int{}}
	for _, o := range opts {
		o(in)
	}
	if in.catalogue == nil {
		c, err := reference.Load()
		if err != nil {
			return nil, in.report, err
		}
		in.catalogue = c
	}
	in.codes = &codes{in.catalogue}
	tmp := &scratch{}
	defer tmp.close()
	s, err := in.file(r, size, tmp)
	in.report.finish()
	if err != nil {
		return nil, in.report, fmt.Errorf("%s: %w", in.report.Source, err)
	}
	return s, in.report, nil
}

type reading struct {
	report    Report
	leaveOut  []int
	catalogue *reference.Catalogue
	codes     *codes
	zones     []Zone
	numbers   []int // of the features that the zones were
	shapes    pointloc.Shapes
	byID      map[int64]int
	byShape   map[shape]int
}

// shape tells geometries apart well enough to find repeated ones.
type shape struct {
	box   orb.Bound
	rings int
	area  float64
}

// open tells the formats apart by their first bytes.
func open(r io.ReaderAt, size int64, tmp *scratch) (*layer, error) {
	var head [16]byte
	n, err := r.ReadAt(head[:], 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	all := io.NewSectionReader(r, 0, size)
	switch begin := bytes.TrimLeft(bytes.TrimPrefix(head[:n], []byte("\xEF\xBB\xBF")), " \r\n\t"); {
	case bytes.HasPrefix(head[:n], []byte("PK\x03\x04")):
		return zipped(r, size, tmp)
	case bytes.HasPrefix(head[:n], []byte("SQLite format 3\x00")):
		return geoPackage(all, tmp)
	case bytes.HasPrefix(head[:n], []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(all)
		if err != nil {
			return nil, fmt.Errorf("the gzip cannot be read: %w", err)
		}
		l := geoJSON(&capped{z, most})
		l.format = "gzipped GeoJSON"
		return l, nil
	case bytes.HasPrefix(begin, []byte("{")):
		if bytes.HasPrefix(head[:n], []byte("\xEF\xBB\xBF")) {
			all = io.NewSectionReader(r, 3, size-3)
		}
		return geoJSON(all), nil
	case bytes.HasPrefix(head[:n], []byte{0, 0, 0x27, 0x0a}):
		return nil, errors.New("it is a bare .shp: zip it together with its .dbf, .prj and .cpg")
	}
	return nil, errors.New("it is neither GeoJSON (plain or gzipped) nor a zip with a shapefile or GeoPackage nor a GeoPackage")
}

func (in *reading) file(r io.ReaderAt, size int64, tmp *scratch) (*Set, error) {
	l, err := open(r, size, tmp)
	if err != nil {
		return nil, err
	}
	rep := &in.report
	rep.Format = l.format
	if err := l.each(in.take); err != nil {
		return nil, err
	}
	if rep.Features == 0 {
		return nil, errors.New("there are no features in it")
	}
	if err := checkColumns(l.columns); err != nil {
		return nil, err
	}
	for _, n := range l.notes {
		rep.note(nil, "%s", n)
	}
	slices.Sort(in.leaveOut)
	for _, n := range slices.Compact(in.leaveOut) {
		if n < 1 || n > rep.Features {
			rep.problem(nil, "feature %d was to be left out, and there are only features 1 to %d", n, rep.Features)
		}
	}
	if len(rep.Problems) > 0 {
		return nil, nil
	}
	if len(in.zones) == 0 {
		return nil, errors.New("nothing remains of it")
	}
	x, err := pointloc.Build(&in.shapes)
	if err != nil {
		return nil, err
	}
	s := newSet(rep.Source, in.zones, x)
	in.describe(s)
	return s, nil
}

// take checks one feature and keeps it.
func (in *reading) take(f *feature) error {
	rep := &in.report
	rep.Features++
	if slices.Contains(in.leaveOut, f.number) {
		rep.LeftOut = append(rep.LeftOut, f.number)
		return nil
	}
	z, ok := in.codes.readZone(f, rep)
	m, err := in.geometry(f)
	if err != nil {
		rep.problem(f, "%v", err)
	}
	if !ok || err != nil {
		return nil
	}
	z.AreaKm2 = areaOf(m)
	if !in.checkAgainstFile(f, z, m) {
		return nil
	}
	in.keep(f, z, m)
	return nil
}

func (in *reading) geometry(f *feature) (orb.MultiPolygon, error) {
	if f.err != nil {
		return nil, f.err
	}
	m, err := multi(f.geometry)
	if err != nil {
		return nil, err
	}
	var w ringWork
	if m, err = sound(m, &w); err != nil {
		return nil, err
	}
	for _, n := range []struct {
		n    int
		text string
	}{
		{f.lostHoles, "holes lay outside of every polygon and were dropped"},
		{w.dropped, "holes had no area and were dropped"},
		{w.closed, "rings were closed over a gap of less than a decimetre"},
		{w.unwrapped, "edges went around the world; they were taken the short way over the antimeridian"},
	} {
		if n.n > 0 {
			in.report.note(f, "%d %s", n.n, n.text)
		}
	}
	return m, nil
}

// checkAgainstFile compares with what the file says of the feature and with the features before it.
func (in *reading) checkAgainstFile(f *feature, z Zone, m orb.MultiPolygon) bool {
	rep := &in.report
	before := len(rep.Problems)
	if first, ok := in.byID[z.ID]; ok && z.ID != 0 {
		rep.problem(f, "%s is also that of feature %d: leave one of them out", mrgid(z.ID), first)
	}
	box := m.Bound()
	key := shape{box, len(m), math.Round(z.AreaKm2 * 1000)}
	if first, ok := in.byShape[key]; ok {
		at := slices.Index(in.numbers, first)
		if at >= 0 && in.zones[at].Kind == z.Kind && slices.Equal(in.zones[at].Parties, z.Parties) {
			rep.problem(f, "it repeats feature %d: leave one of them out", first)
		}
	}
	if x, y, ok := swappedPoint(f, box); ok {
		rep.problem(f, "longitude and latitude look swapped: X_1 %v and Y_1 %v lie outside of its polygons, and the other way round within them", x, y)
	}
	if stated, ok := number(f.attributes[attrArea]); ok && stated > 0 && math.Abs(z.AreaKm2/stated-1) > 0.1 {
		rep.note(f, "its polygons have %.0f km2, and AREA_KM2 says %.0f", z.AreaKm2, stated)
	}
	return len(rep.Problems) == before
}

// swappedPoint says whether the point that the file gives as one of the zone lies outside of its polygons, and would lie within
// them with longitude and latitude exchanged.
func swappedPoint(f *feature, box orb.Bound) (x, y float64, swapped bool) {
	x, xOK := number(f.attributes[attrX])
	y, yOK := number(f.attributes[attrY])
	if !xOK || !yOK {
		return 0, 0, false
	}
	box = box.Pad(1)
	for _, turn := range [...]float64{0, 360, -360} { // some files count longitudes from 0 to 360
		if box.Contains(orb.Point{x + turn, y}) {
			return x, y, false
		}
	}
	return x, y, box.Contains(orb.Point{y, x})
}

func (in *reading) keep(f *feature, z Zone, m orb.MultiPolygon) {
	in.byID[z.ID] = f.number
	in.byShape[shape{m.Bound(), len(m), math.Round(z.AreaKm2 * 1000)}] = f.number
	in.zones, in.numbers = append(in.zones, z), append(in.numbers, f.number)
	for _, p := range around180(m) {
		in.shapes.Add(uint32(len(in.zones)-1), p)
	}
}
