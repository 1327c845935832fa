package reference

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func stateNamesTable() *table {
	return &table{
		name: "state_names", title: "Names of States in use",
		reach:   says("known in part: a name that is not here is unknown"),
		purpose: "a name that feeds write for a code, where it is not the name in table states",
		columns: append([]Column{
			{Name: "name", Kind: ColumnText, Required: true},
			{Name: "iso3", Kind: ColumnCode, Required: true},
			{Name: "seen_in", Kind: ColumnText, Required: true, Meaning: "Paris MoU, Tokyo MoU, GFW (Global Fishing Watch), WPI (World Port Index), sea-ports; lists that people convert names with: i18n-iso-countries, CLDR, Natural Earth, countrynames, world-countries; or source files"},
		}, provenance()...),
		key:   []string{"name"},
		rules: []string{"capital letters, accents, points and spaces aside, one name stands for one code"},
		whole: checkNames,
	}
}

func checkNames(l *loading) {
	codes, line := map[string]string{}, map[string]string{}
	for _, name := range []string{"states", "state_names"} {
		for r := range l.clean(name) {
			key := foldName(r.get("name"))
			switch code, taken := codes[key]; {
			case key == "":
				r.problem("name", "name %q has no letter", r.get("name"))
			case taken && code != r.get("iso3"):
				r.problem("name", "name %q stands for %s already, in %s", r.get("name"), code, line[key])
			}
			codes[key], line[key] = r.get("iso3"), r.table.name+".csv"
		}
	}
}

// readNames maps every known name to its code: those of states and state_names,
// and those that the ITU writes where they are of one code.
func (c *Catalogue) readNames(l *loading) map[string]string {
	names := map[string]string{}
	for _, m := range c.mids {
		if m.ISO3 != "" {
			names[foldName(m.Name)] = m.ISO3
		}
	}
	for _, table := range []string{"state_names", "states"} {
		for r := range l.clean(table) {
			names[foldName(r.get("name"))] = r.get("iso3")
		}
	}
	return names
}

// StateNamed looks up a State by a name that a feed may write, or by its code:
// "Korea, Republic of", "USA", "CURACAO", "pan". Capital letters, accents,
// points and spaces do not matter. It is false for a name that is not known
// here, and for one that says too little ("Korea").
func (c *Catalogue) StateNamed(name string) (State, bool) {
	if code, ok := c.names[foldName(name)]; ok {
		return c.State(code)
	}
	return c.State(strings.TrimSpace(name))
}

// foldName keeps letters and digits, small, without accents, with one space
// between words.
func foldName(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(name) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == '.':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	return b.String()
}
