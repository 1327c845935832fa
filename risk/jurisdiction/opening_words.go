package jurisdiction

import (
	"regexp"
	"strings"
)

// actor is who acts, as an opening names it.
func (e *Evaluator) actor(r Row) string {
	if r.Capacity != CapacityAny {
		who := e.name(r.State) + ", " + capacityWords[r.Capacity]
		if within := withinPassage.FindString(r.Condition); within != "" {
			who += " (o" + within[1:len(within)-1] + ")"
		}
		return who
	}
	if r.Instrument != "UNCLOS" { // the law of the sea is custom; other treaties speak to their Parties
		return "Any Party to the " + strings.TrimPrefix(short[r.Instrument], "the ")
	}
	return "Any State"
}

// word is a row as an opening has it.
func (e *Evaluator) word(r Row) OpeningWord {
	name, ok := shorter[r.Instrument]
	if !ok {
		name = short[r.Instrument]
	}
	return OpeningWord{
		Text: e.aloud(r), If: onlyIf(r.Condition), Disputed: strings.HasPrefix(r.Condition, "Disputed:"), Cites: []string{name + " " + r.Article},
	}
}

// Read is the word as it is read aloud: whether it is disputed, what is done, if
// what, under which articles.
func (w OpeningWord) Read() string {
	s := w.Text
	if w.If != "" {
		s += ", if " + w.If
	}
	if w.Disputed {
		s = "disputed: " + s
	}
	return s + " (" + strings.Join(w.Cites, ", ") + ")"
}

// withinPassage is the note on rows about a coastal State's own territory that
// gives its officers nothing on board a foreign ship.
var withinPassage = regexp.MustCompile(`On board a foreign ship it acts only within UNCLOS [^.]*\.`)

// shorter are the instruments that have a name too long for one line; the rows
// name them whole.
var shorter = map[string]string{"PALERMO_TIP": "Palermo", "COE_CETS197": "CoE", "PSMA": "PSMA", "UNFSA": "UNFSA"}

// longestIf is how long a condition may be that stands in an opening.
const longestIf = 110

// onlyIf is the condition without which a row gives nothing, as far as its first
// stop; empty when there is none. Where there are several, or one that is too
// long to be read at a glance, it sends to the row.
func onlyIf(condition string) string {
	parts := strings.Split(condition, "Only if ")
	if len(parts) == 1 {
		return ""
	}
	only := parts[1]
	if end := strings.IndexAny(only, ".;:("); end >= 0 {
		only = only[:end]
	}
	only = strings.TrimRight(only, " ,")
	if len(parts) > 2 || len(only) > longestIf {
		return "the conditions of its row are met"
	}
	return only
}
