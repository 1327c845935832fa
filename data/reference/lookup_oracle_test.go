package reference

import (
	"slices"
	"strconv"
)

// What the plain rows say of a subject on a day, read cell by cell, with dates
// compared as text. Where the rows leave it open the oracle says skip.
const skip = "skip"

type plainTable struct {
	columns []string
	rows    [][]string
}

func (p plainTable) cell(row []string, column string) string {
	return row[slices.Index(p.columns, column)]
}

func plain(c *Catalogue, name string) plainTable {
	columns, rows, _ := c.Rows(name)
	return plainTable{columns, rows}
}

// openRow finds the row of a subject whose days from and to, to excluded, hold
// the day; dates known by month or year make it skip.
func (p plainTable) openRow(subject, from, to, day string) ([]string, bool) {
	for _, row := range p.rows {
		f, t := p.cell(row, from), p.cell(row, to)
		if p.cell(row, "iso3") != subject {
			continue
		}
		if len(t) > 0 && len(t) < 10 && day[:len(t)] >= t {
			if day[:len(t)] == t {
				return nil, false
			}
			continue
		}
		if f <= day && (t == "" || day < t) {
			return row, true
		}
	}
	return nil, true
}

func plainEU(p plainTable, s State, day string) string {
	if !standsForShips(s) || day < "1958-01-01" || day > "2025-04-16" {
		return skip
	}
	subject := s.ISO3
	if s.Kind == KindPart && !slices.ContainsFunc(p.rows, func(r []string) bool { return r[0] == subject }) {
		subject = s.Sovereign
	}
	if row, _ := p.openRow(subject, "from", "to", day); row != nil {
		return "yes"
	}
	return "no"
}

func plainCard(p plainTable, s State, day string) string {
	if !standsForShips(s) || day < "2012-11-15" || day > "2025-06-30" || s.Kind == KindPart {
		return skip
	}
	switch row, ok := p.openRow(s.ISO3, "from", "to", day); {
	case !ok:
		return ""
	case row != nil:
		return p.cell(row, "card")
	}
	return "none"
}

func plainTier(p plainTable, s State, day string) string {
	year, _ := strconv.Atoi(day[:4])
	if day[5:] < "07-01" {
		year--
	}
	if s.Kind == KindPart || year > 2025 {
		return skip
	}
	for _, row := range p.rows {
		if row[0] == s.ISO3 && row[1] == strconv.Itoa(year) {
			return row[2]
		}
	}
	return ""
}

func plainParis(lists, flags plainTable, s State, day string) string {
	if !standsForShips(s) || s.Kind == KindPart || day > "2027-07-06" {
		return skip
	}
	whole, year := map[string]bool{}, ""
	for _, row := range lists.rows {
		if row[0] == MOUParis && row[5] <= day && day <= row[6] {
			year, whole[row[2]] = row[1], row[4] == "yes"
		}
	}
	for _, row := range flags.rows {
		if year != "" && row[0] == MOUParis && row[1] == year && row[3] == s.ISO3 {
			return row[2]
		}
	}
	switch {
	case whole["white"] && whole["grey"] && whole["black"]:
		return "unlisted"
	case whole["black"]:
		return "not_black"
	}
	return ""
}

func plainTreaty(p plainTable, s State, instrument, day string) string {
	if s.Kind != KindState {
		return skip
	}
	for _, row := range p.rows {
		if row[0] != s.ISO3 || row[1] != instrument {
			continue
		}
		force, by, status := p.cell(row, "in_force_on"), p.cell(row, "in_force_by"), p.cell(row, "status")
		switch {
		case status == "party" && by == "" && force <= day:
			return "yes"
		case status == "party" && day < force:
			return "no"
		case status == "non_party" && day <= p.cell(row, "absent_on"):
			return "no"
		}
	}
	return skip
}

func plainConvenience(p plainTable, s State, day string) string {
	if s.Kind != KindState || day < "2013-01-01" || day > "2025-12-31" {
		return skip
	}
	listed := "no"
	for _, row := range p.rows {
		declared, removed := p.cell(row, "declared_on"), p.cell(row, "removed_on")
		switch {
		case row[0] != s.ISO3:
		case p.cell(row, "register") != "" || (len(declared) != 0 && len(declared) != 10) || (len(removed) != 0 && len(removed) != 10):
			return skip
		case declared <= day && (removed == "" || day < removed):
			listed = "yes"
		}
	}
	return listed
}
