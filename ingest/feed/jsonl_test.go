package feed_test

import (
	"encoding/json"
	"strings"
	"testing"

	"plimsoll/ingest/event"
	"plimsoll/ingest/feed"
)

// example is a contract's own example on one line.
func example(t testing.TB, topic string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(event.Example(topic), &v); err != nil {
		t.Fatalf("example of %s: %v", topic, err)
	}
	line, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(line)
}

// Every contract's example is told by the file's name, by its fields, and in
// an envelope.
func TestOwnLinesOfEveryTopic(t *testing.T) {
	for _, topic := range event.Topics() {
		line, short := example(t, topic), strings.TrimPrefix(topic, "plimsoll.")
		for name, text := range map[string]string{
			short + ".jsonl":                       line + "\n",
			"out/plimsoll." + short + ".ndjson":    line,
			short + "-2022.jsonl.gz":               gzipped(t, line+"\n"),
			"-":                                    "\n  " + line + "\n",
			"envelope":                             `{"topic":"` + topic + `","key":"k","headers":{"ce_id":"1","ce_source":"sim","plimsoll-received-at":"2024-01-02T03:04:05.678Z"},"value":` + line + "}\n",
			`C:\feeds\` + short + ".2022-01.jsonl": line,
		} {
			g := read(t, name, text, feed.Options{})
			if g.Format != feed.FormatLines || g.Accepted != 1 || g.outputs[0].Topic != topic {
				t.Errorf("%s as %s: %+v", topic, name, g.Summary)
				continue
			}
			o := g.outputs[0]
			id, source, received := header(o, event.HeaderID), header(o, event.HeaderSource), header(o, event.HeaderReceivedAt)
			if name == "envelope" {
				if id != "1" || source != "sim" || received != "2024-01-02T03:04:05.678Z" || string(o.Key) != "k" {
					t.Errorf("%s: the envelope's headers are lost: id %s source %s received %s key %s", topic, id, source, received, o.Key)
				}
			} else if len(id) != 32 || source != topic || received != event.FormatTime(now) {
				t.Errorf("%s as %s: id %s source %s received %s", topic, name, id, source, received)
			}
		}
	}
}

func TestOwnLinesFates(t *testing.T) {
	good := example(t, event.TopicPositions)
	report := sentences(t, classA(351990001, 1, 2, 6))[0]
	text := strings.Join([]string{
		"# from a test", "", good, good,
		`{"mmsi":351990001,"observed_at":"2022-01-03T04:05:06Z","lon":181,"lat":95}`,
		`{"mmsi":351990001,"observed_at":"2090-01-03T04:05:06Z","lon":1,"lat":2}`,
		`{"mmsi":351990001,"observed_at":"2022-01-03T04:05:06Z","lon":NaN,"lat":2}`,
		`{"mmsi":351990001,"observed_at":"2022-01-03T04:05:06Z","lon":1,"lat":2,"speed_kn":-3}`,
		`{"mmsi":`, `{"hello":"world"}`,
		`{"topic":"plimsoll.positions","headers":{"ce_type":"plimsoll.position.v2"},"value":` + good + `}`,
		`{"topic":"plimsoll.control","value":{}}`,
		`{"topic":"plimsoll.positions","headers":{"Content-Type":"application/x-nmea0183","ce_time":"2022-01-03T04:05:06Z"},"value":"` + report + `"}`,
	}, "\n")
	g := read(t, "x", text, feed.Options{})
	if g.Read != 12 || g.Accepted != 3 || g.Duplicates != 1 || g.Ignored["comment"] != 1 || g.Nulled["out of range"] != 1 {
		t.Errorf("%+v", g.Summary)
	}
	for reason, want := range map[string]int64{
		"bad_position: lon": 1, "future_time: observed_at": 1, "malformed_json": 2, "unknown_kind": 1, "unknown_version: ce_type": 1, "unknown_kind: topic": 1,
	} {
		if g.Rejected[reason] != want {
			t.Errorf("rejected %q %d times, want %d: %v", reason, g.Rejected[reason], want, g.Rejected)
		}
	}
	raw := g.outputs[len(g.outputs)-1]
	if string(raw.Value) != report || header(raw, event.HeaderContentType) != event.ContentNMEA || string(raw.Key) != "351990001" {
		t.Errorf("raw AIVDM: key %s, %s as %s", raw.Key, raw.Value, header(raw, event.HeaderContentType))
	}
}
