package portlist

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"plimsoll/data/reference"
)

// Option changes how a list is read.
type Option func(*reading)

// LeaveOut leaves lines out by number, counted from 1 with the header, as the report does. Of a zip these are the lines of
// every file in it.
func LeaveOut(lines ...int) Option {
	return func(r *reading) { r.leaveOut = append(r.leaveOut, lines...) }
}

// WithCatalogue looks States up in these reference facts instead of those compiled in.
func WithCatalogue(c *reference.Catalogue) Option {
	return func(r *reading) { r.catalogue = c }
}

// most is the largest list that is read, unpacked. The largest known, UN/LOCODE, has 10 MB.
const most = 256 << 20

// Read reads a list of ports, told apart by its header or, without one, as UN/LOCODE. It may be gzipped; a zip may hold several
// files of one release.
//
// An error means that the list as a whole cannot be read. Otherwise the report lists all that is wrong with single lines; there
// are no rows as long as there is anything.
func Read(name string, r io.Reader, opts ...Option) ([]Row, Report, error) {
	in := &reading{report: Report{Source: path.Base(name)}}
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
	if err := in.all(r); err != nil {
		return nil, in.report, fmt.Errorf("%s: %w", in.report.Source, err)
	}
	in.report.Ports = len(in.rows)
	if len(in.report.Problems) > 0 {
		in.rows = nil
	}
	return in.rows, in.report, nil
}

type reading struct {
	report    Report
	catalogue *reference.Catalogue
	leaveOut  []int
	rows      []Row
}

var errNoList = errors.New("it is no list of ports that is known: needed is the World Port Index (UpdatedPub150.csv), UN/LOCODE as published " +
	"(12 columns without a header), or a header locode,name,state,lon,lat,radius_m")

// text makes UTF-8 of a list; older releases are in the Latin letters of Windows.
func text(b []byte) string {
	b = bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))
	if utf8.Valid(b) {
		return string(b)
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return string(b)
	}
	return string(out)
}

// lineOf hands out a line's fields with its number.
type lineOf struct {
	file   string
	number int
	fields []string
}

// file reads one list.
func (in *reading) file(name string, b []byte) error {
	body := text(b)
	r := csv.NewReader(strings.NewReader(body))
	r.FieldsPerRecord = -1
	r.LazyQuotes = true // the World Port Index has a stray quotation mark
	if first, _, _ := strings.Cut(body, "\n"); strings.Count(first, ";") > strings.Count(first, ",") {
		r.Comma = ';'
	}
	head, err := r.Read()
	if err != nil {
		return errNoList
	}
	read, format, isData := in.format(head)
	if read == nil {
		if isOldIndex(head) {
			return errors.New("it is an older World Port Index, whose two-letter countries are not documented as ISO codes: import UpdatedPub150.csv")
		}
		return errNoList
	}
	in.report.Format = format
	line, width := 1, len(head)
	for fields := head; ; {
		if isData {
			in.line(lineOf{name, line, fields}, width, read)
		}
		isData = true
		fields, err = r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("it is not CSV: %w", err)
		}
		line, _ = r.FieldPos(0)
	}
}

func (in *reading) line(l lineOf, width int, read func(lineOf)) {
	in.report.Lines++
	switch {
	case slices.Contains(in.leaveOut, l.number):
		in.report.LeftOut = append(in.report.LeftOut, l.number)
	case len(l.fields) != width:
		in.problem(l, "", "it has %d columns, and the first line %d", len(l.fields), width)
	default:
		read(l)
	}
}

// format recognises a list by its first line: how a line of it is read, its name, and whether the first line is data already.
func (in *reading) format(head []string) (read func(lineOf), name string, isData bool) {
	column := map[string]int{}
	for i, h := range head {
		column[strings.ToLower(strings.TrimSpace(h))] = i
	}
	if read := in.worldPortIndex(column); read != nil {
		return read, "World Port Index", false
	}
	if read := in.ownList(column); read != nil {
		return read, "own list", false
	}
	if isLocode(head) {
		return in.locode, "UN/LOCODE", true
	}
	if len(head) == 12 && strings.EqualFold(head[0], "Change") && strings.EqualFold(head[1], "Country") {
		return in.locode, "UN/LOCODE with a header", false
	}
	return nil, "", false
}

func (in *reading) problem(l lineOf, port, format string, args ...any) {
	in.report.Problems = append(in.report.Problems, Remark{l.file, l.number, port, fmt.Sprintf(format, args...)})
}

func (in *reading) note(l lineOf, port, format string, args ...any) {
	in.report.Notes = append(in.report.Notes, Remark{l.file, l.number, port, fmt.Sprintf(format, args...)})
}

func (in *reading) keep(l lineOf, row Row) {
	row.File, row.Line = l.file, l.number
	if row.Port.Locode == "" {
		in.report.WithoutCode++
	}
	in.rows = append(in.rows, row)
}
