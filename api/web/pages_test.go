package web

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestTheMostSevereComesFirst(t *testing.T) {
	at := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	var a Alerts
	for _, x := range []Alert{
		{VesselID: "a", Band: "guarded", At: at.Add(9 * time.Hour)},
		{VesselID: "b", Band: "high", At: at},
		{VesselID: "c", Band: "high", At: at.Add(time.Hour)},
		{VesselID: "d", At: at.Add(8 * time.Hour)},
		{VesselID: "a", Band: "severe", At: at},
		{VesselID: "e", Band: "not_examined", At: at},
		{VesselID: "f", Band: "elevated", At: at},
	} {
		a.Add(x)
	}
	a.Sort()
	var order []string
	for _, v := range a.Vessels {
		order = append(order, v.ID)
	}
	if got := strings.Join(order, " "); got != "a c b f e d" {
		t.Errorf("order %s", got)
	}
	if a.Vessels[0].Worst().Band != "severe" || len(a.Vessels[0].Others()) != 1 {
		t.Errorf("first %+v", a.Vessels[0])
	}
}

// Names come from ships and feeds: a page never takes them for markup.
func TestNothingIsTakenForMarkup(t *testing.T) {
	p, err := New()
	if err != nil {
		t.Fatal(err)
	}
	const bad = `"><script>alert(1)</script>`
	at := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	alerts := Alerts{AsOf: at, FeedStopped: bad}
	alerts.Add(Alert{VesselID: bad, Vessel: bad, Band: bad, Reason: bad, Place: bad, Facts: []Fact{{bad, bad, bad}}, NotKnown: []string{bad}, At: at})
	rows := []Row{{bad, bad, bad}}
	for name, draw := range map[string]func(*bytes.Buffer) error{
		"alerts": func(b *bytes.Buffer) error { return p.Alerts(b, alerts) },
		"search": func(b *bytes.Buffer) error {
			return p.Search(b, Search{Q: bad, Hits: []Hit{{ID: bad, Name: bad, Matched: bad}}})
		},
		"problem": func(b *bytes.Buffer) error { return p.Problem(b, Problem{404, bad, bad}) },
		"dossier": func(b *bytes.Buffer) error {
			return p.Dossier(b, Dossier{
				ID: bad, Name: bad, AsOf: at, Today: bad, Identity: []Pair{{bad, bad}}, Records: rows, Names: rows, Gaps: rows, NotKnown: []string{bad}, Place: &Place{Words: bad, At: at},
				Scores: []Score{{Population: bad, Band: bad, Since: &at, Top: []Fact{{bad, bad, bad}}, NotKnown: []Fact{{bad, bad, bad}}, WouldHelp: []Fact{{bad, bad, bad}}}},
			})
		},
		"act": func(b *bytes.Buffer) error {
			return p.Act(b, Act{
				ID: bad, Name: bad, Place: bad, AsOf: bad, Asserted: []string{bad}, Facts: []Choice{{bad, bad, true}}, Zones: []Choice{{bad, bad, true}}, States: []Choice{{bad, bad, true}},
				Asking: []Choice{{bad, bad, true}}, Victims: bad, Sections: []ActSection{{bad, bad, []Actor{{bad, []Said{{bad, []SaidWord{{bad, 1}}}}}}}},
				Groups: []ActGroup{{bad, []ActRow{{1, bad, bad}}}}, Assumed: rows, Near: []string{bad}, Unknown: []string{bad}, Caveats: []string{bad},
			})
		},
		"act with a problem": func(b *bytes.Buffer) error { return p.Act(b, Act{ID: bad, Name: bad, Problem: bad}) },
		"docs": func(b *bytes.Buffer) error {
			return p.Docs(b, Docs{Title: bad, Operations: []Operation{{Path: bad, Fields: []Field{{bad, bad, bad}}}}})
		},
	} {
		var b bytes.Buffer
		if err := draw(&b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(b.String(), "<script>") || !strings.Contains(b.String(), "&lt;script&gt;") {
			t.Errorf("%s takes a name for markup", name)
		}
	}
}
