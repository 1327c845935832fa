package jurisdiction_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// casesOfARule is how many scenarios must say something of each rule by its
// article: one in which it speaks, one in which it does not, and two more.
const casesOfARule = 4

// TestEveryRuleHasScenarios: for each rule of the law there is a scenario that
// says that it speaks, and one that says that it does not: as a row that must
// not be there, or as one that is only near. Rules that never speak must be
// said to be near. And each rule is spoken of in several scenarios.
func TestEveryRuleHasScenarios(t *testing.T) {
	speaks, silent := askAll(t)
	for id, never := range lawRules(t) {
		if len(speaks[id]) == 0 && !never {
			t.Errorf("no scenario says that rule %s speaks", id)
		}
		if len(silent[id]) == 0 {
			t.Errorf("no scenario says that rule %s does not speak", id)
		}
		both := map[string]bool{}
		maps.Copy(both, silent[id])
		maps.Copy(both, speaks[id])
		if len(both) < casesOfARule {
			t.Errorf("%d scenarios speak of rule %s by its article, want %d: %s", len(both), id, casesOfARule,
				strings.Join(slices.Sorted(maps.Keys(both)), "; "))
		}
	}
}

// cases are the scenarios that say something of each rule.
type cases map[string]map[string]bool

func (c cases) add(rule, name string) {
	if c[rule] == nil {
		c[rule] = map[string]bool{}
	}
	c[rule][name] = true
}

// mark notes the rules of all rows that a scenario asks for by an article. Of a
// whole treaty something is said too easily.
func (c cases) mark(t *testing.T, name string, patterns []string, rows []row) {
	t.Helper()
	for _, w := range patterns {
		p := readPattern(t, w)
		for _, r := range rows {
			if p.article != "" && p.matches(r) {
				c.add(r.Rule, name)
			}
		}
	}
}

// askAll asks all scenarios: which say that a rule speaks, and which that it
// does not.
func askAll(t *testing.T) (speaks, silent cases) {
	t.Helper()
	speaks, silent = cases{}, cases{}
	seen := map[string]row{} // the rows that spoke anywhere, each once
	lacks := map[string][]string{}
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
			name := filepath.Base(file) + ": " + s.Name
			for _, r := range a.Rows {
				seen[r.Rule+r.String()] = r
			}
			speaks.mark(t, name, s.Has, a.Rows)
			silent.mark(t, name, s.Near, a.Near)
			lacks[name] = s.Lacks
		}
	}
	spoken := slices.Collect(maps.Values(seen))
	for name, patterns := range lacks {
		silent.mark(t, name, patterns, spoken)
	}
	return speaks, silent
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
