package zones

import (
	"slices"
	"strconv"
	"strings"

	"plimsoll/data/reference"
)

// reserved are codes that ISO 3166-1 reserves exceptionally and Marine Regions uses: parts of a code that is assigned.
var reserved = map[string]string{
	"ASC": "SHN", // Ascension
	"TAA": "SHN", // Tristan da Cunha
	"CPT": "FRA", // Clipperton, which has no code of its own
}

// codes resolves what files write for States.
type codes struct{ catalogue *reference.Catalogue }

// blank are values that mean that there is none.
func blank(s string) bool {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "", "-", "null", "none", "na", "n/a":
		return true
	}
	return false
}

// parties are the States and territories that a feature names, each once.
func (c *codes) parties(f *feature, kind Kind, r *Report) []Party {
	var out []Party
	for n := '1'; n <= '3'; n++ {
		p, ok := c.party(f, string(n), kind, r)
		if ok && !slices.ContainsFunc(out, func(q Party) bool { return q.claimant() == p.claimant() && (kind != EEZ || q == p) }) {
			out = append(out, p)
		}
	}
	return out
}

// party is the State or territory with a number: by the code of the territory, else of the sovereign, else by name.
func (c *codes) party(f *feature, n string, kind Kind, r *Report) (Party, bool) {
	territory, tOK := c.code(f, attrState+n, attrLand+n, r)
	ruler, rOK := c.code(f, attrSov+n, attrRuler+n, r)
	switch {
	case !tOK && !rOK:
		// The third number of most features; and whoever is named but by no code.
		if land, sov := f.attributes[attrLand+n], f.attributes[attrRuler+n]; !blank(land) || !blank(sov) {
			switch {
			case !blank(f.attributes[attrState+n]) || !blank(f.attributes[attrSov+n]): // a code that is not known is said already
			case kind == OverlappingClaim:
				r.note(f, "number %s is %q of %q without a code, and no State has that name; it is not among the claimants", n, land, sov)
			default:
				r.problem(f, "number %s is %q of %q without a code, and no State has that name: give ISO_TER%s or ISO_SOV%s", n, land, sov, n, n)
			}
		}
		return Party{}, false
	case !tOK:
		return c.partyOf(ruler), true
	}
	p := c.partyOf(territory)
	if rOK && ruler.ISO3 != p.Sovereign && ruler.ISO3 != p.State {
		if kind == OverlappingClaim {
			// For islands the territory is the same for all claimants, and the sovereigns are those who claim it.
			return c.partyOf(ruler), true
		}
		r.note(f, "the file says that %s is of %s; taken is what the reference says: %s", p.State, ruler.ISO3, sovereignWords(p))
	}
	return p, true
}

func sovereignWords(p Party) string {
	switch p.Sovereign {
	case "":
		return "no sovereign is stated"
	case p.State:
		return "a State of its own"
	}
	return "of " + p.Sovereign
}

// partyOf takes the sovereign from the reference. An area has none.
func (c *codes) partyOf(s reference.State) Party {
	p := Party{State: s.ISO3, Sovereign: s.Sovereign}
	switch s.Kind {
	case reference.KindState:
		p.Sovereign = s.ISO3
	case reference.KindPart: // every answer is the sovereign's
		p.State = s.ISO3
	}
	return p
}

// code looks up an attribute with a code and, when it is empty, one with a name. An unknown code is a problem; an unknown name
// is nothing, because many names are of places that have no code.
func (c *codes) code(f *feature, codeAttr, nameAttr string, r *Report) (reference.State, bool) {
	raw := strings.ToUpper(strings.TrimSpace(f.attributes[codeAttr]))
	if blank(raw) {
		name := f.attributes[nameAttr]
		if blank(name) {
			return reference.State{}, false
		}
		return c.catalogue.StateNamed(name)
	}
	if to, ok := reserved[raw]; ok {
		r.note(f, "%s %s is a reserved code without an entry of its own; taken as %s", strings.ToUpper(codeAttr), raw, to)
		raw = to
	}
	s, ok := c.catalogue.State(raw)
	if !ok || s.Kind == reference.KindOrganisation {
		r.problem(f, "%s is %q, which is not the code of a State or territory", strings.ToUpper(codeAttr), raw)
		return reference.State{}, false
	}
	return s, true
}

// mrgid words an identifier.
func mrgid(id int64) string { return "MRGID " + strconv.FormatInt(id, 10) }
