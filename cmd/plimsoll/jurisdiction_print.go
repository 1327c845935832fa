package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"plimsoll/risk/jurisdiction"
)

// textWidth is how wide answers are printed.
const textWidth = 100

// printer prints text that can be read aloud, and keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

// item prints a paragraph with a mark before it, its lines indented alike.
func (p *printer) item(mark, text string) {
	indent := strings.Repeat(" ", len(mark))
	line := mark
	for _, word := range strings.Fields(text) {
		if len(line) > len(indent) && len(line)+1+len(word) > textWidth {
			p.line("%s", line)
			line = indent
		}
		if len(line) > len(indent) && !strings.HasSuffix(line, " ") {
			line += " "
		}
		line += word
	}
	p.line("%s", line)
}

func (p *printer) list(title string, items []string) {
	if len(items) == 0 {
		return
	}
	p.line("\n%s", title)
	for _, s := range items {
		p.item("  - ", s)
	}
}

// printAnswer prints who can act, in short and row by row, what nearly applied,
// what is not known, and what stands beside it. The brief answer leaves out the
// rows and what is near.
func printAnswer(w io.Writer, e *jurisdiction.Evaluator, on time.Time, a jurisdiction.Answer, brief bool) error {
	p := &printer{w: w}
	if !on.IsZero() {
		p.line("Day: %s", on.Format(time.DateOnly))
	}
	p.line("%s", placeLine(e, a.Place))
	if err := p.opening(e, a); err != nil {
		return err
	}
	if !brief {
		p.rows(e, "Who can act", a.Rows)
		if len(a.Rows) == 0 {
			p.line("\nNo rule speaks.")
		}
		p.near(e, "What nearly applied", a.Near)
	}
	p.list("Not known", a.Unknown)
	p.list("Read with it", a.Caveats)
	return p.err
}

// rows prints rows by State, capacity and instrument; what all of a group rest on is said
// once.
func (p *printer) rows(e *jurisdiction.Evaluator, title string, rows []jurisdiction.Row) {
	if len(rows) == 0 {
		return
	}
	p.line("\n%s", title)
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].State == rows[0].State && rows[n].Capacity == rows[0].Capacity && rows[n].Instrument == rows[0].Instrument {
			n++
		}
		p.group(e, rows[:n])
		rows = rows[n:]
	}
}

func (p *printer) group(e *jurisdiction.Evaluator, rows []jurisdiction.Row) {
	shared := slices.Clone(rows[0].Because)
	for _, r := range rows[1:] {
		shared = slices.DeleteFunc(shared, func(s string) bool { return !slices.Contains(r.Because, s) })
	}
	if len(shared) > 0 && len(rows) > 1 {
		p.line("")
		p.item("  ", strings.Join(shared, " "))
	} else {
		shared = nil
	}
	for _, r := range rows {
		p.item("  - ", e.Read(r))
		own := slices.DeleteFunc(slices.Clone(r.Because), func(s string) bool { return slices.Contains(shared, s) })
		if len(own) > 0 {
			p.item("      because: ", strings.Join(own, " "))
		}
	}
}

func (p *printer) near(e *jurisdiction.Evaluator, title string, near []jurisdiction.Near) {
	p.list(title, e.ReadNear(near))
}

func placeLine(e *jurisdiction.Evaluator, at jurisdiction.Placed) string {
	if at.Zone == jurisdiction.ZoneUnknown {
		return "Place: not known"
	}
	s := "Place: " + strings.ReplaceAll(string(at.Zone), "_", " ")
	if at.CoastalState != "" {
		s += ", " + e.Name(at.CoastalState)
	}
	for _, c := range at.Contested {
		s += ", claimed by " + e.Name(c)
	}
	if at.ShoreNM.Known {
		s += fmt.Sprintf(", %.1f nautical miles from the shore", at.ShoreNM.Value)
	}
	return s + " (" + string(at.Basis) + ")"
}
