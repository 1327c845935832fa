package jurisdiction

import "slices"

// RowGroup is rows in a row of one State, capacity and instrument, and what all
// of them rest on.
type RowGroup struct {
	Because []string // empty where they share nothing, and of a row that is alone
	Rows    []Row    // Because holds what is a row's own
}

// Groups puts rows together so that what all of a group rest on is said once.
func Groups(rows []Row) []RowGroup {
	var out []RowGroup
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].State == rows[0].State && rows[n].Capacity == rows[0].Capacity && rows[n].Instrument == rows[0].Instrument {
			n++
		}
		out = append(out, grouped(rows[:n]))
		rows = rows[n:]
	}
	return out
}

func grouped(rows []Row) RowGroup {
	if len(rows) == 1 {
		return RowGroup{Rows: rows}
	}
	shared := slices.Clone(rows[0].Because)
	for _, r := range rows[1:] {
		shared = slices.DeleteFunc(shared, func(s string) bool { return !slices.Contains(r.Because, s) })
	}
	g := RowGroup{Because: shared, Rows: slices.Clone(rows)}
	for i, r := range g.Rows {
		g.Rows[i].Because = slices.DeleteFunc(slices.Clone(r.Because), func(s string) bool { return slices.Contains(shared, s) })
	}
	return g
}
