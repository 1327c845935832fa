package reference

import (
	"slices"
	"time"
)

// MainRegister names a State's first register where a second one is listed as
// a flag of convenience.
const MainRegister = "MAIN"

// focBeginning is the day from which the first whole list is taken to hold; a
// register whose declaration has no known day holds from here, unknown before.
var focBeginning = time.Date(2013, 1, 1, 0, 0, 0, 0, time.UTC)

// Register is a register that is or was on the list of flags of convenience of
// the International Transport Workers' Federation.
type Register struct {
	ISO3     string // the flag: a territory's own code, not its sovereign's
	Register string // FIS, GIS, ...; empty when the whole flag is listed
	Name     string
	Note     string
	Fact     Fact

	declared, removed period // in which the register came on, and went off, the list
}

// focList is a list, or a statement of how many registers stood on it.
type focList struct {
	listed period
	total  int
	fact   Fact
}

// lastKnown is the last day that the list speaks for: a list dated by its year
// or month alone counts as of that time's last day.
func (l focList) lastKnown() time.Time {
	if l.listed.from.Equal(l.listed.to) {
		return l.listed.from
	}
	return l.listed.to.Add(-day)
}

func focRegistersTable() *table {
	return &table{
		name: "foc_registers", title: "Flags of convenience",
		reach:   reachOfFOC,
		purpose: "a register that is or was on the list of the International Transport Workers' Federation",
		columns: append([]Column{
			{Name: "iso3", Kind: ColumnCode, Required: true, Meaning: "the flag: a territory's own code, not its sovereign's"},
			{Name: "register", Kind: ColumnText, Meaning: "FIS, GIS, ...; blank when the whole flag is listed"},
			{Name: "name", Kind: ColumnText, Required: true},
			{Name: "declared_on", Kind: ColumnDate, Meaning: "blank: on the list by 2013-01-01, since when is not known"},
			{Name: "removed_on", Kind: ColumnDate},
		}, provenance()...),
		key:   []string{"iso3", "register", "declared_on"},
		spans: &spanRule{subject: []string{"iso3", "register"}, from: "declared_on", to: "removed_on"},
		row: func(r record) {
			if removed := r.period("removed_on"); !removed.isZero() && removed.from.Before(r.period("declared_on").to) && removed.to.After(r.period("declared_on").from) {
				r.problem("removed_on", "%s %s may be removed before it is declared: give more of the dates", r.get("iso3"), r.get("register"))
			}
		},
		whole: checkRegisters,
		rules: []string{"removed after it was declared", "a flag is listed whole or by its registers, not both; MAIN is the name of a first register"},
	}
}

// checkRegisters refuses names that would make two subjects one.
func checkRegisters(l *loading) {
	whole, named := map[string]record{}, map[string]record{}
	for r := range l.clean("foc_registers") {
		switch r.get("register") {
		case "":
			whole[r.get("iso3")] = r
		case MainRegister:
			r.problem("register", "%s is the name of a first register, which is not listed", MainRegister)
		default:
			named[r.get("iso3")] = r
		}
	}
	for _, code := range sortedKeys(named) {
		if w, both := whole[code]; both {
			named[code].problem("register", "%s is listed whole on line %d, so not by a register", code, w.line)
		}
	}
}

func focListsTable() *table {
	return &table{
		name: "foc_lists", title: "Lists of flags of convenience",
		reach:   reachOfFOC,
		purpose: "a list, or a published count, that proves who was on it and who was not",
		columns: append([]Column{
			{Name: "listed_on", Kind: ColumnDate, Required: true},
			{Name: "total", Kind: ColumnInteger, Required: true, Min: 1, Meaning: "registers on the list"},
		}, provenance()...),
		key:   []string{"listed_on"},
		rules: []string{"as many registers of foc_registers stand on a list as its total says", "at least one list"},
		whole: checkFOCTotals,
	}
}

func checkFOCTotals(l *loading) {
	s := l.sheets["foc_lists"]
	if len(s.rows) == 0 {
		l.problem(s.table, 1, "", "", "no list: without one nothing is known of any register")
	}
	if !l.whole("foc_registers") {
		return // a count would be wrong as well
	}
	registers := l.readRegisters()
	for r := range l.clean("foc_lists") {
		n := 0
		for _, g := range registers {
			if g.listedOn(focListOf(r).lastKnown().Add(day)) {
				n++
			}
		}
		if n != r.number("total") {
			r.problem("total", "total %s, but foc_registers.csv has %d on that list: a register is missing, or a date is wrong", r.get("total"), n)
		}
	}
}

func (l *loading) readRegisters() []Register {
	s := l.sheets["foc_registers"]
	out := make([]Register, 0, len(s.rows))
	for i := range s.rows {
		r := s.record(l, i)
		out = append(out, Register{
			ISO3: r.get("iso3"), Register: r.get("register"), Name: r.get("name"), Note: r.get("note"), Fact: r.fact("status"),
			declared: r.period("declared_on"), removed: r.period("removed_on"),
		})
	}
	return out
}

func focListOf(r record) focList {
	return focList{listed: r.period("listed_on"), total: r.number("total"), fact: r.fact("status")}
}

// readFOCLists gives the lists by date.
func (l *loading) readFOCLists() []focList {
	s := l.sheets["foc_lists"]
	out := make([]focList, 0, len(s.rows))
	for i := range s.rows {
		out = append(out, focListOf(s.record(l, i)))
	}
	slices.SortFunc(out, func(a, b focList) int { return a.lastKnown().Compare(b.lastKnown()) })
	return out
}

// listedOn tells whether the register is known to be on the list that day.
func (g Register) listedOn(t time.Time) bool {
	from := g.declared.to
	if g.declared.isZero() {
		from = focBeginning
	}
	return !t.Before(from) && (g.removed.isZero() || t.Before(g.removed.from))
}
