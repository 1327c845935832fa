package reference

import (
	"fmt"
	"slices"
	"strings"
)

// MIDRow is one allocation of maritime identification digits, the first three
// digits of a ship's MMSI.
type MIDRow struct {
	MID int
	// ISO3 is the State or territory; empty when several share the MID.
	ISO3 string
	// ISO3s are all that the MID is allocated to, sorted; at least one.
	ISO3s       []string
	Sovereign   string // ISO3 of the territory's sovereign, else empty
	Name        string // as the ITU writes it
	Subdivision string // ISO 3166-2 where the MID is of a part: PT-30 is Madeira
	Note        string
	Fact        Fact
}

var midColumns = []string{"mid", "iso3", "name", "subdivision", "note", "source", "as_of", "status"}

func readMIDs(t tables) ([]MIDRow, error) {
	rows, err := readTable(t.fsys, "mids.csv", midColumns, func(r record) (MIDRow, error) {
		m := MIDRow{ISO3s: strings.Fields(r.get("iso3")), Name: r.get("name"), Subdivision: r.get("subdivision"), Note: r.get("note")}
		var err error
		if m.MID, err = r.number("mid"); err != nil {
			return m, err
		}
		if m.MID < 201 || m.MID > 775 {
			return m, r.errorf("mid %d: ships' MIDs lie from 201 to 775", m.MID)
		}
		if m.Fact, err = r.fact(t.sources, "status"); err != nil {
			return m, err
		}
		for _, code := range m.ISO3s {
			s, ok := t.states[code]
			if !ok {
				return m, r.errorf("iso3 %q is not in states.csv", code)
			}
			m.Sovereign = s.Sovereign
		}
		if len(m.ISO3s) == 0 || !slices.IsSorted(m.ISO3s) {
			return m, r.errorf("iso3 %q: want one or more codes in order", r.get("iso3"))
		}
		if len(m.ISO3s) == 1 {
			m.ISO3 = m.ISO3s[0]
		}
		return m, nil
	})
	if err != nil {
		return nil, err
	}
	for i := 1; i < len(rows); i++ {
		if rows[i].MID <= rows[i-1].MID {
			return nil, fmt.Errorf("mids.csv: mid %d is out of order or listed twice", rows[i].MID)
		}
	}
	return rows, nil
}

// MID looks up the first three digits of a ship's MMSI. It is false when they
// are not allocated to anybody. The caller must not change the row's ISO3s.
func (c *Catalogue) MID(mid int) (MIDRow, bool) {
	i, ok := slices.BinarySearchFunc(c.mids, mid, func(m MIDRow, mid int) int { return m.MID - mid })
	if !ok {
		return MIDRow{}, false
	}
	return c.mids[i], true
}

// MIDs are all allocations by number.
func (c *Catalogue) MIDs() []MIDRow { return slices.Clone(c.mids) }

// MIDAgrees tells whether a MID fits a flag: Yes when it is allocated to that
// flag; Unknown when one of the two is a territory of the other, because many
// sources write the sovereign's code for its territories' ships, and when the
// flag or the MID is not known here; No otherwise.
func (c *Catalogue) MIDAgrees(mid int, flag string) Tri {
	row, ok := c.MID(mid)
	state, known := c.State(flag)
	if !ok || !known {
		return Unknown
	}
	answer := No
	for _, code := range row.ISO3s {
		if code == state.ISO3 {
			return Yes
		}
		owner, _ := c.State(code)
		switch {
		case owner.Kind == KindPart && owner.Sovereign == state.ISO3,
			state.Kind == KindPart && state.Sovereign == code:
			return Yes
		case owner.Sovereign == state.ISO3, state.Sovereign == code:
			answer = Unknown
		}
	}
	return answer
}
