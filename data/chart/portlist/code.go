package portlist

import (
	"strings"

	"plimsoll/data/reference"
)

// wellFormed takes the space and small letters out of a UN/LOCODE: two letters of the country and three letters or digits, of
// which 0 and 1 are not used.
func wellFormed(raw string) (string, bool) {
	code := strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(raw), " ", ""))
	if len(code) != 5 {
		return code, false
	}
	for i, c := range []byte(code) {
		if letter := c >= 'A' && c <= 'Z'; !letter && (i < 2 || c < '2' || c > '9') {
			return code, false
		}
	}
	return code, true
}

// country is the State or territory of a UN/LOCODE. XZ is for installations in international waters.
func (in *reading) country(code string) (reference.State, bool) {
	if strings.HasPrefix(code, "XZ") {
		return reference.State{}, false
	}
	return in.catalogue.State(code[:2])
}

// settle brings a port's State and code together. A code of another State that has nothing to do with this one cannot be the
// port's: it is dropped. Of a State and one of its territories the code's own is taken, as it says more.
func (in *reading) settle(l lineOf, port, rawCode string, state reference.State, known bool) (code, iso3 string, ok bool) {
	code, good := wellFormed(rawCode)
	if !good {
		if code != "" {
			in.note(l, port, "%q is no UN/LOCODE; the port is taken without one", strings.TrimSpace(rawCode))
		}
		return "", state.ISO3, known
	}
	of, found := in.country(code)
	switch {
	case !found && !known:
		return "", "", false
	case !found:
		in.note(l, port, "UN/LOCODE %s begins with no country; the port is taken without it", code)
		return "", state.ISO3, true
	case !known:
		in.note(l, port, "its country is not given; that of its UN/LOCODE %s is taken", code)
		return code, of.ISO3, true
	case of.ISO3 == state.ISO3:
		return code, of.ISO3, true
	case related(of, state):
		in.note(l, port, "it is listed under %s and has a UN/LOCODE of %s; taken as of %s", state.ISO3, of.ISO3, of.ISO3)
		return code, of.ISO3, true
	}
	in.note(l, port, "UN/LOCODE %s is of %s and the port of %s; it is taken without the code", code, of.ISO3, state.ISO3)
	return "", state.ISO3, true
}

// related says whether one is a territory or part of the other, or both are of one sovereign.
func related(a, b reference.State) bool {
	own := func(s reference.State) string {
		if s.Sovereign != "" {
			return s.Sovereign
		}
		return s.ISO3
	}
	return own(a) == own(b)
}
