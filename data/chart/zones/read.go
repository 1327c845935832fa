package zones

import (
	"errors"
	"fmt"
	"io"
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
	chart     Placer // nil: not checked against coasts
	codes     *codes
	zones     []Zone
	numbers   []int // of the features that the zones were
	shapes    pointloc.Shapes
	byID      map[int64]int
	byShape   map[shape]int
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
	if !in.checkAgainstFile(f, z, m) || !in.plausible(f, z, m) {
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
