package jurisdiction

import (
	"fmt"
	"strconv"
	"strings"

	"plimsoll/data/reference"
)

// clause is a need with its alternatives: one of them is enough.
type clause []atom

// atom is a fact that is asserted, or a measure of the vessel past a limit.
type atom struct {
	fact    Fact
	measure string // empty for a fact
	atLeast bool   // the limit itself is inside
	limit   float64
}

var measureWords = map[string]struct{ name, unit string }{
	"gt":                          {"gross tonnage", ""},
	"length_m":                    {"length", " m"},
	"days_at_sea":                 {"time at sea", " days"},
	"distance_from_flag_coast_nm": {"distance from the flag State's coast", " nautical miles"},
}

func (v Vessel) measure(name string) Measure {
	switch name {
	case "gt":
		return v.GT
	case "length_m":
		return v.LengthM
	case "days_at_sea":
		return v.DaysAtSea
	}
	return v.DistanceFromFlagCoastNM
}

// readAtom reads "complaint", "gt >= 500" or "days_at_sea > 3".
func readAtom(text string) (atom, error) {
	words := strings.Fields(text)
	if len(words) == 1 {
		f, ok := parseFact(words[0])
		if !ok {
			return atom{}, fmt.Errorf("no fact %q", text)
		}
		return atom{fact: f}, nil
	}
	if len(words) != 3 || (words[1] != ">" && words[1] != ">=") {
		return atom{}, fmt.Errorf("%q is neither a fact nor a measure past a limit", text)
	}
	if _, ok := measureWords[words[0]]; !ok {
		return atom{}, fmt.Errorf("no measure %q", words[0])
	}
	limit, err := strconv.ParseFloat(words[2], 64)
	return atom{measure: words[0], atLeast: words[1] == ">=", limit: limit}, err
}

func (a atom) holds(q *Question) reference.Tri {
	if a.measure == "" {
		return tri(q.Facts.Has(a.fact))
	}
	m := q.Vessel.measure(a.measure)
	if !m.Known {
		return reference.Unknown
	}
	return tri(m.Value > a.limit || a.atLeast && m.Value == a.limit)
}

func tri(b bool) reference.Tri {
	if b {
		return reference.Yes
	}
	return reference.No
}

// says is the atom as a part of a sentence.
func (a atom) says() string {
	if a.measure == "" {
		return factWords[a.fact].phrase
	}
	w, than := measureWords[a.measure], "more than "
	if a.atLeast {
		than = "at least "
	}
	return w.name + " " + than + strconv.FormatFloat(a.limit, 'f', -1, 64) + w.unit
}

// holds is Yes when one alternative is; which tells the alternatives that are.
func (c clause) holds(q *Question) (t reference.Tri, which []atom) {
	t = reference.No
	for _, a := range c {
		switch a.holds(q) {
		case reference.Yes:
			which = append(which, a)
		case reference.Unknown:
			if t == reference.No {
				t = reference.Unknown
			}
		}
	}
	if len(which) > 0 {
		t = reference.Yes
	}
	return t, which
}

// because are the sentences of the alternatives that hold.
func because(which []atom) (out []string) {
	for _, a := range which {
		if a.measure == "" {
			out = append(out, "Asserted: "+a.says()+" ("+a.fact.String()+").")
		} else {
			out = append(out, "Given: "+a.says()+".")
		}
	}
	return out
}

// because are the sentences of facts that are asserted.
func (s Facts) because() (out []string) {
	for f := range factWords {
		if s.Has(Fact(f)) {
			out = append(out, because([]atom{{fact: Fact(f)}})...)
		}
	}
	return out
}

// missing is the sentence for a clause that does not hold, or that is not known.
func (c clause) missing(q *Question, t reference.Tri) string {
	var asserted, measured, unknown []string
	for _, a := range c {
		switch {
		case a.measure == "":
			asserted = append(asserted, a.says()+" ("+a.fact.String()+")")
		case a.holds(q) == reference.Unknown:
			unknown = append(unknown, a.measure)
		default:
			measured = append(measured, a.says())
		}
	}
	if t == reference.Unknown {
		return "Not given: " + strings.Join(unknown, ", ") + "; the rule wants " + c.says() + "."
	}
	if len(asserted) > 0 {
		return "Not asserted: " + strings.Join(asserted, ", or ") + "."
	}
	return "Not so: " + strings.Join(measured, ", or ") + "."
}

func (c clause) says() string {
	parts := make([]string, len(c))
	for i, a := range c {
		parts[i] = a.says()
	}
	return strings.Join(parts, ", or ")
}
