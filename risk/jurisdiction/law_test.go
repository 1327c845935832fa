package jurisdiction

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"plimsoll/data/reference"
)

func readLaw(t *testing.T) *law {
	t.Helper()
	facts, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Sub(lawFiles, "law")
	if err != nil {
		t.Fatal(err)
	}
	l, err := loadLaw(files, facts.Instruments())
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// never are words that claim what no answer may claim: that somebody did
// something, that a vessel is of a kind, that something is proved or safe.
var never = regexp.MustCompile(`(?i)\b(guilty|offenders?|criminals?|illegal (vessel|ship|boat)|(is|are) trafficking|(is|are) a victim|slave (ship|vessel|boat)|` +
	`prov(es|en|ed)\b that|traffickers?|perpetrators?|culprits?|(is|are) safe|no risk|innocent (vessel|ship|owner)|legal advice on|we advise|certainly|definitely|undoubtedly|rogue|pirate (ship|vessel))\b`)

// What an inspector reads aloud never calls a vessel or a person an offender:
// every text of the law, and every sentence that the evaluator itself makes of
// facts and actions.
func TestWordsThatAreNeverClaimed(t *testing.T) {
	l := readLaw(t)
	check := func(where, text string) {
		if m := never.FindString(text); m != "" && !allowed(text, m) {
			t.Errorf("%s says %q: %s", where, m, text)
		}
	}
	for _, r := range l.rules {
		check(r.id, r.condition+" "+r.aloud+" "+r.never+" "+r.nearBecause)
		for _, text := range r.zoneNotes {
			check(r.id, text)
		}
		if r.disputed != nil {
			check(r.id, r.disputed.text)
		}
	}
	for _, c := range l.caveats {
		check("caveat "+c.id, c.text)
	}
	for name, s := range l.scopes {
		for _, m := range []map[Class]string{s.doubt, s.no} {
			for _, text := range m {
				check("scope "+name, text)
			}
		}
	}
	for _, f := range factWords {
		check("fact "+f.word, f.phrase)
	}
	for a, text := range actions {
		check("action "+string(a), text)
	}
	if !never.MatchString("the vessel is trafficking") || !never.MatchString("a criminal vessel") {
		t.Error("the lint finds nothing")
	}
}

// allowed are texts in which such a word says something else.
func allowed(text, word string) bool {
	return strings.Contains(text, "criminal jurisdiction") || strings.Contains(text, "criminal power") || strings.Contains(text, "criminal group") ||
		strings.Contains(text, "criminal offence") || strings.Contains(text, "imprison") && word == "criminal"
}

// Every rule can be read aloud: a sentence that begins with a capital and ends
// with a full stop, no longer than a breath or three; and rules that share the
// words for what is done are of one action.
func TestRulesCanBeReadAloud(t *testing.T) {
	said := map[string]Action{}
	for _, r := range readLaw(t).rules {
		for _, text := range []string{r.condition, r.never, r.nearBecause} {
			if text != "" && (!strings.HasSuffix(text, ".") || strings.ToUpper(text[:1]) != text[:1] || len(text) > 520) {
				t.Errorf("%s: %d letters: %s", r.id, len(text), text)
			}
		}
		if r.disputed != nil && r.disputed.text[0] != 'w' {
			t.Errorf("%s: what is disputed begins with whether or what: %s", r.id, r.disputed.text)
		}
		if a, ok := said[r.aloud]; ok && r.aloud != "" && a != r.action {
			t.Errorf("%s reads %q for %s, and another rule for %s", r.id, r.aloud, r.action, a)
		}
		said[r.aloud] = r.action
	}
}

// Where opinion is divided the row never says must, and a caveat gives both views.
func TestDisputedRulesHaveBothViews(t *testing.T) {
	l, n := readLaw(t), 0
	for _, r := range l.rules {
		if r.disputed == nil {
			continue
		}
		n++
		both := false
		for _, c := range l.caveats {
			both = both || c.id == r.disputed.caveat && (strings.Contains(c.text, "one view") && strings.Contains(c.text, "the other"))
		}
		if !both {
			t.Errorf("%s is disputed, and no caveat of it gives one view and the other", r.id)
		}
	}
	if n < 5 {
		t.Errorf("only %d disputed rules were found", n)
	}
}

const goodRule = `
instrument: MLC2006
rules:
  - {id: a, who: port, article: V(4), kind: power, strength: may, action: inspect, condition: "In port.", needs: [complaint]}
`

// The loader takes no word that it does not know.
func TestTheLawIsReadStrictly(t *testing.T) {
	files, err := fs.Sub(lawFiles, "law")
	if err != nil {
		t.Fatal(err)
	}
	facts, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	load := func(rules string) error {
		out := fstest.MapFS{"rules.yaml": {Data: []byte(rules)}}
		for _, name := range []string{scopesFile, caveatsFile} {
			text, err := fs.ReadFile(files, name)
			if err != nil {
				t.Fatal(err)
			}
			out[name] = &fstest.MapFile{Data: text}
		}
		_, err := loadLaw(out, facts.Instruments())
		return err
	}
	if err := load(goodRule); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, changed, want string }{
		{"who: port", "who: harbour", "harbour"},
		{"strength: may", "strength: can", `"can"`},
		{"strength: may", "strength: must", "a power may"},
		{"action: inspect", "action: look", "look"},
		{"instrument: MLC2006", "instrument: MLC", "MLC"},
		{"article: V(4)", `article: ""`, "article"},
		{"article: V(4)", `article: V(4)-(5)`, "article"},
		{"needs: [complaint]", "needs: [complain]", "complain"},
		{"needs: [complaint]", "needs: [weight > 3]", "weight"},
		{"needs: [complaint]", "zones: [harbour]", "harbour"},
		{"needs: [complaint]", "scope: whales", "whales"},
		{"needs: [complaint]", "caveats: [none]", "none"},
		{"needs: [complaint]", "ship: own", "own"},
		{"needs: [complaint]", "flag: maybe", "maybe"},
		{"needs: [complaint]", "want: [complaint]", "want"},
		{"needs: [complaint]", "near_zones: [eez]", "near_why"},
		{"id: a", "id: A", "small letters"},
		{`condition: "In port."`, `condition: ""`, "condition"},
	} {
		bad := strings.Replace(goodRule, c.old, c.changed, 1)
		if err := load(bad); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one that names %s", c.changed, err, c.want)
		}
	}
	twice := goodRule + strings.TrimPrefix(goodRule, "\ninstrument: MLC2006\nrules:\n")
	if err := load(twice); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("a rule that is there twice: %v", err)
	}
}

// Facts that no rule, no check and no caveat looks at would be asserted in vain.
func TestEveryFactMatters(t *testing.T) {
	l := readLaw(t)
	var used Facts
	for _, r := range l.rules {
		used |= r.looks()
	}
	for f := range factWords {
		if !used.Has(Fact(f)) {
			t.Error(fmt.Errorf("no rule looks at %s", Fact(f)))
		}
	}
}

// A rule that never speaks says why, and nothing of when it would: what it
// takes over from another rule must not stand in its near row.
func TestWhatNeverSpeaksHasNoCondition(t *testing.T) {
	for _, r := range readLaw(t).rules {
		if r.never != "" && (r.condition != "" || len(r.zoneNotes) > 0 || r.disputed != nil) {
			t.Errorf("%s never speaks and has a condition: %q, %v, %v", r.id, r.condition, r.zoneNotes, r.disputed)
		}
	}
}
