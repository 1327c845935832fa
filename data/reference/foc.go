package reference

import (
	"fmt"
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

var (
	registerColumns = []string{"iso3", "register", "name", "declared_on", "removed_on", "note", "source", "as_of", "status"}
	focListColumns  = []string{"listed_on", "total", "note", "source", "as_of", "status"}
)

func readRegisters(t tables) ([]Register, error) {
	return readTable(t.fsys, "foc_registers.csv", registerColumns, func(r record) (Register, error) {
		g := Register{Register: r.get("register"), Name: r.get("name"), Note: r.get("note")}
		var err error
		if g.ISO3, err = t.code(r, "iso3"); err != nil {
			return g, err
		}
		if g.Fact, err = r.fact(t.sources, "status"); err != nil {
			return g, err
		}
		if g.declared, err = r.period("declared_on"); err != nil {
			return g, err
		}
		if g.removed, err = r.period("removed_on"); err != nil {
			return g, err
		}
		if !g.removed.isZero() && g.removed.from.Before(g.declared.to) {
			return g, r.errorf("%s %s is removed before it is declared", g.ISO3, g.Register)
		}
		return g, nil
	})
}

func readFOCLists(t tables) ([]focList, error) {
	lists, err := readTable(t.fsys, "foc_lists.csv", focListColumns, func(r record) (l focList, err error) {
		if l.listed, err = r.period("listed_on"); err != nil {
			return l, err
		}
		if l.total, err = r.number("total"); err != nil {
			return l, err
		}
		l.fact, err = r.fact(t.sources, "status")
		return l, err
	})
	if err != nil {
		return nil, err
	}
	if len(lists) == 0 {
		return nil, fmt.Errorf("foc_lists.csv: no list")
	}
	for i := 1; i < len(lists); i++ {
		if lists[i].lastKnown().Before(lists[i-1].lastKnown()) {
			return nil, fmt.Errorf("foc_lists.csv: the lists are out of order")
		}
	}
	return lists, nil
}

// listedOn tells whether the register is known to be on the list that day.
func (g Register) listedOn(t time.Time) bool {
	from := g.declared.to
	if g.declared.isZero() {
		from = focBeginning
	}
	return !t.Before(from) && (g.removed.isZero() || t.Before(g.removed.from))
}
