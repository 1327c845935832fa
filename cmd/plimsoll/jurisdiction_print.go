package main

import (
	"fmt"
	"io"
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
	p.line("Place: %s", e.ReadPlace(a.Place))
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

// rows prints rows; what all of a group rest on is said once.
func (p *printer) rows(e *jurisdiction.Evaluator, title string, rows []jurisdiction.Row) {
	if len(rows) == 0 {
		return
	}
	p.line("\n%s", title)
	for _, g := range jurisdiction.Groups(rows) {
		if len(g.Because) > 0 {
			p.line("")
			p.item("  ", strings.Join(g.Because, " "))
		}
		for _, r := range g.Rows {
			p.item("  - ", e.Read(r))
			if len(r.Because) > 0 {
				p.item("      because: ", strings.Join(r.Because, " "))
			}
		}
	}
}

func (p *printer) near(e *jurisdiction.Evaluator, title string, near []jurisdiction.Near) {
	p.list(title, e.ReadNear(near))
}
