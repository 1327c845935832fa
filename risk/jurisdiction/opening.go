package jurisdiction

import (
	"bytes"
	_ "embed" // opening.yaml
	"fmt"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed opening.yaml
var openingText []byte

// Opening is an answer on one screen, for whoever has to decide on a quay: what
// is owed to the people on board, what may or must be done with the ship, who is
// told, who can bring a case. It adds nothing to the rows, and each thing in it
// holds on the conditions of its row.
type Opening struct {
	Sections []OpeningSection // always all of them: that nobody may do a thing is an answer
	Below    int              // how many rows are in none of them
}

// OpeningSection is what one heading has, by who acts, in the order of the
// answer's rows.
type OpeningSection struct {
	Title string
	Who   []OpeningActor
	Near  int // rules of this heading that nearly speak: silence is no answer while they do
}

// OpeningActor is a State in one capacity and what it may, must, should not or
// must not do.
type OpeningActor struct {
	Who   string
	Says  []OpeningSays
	first int // row of the whole answer
}

// OpeningSays is what is said with one strength.
type OpeningSays struct {
	Strength Strength
	Words    []OpeningWord
}

// OpeningWord is one thing that is done: one row, or several that say it alike.
type OpeningWord struct {
	Text     string // what is done
	Proviso  string // if what, or only as what, there is anything; may be empty
	Disputed bool
	Cites    []string // UNCLOS 27(1), CoE 13(1)
	Rows     []int    // the rows that say it, by their places in Answer.Rows
}

type openingYAML struct {
	Sections []struct {
		Title string        `yaml:"title"`
		Rules []openingRule `yaml:"rules"`
	} `yaml:"sections"`
}

// openingRule is a rule's id, alone or before its words in an opening.
type openingRule struct{ id, says string }

func (r *openingRule) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		return n.Decode(&r.id)
	}
	var one map[string]string
	if err := n.Decode(&one); err != nil {
		return err
	}
	for r.id, r.says = range one {
	}
	if len(one) != 1 || r.says == "" {
		return fmt.Errorf("line %d: want one rule and its words", n.Line)
	}
	return nil
}

var openings = sync.OnceValues(func() (o openingYAML, err error) {
	d := yaml.NewDecoder(bytes.NewReader(openingText))
	d.KnownFields(true)
	return o, d.Decode(&o)
})

// Opening picks an answer's opening out of its rows.
func (e *Evaluator) Opening(a Answer) (Opening, error) {
	plan, err := openings()
	if err != nil {
		return Opening{}, fmt.Errorf("read opening.yaml: %w", err)
	}
	rows, first := map[string][]int{}, map[string]int{} // by rule, by who acts
	for i, r := range a.Rows {
		rows[r.Rule] = append(rows[r.Rule], i)
		// What stands above all rows says nothing of who comes first.
		if _, there := first[e.actor(r)]; !there && !slices.Contains(victimsFirst, r.Action) {
			first[e.actor(r)] = i
		}
	}
	near := map[string]int{}
	for _, n := range a.Near {
		near[n.Rule]++
	}
	o := Opening{Below: len(a.Rows)}
	for _, s := range plan.Sections {
		section := OpeningSection{Title: s.Title}
		for _, rule := range s.Rules {
			for _, i := range rows[rule.id] {
				word := e.word(a.Rows[i])
				if rule.says != "" {
					word.Text = rule.says
				}
				word.Rows = []int{i}
				section.actor(e.actor(a.Rows[i]), first).say(a.Rows[i].Strength, word)
			}
			o.Below -= len(rows[rule.id])
			section.Near += near[rule.id]
		}
		slices.SortStableFunc(section.Who, func(a, b OpeningActor) int { return a.first - b.first })
		o.Sections = append(o.Sections, section)
	}
	return o, nil
}

// actor is who acts in a section, new or not.
func (s *OpeningSection) actor(who string, first map[string]int) *OpeningActor {
	at := slices.IndexFunc(s.Who, func(x OpeningActor) bool { return x.Who == who })
	if at < 0 {
		at = len(s.Who)
		s.Who = append(s.Who, OpeningActor{Who: who, first: first[who]})
	}
	return &s.Who[at]
}

func (x *OpeningActor) say(strength Strength, w OpeningWord) {
	at := slices.IndexFunc(x.Says, func(y OpeningSays) bool { return y.Strength == strength })
	if at < 0 {
		at = len(x.Says)
		x.Says = append(x.Says, OpeningSays{Strength: strength})
	}
	says := &x.Says[at]
	for i := range says.Words {
		if y := &says.Words[i]; y.Text == w.Text && y.Proviso == w.Proviso && y.Disputed == w.Disputed {
			y.Cites, y.Rows = unique(append(y.Cites, w.Cites...)), append(y.Rows, w.Rows...)
			return
		}
	}
	says.Words = append(says.Words, w)
}
