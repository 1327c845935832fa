package jurisdiction

import (
	"fmt"
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
		Text: e.aloud(r), Proviso: proviso(r.Condition), Disputed: strings.HasPrefix(r.Condition, "Disputed:"), Cites: []string{name + " " + r.Article},
	}
}

// Silence is what stands under a heading that has nothing.
func (s OpeningSection) Silence() string {
	if s.Near == 0 {
		return "No rule speaks, on what is known and asserted."
	}
	return fmt.Sprintf("No rule speaks, on what is known and asserted; %d nearly do.", s.Near)
}

// Read is the word as it is read aloud: whether it is disputed, what is done, on
// what condition, under which articles.
func (w OpeningWord) Read() string {
	s := w.Text
	if w.Proviso != "" {
		s += ", " + w.Proviso
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

// longestProviso is how long a condition may be that stands in an opening.
const longestProviso = 120

var (
	// provisos are the conditions that the evaluator or a rule puts before the
	// rest. Other conditions that decide are in a rule's words in opening.yaml.
	provisos = regexp.MustCompile(`\bOnly (if|as) `)
	// bracketed is what stands in brackets: codes and articles.
	bracketed = regexp.MustCompile(`\s*\([^()]*(\([^()]*\)[^()]*)*\)`)
	// stop ends a proviso, and no abbreviation: another sentence begins.
	stop = regexp.MustCompile(`[;:]|\.( [A-Z]|$)`)
)

// proviso is the condition without which a row gives nothing, as far as its
// first stop; empty when there is none. Where there are several, or one that is
// too long to be read at a glance, it sends to the row.
func proviso(condition string) string {
	condition = bracketed.ReplaceAllString(condition, "")
	found := provisos.FindAllStringSubmatchIndex(condition, -1)
	if len(found) == 0 {
		return ""
	}
	word, only := condition[found[0][2]:found[0][3]], condition[found[0][1]:]
	if end := stop.FindStringIndex(only); end != nil {
		only = only[:end[0]]
	}
	if len(found) > 1 || len(only) > longestProviso {
		return "if the conditions of its row are met"
	}
	if word == "as" {
		word = "only as"
	}
	return word + " " + only
}
