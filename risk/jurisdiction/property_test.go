package jurisdiction_test

import (
	"encoding/json"
	"errors"
	"flag"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"plimsoll/risk/jurisdiction"
)

// checksGiven tells whether somebody said how many questions to draw. It is
// asked once, before the tests themselves set it.
var checksGiven = sync.OnceValue(func() (given bool) {
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	return given
})

// checks sets how many draws a property gets in the suite.
func checks(t *testing.T, inSuite string) {
	t.Helper()
	if !checksGiven() {
		if err := flag.Set("rapid.checks", inSuite); err != nil {
			t.Fatal(err)
		}
	}
}

// everyQuestion puts drawn questions to a property: some hundreds in the
// suite, and as many as asked for with -rapid.checks: a hundred thousand take
// a minute or two of one core:
//
//	go test ./risk/jurisdiction -run TestProperty -rapid.checks=100000
func everyQuestion(t *testing.T, inSuite string, property func(t *rapid.T, q map[string]any)) {
	t.Helper()
	checks(t, inSuite)
	d := draws(t)
	rapid.Check(t, func(rt *rapid.T) { property(rt, drawQuestion(rt, d)) })
}

// put asks a question that may be refused, but only as one that is wrong.
func put(t *rapid.T, e *jurisdiction.Evaluator, q map[string]any) (answer, []byte, bool) {
	text, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	a, err := ask(e, text)
	if err != nil {
		if _, ok := errors.AsType[*jurisdiction.InvalidError](err); !ok {
			t.Fatalf("%s\n%v", text, err)
		}
		return a, text, false
	}
	return a, text, true
}

// TestPropertyRows: whatever is asked, an answer comes, and each of its rows is
// a rule in force that day that binds its State, by the tables read another way.
func TestPropertyRows(t *testing.T) {
	e, r := evaluator(t, nil), tables(t)
	asked, answered := 0, 0
	everyQuestion(t, "800", func(t *rapid.T, q map[string]any) {
		a, text, ok := put(t, e, q)
		asked++
		if !ok {
			return
		}
		answered++
		for _, x := range a.Rows {
			for _, wrong := range append(r.unfounded(x, q["date"].(string)), misplaced(x, q)...) {
				t.Errorf("%s\n%s\n%s", wrong, x, text)
			}
		}
		if twice := repeated(a.Rows); twice != "" {
			t.Errorf("said twice: %s\n%s", twice, text)
		}
		for _, x := range a.Near {
			if len(x.Missing) == 0 {
				t.Errorf("near, and nothing is missing: %s\n%s", x, text)
			}
		}
		for _, x := range belowVictims(a.Rows) {
			if x.Action == "recovery_period" || x.Action == "not_punish_victims" {
				t.Errorf("stands below a step against a ship or a person: %s\n%s", x, text)
			}
		}
		if !anyHolds(a.Caveats, "decision support") {
			t.Errorf("does not say that it is decision support: %q", a.Caveats)
		}
	})
	if answered*10 < asked*9 {
		t.Errorf("only %d of %d questions were answered: the draw no longer fits the format", answered, asked)
	}
}

// repeated is a row that is there twice.
func repeated(rows []row) string {
	seen := map[string]bool{}
	for _, r := range rows {
		if seen[r.String()] {
			return r.String()
		}
		seen[r.String()] = true
	}
	return ""
}

// key is what makes a row the same row.
func (r row) key() string {
	s, _, _ := strings.Cut(r.String(), " |")
	return r.Rule + " " + s
}

func keys(rows []row) []string {
	out := []string{}
	for _, r := range rows {
		out = append(out, r.key())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestPropertyOrder: the order of facts, people and claimants, facts said twice,
// and who asks change no row.
func TestPropertyOrder(t *testing.T) {
	e := evaluator(t, nil)
	everyQuestion(t, "120", func(t *rapid.T, q map[string]any) {
		a, text, ok := put(t, e, q)
		if !ok {
			return
		}
		again, _, _ := put(t, e, q)
		if !reflect.DeepEqual(a, again) {
			t.Fatalf("two answers to one question: %s", text)
		}
		said := q["facts"].([]string)
		q["facts"] = append(rapid.Permutation(said).Draw(t, "order"), said...)
		if b, _, _ := put(t, e, q); !reflect.DeepEqual(a, b) {
			t.Fatalf("the order of facts changes the answer: %s", text)
		}
		q["asking"] = rapid.SampledFrom(askers).Draw(t, "another")
		for _, list := range []any{q["people"].(map[string]any)["victims"], q["place"].(map[string]any)["contested"]} {
			if l, ok := list.([]string); ok {
				slices.Reverse(l)
			}
		}
		if b, _, _ := put(t, e, q); !slices.Equal(keys(a.Rows), keys(b.Rows)) {
			t.Fatalf("who asks, or the order of people, changes rows:\n%s\n%v\n%v", text, keys(a.Rows), keys(b.Rows))
		}
	})
}

// lifts are the limits that a fact is there to lift: a complaint or missing
// documents are grounds to look beyond the certificate (MLC A5.2.1(1)), and a
// ship that breaks fisheries laws is not in innocent passage (UNCLOS 19(2)(i)).
var lifts = map[string]string{
	"complaint": "MLC2006 5.2.1(2)", "documents_missing": "MLC2006 5.2.1(2)", "fisheries_offence": "UNCLOS 24(1)",
}

// TestPropertyUnrelatedFact: a fact takes no rule away but the limit it lifts.
func TestPropertyUnrelatedFact(t *testing.T) {
	e := evaluator(t, nil)
	adding := []string{"persons_in_danger", "slave_trade_grounds", "fisheries_offence", "abandoned", "complaint", "documents_missing", "iuu_listed"}
	everyQuestion(t, "200", func(t *rapid.T, q map[string]any) {
		a, text, ok := put(t, e, q)
		if !ok {
			return
		}
		more := rapid.SampledFrom(adding).Draw(t, "more")
		q["facts"] = append(slices.Clone(q["facts"].([]string)), more)
		b, _, _ := put(t, e, q)
		after := keys(b.Rows)
		for _, k := range keys(a.Rows) {
			if _, found := slices.BinarySearch(after, k); !found && (lifts[more] == "" || !strings.HasSuffix(k, lifts[more])) {
				t.Errorf("%s takes away %s\n%s", more, k, text)
			}
		}
	})
}

// TestPropertyClaimants: in contested waters every claimant has the same rows,
// treaties apart; none comes first.
func TestPropertyClaimants(t *testing.T) {
	e := evaluator(t, nil)
	everyQuestion(t, "150", func(t *rapid.T, q map[string]any) {
		place := q["place"].(map[string]any)
		if zone := place["zone"]; zone == "port" || zone == "high_seas" {
			place["zone"] = "territorial_sea"
			delete(place, "port_state")
		}
		// Claimants that nobody else is in the question, all bound by the same law of the sea.
		claimants := []string{"JPN", "KOR", "PHL"}
		delete(place, "coastal_state")
		place["contested"] = claimants
		q["vessel"].(map[string]any)["flag"], q["date"] = "NOR", "2026-11-01"
		q["vessel"].(map[string]any)["flags_claimed"] = []string{}
		q["people"], q["facts"] = map[string]any{}, slices.DeleteFunc(q["facts"].([]string), func(f string) bool { return f == "no_nationality" })
		a, text, ok := put(t, e, q)
		if !ok {
			return
		}
		var first []string
		for i, state := range claimants {
			var rows []string
			for _, x := range a.Rows {
				if x.State != nil && *x.State == state && x.Instrument == "UNCLOS" {
					if !holds(x.Condition, "claim") {
						t.Errorf("a claimant's row without a condition: %s\n%s", x, text)
					}
					rows = append(rows, strings.ReplaceAll(x.key(), state, "XXX"))
				}
			}
			slices.Sort(rows)
			if i == 0 {
				first = rows
			} else if !slices.Equal(first, rows) {
				t.Errorf("%s and %s have other rows: %v, %v\n%s", claimants[0], state, first, rows, text)
			}
		}
		if len(first) == 0 {
			t.Errorf("claimants have no rows: %s", text)
		}
	})
}

// TestPropertyShape: lists are lists, never null, as the exchange format has it.
func TestPropertyShape(t *testing.T) {
	e := evaluator(t, nil)
	lists := regexp.MustCompile(`"(rows|near|unknown|caveats|contested|because|missing)":null`)
	everyQuestion(t, "300", func(t *rapid.T, q map[string]any) {
		text, err := json.Marshal(q)
		if err != nil {
			t.Fatal(err)
		}
		asked, err := jurisdiction.ParseQuestion(text)
		if err != nil {
			return
		}
		a, err := e.Answer(asked)
		if err != nil {
			return
		}
		out, err := json.Marshal(a)
		if err != nil || lists.Match(out) {
			t.Fatalf("%v %s", err, out)
		}
	})
}
