package main

import (
	"fmt"
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
			p.line("  %s", s.Silence())
		}
		for _, x := range s.Who {
			p.line("  %s", x.Who)
			for _, y := range x.Says {
				var words []string
				for _, w := range y.Words {
					words = append(words, w.Read())
				}
				p.item(fmt.Sprintf("    %-11s", y.Strength.Aloud()), strings.Join(words, "; "))
			}
		}
	}
	if o.Below > 0 {
		p.line("\n%d more rows are in the whole answer.", o.Below)
	}
	if len(a.Near) > 0 {
		p.line("%d rules nearly applied; the whole answer says what each of them misses.", len(a.Near))
	}
	return p.err
}
