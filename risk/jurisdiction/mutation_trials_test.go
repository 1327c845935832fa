package jurisdiction_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"plimsoll/risk/jurisdiction"
)

// trial is a scenario that holds, with its answer taken apart.
type trial struct {
	scenario
	name     string
	trial    *jurisdiction.Trial
	more     bool // it asserts more than that rows are there or not
	patterns []asserted
}

// asserted is a row that must be there, or must not, spoken or near.
type asserted struct {
	pattern
	there, near bool
}

type trials []trial

// tryAll asks all scenarios that get an answer and hold.
func tryAll(t *testing.T) (out trials) {
	t.Helper()
	files, err := filepath.Glob("testdata/scenarios/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios found: %v", err)
	}
	for _, file := range files {
		f := readScenarios(t, file)
		for _, s := range f.Cases {
			if len(s.Error) > 0 || s.Disputed != "" {
				continue
			}
			text := []byte(s.Raw)
			if s.Raw == "" {
				if text, err = json.Marshal(merged(f.Base, s.Question)); err != nil {
					t.Fatal(err)
				}
			}
			name := filepath.Base(file) + ": " + s.Name
			x, err := try(evaluator(t, s.Tables), text)
			s.Place = nil // no rule changes the place
			if err != nil || len(s.compare(t, flat(x.Answer()))) > 0 {
				continue // TestScenarios says what is wrong; it would notice everything
			}
			one := trial{scenario: s, name: name, trial: x, more: s.First != "" || len(s.Unknown)+len(s.Caveats)+len(s.NoCaveat) > 0}
			for i, list := range [][]string{s.Has, s.Lacks, s.Near, s.NotNear} {
				for _, w := range list {
					one.patterns = append(one.patterns, asserted{readPattern(t, w), i%2 == 0, i >= 2})
				}
			}
			out = append(out, one)
		}
	}
	return out
}

func try(e *jurisdiction.Evaluator, text []byte) (*jurisdiction.Trial, error) {
	q, err := jurisdiction.ParseQuestion(text)
	if err != nil {
		return nil, err
	}
	return e.Try(q)
}

// notice is the name of a scenario that does not hold under a mutant, those
// first that speak of its rows.
func (all trials) notice(t *testing.T, m *jurisdiction.Mutant) string {
	t.Helper()
	for _, of := range []bool{true, false} {
		for i := range all {
			s := &all[i]
			if s.speaksOf(m) != of || !of && !s.more {
				continue
			}
			if c, changed := s.trial.Under(m); changed && s.looksAt(c) && len(s.compare(t, flat(c.Answer()))) > 0 {
				return s.name
			}
		}
	}
	return ""
}

// speaksOf tells whether a scenario asks for rows such as those of a changed rule.
func (s *trial) speaksOf(m *jurisdiction.Mutant) bool {
	for i := range s.patterns {
		for j := range m.Heads {
			if s.patterns[i].isOf(&m.Heads[j]) {
				return true
			}
		}
	}
	return false
}

func (p *pattern) isOf(h *jurisdiction.Head) bool {
	if p.instrument != "" && p.instrument != h.Instrument || p.action != "" && p.action != string(h.Action) {
		return false
	}
	if p.article == "" || p.article == h.Articles[0] || p.article == h.Articles[1] {
		return true
	}
	head, any := strings.CutSuffix(p.article, "*")
	return any && (strings.HasPrefix(h.Articles[0], head) || strings.HasPrefix(h.Articles[1], head))
}

// looksAt tells whether a scenario can notice a change at all: a row that must
// be there was one of the changed ones and is none of them, one that must not
// be there is one of them, or it asserts what is not said by rows.
func (s *trial) looksAt(c jurisdiction.Change) bool {
	if s.First != "" || s.more && c.Beside {
		return true
	}
	was, is := flatRows(c.Was), flatRows(c.Is)
	for i := range s.patterns {
		p := &s.patterns[i]
		if p.there && p.oneOf(was) && !p.oneOf(is) || !p.there && p.oneOf(is) {
			return true
		}
	}
	return false
}

func (p *asserted) oneOf(rows []row) bool {
	for i := range rows {
		if (len(rows[i].Missing) > 0) == p.near && p.matches(rows[i]) {
			return true
		}
	}
	return false
}

func flatRows(in []jurisdiction.Near) []row {
	out := make([]row, len(in))
	for i := range in {
		out[i] = flatRow(&in[i].Row, in[i].Missing)
	}
	return out
}

// flat is an answer as it comes out of JSON, without the way through it.
func flat(a jurisdiction.Answer) answer {
	out := answer{Unknown: a.Unknown, Caveats: a.Caveats}
	for i := range a.Rows {
		out.Rows = append(out.Rows, flatRow(&a.Rows[i], nil))
	}
	for i := range a.Near {
		out.Near = append(out.Near, flatRow(&a.Near[i].Row, a.Near[i].Missing))
	}
	return out
}

func flatRow(r *jurisdiction.Row, missing []string) row {
	out := row{
		Rule: r.Rule, Capacity: string(r.Capacity), Kind: string(r.Kind), Strength: string(r.Strength), Action: string(r.Action),
		Instrument: r.Instrument, Article: r.Article, Condition: r.Condition, Because: r.Because, Missing: missing,
	}
	if r.State != "" {
		out.State = &r.State
	}
	return out
}
