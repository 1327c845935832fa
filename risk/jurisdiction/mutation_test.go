package jurisdiction_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"plimsoll/data/reference"
	"plimsoll/risk/jurisdiction"
)

// equivalentFile names the mutants that no question can tell from the law, with
// the reason why. "Not covered yet" is none: a scenario is written instead.
const equivalentFile = "testdata/mutants_equivalent.txt"

// TestScenariosNoticeEveryMutant changes the law in every single way that makes
// sense (mutant_test.go) and asks the scenarios again. A change that no scenario
// notices means that the law could be wrong there and nobody would see it.
func TestScenariosNoticeEveryMutant(t *testing.T) {
	facts, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	mutants, err := jurisdiction.Mutants(facts)
	if err != nil {
		t.Fatal(err)
	}
	asked := tryAll(t)
	equivalent := readEquivalent(t)
	killed, refused, listed := 0, 0, 0
	for i := range mutants {
		m := &mutants[i]
		_, excused := equivalent[m.Name]
		by := ""
		if m.Refused == nil {
			by = asked.notice(t, m)
		}
		switch {
		case m.Refused != nil:
			refused++
		case by != "":
			killed++
		case excused:
			listed++
		default:
			t.Errorf("no scenario notices: %s", m.Name)
		}
		if excused && (m.Refused != nil || by != "") {
			t.Errorf("%s: %q is listed and noticed, by %q, %v: take it off the list", equivalentFile, m.Name, by, m.Refused)
		}
		delete(equivalent, m.Name)
	}
	for name := range equivalent {
		t.Errorf("%s: there is no mutant %q", equivalentFile, name)
	}
	t.Logf("%d mutants: %d noticed by a scenario, %d refused by the loader, %d equivalent; %d questions", len(mutants), killed, refused, listed, len(asked))
}

// What the mutants are asked by is what the evaluator answers.
func TestTrialIsTheAnswer(t *testing.T) {
	for _, text := range []string{
		`{"vessel":{"flag":"PAN","class":"fishing"},"place":{"zone":"port","port_state":"ZAF"},"date":"2026-11-01","facts":["complaint","trafficking_suspected"]}`,
		`{"vessel":{"flags_claimed":["PAN","LBR"],"class":"factory"},"place":{"zone":"high_seas"},"date":"2026-11-01","facts":["flag_use_conflict"],"asking":"warship"}`,
		`{"place":{"lon":18.3,"lat":-34.1},"people":{"victims":["IDN"],"suspects":[{"nationality":"TWN","location":"ZAF"}]},"facts":["trafficking_suspected"],"asking":"prosecutor"}`,
	} {
		q, err := jurisdiction.ParseQuestion([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		e := evaluator(t, nil)
		want, err := e.Answer(q)
		if err != nil {
			t.Fatal(err)
		}
		x, err := e.Try(q)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(want, x.Answer()) {
			t.Errorf("%s: rule by rule it is answered otherwise:\n%v\n%v", text, x.Answer(), want)
		}
	}
}

// readEquivalent reads reasons, and indented under each the mutants that it is
// the reason for.
func readEquivalent(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(equivalentFile)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	why := ""
	for line := range strings.Lines(string(text)) {
		name := strings.TrimSpace(line)
		switch {
		case name == "" || strings.HasPrefix(line, "#"):
		case !strings.HasPrefix(line, "\t"):
			why = name
		case why == "" || out[name] != "":
			t.Fatalf("%s: %q has no reason or is there twice", equivalentFile, name)
		default:
			out[name] = why
		}
	}
	return out
}
