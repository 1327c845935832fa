package jurisdiction_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
	"plimsoll/risk/jurisdiction"
)

var theChart = sync.OnceValues(func() (*chart.Chart, error) { return chart.Load() })

// theEvaluator answers from the tables as they are; it is made once.
var theEvaluator = sync.OnceValues(func() (*jurisdiction.Evaluator, error) {
	facts, err := reference.Load()
	if err != nil {
		return nil, err
	}
	return evaluatorOver(facts)
})

func evaluatorOver(facts *reference.Catalogue) (*jurisdiction.Evaluator, error) {
	places, err := theChart()
	if err != nil {
		return nil, err
	}
	return jurisdiction.New(facts, places)
}

// evaluator answers from the tables, with rows of its own where a case has some.
func evaluator(t testing.TB, rows []string) *jurisdiction.Evaluator {
	t.Helper()
	key := strings.Join(rows, "\n")
	if e, ok := evaluators.Load(key); ok {
		return e.(*jurisdiction.Evaluator)
	}
	e, err := theEvaluator()
	if len(rows) > 0 {
		facts, loadErr := reference.LoadFS(overlaid(t, rows))
		if loadErr != nil {
			t.Fatal(loadErr)
		}
		e, err = evaluatorOver(facts)
	}
	if err != nil {
		t.Fatal(err)
	}
	evaluators.Store(key, e)
	return e
}

// evaluators are those that were made, by their rows: several tests ask every scenario.
var evaluators sync.Map

const tablesDir = "../../data/reference/tables"

func overlaid(t testing.TB, rows []string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	entries, err := os.ReadDir(tablesDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(tablesDir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if e.Name() == "treaty_status.csv" {
			text = replaced(t, string(text), rows)
		}
		out[e.Name()] = &fstest.MapFile{Data: text}
	}
	return out
}

func replaced(t testing.TB, text string, rows []string) []byte {
	t.Helper()
	lines := strings.Split(text, "\n")
	for _, row := range rows {
		f := strings.SplitN(row, ",", 3)
		found := false
		for i, line := range lines {
			if strings.HasPrefix(line, f[0]+","+f[1]+",") {
				lines[i], found = row, true
			}
		}
		if !found {
			t.Fatalf("treaty_status.csv has no row of %s for %s", f[0], f[1])
		}
	}
	return []byte(strings.Join(lines, "\n"))
}
