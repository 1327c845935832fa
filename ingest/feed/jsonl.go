package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/cespare/xxhash/v2"

	"plimsoll/ingest/event"
)

// Own JSON lines: one event a line, as its topic's contract has it. The topic
// comes from the file's name (positions.jsonl.gz, plimsoll.vessels.jsonl), else
// from the line's fields. A line may instead carry its topic and headers:
//
//	{"topic":"plimsoll.positions","key":"150402951","headers":{"ce_id":"1"},"value":{...}}

// envelopeLine is a line that says where it belongs.
type envelopeLine struct {
	Topic   string            `json:"topic"`
	Key     string            `json:"key"`
	Headers map[string]string `json:"headers"`
	Value   json.RawMessage   `json:"value"`
}

// fitsLines looks for a line that says its topic, among objects one a line.
func fitsLines(head []byte) bool {
	for line := range bytes.SplitSeq(head, []byte("\n")) {
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0 || line[0] == '#':
		case line[0] != '{':
			return false
		case topicOfLine(line) != "":
			return true
		}
	}
	return false
}

// topicOfName is the topic that a file's name says, "" for none.
func topicOfName(name string) string {
	base := strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	base = strings.TrimSuffix(base, ".gz")
	stem, ext, _ := cutLast(base, ".")
	if ext != "jsonl" && ext != "ndjson" {
		return ""
	}
	stem = strings.TrimPrefix(stem, "plimsoll.")
	for _, topic := range event.Topics() {
		short := strings.TrimPrefix(topic, "plimsoll.")
		rest, ok := strings.CutPrefix(stem, short)
		if ok && (rest == "" || strings.ContainsAny(rest[:1], "-_.")) {
			return topic
		}
	}
	return ""
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// topicOfLine is the topic that a line's fields say, "" for none.
func topicOfLine(line []byte) string {
	if len(line) == 0 || line[0] != '{' {
		return ""
	}
	var f map[string]json.RawMessage
	if json.Unmarshal(line, &f) != nil {
		return ""
	}
	var topic, kind string
	_ = json.Unmarshal(f["topic"], &topic) // what is no string is no topic
	_ = json.Unmarshal(f["kind"], &kind)
	there := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(name string) bool { _, ok := f[name]; return !ok })
	}
	switch {
	case topic != "" && there("value"):
		return topic
	case there("observed_at"):
		return event.TopicPositions
	case slices.Contains(event.EncounterKinds(), kind) && there("from"):
		return event.TopicEncounters
	case slices.Contains(event.PortCallKinds(), kind) && there("at"):
		return event.TopicPortCalls
	case slices.Contains(event.RecordKinds(), kind) && there("valid_from"):
		return event.TopicRecords
	case kind == "" && there("valid_from"):
		return event.TopicVessels
	case kind == "" && there("at", "labour"):
		return event.TopicInspections
	}
	return ""
}

func readLines(r *run, in io.Reader) error {
	named := topicOfName(r.name)
	l := newLines(in)
	for {
		line, tooLong, err := l.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := r.tick(); err != nil {
			return err
		}
		text := bytes.TrimSpace(line)
		switch {
		case tooLong:
			r.reject(lineTooLong(), l.number, line)
			continue
		case len(text) == 0:
			continue
		case text[0] == '#':
			r.ignore("comment")
			continue
		}
		r.received = r.opt.Now()
		out, nulled, reject := r.ownLine(named, text)
		if reject != nil {
			r.reject(reject, l.number, line)
			continue
		}
		if err := r.one(out, nulled); err != nil {
			return err
		}
	}
}

// one counts and emits a unit of one event.
func (r *run) one(out Output, nulled int) error {
	if !r.opt.Seen.Add(out.key) {
		r.sum.Read++
		r.sum.Duplicates++
		return nil
	}
	if err := r.emit(out); err != nil {
		return err
	}
	r.sum.Read++
	r.sum.Accepted++
	count(&r.sum.Outputs, out.Topic)
	for range nulled {
		count(&r.sum.Nulled, "out of range")
	}
	return nil
}

// ownLine reads one line. named is the topic by the file's name.
func (r *run) ownLine(named string, text []byte) (out Output, nulled int, reject *event.Reject) {
	var (
		topic   = named
		value   = bytes.Clone(text)
		headers map[string]string
		key     string
	)
	if bytes.Contains(text, []byte(`"value"`)) && bytes.Contains(text, []byte(`"topic"`)) {
		var e envelopeLine
		if json.Unmarshal(text, &e) == nil && e.Topic != "" && e.Value != nil {
			topic, value, headers, key = e.Topic, bytes.Clone(e.Value), e.Headers, e.Key
		}
	}
	if topic == "" {
		if topic = topicOfLine(text); topic == "" {
			return out, 0, unknownLine(text)
		}
	}
	env, reject := r.open(topic, headers, value)
	if reject != nil {
		return out, 0, reject
	}
	out, nulled, reject = r.decode(topic, value, env)
	if reject != nil {
		return out, 0, reject
	}
	if key != "" {
		out.Key = []byte(key)
	}
	out.Headers = keep(event.Headers(env.Type, env.ID, env.Source, env.ReceivedAt), headers)
	return out, nulled, nil
}

// unknownLine tells a line that is no JSON from one that says too little.
func unknownLine(text []byte) *event.Reject {
	if !json.Valid(text) {
		return &event.Reject{Reason: event.ReasonMalformedJSON, Fix: "want one JSON object a line"}
	}
	return &event.Reject{
		Reason: event.ReasonUnknownKind,
		Fix:    "the fields fit no contract; name the file after its topic, as in positions.jsonl, or say topic and value",
	}
}

func (r *run) open(topic string, headers map[string]string, value []byte) (event.Envelope, *event.Reject) {
	lower := make(map[string]string, len(headers)+1)
	for name, v := range headers {
		lower[strings.ToLower(name)] = v
	}
	if _, own := lower[event.HeaderSource]; !own && r.opt.Source != "" {
		lower[event.HeaderSource] = r.opt.Source
	}
	return event.Open(topic, func(name string) (string, bool) { v, ok := lower[name]; return v, ok }, value, r.received)
}

// keep restores what the line's own headers say that a first production would
// not: the time, the content type.
func keep(made []event.Header, own map[string]string) []event.Header {
	for _, name := range slices.Sorted(maps.Keys(own)) {
		v := own[name]
		if name = strings.ToLower(name); v != "" && new(event.Attributes).Of(name) != nil {
			made = event.Set(made, name, v)
		}
	}
	return made
}

// decode holds a value against its topic's contract.
func (r *run) decode(topic string, value []byte, env event.Envelope) (out Output, nulled int, reject *event.Reject) {
	out = Output{Topic: topic, Value: value, key: eventKey(topic, env.Source, env.ID)}
	switch topic {
	case event.TopicPositions:
		if env.ContentType == event.ContentNMEA {
			return r.decodeNMEA(out, env)
		}
		r.batch.Reset()
		nulled, _, reject = r.batch.AppendJSON(value, env)
		if reject != nil {
			return out, 0, reject
		}
		out.Key = event.KeyPosition(r.batch.MMSI[0])
		out.key = positionKey(r.batch.MMSI[0], r.batch.ObservedAt[0], r.batch.PayloadHash[0])
	case event.TopicVessels:
		c, bad := event.DecodeVessel(value, env)
		out.Key, nulled, reject = event.KeyVessel(c), c.Nulled, bad
	case event.TopicPortCalls:
		c, bad := event.DecodePortCall(value, env)
		out.Key, nulled, reject = event.KeyPortCall(c), c.Nulled, bad
	case event.TopicEncounters:
		c, bad := event.DecodeEncounter(value, env)
		out.Key, nulled, reject = event.KeyEncounter(c), c.Nulled, bad
	case event.TopicInspections:
		c, bad := event.DecodeInspection(value, env)
		out.Key, nulled, reject = event.KeyInspection(c), c.Nulled, bad
	case event.TopicRecords:
		c, bad := event.DecodeRecord(value, env)
		out.Key, nulled, reject = event.KeyRecord(c), c.Nulled, bad
	}
	return out, nulled, reject
}

// decodeNMEA checks raw AIVDM in a line's value, which is then a JSON string.
func (r *run) decodeNMEA(out Output, env event.Envelope) (Output, int, *event.Reject) {
	var text string
	if json.Unmarshal(out.Value, &text) != nil {
		return out, 0, badAIVDM("value", "want the sentences as one JSON string")
	}
	out.Value = []byte(text)
	at := env.Time
	if at.IsZero() {
		at = env.ReceivedAt
	}
	positions, claims, reject := DecodeAIVDM(out.Value, at)
	switch {
	case reject != nil:
		return out, 0, reject
	case len(positions) > 0:
		out.Key = event.KeyPosition(positions[0].MMSI)
	case len(claims) > 0:
		out.Key = event.KeyPosition(claims[0].MMSI)
	default:
		return out, 0, badAIVDM("message type", "this message says nothing about a vessel")
	}
	out.key = xxhash.Sum64(append([]byte(env.Source+"\x00"+env.ID+"\x00"), out.Value...))
	return out, 0, nil
}
