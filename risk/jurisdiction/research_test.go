package jurisdiction_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"plimsoll/risk/jurisdiction"
)

// A Philippine port does not know C188: a foreign fisher's complaint finds nobody
// there. Supposed that the Philippines were bound, their port State may act, from
// that day and not before; alone and in bulk alike.
func TestWhatChangesIfAStateRatified(t *testing.T) {
	e := evaluator(t, nil)
	from := time.Date(2026, time.March, 1, 0, 0, 0, 0, time.UTC)
	supposed, err := e.Supposing("PHL", "ILO_C188", from)
	if err != nil {
		t.Fatal(err)
	}
	complaint, err := jurisdiction.ParseQuestion([]byte(`{"vessel":{"flag":"CHN","class":"fishing"},"place":{"zone":"port","port_state":"PHL"},"facts":["complaint"]}`))
	if err != nil {
		t.Fatal(err)
	}
	batch := supposed.Batch()
	for _, c := range []struct {
		name string
		ask  func(jurisdiction.Question) (jurisdiction.Answer, error)
		on   time.Time
		want []string
	}{
		{"as it is", e.Answer, from, nil},
		{"supposed, the day before", supposed.Answer, from.AddDate(0, 0, -1), nil},
		{"supposed, on the day", supposed.Answer, from, []string{"PHL"}},
		{"in bulk, the day before", batch.Answer, from.AddDate(0, 0, -1), nil},
		{"in bulk, on the day", batch.Answer, from, []string{"PHL"}},
	} {
		complaint.Date = c.on
		a, err := c.ask(complaint)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Covered().Inspecting; !slices.Equal(got, c.want) {
			t.Errorf("%s: inspecting %v, want %v", c.name, got, c.want)
		}
	}
	for _, wrong := range []struct{ state, instrument string }{{"PHX", "ILO_C188"}, {"PHL", "C188"}} {
		if _, err := e.Supposing(wrong.state, wrong.instrument, from); err == nil {
			t.Errorf("%v was taken", wrong)
		}
	}
	if _, err := e.Supposing("PHL", "ILO_C188", time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)); err == nil {
		t.Error("supposed to be bound before anybody was")
	}
}

// A Spanish fishing vessel on the high seas is covered by C188, and Spain alone
// can look; a Chinese one by nothing.
func TestCovered(t *testing.T) {
	e := evaluator(t, nil)
	for flag, want := range map[string]jurisdiction.Covered{
		"ESP": {Instruments: []string{"ILO_C188"}, Inspecting: []string{"ESP"}},
		"CHN": {},
	} {
		q := jurisdiction.Question{
			Vessel: jurisdiction.Vessel{Flag: flag, Class: jurisdiction.Fishing}, Place: jurisdiction.Place{Zone: jurisdiction.HighSeas},
			Date: time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC),
		}
		a, err := e.Answer(q)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Covered(); !slices.Equal(got.Instruments, want.Instruments) || !slices.Equal(got.Inspecting, want.Inspecting) {
			t.Errorf("%s: %+v, want %+v", flag, got, want)
		}
	}
}

// Whatever is sent gets the same answer, or refusal, in bulk as alone.
func FuzzBulk(f *testing.F) {
	for _, s := range []string{
		`{}`, `{"vessel":{"flag":"PAN","class":"fishing"},"place":{"zone":"port","port_state":"ZAF"},"date":"2026-11-01","facts":["complaint"]}`,
		`{"place":{"lon":18.43,"lat":-33.91},"people":{"victims":["IDN"],"suspects":[{"nationality":"TWN","location":"ZAF"}]},"facts":["trafficking_suspected"]}`,
		`{"vessel":{"gt":-1}}`, `{"facts":["innocent_passage","entering_internal_waters"]}`, `{"place":{"lon":1e400}}`, `null`, `[`, `{"vessel":null}`,
	} {
		f.Add([]byte(s))
	}
	e := evaluator(f, nil)
	batch := e.Batch()
	f.Fuzz(func(t *testing.T, text []byte) {
		q, err := jurisdiction.ParseQuestion(text)
		if err == nil {
			var a, b jurisdiction.Answer
			a, err = e.Answer(q)
			var bulk error
			if b, bulk = batch.Answer(q); (err == nil) != (bulk == nil) || err == nil && mustJSON(t, a) != mustJSON(t, b) {
				t.Fatalf("%s: in bulk another answer", text)
			}
		}
		if _, wrong := errors.AsType[*jurisdiction.InvalidError](err); err != nil && !wrong {
			t.Fatalf("%s: %v", text, err)
		}
	})
}
