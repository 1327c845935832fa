package event

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"
)

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// compile reads a topic's schema with formats asserted, as a producer's
// validator would be set up.
func compile(t fataler, topic string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema(topic)))
	if err != nil {
		t.Fatalf("schema of %s: %v", topic, err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatalf("schema of %s: %v", topic, err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatalf("schema of %s: %v", topic, err)
	}
	return s
}

func instance(t fataler, value []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(value))
	if err != nil {
		t.Fatalf("%s: %v", value, err)
	}
	return v
}

// verdict runs a topic's decoder and gives what it left out.
func verdict(topic string, value []byte) (nulled, unknown int, reject *Reject) {
	env, o := envelope(topic), Origin{}
	switch topic {
	case TopicPositions:
		var p Positions
		return p.AppendJSON(value, env)
	case TopicVessels:
		e, r := DecodeVessel(value, env)
		o, reject = e.Origin, r
	case TopicPortCalls:
		e, r := DecodePortCall(value, env)
		o, reject = e.Origin, r
	case TopicEncounters:
		e, r := DecodeEncounter(value, env)
		o, reject = e.Origin, r
	case TopicInspections:
		e, r := DecodeInspection(value, env)
		o, reject = e.Origin, r
	case TopicRecords:
		e, r := DecodeRecord(value, env)
		o, reject = e.Origin, r
	}
	return o.Nulled, o.Unknown, reject
}

func TestExamplesAreTaken(t *testing.T) {
	for _, topic := range Topics() {
		if err := compile(t, topic).Validate(instance(t, Example(topic))); err != nil {
			t.Errorf("example of %s: %v", topic, err)
		}
		if nulled, unknown, reject := verdict(topic, Example(topic)); reject != nil || nulled+unknown != 0 {
			t.Errorf("example of %s: %d nulled, %d unknown, %v", topic, nulled, unknown, reject)
		}
	}
}

// Every member that a schema names is one that its decoder reads.
func TestSchemaNamesWhatTheDecoderReads(t *testing.T) {
	for _, topic := range Topics() {
		var doc struct {
			Properties map[string]any
			Defs       map[string]struct{ Properties map[string]any } `json:"$defs"`
		}
		if err := json.Unmarshal(Schema(topic), &doc); err != nil {
			t.Fatal(err)
		}
		var example map[string]any
		if err := json.Unmarshal(Example(topic), &example); err != nil {
			t.Fatal(err)
		}
		for name := range doc.Properties {
			if _, ok := example[name]; !ok {
				example[name] = nil
			}
		}
		value, _ := json.Marshal(example)
		if _, unknown, reject := verdict(topic, value); unknown != 0 || reject != nil {
			t.Errorf("%s: %d of the schema's fields are not read, %v", topic, unknown, reject)
		}
	}
}

// A message without a required field is refused by both.
func TestRequiredFieldsAgree(t *testing.T) {
	for _, topic := range Topics() {
		schema := compile(t, topic)
		for _, name := range schema.Required {
			var example map[string]any
			if err := json.Unmarshal(Example(topic), &example); err != nil {
				t.Fatal(err)
			}
			for _, how := range []string{"absent", "null"} {
				if example[name] = nil; how == "absent" {
					delete(example, name)
				}
				value, _ := json.Marshal(example)
				_, _, reject := verdict(topic, value)
				if reject == nil || reject.Reason != ReasonMissingField || reject.Field != name {
					t.Errorf("%s, %s %s: the decoder says %v", topic, name, how, reject)
				}
				if schema.Validate(instance(t, value)) == nil {
					t.Errorf("%s, %s %s: the schema takes it", topic, name, how)
				}
			}
		}
	}
}

// mutations of a value, most of them wrong in some field.
func mutations() []any {
	return []any{
		nil, true, false, 0.0, 1.0, -1.0, 7.5, 102.3, 511.0, 360.0, 91.0, 181.0, 123456789.0, 2000004.0, 2000003.0, 1e10, "",
		" ", "x", "PAN", "pa", "open", "coverage", "announced", "fishing", "2021-12-31", "2021-12-31T23:59:60Z", "2021-12-31T10:00:00+01:00",
		"2021-02-30", "2090-01-01", "\u0007", strings.Repeat("y", 300),
		[]any{},
		[]any{"wage_claim"},
		[]any{1.0},
		map[string]any{},
		map[string]any{"mmsi": "x"},
		map[string]any{"class": "liner"},
	}
}

// What the schema takes, the decoder takes; the exceptions are what a schema
// cannot say: check digits, the clock, and the order of times.
func TestSchemaTakesNoMoreThanTheDecoder(t *testing.T) {
	beyondSchema := []string{ReasonBadIMO, ReasonTooOld, ReasonFutureTime}
	for _, topic := range Topics() {
		schema := compile(t, topic)
		var names []string
		for name := range schema.Properties {
			names = append(names, name)
		}
		slices.Sort(names)
		t.Run(topic, func(t *testing.T) {
			taken := 0
			rapid.Check(t, func(t *rapid.T) {
				var event map[string]any
				if err := json.Unmarshal(Example(topic), &event); err != nil {
					t.Fatalf("%v", err)
				}
				for range rapid.IntRange(1, 3).Draw(t, "changes") {
					event[rapid.SampledFrom(names).Draw(t, "field")] = rapid.SampledFrom(mutations()).Draw(t, "value")
				}
				value, _ := json.Marshal(event)
				if schema.Validate(instance(t, value)) != nil {
					return
				}
				nulled, _, reject := verdict(topic, value)
				if reject != nil && !slices.Contains(beyondSchema, reject.Reason) && !strings.Contains(reject.Fix, "before the beginning") {
					t.Fatalf("%s: the schema takes it, the decoder says %v", value, reject)
				}
				if reject == nil && nulled > 0 && !excused(event) {
					t.Fatalf("%s: the schema takes it, the decoder leaves out %d", value, nulled)
				}
				taken++
			})
			if taken == 0 {
				t.Error("no generated message was valid")
			}
		})
	}
}

// excused says that an event has what no schema of one field can refuse: a
// wrong check digit, a field that its kind of event does not have, a release
// from no detention, an end that means "none".
func excused(event map[string]any) bool {
	for _, name := range []string{"arrived_at", "released_at", "covers"} {
		if event[name] != nil {
			return true
		}
	}
	return event["imo"] == 2000003.0 || event["kind"] == "coverage"
}
