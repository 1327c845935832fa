package reference

import (
	"fmt"
	"io/fs"
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

// tables is what the readers share while a catalogue is being made.
type tables struct {
	fsys    fs.FS
	sources map[string]string
	states  map[string]State // by ISO3
}

var stateColumns = []string{"iso3", "iso2", "name", "kind", "sovereign_iso3", "note", "source", "as_of", "status"}

func readStates(t tables) ([]State, error) {
	states, err := readTable(t.fsys, "states.csv", stateColumns, func(r record) (State, error) {
		s := State{
			ISO3: r.get("iso3"), ISO2: r.get("iso2"), Name: r.get("name"), Kind: Kind(r.get("kind")),
			Sovereign: r.get("sovereign_iso3"), Note: r.get("note"),
		}
		var err error
		if s.Fact, err = r.fact(t.sources, "status"); err != nil {
			return s, err
		}
		if len(s.ISO3) != 3 || len(s.ISO2) != 2 || s.Name == "" {
			return s, r.errorf("want iso3, iso2 and name, got %q %q %q", s.ISO3, s.ISO2, s.Name)
		}
		switch s.Kind {
		case KindTerritory, KindPart:
			if s.Sovereign == "" {
				return s, r.errorf("%s is a %s and names no sovereign", s.ISO3, s.Kind)
			}
		case KindState, KindArea, KindOrganisation:
			if s.Sovereign != "" {
				return s, r.errorf("%s is a %s and names a sovereign", s.ISO3, s.Kind)
			}
		default:
			return s, r.errorf("unknown kind %q", s.Kind)
		}
		return s, nil
	})
	if err != nil {
		return nil, err
	}
	for _, s := range states {
		t.states[s.ISO3] = s
	}
	if len(t.states) != len(states) {
		return nil, fmt.Errorf("states.csv: a code is listed twice")
	}
	for _, s := range states {
		if s.Sovereign != "" && t.states[s.Sovereign].Kind != KindState {
			return nil, fmt.Errorf("states.csv: sovereign %s of %s is no State of the table", s.Sovereign, s.ISO3)
		}
	}
	return states, nil
}

// code reads a column that must hold a code of states.csv.
func (t tables) code(r record, column string) (string, error) {
	if _, ok := t.states[r.get(column)]; !ok {
		return "", r.errorf("%s %q is not in states.csv", column, r.get(column))
	}
	return r.get(column), nil
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
