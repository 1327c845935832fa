package jurisdiction_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestEveryRuleHasScenarios: for each rule of the law there is a scenario that
// says that it speaks, and one that says that it does not: as a row that must
// not be there, or as one that is only near. Rules that never speak must be
// said to be near.
func TestEveryRuleHasScenarios(t *testing.T) {
	speaks, silent := map[string]bool{}, map[string]bool{}
	var seen []row // a row of every rule that spoke anywhere
	var lacks []pattern
	files, err := filepath.Glob("testdata/scenarios/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		f := readScenarios(t, file)
		for _, s := range f.Cases {
			if len(s.Error) > 0 {
				continue
			}
			a, err := s.ask(t, f.Base)
			if err != nil {
				t.Fatalf("%s, %s: %v", file, s.Name, err)
			}
			seen = append(seen, a.Rows...)
			mark(t, speaks, s.Has, a.Rows)
			mark(t, silent, s.Near, a.Near)
			for _, w := range s.Lacks {
				if p := readPattern(t, w); p != (pattern{instrument: p.instrument}) {
					lacks = append(lacks, p) // of a whole treaty it is said too easily
				}
			}
		}
	}
	for _, r := range seen {
		if !silent[r.Rule] && slices.ContainsFunc(lacks, func(p pattern) bool { return p.matches(r) }) {
			silent[r.Rule] = true
		}
	}
	for id, never := range lawRules(t) {
		if !speaks[id] && !never {
			t.Errorf("no scenario says that rule %s speaks", id)
		}
		if !silent[id] {
			t.Errorf("no scenario says that rule %s does not speak", id)
		}
	}
}

// mark notes the rules of all rows that a list of patterns asks for.
func mark(t *testing.T, rules map[string]bool, patterns []string, rows []row) {
	t.Helper()
	for _, w := range patterns {
		p := readPattern(t, w)
		for _, r := range rows {
			if p.matches(r) {
				rules[r.Rule] = true
			}
		}
	}
}

// lawRules reads the ids of all rules, with whether they never speak.
func lawRules(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	files, err := filepath.Glob("law/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no law found: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var f struct {
			Rules []struct {
				ID    string `yaml:"id"`
				Never string `yaml:"never"`
			} `yaml:"rules"`
		}
		if err := yaml.Unmarshal(text, &f); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, r := range f.Rules {
			out[r.ID] = r.Never != ""
		}
	}
	return out
}
