package portlist

import (
	"fmt"

	"plimsoll/data/chart"
)

// Row is a port of a list.
type Row struct {
	// Port has no UN/LOCODE when the list has none for it, and a radius of 0 when the list has none.
	Port chart.Port
	File string // the file's name, of a zip its member's
	Line int
}

// Remark is something about one line. Line 0 is the list as a whole.
type Remark struct {
	File string
	Line int
	Name string // the port's
	Text string
}

// String is the remark in one line.
func (r Remark) String() string {
	switch {
	case r.Line == 0:
		return r.Text
	case r.Name == "":
		return fmt.Sprintf("%s line %d: %s", r.File, r.Line, r.Text)
	}
	return fmt.Sprintf("%s line %d (%s): %s", r.File, r.Line, r.Name, r.Text)
}

// Report is what was found in a list. Nothing is taken while there are problems: they are mended in the file, or their lines
// left out by number. Lines = ports + the others that are counted + left out + problems' lines.
type Report struct {
	Source string // name of the file
	Format string // in words
	Lines  int    // of data

	Ports           int // taken
	WithoutCode     int // of the ports taken: without a UN/LOCODE, or with one that cannot be
	NoPort          int // places without the function of a port (UN/LOCODE)
	Withdrawn       int // rejected, or marked to be removed (UN/LOCODE)
	References      int // other names of places, and headings (UN/LOCODE)
	WithoutPosition int

	LeftOut  []int // lines left out as asked
	Problems []Remark
	Notes    []Remark
}

// Words are the report's lines for people, the problems last.
func (r *Report) Words() []string {
	out := []string{
		fmt.Sprintf("%s: %s, %d lines", r.Source, r.Format, r.Lines),
		fmt.Sprintf("%d ports, of which %d have no usable UN/LOCODE", r.Ports, r.WithoutCode),
	}
	for _, k := range []struct {
		n    int
		what string
	}{
		{r.NoPort, "places that are no ports"},
		{r.Withdrawn, "entries withdrawn or rejected"},
		{r.References, "other names and headings"},
		{r.WithoutPosition, "ports without a position"},
		{len(r.LeftOut), "lines left out as asked"},
	} {
		if k.n > 0 {
			out = append(out, fmt.Sprintf("not taken: %d %s", k.n, k.what))
		}
	}
	for _, n := range r.Notes {
		out = append(out, "note: "+n.String())
	}
	for _, p := range r.Problems {
		out = append(out, "problem: "+p.String())
	}
	return out
}
