package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// askWho runs plimsoll jurisdiction with a data folder in which nothing is.
func askWho(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	args = append([]string{"jurisdiction", "--data-dir", t.TempDir()}, args...)
	code = run(t.Context(), args, func(string) string { return "" }, strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

func TestJurisdictionCommand(t *testing.T) {
	fisher := []string{"--flag=PAN", "--class=fishing", "--length=30", "--days-at-sea=9", "--zone=port", "--port=ZAF", "--date=2026-11-01", "--fact=complaint"}
	for _, c := range []struct {
		name  string
		stdin string
		args  []string
		code  int
		want  []string // in what is printed, line breaks apart
	}{
		{"flags", "", fisher, exitDone, []string{
			"South Africa (ZAF), as port State, may report to the flag State, under C188 43(2).", "because:", "What nearly applied",
			"In short", "With the ship South Africa (ZAF), as port State may", "leaves out ships engaged in fishing", "Read with it", "decision support, not legal advice",
		}},
		{"in short", "", append([]string{"--brief"}, fisher...), exitDone, []string{
			"report to the flag State on the complaint or the evidence (C188 43(2)); send a copy", "rules nearly applied", "Read with it", "decision support, not legal advice",
		}},
		{"in short as JSON", "", append([]string{"--brief", "--json"}, fisher...), exitUsage, []string{"--brief", "--json"}},
		{
			"a question on standard input", `{"vessel":{"class":"fishing"},"place":{"zone":"high_seas"},"date":"2026-11-01","facts":["no_nationality"]}`,
			[]string{"-"},
			exitDone,
			[]string{"Place: high seas", "Any State may board the ship, under UNCLOS 110(1)(d)."},
		},
		{"a position", "", []string{"--lon=-25", "--lat=0", "--class=fishing", "--flag=CHN", "--date=2026-11-01"}, exitDone, []string{"Place: ", "(approximated)", "not from baselines"}},
		{"ports compared", "", append([]string{"--compare=PHL,ZAF"}, fisher...), exitDone, []string{"Port of South Africa (ZAF): powers and duties for the crew", "Port of Philippines (PHL)"}},
		{
			"the right of visit", "",
			[]string{"--visit", "--zone=high_seas", "--class=fishing", "--fact=slave_trade_grounds", "--flag=PAN", "--date=2026-11-01"},
			exitDone,
			[]string{"Grounds that are asserted", "Disputed: whether forced labour", "one view", "Grounds that are not there", "110(1)(d)"},
		},
		{"the basis of an inspection", "", append([]string{"--inspect"}, fisher...), exitDone, []string{"Grounds in hand", "Report to the flag State", "Article 43(2)", "Evidence that is missing"}},
		{"a ratification supposed", "", []string{"--suppose=PHL/ILO_C188", "--flag=CHN", "--class=fishing", "--zone=port", "--port=PHL", "--date=2026-11-01", "--fact=complaint"}, exitDone, []string{
			"Day: 2026-11-01", "Philippines (PHL), as port State, may report to the flag State, under C188 43(2).", "Supposed: Philippines (PHL) is bound",
		}},
		{"a treaty that is none", "", []string{"--suppose=PHL/C188", "--date=2026-11-01"}, exitUsage, []string{"want one of", "ILO_C188"}},
		{"a misspelt fact", "", []string{"--fact=complaintt"}, exitUsage, []string{`the nearest is "complaint"`}},
		{"a contradiction", "", []string{"--flag=PAN", "--fact=no_nationality"}, exitUsage, []string{"contradict each other"}},
		{"no such State", "", []string{"--flag=PNA"}, exitUsage, []string{`the nearest is "PAN"`}},
		{"both ways at once", "{}", []string{"-", "--flag=PAN"}, exitUsage, []string{"standard input"}},
		{"no question", "", []string{"question.json"}, exitUsage, []string{"want -"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, stdout, stderr := askWho(t, c.stdin, c.args...)
			said := strings.Join(strings.Fields(stdout+" "+stderr), " ")
			if code != c.code {
				t.Fatalf("exit code %d, want %d: %s", code, c.code, said)
			}
			for _, want := range c.want {
				if !strings.Contains(said, want) {
					t.Errorf("no %q in: %s", want, said)
				}
			}
			for line := range strings.Lines(stdout) {
				if len([]rune(line)) > textWidth+60 && !strings.Contains(line, "[") {
					t.Errorf("a line of %d: %s", len(line), line)
				}
			}
		})
	}
}

// --json gives the exchange format, whichever way the question came.
func TestJurisdictionCommandJSON(t *testing.T) {
	code, stdout, stderr := askWho(t, `{"date":"2026-11-01","vessel":{"flag":"ESP","class":"merchant"},"place":{"zone":"port","port_state":"ZAF"}}`, "-", "--json")
	var a struct {
		Place struct{ Zone, Basis string }
		Rows  []struct{ Rule, Article string }
		Near  []struct{ Missing []string }
	}
	if err := json.Unmarshal([]byte(stdout), &a); code != exitDone || err != nil {
		t.Fatalf("%d %v %s", code, err, stderr)
	}
	if a.Place.Zone != "port" || a.Place.Basis != "given" || len(a.Rows) == 0 || len(a.Near) == 0 || len(a.Near[0].Missing) == 0 {
		t.Errorf("%+v", a)
	}
	_, again, _ := askWho(t, "", "--date=2026-11-01", "--flag=ESP", "--class=merchant", "--zone=port", "--port=ZAF", "--json")
	if again != stdout {
		t.Errorf("by flags:\n%s\nby JSON:\n%s", again, stdout)
	}
}
