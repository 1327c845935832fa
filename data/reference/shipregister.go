package reference

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// ShipRegister is a register that a State keeps beside its first, or the first
// where there is another. Whether one is a flag of convenience is another
// question: ask FlagOfConvenience with its name.
type ShipRegister struct {
	ISO3     string
	Register string // as FlagOfConvenience takes it: FIS, GIS, MAR, ...
	Name     string
	Kind     string   // first, second or international
	Also     []string // other short names in use
	Note     string
	Fact     Fact

	opened period
}

// RegisterAnswer is a register, and whether it was open on the day asked for.
type RegisterAnswer struct {
	Register ShipRegister
	Open     Tri
}

func registersTable() *table {
	return &table{
		name: "registers", title: "Second and international registers",
		reach:   says("known in part"),
		purpose: "a register that a State keeps beside its first; the list is not whole",
		columns: append([]Column{
			{Name: "iso3", Kind: ColumnCode, Required: true, Meaning: "the flag: a territory's own code where it has one"},
			{Name: "register", Kind: ColumnText, Required: true, Meaning: "as in foc_registers where it stands there"},
			{Name: "name", Kind: ColumnText, Required: true},
			{Name: "kind", Kind: ColumnEnum, Required: true, Values: []string{"first", "second", "international"}},
			{Name: "opened_on", Kind: ColumnDate, Meaning: "blank: not known"},
			{Name: "also", Kind: ColumnText, Meaning: "other short names, with a space between"},
		}, provenance()...),
		key:   []string{"iso3", "register"},
		holds: &spanRule{from: "opened_on"},
		rules: []string{"no short name twice under one flag"},
		whole: func(l *loading) {
			seen := map[string]int{}
			for r := range l.clean("registers") {
				for _, name := range registerNames(r) {
					if line, twice := seen[r.get("iso3")+" "+name]; twice {
						r.problem("also", "%s %s is a name of the register on line %d", r.get("iso3"), name, line)
					}
					seen[r.get("iso3")+" "+name] = r.line
				}
			}
		},
	}
}

func (l *loading) readShipRegisters() []ShipRegister {
	var out []ShipRegister
	s := l.sheets["registers"]
	for i := range s.rows {
		r := s.record(l, i)
		out = append(out, ShipRegister{
			ISO3: r.get("iso3"), Register: r.get("register"), Name: r.get("name"), Kind: r.get("kind"),
			Also: registerNames(r)[1:], Note: r.get("note"), Fact: r.fact("status"), opened: r.period("opened_on"),
		})
	}
	slices.SortFunc(out, func(a, b ShipRegister) int {
		return cmp.Or(cmp.Compare(a.ISO3, b.ISO3), cmp.Compare(a.Register, b.Register))
	})
	return out
}

// ShipRegisters are the registers known of a flag that day, with Open unknown
// for one whose beginning is not known or lies in that year. A part of a State
// has its sovereign's.
func (c *Catalogue) ShipRegisters(state string, at time.Time) (out []RegisterAnswer) {
	s, ok := c.State(state)
	if !ok {
		return nil
	}
	for _, g := range c.shipRegisters {
		if g.ISO3 == flagOf(s) {
			out = append(out, RegisterAnswer{Register: g, Open: g.openOn(at)})
		}
	}
	return out
}

func (g ShipRegister) openOn(at time.Time) Tri {
	switch {
	case g.opened.isZero():
		return Unknown
	case at.Before(g.opened.from):
		return No
	case at.Before(g.opened.to):
		return Unknown
	}
	return Yes
}

func registerNames(r record) []string {
	return append([]string{r.get("register")}, strings.Fields(r.get("also"))...)
}
