package jurisdiction_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"go.yaml.in/yaml/v3"

	"plimsoll/risk/jurisdiction"
)

// FuzzQuestion sends anything as a question. It is refused as invalid, with a
// reason, or answered; what was accepted once is accepted again.
func FuzzQuestion(f *testing.F) {
	for _, q := range seeds(f) {
		f.Add(q)
	}
	e := evaluator(f, nil)
	f.Fuzz(func(t *testing.T, text []byte) {
		q, err := jurisdiction.ParseQuestion(text)
		var a jurisdiction.Answer
		if err == nil {
			a, err = e.Answer(q)
		}
		if err != nil {
			if invalid, ok := errors.AsType[*jurisdiction.InvalidError](err); !ok || len(invalid.Problems) == 0 {
				t.Fatalf("%q: refused without a reason: %v", text, err)
			}
			return
		}
		if _, err := json.Marshal(a); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if _, err := ask(e, text); err != nil {
			t.Fatalf("%q: accepted, then refused: %v", text, err)
		}
	})
}

// seeds are questions of the scenarios: all that are written as they are sent,
// and one in twelve of the others, which the suite asks anyway.
func seeds(f *testing.F) (out [][]byte) {
	f.Helper()
	files, err := filepath.Glob("testdata/scenarios/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	others := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		var s scenarioFile
		if err := yaml.Unmarshal(text, &s); err != nil {
			f.Fatal(err)
		}
		for _, c := range s.Cases {
			if others++; c.Raw == "" && others%12 != 0 {
				continue
			}
			q := []byte(c.Raw)
			if c.Raw == "" {
				if q, err = json.Marshal(merged(s.Base, c.Question)); err != nil {
					f.Fatal(err)
				}
			}
			out = append(out, q)
		}
	}
	return out
}
