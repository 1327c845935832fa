package main

import (
	"fmt"
	"slices"
	"strings"

	"plimsoll/risk/jurisdiction"
)

// opening prints what is most urgent in a few lines.
func (p *printer) opening(e *jurisdiction.Evaluator, a jurisdiction.Answer) error {
	o, err := e.Opening(a)
	if err != nil {
		return err
	}
	p.line("\nIn short (each holds on the conditions of its row in the whole answer)")
	for _, s := range o.Sections {
		p.line("\n%s", s.Title)
		if len(s.Who) == 0 {
			p.line("  No rule speaks, on what is asserted.")
		}
		for _, x := range s.Who {
			p.line("  %s", x.Who)
			p.says(x.Says)
		}
	}
	if o.Below > 0 {
		p.line("\n%d more rows are in the whole answer: what a State must have in its law, and details.", o.Below)
	}
	if len(a.Near) > 0 {
		p.line("%d rules nearly applied; the whole answer says what each of them misses.", len(a.Near))
	}
	return p.err
}

// says prints what one actor may and must do, a paragraph for each strength.
func (p *printer) says(says []jurisdiction.OpeningWord) {
	for len(says) > 0 {
		strength := says[0].Strength
		var said []string
		says = slices.DeleteFunc(slices.Clone(says), func(w jurisdiction.OpeningWord) bool {
			if w.Strength == strength {
				said = append(said, word(w))
			}
			return w.Strength == strength
		})
		p.item(fmt.Sprintf("    %-11s", strength.Aloud()), strings.Join(said, "; "))
	}
}

func word(w jurisdiction.OpeningWord) string {
	s := w.Text
	if w.If != "" {
		s += ", if " + w.If
	}
	if w.Disputed {
		s = "disputed: " + s
	}
	return s + " (" + strings.Join(w.Cites, ", ") + ")"
}
