package reference

import (
	"cmp"
	"slices"
	"strings"
)

// Kind says what stands behind a code.
type Kind string

// The kinds. None of them says anything about recognition.
const (
	KindState        Kind = "state"
	KindTerritory    Kind = "territory"    // depends on a sovereign; may have a register and treaty rows of its own
	KindPart         Kind = "part"         // integral part of its sovereign: every answer is the sovereign's
	KindArea         Kind = "area"         // a code without a sovereign stated here
	KindOrganisation Kind = "organisation" // the European Union: a Party to treaties, never a flag State
)

// State is one code and what it stands for.
type State struct {
	ISO3, ISO2 string // ISO 3166-1, save EUE and XKX (see the note)
	Name       string // English short name
	Kind       Kind
	Sovereign  string // ISO3 of the sovereign of a territory or part, else empty
	Note       string
	Fact       Fact
}

func statesTable() *table {
	kinds := []string{string(KindState), string(KindTerritory), string(KindPart), string(KindArea), string(KindOrganisation)}
	return &table{
		name: "states", title: "States and territories",
		reach:   says("whole"),
		purpose: "a code, what stands behind it, and whose it is; every other table's codes are looked up here",
		columns: append([]Column{
			{Name: "iso3", Kind: ColumnText, Required: true, Meaning: "ISO 3166-1, save EUE (European Union) and XKX (Kosovo)"},
			{Name: "iso2", Kind: ColumnText, Required: true},
			{Name: "name", Kind: ColumnText, Required: true, Meaning: "English short name"},
			{Name: "kind", Kind: ColumnEnum, Required: true, Values: kinds, Meaning: "territory: own register and treaty rows; part: its sovereign in every answer"},
			{Name: "sovereign_iso3", Kind: ColumnCode, Meaning: "of a territory or part"},
		}, provenance()...),
		key:   []string{"iso3"},
		rules: []string{"codes of three and two capital letters, each once", "a territory or part names its sovereign, which is a State; others name none"},
		row:   checkState,
		whole: checkSovereigns,
	}
}

func checkState(r record) {
	for column, length := range map[string]int{"iso3": 3, "iso2": 2} {
		if code := r.get(column); len(code) != length || packCode(code) == 0 || code != strings.ToUpper(code) {
			r.problem(column, "%s %q: want %d capital letters", column, code, length)
		}
	}
	owner := r.get("sovereign_iso3")
	dependent := r.get("kind") == string(KindTerritory) || r.get("kind") == string(KindPart)
	switch {
	case dependent && owner == "":
		r.problem("sovereign_iso3", "%s is a %s and names no sovereign", r.get("iso3"), r.get("kind"))
	case !dependent && owner != "":
		r.problem("sovereign_iso3", "%s is a %s and names a sovereign: leave it blank", r.get("iso3"), r.get("kind"))
	}
}

func checkSovereigns(l *loading) {
	kinds, twoLetters := map[string]string{}, map[string]int{}
	for r := range l.clean("states") {
		kinds[r.get("iso3")] = r.get("kind")
		if line, twice := twoLetters[r.get("iso2")]; twice {
			r.problem("iso2", "iso2 %s is listed twice, first on line %d", r.get("iso2"), line)
		}
		twoLetters[r.get("iso2")] = r.line
	}
	for r := range l.clean("states") {
		if owner := r.get("sovereign_iso3"); owner != "" && kinds[owner] != string(KindState) {
			r.problem("sovereign_iso3", "sovereign %s of %s is no State of the table", owner, r.get("iso3"))
		}
	}
}

// readStates gives all codes by ISO3.
func (l *loading) readStates() []State {
	sheet := l.sheets["states"]
	states := make([]State, 0, len(sheet.rows))
	l.states = make(map[string]State, len(sheet.rows))
	for i := range sheet.rows {
		r := sheet.record(l, i)
		s := State{
			ISO3: r.get("iso3"), ISO2: r.get("iso2"), Name: r.get("name"), Kind: Kind(r.get("kind")),
			Sovereign: r.get("sovereign_iso3"), Note: r.get("note"), Fact: r.fact("status"),
		}
		states = append(states, s)
		l.states[s.ISO3] = s
	}
	slices.SortFunc(states, func(a, b State) int { return cmp.Compare(a.ISO3, b.ISO3) })
	return states
}

// packCode folds a two- or three-letter code, in either case, into a number
// without allocating; 0 means that it is not such a code.
func packCode(code string) uint32 {
	if len(code) != 2 && len(code) != 3 {
		return 0
	}
	var packed uint32
	for i := range len(code) {
		c := code[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			return 0
		}
		packed = packed<<8 | uint32(c)
	}
	return packed
}
