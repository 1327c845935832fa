package feed_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	ais "github.com/BertoldVdb/go-ais"

	"plimsoll/ingest/event"
	"plimsoll/ingest/feed"
)

var seen = time.Date(2022, 1, 3, 4, 5, 6, 0, time.UTC)

// stamped puts a time before every sentence.
func stamped(at time.Time, lines ...string) string {
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "%s%s\n", tag(fmt.Sprintf("c:%d", at.Unix())), l)
	}
	return b.String()
}

func TestAIVDMFields(t *testing.T) {
	for _, c := range []struct {
		name   string
		packet ais.Packet
		topic  string
		want   string // as JSON, without what every one has
	}{
		{
			"class A", classA(351990001, -58.125, -46.25, 6), event.TopicPositions,
			`"lon":-58.125,"lat":-46.25,"speed_kn":3.1,"course_deg":120.4,"heading_deg":118,"nav_status":7,"ais_class":"A"`,
		},
		{"class A with nothing but a place", ais.PositionReport{
			Header: ais.Header{MessageID: 3, UserID: 351990001}, Valid: true, NavigationalStatus: 15, Sog: 102.3,
			Longitude: 12.5, Latitude: 1, Cog: 360, TrueHeading: 511, Timestamp: 60,
		}, event.TopicPositions, `"lon":12.5,"lat":1,"ais_class":"A"`},
		{"class B", ais.StandardClassBPositionReport{
			Header: ais.Header{MessageID: 18, UserID: 351990001}, Valid: true, Sog: 102.2, Longitude: -180, Latitude: 90, Cog: 359.9, TrueHeading: 359,
		}, event.TopicPositions, `"lon":-180,"lat":90,"speed_kn":102.2,"course_deg":359.9,"heading_deg":359,"ais_class":"B"`},
		{"long range", ais.LongRangeAisBroadcastMessage{
			Header: ais.Header{MessageID: 27, UserID: 351990001}, Valid: true, NavigationalStatus: 5, Longitude: 10.5, Latitude: -10.5, Sog: 12, Cog: 90,
		}, event.TopicPositions, `"lon":10.5,"lat":-10.5,"speed_kn":12,"course_deg":90,"nav_status":5`},
		{"long range, nothing known", ais.LongRangeAisBroadcastMessage{
			Header: ais.Header{MessageID: 27, UserID: 351990001}, Valid: true, NavigationalStatus: 15, Longitude: 10.5, Latitude: -10.5, Sog: 63, Cog: 511,
		}, event.TopicPositions, `"lon":10.5,"lat":-10.5`},
		{
			"static", static(351990001, 2000004, "SIM ALBATROSS"), event.TopicVessels,
			`"imo":2000004,"name":"SIM ALBATROSS","call_sign":"3SIM1","class":"fishing","length_m":49`,
		},
		{
			"static with a wrong IMO number", static(351990001, 2000005, "SIM ALBATROSS"), event.TopicVessels,
			`"name":"SIM ALBATROSS","call_sign":"3SIM1","class":"fishing","length_m":49`,
		},
		{
			"text behind the padding", static(351990001, 0, "SIM ONE@@@OLD"), event.TopicVessels,
			`"name":"SIM ONE","call_sign":"3SIM1","class":"fishing","length_m":49`,
		},
		{"name alone", ais.StaticDataReport{
			Header: ais.Header{MessageID: 24, UserID: 351990001}, Valid: true, ReportA: ais.StaticDataReportA{Valid: true, Name: "SIM TERN"},
		}, event.TopicVessels, `"name":"SIM TERN"`},
		{"part B", ais.StaticDataReport{
			Header: ais.Header{MessageID: 24, UserID: 351990001}, Valid: true, PartNumber: true,
			ReportB: ais.StaticDataReportB{Valid: true, ShipType: 70, CallSign: "3SIM2", Dimension: ais.FieldDimension{B: 12, D: 4}},
		}, event.TopicVessels, `"call_sign":"3SIM2","class":"merchant","length_m":12`},
	} {
		g := read(t, "x", stamped(seen, sentences(t, c.packet)...), feed.Options{})
		if g.Accepted != 1 || g.Read != 1 || len(g.outputs) != 1 || g.outputs[0].Topic != c.topic {
			t.Errorf("%s: %+v", c.name, g.Summary)
			continue
		}
		want := `{"mmsi":351990001,"observed_at":"2022-01-03T04:05:06Z",` + c.want + `,"source":"ais"}`
		if c.topic == event.TopicVessels {
			imo, rest, has := strings.Cut(c.want, ",")
			if !has || !strings.Contains(imo, "imo") {
				imo, rest = "", c.want
			} else {
				imo += ","
			}
			want = `{` + imo + `"mmsi":351990001,` + rest + `,"valid_from":"2022-01-03T04:05:06Z"}`
		}
		if got := string(g.outputs[0].Value); got != want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, want)
		}
		if source := header(g.outputs[0], event.HeaderSource); source != feed.SourceAIS {
			t.Errorf("%s: source %q", c.name, source)
		}
	}
}

func TestAIVDMClasses(t *testing.T) {
	for kind, want := range map[uint8]any{
		0: nil, 1: nil, 19: nil, 30: "fishing", 31: "other", 35: "government", 36: "other", 37: "other", 52: "other", 55: "government",
		60: "passenger", 69: "passenger", 70: "merchant", 80: "merchant", 89: "merchant", 90: "other", 99: "other", 100: nil, 200: nil,
	} {
		p := static(351990001, 0, "SIM ONE")
		p.Type = kind
		g := read(t, "x", stamped(seen, sentences(t, p)...), feed.Options{})
		if got := g.values(t, event.TopicVessels)[0]["class"]; got != want {
			t.Errorf("ship type %d is %v, want %v", kind, got, want)
		}
	}
}

// One message of each fate, counted once each.
func TestAIVDMFates(t *testing.T) {
	report := sentences(t, classA(351990001, 1, 2, 6))[0]
	parts := sentences(t, static(351990002, 2000004, "SIM TWO"))
	if len(parts) != 2 {
		t.Fatalf("want a message of two parts, got %d", len(parts))
	}
	base := ais.BaseStationReport{Header: ais.Header{MessageID: 4, UserID: 3669981}, Valid: true, UtcYear: 2022, UtcMonth: 1, UtcDay: 3}
	nowhere := classA(351990003, 181, 91, 6)
	text := "# a log\n\n" + stamped(seen, report, report, parts[0], parts[1], sentences(t, base)[0], sentences(t, nowhere)[0],
		strings.Replace(report, "A,1", "A,2", 1), parts[0], "$GPGLL,1*00") + "garbage\n" + report + "\n"
	g := read(t, "log.nmea", text, feed.Options{})
	if g.Format != feed.FormatAIVDM || g.Read != 11 || g.Accepted != 2 || g.Duplicates != 1 {
		t.Errorf("%+v", g.Summary)
	}
	for reason, want := range map[string]int64{"comment": 1, "message type 4": 1, "sentence that is not AIS": 1} {
		if g.Ignored[reason] != want {
			t.Errorf("ignored %q %d times, want %d", reason, g.Ignored[reason], want)
		}
	}
	for reason, want := range map[string]int64{"bad_position: lon": 1, "bad_aivdm: checksum": 1, "bad_aivdm: parts": 1, "bad_aivdm: sentence": 1, "no_time": 1} {
		if g.Rejected[reason] != want {
			t.Errorf("rejected %q %d times, want %d", reason, g.Rejected[reason], want)
		}
	}
	i := slices.IndexFunc(g.Examples, func(e feed.Example) bool { return e.Reason == event.ReasonNoTime })
	if i < 0 || g.Examples[i].Line != 13 || !strings.Contains(g.Examples[i].Fix, "--at TIME") || g.Examples[i].Text != report {
		t.Errorf("no example that advises --at: %+v", g.Examples)
	}
}

func TestAIVDMPositionAndIdentityAreOneUnit(t *testing.T) {
	p := ais.ExtendedClassBPositionReport{
		Header: ais.Header{MessageID: 19, UserID: 351990001}, Valid: true, Longitude: 1, Latitude: 2, Name: "SIM TERN", Type: 30, TrueHeading: 511,
	}
	moved := p
	moved.Longitude = 1.5
	g := read(t, "x", stamped(seen, sentences(t, p)[0])+stamped(seen.Add(time.Minute), sentences(t, moved)[0]), feed.Options{})
	if g.Read != 2 || g.Accepted != 2 || g.Outputs[event.TopicPositions] != 2 || g.Outputs[event.TopicVessels] != 1 {
		t.Errorf("want two units, two positions and one claim a day: %+v", g.Summary)
	}
}

// The id of a claim is its content and its day, so that a ship's repeated
// reports are one row a day and a file fed again changes nothing.
func TestAIVDMClaimIDs(t *testing.T) {
	id := func(at time.Time, name string) string {
		g := read(t, "x", stamped(at, sentences(t, static(351990001, 0, name))...), feed.Options{})
		return header(g.outputs[0], event.HeaderID)
	}
	first := id(seen, "SIM ONE")
	if !strings.HasPrefix(first, "ais-351990001-") || !strings.HasSuffix(first, "-20220103") {
		t.Errorf("id %s", first)
	}
	if id(seen.Add(time.Hour), "SIM ONE") != first {
		t.Error("the same content an hour later has another id")
	}
	if id(seen.Add(24*time.Hour), "SIM ONE") == first || id(seen, "SIM TWO") == first {
		t.Error("another day or another name has the same id")
	}
}

func TestAIVDMAtCarriesTimeForward(t *testing.T) {
	at := time.Date(2022, 1, 3, 4, 5, 50, 0, time.UTC)
	line := func(mmsi uint32, second uint8) string { return sentences(t, classA(mmsi, 1, 2, second))[0] + "\n" }
	base := ais.BaseStationReport{
		Header: ais.Header{MessageID: 4, UserID: 3669981}, Valid: true,
		UtcYear: 2022, UtcMonth: 1, UtcDay: 3, UtcHour: 5, UtcMinute: 30, UtcSecond: 10,
	}
	text := line(351990001, 50) + line(351990002, 10) + line(351990003, 58) + strings.Join(sentences(t, static(351990004, 0, "SIM FOUR")), "\n") + "\n" +
		sentences(t, base)[0] + "\n" + line(351990005, 12)
	g := read(t, "x", text, feed.Options{At: at})
	var got []any
	for _, v := range g.values(t, event.TopicPositions) {
		got = append(got, v["observed_at"])
	}
	want := []any{"2022-01-03T04:05:50Z", "2022-01-03T04:06:10Z", "2022-01-03T04:05:58Z", "2022-01-03T05:30:12Z"}
	if !slices.Equal(got, want) {
		t.Errorf("observed at %v, want %v", got, want)
	}
	if from := g.values(t, event.TopicVessels)[0]["valid_from"]; from != "2022-01-03T04:06:10Z" {
		t.Errorf("a static report is of %v", from)
	}
}

func TestAIVDMParts(t *testing.T) {
	a, b := sentences(t, static(351990001, 0, "SIM ONE")), sentences(t, static(351990002, 0, "SIM TWO"))
	other := func(s string) string { // the same message on the other channel
		body := strings.Replace(s[1:strings.Index(s, "*")], ",A,", ",B,", 1)
		return "!" + sum(body)
	}
	filler := strings.Repeat("# nothing\n", 120)
	at := func(seconds int, lines ...string) string {
		return stamped(seen.Add(time.Duration(seconds)*time.Second), lines...)
	}
	for _, c := range []struct {
		name     string
		text     string
		accepted int64
		rejected map[string]int64
	}{
		{"in order", at(0, a...), 1, nil},
		{"two at once on two channels", at(0, a[0], other(b[0]), a[1], other(b[1])), 2, nil},
		{"a first part alone", at(0, a[0]), 0, map[string]int64{"bad_aivdm: parts": 1}},
		{"a second part alone", at(0, a[1]), 0, map[string]int64{"bad_aivdm: parts": 1}},
		{"a new first part", at(0, a[0], b[0], b[1]), 1, map[string]int64{"bad_aivdm: parts": 1}},
		{"far apart in time", at(0, a[0]) + at(30, a[1]), 0, map[string]int64{"bad_aivdm: parts": 2}},
		{"far apart without times", a[0] + "\n" + filler + a[1] + "\n", 0, map[string]int64{"bad_aivdm: parts": 2}},
		{"one message with a bad part", at(0, a[0], strings.Replace(a[1], "*", "1*", 1)), 0, map[string]int64{"bad_aivdm: checksum": 1}},
		{"station before the first part only", tag("s:st,c:1641182706") + a[0] + "\n" + a[1] + "\n", 1, nil},
		{"two stations", tag("s:s1,c:1641182706") + a[0] + "\n" + tag("s:s2,c:1641182706") + b[0] + "\n" +
			tag("s:s1,c:1641182706") + a[1] + "\n" + tag("s:s2,c:1641182706") + b[1] + "\n", 2, nil},
		{"groups", tag("g:1-2-11,c:1641182706") + a[0] + "\n" + tag("g:1-2-12,c:1641182706") + b[0] + "\n" +
			tag("g:2-2-12") + b[1] + "\n" + tag("g:2-2-11") + a[1] + "\n", 2, nil},
	} {
		g := read(t, "x", c.text, feed.Options{})
		if g.Accepted != c.accepted {
			t.Errorf("%s: accepted %d, want %d: %+v", c.name, g.Accepted, c.accepted, g.Rejected)
		}
		for reason, n := range c.rejected {
			if g.Rejected[reason] != n {
				t.Errorf("%s: rejected %v, want %s %d times", c.name, g.Rejected, reason, n)
			}
		}
		if len(c.rejected) == 0 && len(g.Rejected) > 0 {
			t.Errorf("%s: rejected %v", c.name, g.Rejected)
		}
	}
}

// Noise that passed a checksum is told by its length and by values no station sends.
func TestAIVDMNoise(t *testing.T) {
	long := sentences(t, classA(351990001, 1, 2, 6))[0]
	body := long[1:strings.Index(long, "*")]
	noise := ais.LongRangeAisBroadcastMessage{Header: ais.Header{MessageID: 27, UserID: 351990001}, Valid: true, Longitude: 1, Latitude: 1, Cog: 400}
	for name, line := range map[string]string{
		"cut":          "!" + sum(strings.Replace(body, body[len(body)-4:], ",0", 1)),
		"lengthened":   "!" + sum(strings.TrimSuffix(body, ",0")+"0000,0"),
		"type 63":      "!" + sum("AIVDM,1,1,,A,w3u0000000000000000000000000,0"),
		"type 27 cog":  sentences(t, noise)[0],
		"hardly there": "!" + sum("AIVDM,1,1,,A,1,0"),
	} {
		g := read(t, "x", stamped(seen, line), feed.Options{Format: feed.FormatAIVDM})
		if g.Accepted != 0 || g.Read != 1 || len(g.Rejected) != 1 {
			t.Errorf("%s: %+v", name, g.Summary)
		}
	}
}
