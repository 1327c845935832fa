package event

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func headersOf(list []Header) func(string) (string, bool) {
	return func(name string) (string, bool) {
		for _, h := range list {
			if h.Key == name {
				return h.Value, true
			}
		}
		return "", false
	}
}

func TestOpenReadsWhatHeadersWrite(t *testing.T) {
	at := time.Date(2022, 1, 3, 4, 5, 6, 789000000, time.FixedZone("", 7200))
	for _, topic := range Topics() {
		list := Headers(TypeOf(topic), "case-9", "a-source", at)
		env, reject := Open(topic, headersOf(list), []byte(`{}`), received())
		want := Envelope{
			ID: "case-9", Source: "a-source", Type: TypeOf(topic), ContentType: ContentJSON,
			Time: at.UTC(), ReceivedAt: at.UTC(),
		}
		if topic == TopicPositions {
			want.Time = time.Time{} // said once, as plimsoll-received-at
		}
		if reject != nil || env != want {
			t.Errorf("%s: got %+v, %v, want %+v", topic, env, reject, want)
		}
	}
}

// A replay of a plain message must be the same event, another value another.
func TestOpenPlainMessage(t *testing.T) {
	none := headersOf(nil)
	first, reject := Open(TopicRecords, none, []byte(`{"a":1}`), received())
	if reject != nil || first.Source != TopicRecords || first.ID == "" || first.ReceivedAt != received() || first.Type != TypeRecord {
		t.Fatalf("got %+v, %v", first, reject)
	}
	again, _ := Open(TopicRecords, none, []byte(`{"a":1}`), received().Add(time.Hour))
	other, _ := Open(TopicRecords, none, []byte(`{"a":2}`), received())
	if again.ID != first.ID || other.ID == first.ID {
		t.Errorf("ids %q, again %q, other %q", first.ID, again.ID, other.ID)
	}
	named, _ := Open(TopicRecords, headersOf([]Header{{HeaderSource, "s"}}), []byte(`{"a":1}`), received())
	if named.Source != "s" || named.ID != first.ID {
		t.Errorf("with a source alone: %+v", named)
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, c := range []struct {
		name, topic string
		headers     []Header
		value       string
		reason      string
		field       string
	}{
		{"newer version", TopicPositions, []Header{{HeaderType, "plimsoll.position.v2"}}, "{}", ReasonUnknownVersion, HeaderType},
		{"much newer version", TopicPositions, []Header{{HeaderType, "plimsoll.position.v11"}}, "{}", ReasonUnknownVersion, HeaderType},
		{"other kind", TopicPositions, []Header{{HeaderType, TypeVessel}}, "{}", ReasonUnknownKind, HeaderType},
		{"no version", TopicPositions, []Header{{HeaderType, "plimsoll.position.v"}}, "{}", ReasonUnknownKind, HeaderType},
		{"foreign kind", TopicRecords, []Header{{HeaderType, "com.example.thing"}}, "{}", ReasonUnknownKind, HeaderType},
		{"CloudEvents 2", TopicRecords, []Header{{HeaderSpecVersion, "2.0"}}, "{}", ReasonUnknownVersion, HeaderSpecVersion},
		{"no such topic", "plimsoll.weather", nil, "{}", ReasonUnknownKind, "topic"},
		{"what goes out", TopicAlerts, nil, "{}", ReasonUnknownKind, "topic"},
		{"CSV", TopicRecords, []Header{{HeaderContentType, "text/csv"}}, "a,b", ReasonUnknownContentType, HeaderContentType},
		{"sentences among vessels", TopicVessels, []Header{{HeaderContentType, ContentNMEA}}, "!AIVDM", ReasonUnknownContentType, HeaderContentType},
		{"structured mode", TopicRecords, []Header{{HeaderContentType, "application/cloudevents+json"}}, "{}", ReasonUnknownContentType, HeaderContentType},
		{"20 MB", TopicRecords, nil, strings.Repeat(" ", 20<<20), ReasonTooLarge, ""},
		{"empty", TopicRecords, nil, "", ReasonMalformedJSON, ""},
		{"received in 2090", TopicPositions, []Header{{HeaderReceivedAt, "2090-01-01T00:00:00.000Z"}}, "{}", ReasonFutureTime, HeaderReceivedAt},
		{"received in 1989", TopicPositions, []Header{{HeaderReceivedAt, "1989-01-01T00:00:00.000Z"}}, "{}", ReasonTooOld, HeaderReceivedAt},
		{"received some day", TopicPositions, []Header{{HeaderReceivedAt, "yesterday"}}, "{}", ReasonBadHeader, HeaderReceivedAt},
		{"endless id", TopicRecords, []Header{{HeaderID, strings.Repeat("x", 257)}}, "{}", ReasonBadHeader, HeaderID},
		{"source with an escape", TopicRecords, []Header{{HeaderSource, "a\x1b[2J"}}, "{}", ReasonBadHeader, HeaderSource},
		{"id that is no text", TopicRecords, []Header{{HeaderID, "\xff"}}, "{}", ReasonBadHeader, HeaderID},
	} {
		_, reject := Open(c.topic, headersOf(c.headers), []byte(c.value), received())
		if reject == nil || reject.Reason != c.reason || reject.Field != c.field || reject.Fix == "" {
			t.Errorf("%s: got %v, want %s in %q with a fix", c.name, reject, c.reason, c.field)
		}
	}
}

func TestOpenTakes(t *testing.T) {
	for _, c := range []struct{ name, topic, header, value, content string }{
		{"charset", TopicRecords, HeaderContentType, "Application/JSON; charset=utf-8", ContentJSON},
		{"sentences", TopicPositions, HeaderContentType, "application/x-nmea0183", ContentNMEA},
		{"a clock nine minutes fast", TopicPositions, HeaderReceivedAt, "2022-06-01T04:19:00.000Z", ContentJSON},
		{"a time that is none", TopicPositions, HeaderTime, "noon", ContentJSON},
		{"empty headers", TopicPositions, HeaderType, "", ContentJSON},
	} {
		env, reject := Open(c.topic, headersOf([]Header{{c.header, c.value}}), []byte("{}"), received())
		if reject != nil || env.ContentType != c.content {
			t.Errorf("%s: got %+v, %v", c.name, env, reject)
		}
	}
}

func TestOpenAllocatesNothing(t *testing.T) {
	get, value := headersOf(Headers(TypePosition, "id", "source", received())), []byte(goodPosition)
	if n := testing.AllocsPerRun(1000, func() { _, _ = Open(TopicPositions, get, value, received()) }); n != 0 {
		t.Errorf("%v allocations per message, want none", n)
	}
}

func TestReasonsAreOneClosedSet(t *testing.T) {
	seen := map[string]bool{}
	for _, reason := range Reasons() {
		if seen[reason] || strings.Trim(reason, "abcdefghijklmnopqrstuvwxyz_") != "" {
			t.Errorf("%q is twice in the set or no label", reason)
		}
		seen[reason] = true
	}
}

func TestEveryAttributeIsAHeader(t *testing.T) {
	a := attributes(func(name string) (string, bool) { return "value of " + name, true })
	for v, i := reflect.ValueOf(a), 0; i < v.NumField(); i++ {
		if v.Field(i).String() == "" {
			t.Errorf("no header fills %s", v.Type().Field(i).Name)
		}
	}
	if at := a.Of("traceparent"); at != nil {
		t.Errorf("a header that nobody asks for has a place: %q", *at)
	}
}
