package reference

import (
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

func midsTable() *table {
	return &table{
		name: "mids", title: "Maritime identification digits",
		reach:   says("whole: digits that are not here are allocated to nobody"),
		purpose: "the first three digits of ships' MMSIs and whom they are allocated to",
		columns: append([]Column{
			{Name: "mid", Kind: ColumnInteger, Required: true, Min: 201, Max: 775},
			{Name: "iso3", Kind: ColumnCodes, Required: true, Meaning: "several codes where the digits are shared"},
			{Name: "name", Kind: ColumnText, Required: true, Meaning: "as the ITU writes it"},
			{Name: "subdivision", Kind: ColumnText, Meaning: "ISO 3166-2 where the digits are of a part"},
		}, provenance()...),
		key: []string{"mid"},
	}
}

// readMIDs gives the allocations by number.
func (l *loading) readMIDs() []MIDRow {
	s := l.sheets["mids"]
	rows := make([]MIDRow, 0, len(s.rows))
	for i := range s.rows {
		r := s.record(l, i)
		m := MIDRow{
			MID: r.number("mid"), ISO3s: strings.Fields(r.get("iso3")), Name: r.get("name"),
			Subdivision: r.get("subdivision"), Note: r.get("note"), Fact: r.fact("status"),
		}
		for _, code := range m.ISO3s {
			m.Sovereign = l.states[code].Sovereign
		}
		if len(m.ISO3s) == 1 {
			m.ISO3 = m.ISO3s[0]
		}
		rows = append(rows, m)
	}
	slices.SortFunc(rows, func(a, b MIDRow) int { return a.MID - b.MID })
	return rows
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
