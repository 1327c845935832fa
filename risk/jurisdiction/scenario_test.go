package jurisdiction_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"
)

// The scenarios are written from the treaties, not from the rules: a question
// as people send it, and what the texts make of it. testdata/scenarios/README.md
// explains how they are written down.

type scenarioFile struct {
	About string         `yaml:"about"`
	Base  map[string]any `yaml:"base"`
	Cases []scenario     `yaml:"cases"`
}

type scenario struct {
	Name     string         `yaml:"name"`
	Question map[string]any `yaml:"question"`
	Raw      string         `yaml:"raw"`    // the question as it is sent, when it must not be made from YAML
	Tables   []string       `yaml:"tables"` // rows that replace those of treaty_status.csv, for what the tables do not hold
	First    string         `yaml:"first"`  // the first row below those on recovery and non-punishment
	Has      []string       `yaml:"has"`
	Lacks    []string       `yaml:"lacks"`
	Near     []string       `yaml:"near"`
	NotNear  []string       `yaml:"not_near"`
	Unknown  []string       `yaml:"unknown"`
	Caveats  []string       `yaml:"caveats"`
	NoCaveat []string       `yaml:"no_caveat"`
	Error    []string       `yaml:"error"`
	Place    map[string]any `yaml:"place"`
	// Disputed is why the rule is held to be wrong by the text; the case must
	// fail until the rule is mended.
	Disputed string `yaml:"disputed"`
}

func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/scenarios/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios found: %v", err)
	}
	for _, file := range files {
		f := readScenarios(t, file)
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			for _, s := range f.Cases {
				t.Run(s.Name, func(t *testing.T) { s.run(t, f.Base) })
			}
		})
	}
}

func readScenarios(t *testing.T, file string) scenarioFile {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var f scenarioFile
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&f); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	names := map[string]bool{}
	for _, s := range f.Cases {
		if s.Name == "" || names[s.Name] {
			t.Fatalf("%s: case %q has no name or the name of another", file, s.Name)
		}
		names[s.Name] = true
		if len(s.First)+len(s.Has)+len(s.Lacks)+len(s.Near)+len(s.NotNear)+len(s.Unknown)+len(s.Caveats)+len(s.NoCaveat)+len(s.Error)+len(s.Place) == 0 {
			t.Fatalf("%s: case %q asserts nothing", file, s.Name)
		}
	}
	return f
}

func (s scenario) run(t *testing.T, base map[string]any) {
	a, err := s.ask(t, base)
	var wrong []string
	switch {
	case len(s.Error) > 0 && err == nil:
		wrong = append(wrong, "was answered; want an error with "+strings.Join(s.Error, ", "))
	case len(s.Error) > 0:
		for _, w := range s.Error {
			if !holds(err.Error(), w) {
				wrong = append(wrong, fmt.Sprintf("error %q: want %q in it", err, w))
			}
		}
	case err != nil:
		t.Fatal(err)
	default:
		wrong = s.compare(t, a)
	}
	if s.Disputed != "" {
		if len(wrong) == 0 {
			t.Error("disputed, yet it holds: take the mark away")
		}
		t.Log("disputed:", s.Disputed)
		return
	}
	for _, w := range wrong {
		t.Error(w)
	}
}

func (s scenario) ask(t *testing.T, base map[string]any) (answer, error) {
	t.Helper()
	text := []byte(s.Raw)
	if s.Raw == "" {
		var err error
		if text, err = json.Marshal(merged(base, s.Question)); err != nil {
			t.Fatal(err)
		}
	}
	key := strings.Join(append(slices.Clone(s.Tables), string(text)), "\n")
	if known, ok := asked.Load(key); ok {
		return known.(asking).answer, known.(asking).err
	}
	a, err := ask(evaluator(t, s.Tables), text)
	asked.Store(key, asking{a, err})
	return a, err
}

// asked keeps the answers to the scenarios, which several tests look at.
var asked sync.Map // of asking, by tables and question

type asking struct {
	answer answer
	err    error
}

// merged lays a case's question over the file's; null takes a word away.
func merged(base, over map[string]any) map[string]any {
	out := maps.Clone(base)
	if out == nil {
		out = map[string]any{}
	}
	for k, v := range over {
		b, bOK := out[k].(map[string]any)
		o, oOK := v.(map[string]any)
		switch {
		case v == nil:
			delete(out, k)
		case bOK && oOK:
			out[k] = merged(b, o)
		default:
			out[k] = v
		}
	}
	return out
}

// belowVictims are the rows after those that stand above all others.
func belowVictims(rows []row) []row {
	for i, r := range rows {
		if r.Action != "recovery_period" && r.Action != "not_punish_victims" {
			return rows[i:]
		}
	}
	return nil
}

func (s scenario) compare(t *testing.T, a answer) (wrong []string) {
	t.Helper()
	if rest := belowVictims(a.Rows); s.First != "" && (len(rest) == 0 || !readPattern(t, s.First).matches(rest[0])) {
		wrong = append(wrong, fmt.Sprintf("want %s first, have %v", s.First, rest[:min(1, len(rest))]))
	}
	for _, w := range s.Has {
		if p := readPattern(t, w); !p.anyOf(a.Rows) {
			wrong = append(wrong, "no row "+w+p.nearby(a))
		}
	}
	for _, w := range s.Lacks {
		if r, found := readPattern(t, w).first(a.Rows); found {
			wrong = append(wrong, "want no row "+w+", have "+r.String())
		}
	}
	for _, w := range s.Near {
		if p := readPattern(t, w); !p.anyOf(a.Near) {
			wrong = append(wrong, "nothing near "+w+p.nearby(a))
		}
	}
	for _, w := range s.NotNear {
		if r, found := readPattern(t, w).first(a.Near); found {
			wrong = append(wrong, "want nothing near "+w+", have "+r.String())
		}
	}
	for _, w := range s.Unknown {
		if !anyHolds(a.Unknown, w) {
			wrong = append(wrong, fmt.Sprintf("nothing unknown about %q: %q", w, a.Unknown))
		}
	}
	for _, w := range s.Caveats {
		if !anyHolds(a.Caveats, w) {
			wrong = append(wrong, fmt.Sprintf("no caveat about %q: %q", w, a.Caveats))
		}
	}
	for _, w := range s.NoCaveat {
		if anyHolds(a.Caveats, w) {
			wrong = append(wrong, fmt.Sprintf("want no caveat about %q: %q", w, a.Caveats))
		}
	}
	for k, want := range s.Place {
		if got := fmt.Sprint(a.Place[k]); got != fmt.Sprint(want) {
			wrong = append(wrong, fmt.Sprintf("place.%s is %s, want %v", k, got, want))
		}
	}
	return wrong
}

// holds tells whether a text has all the words, in any order and case; a word
// with ^ before it begins the text.
func holds(text, words string) bool {
	text = strings.ToLower(text)
	for _, w := range strings.Fields(strings.ToLower(words)) {
		begins, must := strings.CutPrefix(w, "^")
		if must && !strings.HasPrefix(text, begins) || !must && !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func anyHolds(texts []string, words string) bool {
	for _, text := range texts {
		if holds(text, words) {
			return true
		}
	}
	return false
}
