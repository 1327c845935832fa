package alert

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// contract is the compiled schema, formats asserted, as a consumer would have it.
var contract = sync.OnceValues(func() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource("alert.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("alert.json")
})

func valid(t *testing.T, text []byte) error {
	t.Helper()
	schema, err := contract()
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return schema.Validate(value)
}

// keepsContract holds a stored step, as it is published, against the schema.
// Every step that a test looks at goes through here.
func (r *rig) keepsContract(s *Transition) {
	r.Helper()
	text, err := EncodeTransition(s)
	if err != nil {
		r.Fatal(err)
	}
	if err := valid(r.T, text); err != nil {
		r.Errorf("published as %s: %v", text, err)
	}
}

func TestTheExampleIsWhatIsPublished(t *testing.T) {
	if err := valid(t, Example()); err != nil {
		t.Fatal(err)
	}
	// Read into what is written and written again it is the same.
	var step wire
	var evidence evidence
	decode := json.NewDecoder(bytes.NewReader(Example()))
	decode.DisallowUnknownFields()
	if err := decode.Decode(&step); err != nil {
		t.Fatal(err)
	}
	decode = json.NewDecoder(bytes.NewReader(step.Evidence))
	decode.DisallowUnknownFields()
	if err := decode.Decode(&evidence); err != nil {
		t.Fatal(err)
	}
	step.Evidence, _ = json.Marshal(evidence)
	again, err := json.Marshal(step)
	if err != nil {
		t.Fatal(err)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, Example()); err != nil {
		t.Fatal(err)
	}
	if compact.String() != string(again) {
		t.Errorf("the example is not as it would be written:\n%s\n%s", compact.String(), again)
	}
}

func TestTheSchemaRefusesWhatIsNotPublished(t *testing.T) {
	for _, c := range [][2]string{
		{`"step": "opened"`, `"step": "hinted"`},
		{`"rule": "band"`, `"rule": "rumour"`},
		{`"at_least": `, `"probability": `},
		{`"reason": "`, `"reason": "", "cause": "`},
		{`"closes": "`, `"closed": "`},
		{`"sequence": 1`, `"sequence": 0`},
	} {
		text := strings.Replace(string(Example()), c[0], c[1], 1)
		if text == string(Example()) {
			t.Errorf("the example does not hold %s", c[0])
		} else if valid(t, []byte(text)) == nil {
			t.Errorf("with %s it is allowed", c[1])
		}
	}
}

// The schema's words are the code's.
func TestTheSchemaNamesEveryRuleStepAndState(t *testing.T) {
	var schema struct {
		Properties map[string]struct{ Enum []string }
	}
	if err := json.Unmarshal(Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	for property, want := range map[string][]string{"rule": names(Rules()), "step": names(Steps()), "state": names(States())} {
		got := slices.Clone(schema.Properties[property].Enum)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: the schema has %v, the code %v", property, got, want)
		}
	}
}

func TestStepsAndRepeatsAreCounted(t *testing.T) {
	r := newRig(t)
	registry := prometheus.NewRegistry()
	r.log.CountIn(NewMetrics(registry))
	counted := func() map[string]float64 {
		families, err := registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]float64{}
		for _, f := range families {
			for _, m := range f.GetMetric() {
				key := f.GetName()
				for _, l := range m.GetLabel() {
					key += " " + l.GetValue()
				}
				found[key] = m.GetCounter().GetValue()
			}
		}
		return found
	}
	closed := len(Rules())*len(Steps()) + len(Rules())
	if n := len(counted()); n != closed {
		t.Errorf("%d series before anything happened, want %d", n, closed)
	}
	for _, points := range []int{60, 61, 62} {
		r.score("imo-9074729", "high", points, 44, 0)
		r.pass()
		r.later(time.Minute)
	}
	r.score("imo-9074729", "severe", 85, 45, 60)
	r.pass()
	after := counted()
	for key, want := range map[string]float64{
		"plimsoll_alert_steps_total band opened": 1, "plimsoll_alert_steps_total band raised": 1, "plimsoll_alert_steps_total band resolved": 0,
		"plimsoll_alert_steps_total arrival opened": 0, "plimsoll_alert_repeats_total band": 2,
	} {
		if got, there := after[key]; !there || got != want {
			t.Errorf("%s is %v (there: %t), want %v", key, got, there, want)
		}
	}
	if len(after) != closed {
		t.Errorf("%d series, want the closed set of %d", len(after), closed)
	}
}
