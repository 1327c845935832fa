package jurisdiction

import (
	"fmt"
	"strings"
)

// short are the instruments as articles are cited.
var short = map[string]string{
	"MLC2006": "MLC", "ILO_C188": "C188", "ILO_C029": "C029", "ILO_C105": "C105", "ILO_P029": "P029", "PALERMO_TIP": "Palermo Protocol",
	"UNTOC": "UNTOC", "COE_CETS197": "Council of Europe Convention 197", "PSMA": "Agreement on Port State Measures",
	"CTA2012": "Cape Town Agreement", "UNCLOS": "UNCLOS", "UNFSA": "Fish Stocks Agreement",
}

var capacityWords = map[Capacity]string{
	CapacityFlag: "as flag State", CapacityPort: "as port State", CapacityCoastal: "as coastal State",
	CapacityVictim: "as the State of the people concerned", CapacitySuspect: "as the State of a suspect",
}

var strengthWords = map[Strength]string{Must: "must", May: "may", ShouldNot: "should not", MustNot: "must not"}

// Aloud is the strength as it is read: must, may, should not, must not.
func (s Strength) Aloud() string { return strengthWords[s] }

// Read is a row as an inspector reads it aloud: who, may or must, do what, under
// which article, on what condition.
func (e *Evaluator) Read(r Row) string {
	who := "Any State"
	if r.Instrument != "UNCLOS" { // the law of the sea is custom; other treaties speak to their Parties
		who = "Any Party"
	}
	if r.Capacity != CapacityAny {
		who = e.name(r.State) + ", " + capacityWords[r.Capacity] + ","
	}
	s := who + " " + strengthWords[r.Strength] + " " + e.aloud(r) + ", under " + r.Cite() + "."
	if r.Condition != "" {
		s += " " + r.Condition
	}
	return s
}

// aloud is what is done, in the rule's own words where it has some.
func (e *Evaluator) aloud(r Row) string {
	for i := range e.law.rules {
		if e.law.rules[i].id == r.Rule && e.law.rules[i].aloud != "" {
			return e.law.rules[i].aloud
		}
	}
	return actions[r.Action]
}

// Cite is the instrument and article of a row.
func (r Row) Cite() string { return short[r.Instrument] + " " + r.Article }

// Name is a State's name with its code.
func (e *Evaluator) Name(state string) string { return e.name(state) }

// ReadNear reads rules that nearly spoke, those together that miss the same:
// what is missing, then what would be there otherwise.
func (e *Evaluator) ReadNear(near []Near) []string {
	var out []string
	at := map[string]int{}
	for _, n := range near {
		missing := strings.Join(n.Missing, " ")
		rule := strings.TrimSuffix(e.Read(Row{
			Rule: n.Rule, State: n.State, Capacity: n.Capacity, Strength: n.Strength, Action: n.Action, Instrument: n.Instrument, Article: n.Article,
		}), ".")
		if i, ok := at[missing]; ok {
			out[i] += "; " + rule
			continue
		}
		at[missing] = len(out)
		out = append(out, missing+" Else: "+rule)
	}
	for i := range out {
		out[i] += "."
	}
	return out
}

// ReadPlace is where the ship is, whose waters, who else claims them, and how
// that is known.
func (e *Evaluator) ReadPlace(at Placed) string {
	if at.Zone == ZoneUnknown {
		return "not known"
	}
	s := strings.ReplaceAll(string(at.Zone), "_", " ")
	if at.CoastalState != "" {
		s += ", " + e.Name(at.CoastalState)
	}
	for _, c := range at.Contested {
		s += ", claimed by " + e.Name(c)
	}
	if at.ShoreNM.Known {
		s += fmt.Sprintf(", %.1f nautical miles from the shore", at.ShoreNM.Value)
	}
	return s + " (" + string(at.Basis) + ")"
}
