package jurisdiction_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"plimsoll/risk/jurisdiction"
)

// answer is the exchange format as these tests know it: from its description,
// not from the package's own types, so that they stand on the format alone.
type answer struct {
	Place   map[string]any `json:"place"`
	Rows    []row          `json:"rows"`
	Near    []row          `json:"near"`
	Unknown []string       `json:"unknown"`
	Caveats []string       `json:"caveats"`
}

type row struct {
	Rule       string   `json:"rule"`
	State      *string  `json:"state"`
	Capacity   string   `json:"capacity"`
	Kind       string   `json:"kind"`
	Strength   string   `json:"strength"`
	Action     string   `json:"action"`
	Instrument string   `json:"instrument"`
	Article    string   `json:"article"`
	Condition  string   `json:"condition"`
	Because    []string `json:"because"`
	Missing    []string `json:"missing"`
}

func (r row) String() string {
	state := "-"
	if r.State != nil {
		state = *r.State
	}
	s := fmt.Sprintf("%s %s %s %s %s %s %s | %s", state, r.Capacity, r.Kind, r.Strength, r.Action, r.Instrument, r.Article, r.Condition)
	if len(r.Missing) > 0 {
		s += " || missing: " + strings.Join(r.Missing, "; ")
	}
	return s
}

// ask sends a question and reads the answer, both as JSON. A word in the answer
// that the format does not have is an error.
func ask(e *jurisdiction.Evaluator, question []byte) (answer, error) {
	var a answer
	q, err := jurisdiction.ParseQuestion(question)
	if err != nil {
		return a, err
	}
	out, err := e.Answer(q)
	if err != nil {
		return a, err
	}
	text, err := json.Marshal(out)
	if err != nil {
		return a, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return a, d.Decode(&a)
}

// The vocabulary of the exchange format.
var (
	capacities = words("flag port coastal victim_nationality suspect_nationality any")
	kinds      = words("power duty limit")
	strengths  = words("must may should_not must_not")
	actions    = words(`board verify_flag inspect inspect_in_detail detain deny_entry deny_port_use rectify investigate
		prosecute arrest_on_board pursue report_to_flag report_to_ilo notify_flag protect_victims not_punish_victims
		recovery_period repatriate rescue extradite_or_prosecute exercise_jurisdiction certify`)
	instruments = words(`UNCLOS MLC2006 ILO_C188 ILO_C029 ILO_C105 ILO_P029 PALERMO_TIP UNTOC COE_CETS197 PSMA CTA2012 UNFSA`)
)

func words(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// pattern is a row's words, as far as a scenario names them, what its
// condition, or what is missing, must say, and what its reasons must.
type pattern struct {
	state, capacity, kind, strength, action, instrument, article, says, why string
}

// readPattern reads "ZAF port may report_to_flag ILO_C188 43(2) | words | words
// of the reasons". What is in no vocabulary is the article, with * for any ending; three capitals are
// a State.
func readPattern(t *testing.T, text string) pattern {
	t.Helper()
	head, says, _ := strings.Cut(text, "|")
	says, why, _ := strings.Cut(says, "|")
	p := pattern{says: says, why: why}
	for _, w := range strings.Fields(head) {
		var into *string
		switch {
		case capacities[w]:
			into = &p.capacity
		case kinds[w]:
			into = &p.kind
		case strengths[w]:
			into = &p.strength
		case actions[w]:
			into = &p.action
		case instruments[w]:
			into = &p.instrument
		case len(w) == 3 && strings.ToUpper(w) == w && !strings.ContainsAny(w, "0123456789()*"):
			into = &p.state
		default:
			into = &p.article
		}
		if *into != "" {
			t.Fatalf("pattern %q: %q and %q are the same kind of word", text, *into, w)
		}
		*into = w
	}
	return p
}

func (p pattern) matches(r row) bool {
	is := func(want, got string) bool { return want == "" || want == got }
	state := ""
	if r.State != nil {
		state = *r.State
	}
	article := is(p.article, r.Article)
	if head, any := strings.CutSuffix(p.article, "*"); any {
		article = strings.HasPrefix(r.Article, head)
	}
	said := r.Condition
	if len(r.Missing) > 0 {
		said = strings.Join(r.Missing, " ")
	}
	return is(p.state, state) && is(p.capacity, r.Capacity) && is(p.kind, r.Kind) && is(p.strength, r.Strength) &&
		is(p.action, r.Action) && is(p.instrument, r.Instrument) && article && holds(said, p.says) && (p.why == "" || holds(strings.Join(r.Because, " "), p.why))
}

func (p pattern) first(rows []row) (row, bool) {
	for _, r := range rows {
		if p.matches(r) {
			return r, true
		}
	}
	return row{}, false
}

func (p pattern) anyOf(rows []row) bool {
	_, found := p.first(rows)
	return found
}

// nearby lists what the answer has on the same article, or else the same
// instrument, for whoever reads the failure.
func (p pattern) nearby(a answer) string {
	for _, looser := range []pattern{{instrument: p.instrument, article: p.article}, {instrument: p.instrument, state: p.state}} {
		var out strings.Builder
		for _, r := range append(append([]row(nil), a.Rows...), a.Near...) {
			if looser.matches(r) {
				out.WriteString("\n\t\thave " + r.String())
			}
		}
		if out.Len() > 0 {
			return out.String()
		}
	}
	return ""
}
