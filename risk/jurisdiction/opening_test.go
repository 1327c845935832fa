package jurisdiction_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plimsoll/risk/jurisdiction"
)

// opened is a question's answer with its opening.
func opened(t interface{ Fatal(...any) }, e *jurisdiction.Evaluator, question string) (jurisdiction.Answer, jurisdiction.Opening) {
	q, err := jurisdiction.ParseQuestion([]byte(question))
	if err != nil {
		t.Fatal(err)
	}
	a, err := e.Answer(q)
	if err != nil {
		t.Fatal(err)
	}
	o, err := e.Opening(a)
	if err != nil {
		t.Fatal(err)
	}
	return a, o
}

// says are the words of a section, with who and how strongly.
func says(o jurisdiction.Opening, title string) (out []string) {
	for _, s := range o.Sections {
		for _, x := range s.Who {
			for _, y := range x.Says {
				for _, w := range y.Words {
					if s.Title == title {
						out = append(out, x.Who+" "+y.Strength.Aloud()+" "+w.Read())
					}
				}
			}
		}
	}
	return out
}

func TestTheOpeningOfACaseInATerritorialSea(t *testing.T) {
	a, o := opened(t, evaluator(t, nil), `{"vessel":{"flag":"PAN","class":"fishing"},"place":{"zone":"territorial_sea","coastal_state":"GBR"},
		"date":"2026-11-01","facts":["trafficking_suspected"],"asking":"prosecutor"}`)
	for _, c := range []struct{ title, want string }{
		{"For the people on board", "United Kingdom (GBR), as coastal State (on board a foreign ship it acts only within UNCLOS 24 to 32) must give presumed victims 30 days or more to recover and reflect (CoE 13(1))"},
		{"For the people on board", "United Kingdom (GBR), as coastal State (on board a foreign ship it acts only within UNCLOS 24 to 32) must be able to leave victims unpunished (CoE 26, P029 4(2))"},
		{"With the ship", "United Kingdom (GBR), as coastal State should not arrest or investigate on board over a crime during the passage, save in the cases that the article names, if the ship is passing through (UNCLOS 27(1))"},
		{"Who is told", "Any Party to the UNTOC may pass information to another Party unasked (UNTOC 18(4))"},
		{"A case in court", "United Kingdom (GBR), as coastal State (on board a foreign ship it acts only within UNCLOS 24 to 32) must have jurisdiction over trafficking in its territory (CoE 31(1)(a))"},
	} {
		if got := says(o, c.title); !slices.Contains(got, c.want) {
			t.Errorf("%s: no %q in %q", c.title, c.want, got)
		}
	}
	// A prosecutor asks, and still it is people first.
	for i, want := range []jurisdiction.Action{"recovery_period", "not_punish_victims"} {
		if a.Rows[i].Action != want || a.Rows[i].State != "GBR" {
			t.Errorf("row %d is %+v, want %s", i, a.Rows[i], want)
		}
	}
}

// Who comes first is whose waters or port it is, also where another State has a
// duty that stands above all rows.
func TestTheOpeningBeginsWithThoseAtThePlace(t *testing.T) {
	_, o := opened(t, evaluator(t, nil), `{"vessel":{"flag":"NLD","class":"merchant","gt":5000},"place":{"zone":"port","port_state":"ZAF"},
		"date":"2026-11-01","facts":["trafficking_suspected","complaint"],"asking":"labour_inspector"}`)
	for _, s := range o.Sections {
		if !strings.HasPrefix(s.Who[0].Who, "South Africa (ZAF), as port State") {
			t.Errorf("%s begins with %s", s.Title, s.Who[0].Who)
		}
	}
}

// Nobody may board there, and that is said by sections that are empty.
func TestTheOpeningSaysWhereNobodyMayAct(t *testing.T) {
	_, o := opened(t, evaluator(t, nil), `{"vessel":{"flag":"PAN","class":"merchant"},"place":{"zone":"high_seas"},"date":"2026-11-01"}`)
	for _, w := range says(o, "With the ship") {
		if strings.Contains(w, "board") && !strings.Contains(w, "as flag State") {
			t.Errorf("on the high seas, without a ground: %s", w)
		}
	}
	if len(o.Sections) != 4 || len(o.Sections[2].Who) != 0 || len(o.Sections[3].Who) != 0 {
		t.Errorf("sections %+v", o.Sections)
	}
}

// A ship of which neither flag nor class is known has an abandoned crew: that no
// rule speaks is not that nothing is owed.
func TestSilenceIsNotAnAnswerWhileRulesAreNear(t *testing.T) {
	_, o := opened(t, evaluator(t, nil), `{"place":{"zone":"port","port_state":"ZAF"},"date":"2026-11-01","facts":["abandoned"]}`)
	if s := o.Sections[0]; len(s.Who) != 0 || s.Near == 0 || !strings.HasSuffix(s.Silence(), "nearly do.") {
		t.Errorf("%+v: %s", s, s.Silence())
	}
	if s := (jurisdiction.OpeningSection{}); strings.Contains(s.Silence(), "nearly") {
		t.Error(s.Silence())
	}
}

// Whatever is asked, an opening says nothing that no row says, as strongly and by
// the same State, never that what is disputed must be, and loses no row.
func TestPropertyTheOpeningIsTheRows(t *testing.T) {
	e := evaluator(t, nil)
	everyQuestion(t, "300", func(t *rapid.T, q map[string]any) {
		text, err := json.Marshal(q)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ask(e, text); err != nil {
			return
		}
		a, o := opened(t, e, string(text))
		said := map[int]bool{}
		for _, s := range o.Sections {
			for _, x := range s.Who {
				for _, y := range x.Says {
					for _, w := range y.Words {
						for _, i := range w.Rows {
							if wrong := notSaid(x.Who, y.Strength, w, a.Rows[i]); wrong != "" || said[i] {
								t.Errorf("%s %s %+v: %s, of %+v\n%s", x.Who, y.Strength, w, wrong, a.Rows[i], text)
							}
							said[i] = true
						}
					}
				}
			}
		}
		if len(said)+o.Below != len(a.Rows) {
			t.Errorf("%d rows said and %d below of %d\n%s", len(said), o.Below, len(a.Rows), text)
		}
	})
}

// notSaid is what an opening has that its row does not.
func notSaid(who string, strength jurisdiction.Strength, w jurisdiction.OpeningWord, r jurisdiction.Row) string {
	conditional := strings.Contains(r.Condition, "Only if ") || strings.Contains(r.Condition, "Only as ")
	switch {
	case r.Strength != strength:
		return "another strength"
	case r.State != "" && !strings.Contains(who, "("+r.State+")"):
		return "another State"
	case strings.HasPrefix(r.Condition, "Disputed:") != w.Disputed, w.Disputed && strength == jurisdiction.Must:
		return "whether it is disputed"
	case conditional != (w.Proviso != ""):
		return "a proviso"
	case !slices.ContainsFunc(w.Cites, func(c string) bool { return strings.HasSuffix(c, " "+r.Article) }):
		return "another article"
	}
	for _, half := range []string{"the claim of", "accepted the amendments", "entitled to fly"} { // no sentence that breaks off
		if strings.HasSuffix(w.Proviso, half) {
			return "half a proviso"
		}
	}
	return ""
}
