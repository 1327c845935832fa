package reference

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Change is one row that differs between two catalogues.
type Change struct {
	Kind  string // Added, Removed or Changed
	Key   string // the row's key, its cells with a space between
	Words string // what changed, as a person would say it
}

// The kinds of change.
const (
	Added   = "added"
	Removed = "removed"
	Changed = "changed"
)

// Compare lists what is different in a table, by the row's key: what was added
// or changed in the order of the table after, then what is gone.
func Compare(before, after *Catalogue, table string) []Change {
	old, okBefore := before.sheets[table]
	now, okAfter := after.sheets[table]
	if !okBefore || !okAfter {
		return nil
	}
	was := make(map[string][]string, len(old.rows))
	for _, row := range old.rows {
		was[old.key(row)] = row
	}
	var changes []Change
	for _, row := range now.rows {
		key := now.key(row)
		previous, ok := was[key]
		delete(was, key)
		switch {
		case !ok:
			changes = append(changes, Change{Added, key, after.inWords(now, row) + ": added"})
		case !slices.Equal(row, previous):
			changes = append(changes, Change{Changed, key, after.inWords(now, row) + ": " + difference(now.table, previous, row)})
		}
	}
	for _, row := range old.rows {
		if key := old.key(row); was[key] != nil {
			changes = append(changes, Change{Removed, key, before.inWords(old, row) + ": removed"})
		}
	}
	return changes
}

// Summary counts changes in words.
func Summary(changes []Change) string {
	n := map[string]int{}
	for _, c := range changes {
		n[c.Kind]++
	}
	if len(changes) == 0 {
		return "nothing changes"
	}
	var parts []string
	for _, kind := range []string{Added, Changed, Removed} {
		if n[kind] > 0 {
			rows := "rows"
			if n[kind] == 1 {
				rows = "row"
			}
			parts = append(parts, fmt.Sprintf("%d %s %s", n[kind], rows, kind))
		}
	}
	return strings.Join(parts, ", ")
}

// phrases word the rows of some tables; the others are worded by their columns.
var phrases = map[string]func(c *Catalogue, get func(string) string) string{
	"foc_registers": func(c *Catalogue, get func(string) string) string {
		text := shout(c, get("iso3")) + ": flag of convenience"
		if get("register") != "" {
			text = shout(c, get("iso3")) + ": register " + get("register") + ", flag of convenience"
		}
		text += " from " + cmp.Or(get("declared_on"), "a day that is not known")
		if get("removed_on") != "" {
			text += " to " + get("removed_on")
		}
		return text
	},
	"tip_tiers": func(c *Catalogue, get func(string) string) string {
		return fmt.Sprintf("%s: Tier %s in the report of %s", shout(c, get("iso3")), get("tier"), get("report_year"))
	},
	"treaty_status": func(c *Catalogue, get func(string) string) string {
		text := fmt.Sprintf("%s: %s of %s", shout(c, get("iso3")), strings.ReplaceAll(get("status"), "_", "-"), get("instrument"))
		if get("in_force_on") != "" {
			text += ", in force from " + get("in_force_on")
		}
		return text
	},
	"mids": func(c *Catalogue, get func(string) string) string {
		return fmt.Sprintf("MID %s: allocated to %s", get("mid"), shout(c, get("iso3")))
	},
	"states": func(_ *Catalogue, get func(string) string) string {
		return fmt.Sprintf("%s (%s): %s", strings.ToUpper(get("name")), get("iso3"), get("kind"))
	},
}

// shout is a State's name in capitals, which find the eye in a list; its code
// when it has none.
func shout(c *Catalogue, code string) string {
	if s, ok := c.State(code); ok {
		return strings.ToUpper(s.Name)
	}
	return code
}

// inWords says what a row states.
func (c *Catalogue) inWords(s *sheet, row []string) string {
	get := func(column string) string {
		if i, ok := s.table.index[column]; ok {
			return row[i]
		}
		return ""
	}
	if phrase, ok := phrases[s.table.name]; ok {
		return phrase(c, get)
	}
	var head, rest []string
	for i, column := range s.table.columns {
		cell := row[i]
		switch {
		case cell == "" || isProvenance(column.Name):
		case slices.Contains(s.table.key, column.Name) && column.Kind == ColumnCode:
			head = append(head, shout(c, cell))
		case slices.Contains(s.table.key, column.Name):
			head = append(head, cell)
		case len(rest) < 4 && len(cell) <= 60:
			rest = append(rest, column.Name+" "+cell)
		}
	}
	if len(rest) == 0 {
		return strings.Join(head, ", ")
	}
	return strings.Join(head, ", ") + ": " + strings.Join(rest, ", ")
}

func isProvenance(column string) bool {
	return slices.ContainsFunc(provenance(), func(c Column) bool { return c.Name == column })
}

// difference says which cells are other ones; long texts are only named.
func difference(t *table, before, now []string) string {
	const long = 40
	var parts []string
	for i, column := range t.columns {
		switch {
		case before[i] == now[i]:
		case len(before[i]) > long || len(now[i]) > long:
			parts = append(parts, "another "+column.Name)
		case before[i] == "":
			parts = append(parts, fmt.Sprintf("%s is %s, was blank", column.Name, now[i]))
		case now[i] == "":
			parts = append(parts, fmt.Sprintf("%s is blank, was %s", column.Name, before[i]))
		default:
			parts = append(parts, fmt.Sprintf("%s is %s, was %s", column.Name, now[i], before[i]))
		}
	}
	return strings.Join(parts, ", ")
}
