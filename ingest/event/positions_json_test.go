package event

import (
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func received() time.Time { return time.Date(2022, 6, 1, 4, 10, 0, 0, time.UTC) }

func envelope(topic string) Envelope {
	return Envelope{ID: "id-1", Source: "test", Type: TypeOf(topic), ContentType: ContentJSON, ReceivedAt: received()}
}

const goodPosition = `{"mmsi":150402951,"observed_at":"2022-01-03T04:05:06Z","lon":-58.1,"lat":-46.2,` +
	`"speed_kn":3.1,"course_deg":120.4,"heading_deg":118,"nav_status":7,"ais_class":"B","receiver":"satellite","source":"x"}`

func TestPositionColumns(t *testing.T) {
	var p Positions
	nulled, unknown, reject := p.AppendJSON([]byte(goodPosition), envelope(TopicPositions))
	if reject != nil || nulled != 0 || unknown != 0 {
		t.Fatalf("got %d nulled, %d unknown, %v", nulled, unknown, reject)
	}
	want := Position{
		MMSI: 150402951, ObservedAt: 1641182706000, ReceivedAt: received().UnixMilli(), Lon: -58.1, Lat: -46.2,
		SpeedKn: 3.1, CourseDeg: 120.4, HeadingDeg: 118, NavStatus: 7, Transmitter: ClassB, Receiver: Satellite, Source: "x",
	}
	if got := p.at(0); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if p.PayloadHash[0] != want.hash() {
		t.Error("the payload hash is not that of the report")
	}
}

// at is the report in row i, for comparing.
func (p *Positions) at(i int) Position {
	return Position{
		MMSI: p.MMSI[i], ObservedAt: p.ObservedAt[i], ReceivedAt: p.ReceivedAt[i], Lon: p.Lon[i], Lat: p.Lat[i],
		SpeedKn: p.SpeedKn[i], CourseDeg: p.CourseDeg[i], HeadingDeg: p.HeadingDeg[i], NavStatus: p.NavStatus[i],
		Transmitter: p.Transmitter[i], Receiver: p.Receiver[i], Source: p.Source[i],
	}
}

func TestPositionRejects(t *testing.T) {
	with := func(old, new string) string { return strings.Replace(goodPosition, old, new, 1) }
	for _, c := range []struct{ name, value, reason, field string }{
		{"empty", ``, ReasonMalformedJSON, ""},
		{"cut off", goodPosition[:40], ReasonMalformedJSON, ""},
		{"a list", `[` + goodPosition + `]`, ReasonMalformedJSON, ""},
		{"two objects", goodPosition + goodPosition, ReasonMalformedJSON, ""},
		{"a sentence", `!AIVDM,1,1,,A,15M67F,0*00`, ReasonMalformedJSON, ""},
		{"no mmsi", with(`"mmsi":150402951,`, ``), ReasonMissingField, "mmsi"},
		{"null mmsi", with(`150402951`, `null`), ReasonMissingField, "mmsi"},
		{"mmsi as text", with(`150402951`, `"150402951"`), ReasonBadMMSI, "mmsi"},
		{"mmsi 0", with(`150402951`, `0`), ReasonBadMMSI, "mmsi"},
		{"ten digits", with(`150402951`, `1504029510`), ReasonBadMMSI, "mmsi"},
		{"part of an mmsi", with(`150402951`, `150402951.5`), ReasonBadMMSI, "mmsi"},
		{"no time", with(`"observed_at":"2022-01-03T04:05:06Z",`, ``), ReasonMissingField, "observed_at"},
		{"time without offset", with(`06Z`, `06`), ReasonBadTime, "observed_at"},
		{"time as number", with(`"2022-01-03T04:05:06Z"`, `1641182706`), ReasonBadTime, "observed_at"},
		{"no such day", with(`2022-01-03`, `2022-02-30`), ReasonBadTime, "observed_at"},
		{"1989", with(`2022-01-03T04:05:06Z`, `1989-12-31T23:59:59.999Z`), ReasonTooOld, "observed_at"},
		{"2090", with(`2022-01-03`, `2090-01-03`), ReasonFutureTime, "observed_at"},
		{"just past", with(`2022-01-03T04:05:06Z`, `2022-06-01T04:20:00.001Z`), ReasonFutureTime, "observed_at"},
		{"no lon", with(`"lon":-58.1,`, ``), ReasonMissingField, "lon"},
		{"null lat", with(`-46.2`, `null`), ReasonMissingField, "lat"},
		{"(181, 95)", with(`"lon":-58.1,"lat":-46.2`, `"lon":181,"lat":95`), ReasonBadPosition, "lon"},
		{"not available", with(`-46.2`, `91`), ReasonBadPosition, "lat"},
		{"beyond the pole", with(`-46.2`, `90.0000001`), ReasonBadPosition, "lat"},
		{"NaN", with(`-58.1`, `NaN`), ReasonBadPosition, "lon"},
		{"NaN in lower case", with(`-46.2`, `nan`), ReasonBadPosition, "lat"},
		{"infinity", with(`-46.2`, `-Inf`), ReasonBadPosition, "lat"},
		{"overflow", with(`-46.2`, `1e999`), ReasonBadPosition, "lat"},
		{"lat as text", with(`-46.2`, `"-46.2"`), ReasonBadPosition, "lat"},
		{"two signs", with(`-46.2`, `--46.2`), ReasonBadPosition, "lat"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var p Positions
			_, _, reject := p.AppendJSON([]byte(c.value), envelope(TopicPositions))
			if reject == nil || reject.Reason != c.reason || reject.Field != c.field || reject.Fix == "" {
				t.Fatalf("got %v, want %s in %q with a fix", reject, c.reason, c.field)
			}
			if p.Len() != 0 || len(p.PayloadHash) != 0 {
				t.Error("a rejected report left a row behind")
			}
		})
	}
}

func TestPositionFieldsThatBecomeNull(t *testing.T) {
	with := func(old, new string) string { return strings.Replace(goodPosition, old, new, 1) }
	speed := func(p Position) bool { return p.SpeedKn != p.SpeedKn }
	course := func(p Position) bool { return p.CourseDeg != p.CourseDeg }
	heading := func(p Position) bool { return p.HeadingDeg == HeadingNotReported }
	status := func(p Position) bool { return p.NavStatus == NavStatusNotReported }
	for _, c := range []struct {
		name, value     string
		nulled, unknown int
		is              func(Position) bool
	}{
		{"speed not available", with(`3.1`, `102.3`), 0, 0, speed},
		{"speed null", with(`3.1`, `null`), 0, 0, speed},
		{"speed absent", with(`"speed_kn":3.1,`, ``), 0, 0, speed},
		{"speed below zero", with(`3.1`, `-0.1`), 1, 0, speed},
		{"speed too high", with(`3.1`, `102.4`), 1, 0, speed},
		{"speed NaN", with(`3.1`, `NaN`), 1, 0, speed},
		{"speed text", with(`3.1`, `"fast"`), 1, 0, speed},
		{"course not available", with(`120.4`, `360`), 0, 0, course},
		{"course below zero", with(`120.4`, `-177.6`), 1, 0, course},
		{"course too high", with(`120.4`, `409.5`), 1, 0, course},
		{"heading not available", with(`118`, `511`), 0, 0, heading},
		{"heading 360", with(`118`, `360`), 1, 0, heading},
		{"heading in parts", with(`118`, `118.4`), 1, 0, heading},
		{"status 15", with(`:7,`, `:15,`), 0, 0, status},
		{"status 16", with(`:7,`, `:16,`), 1, 0, status},
		{"status text", with(`:7,`, `:"engaged in fishing",`), 1, 0, status},
		{"class C", with(`"B"`, `"C"`), 1, 0, func(p Position) bool { return p.Transmitter == TransmitterUnknown }},
		{"receiver", with(`"satellite"`, `"moon"`), 1, 0, func(p Position) bool { return p.Receiver == ReceiverUnknown }},
		{"receiver as number", with(`"satellite"`, `3`), 1, 0, func(p Position) bool { return p.Receiver == ReceiverUnknown }},
		{"source with a control character", with(`"x"`, `"x\u001b[2J"`), 1, 0, func(p Position) bool { return p.Source == "test" }},
		{"source too long", with(`"x"`, `"`+strings.Repeat("x", 257)+`"`), 1, 0, func(p Position) bool { return p.Source == "test" }},
		{"unknown fields", with(`"speed_kn"`, `"draught_m":4,"crew":null,"speed_kn"`), 0, 2, nil},
		{"two bad", with(`3.1,"course_deg":120.4`, `-1,"course_deg":-1`), 2, 0, course},
		{"full circle rounded", with(`120.4`, `359.9999999`), 0, 0, func(p Position) bool { return p.CourseDeg == 0 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var p Positions
			nulled, unknown, reject := p.AppendJSON([]byte(c.value), envelope(TopicPositions))
			if reject != nil || nulled != c.nulled || unknown != c.unknown {
				t.Fatalf("got %d nulled, %d unknown, %v; want %d, %d", nulled, unknown, reject, c.nulled, c.unknown)
			}
			if c.is != nil && !c.is(p.at(0)) {
				t.Errorf("got %+v", p.at(0))
			}
		})
	}
}

func TestPositionRoundTrip(t *testing.T) {
	var p Positions
	rapid.Check(t, func(t *rapid.T) {
		want := genPosition(t)
		p.Reset()
		value := want.AppendTo(nil)
		nulled, unknown, reject := p.AppendJSON(value, envelope(TopicPositions))
		if reject != nil || nulled+unknown != 0 {
			t.Fatalf("%s: %d nulled, %d unknown, %v", value, nulled, unknown, reject)
		}
		if got := p.at(0); !same(got, want) || p.PayloadHash[0] != want.hash() {
			t.Fatalf("%s: got %+v, want %+v", value, got, want)
		}
	})
}

// Columns that differ in length would put one ship's speed on another.
func TestPositionColumnsStayEqual(t *testing.T) {
	var p Positions
	for _, value := range []string{goodPosition, `{}`, goodPosition, goodPosition[:50], goodPosition} {
		_, _, _ = p.AppendJSON([]byte(value), envelope(TopicPositions))
	}
	for range 2 {
		v := reflect.ValueOf(p)
		for i := range v.NumField() {
			if f := v.Field(i); f.Kind() == reflect.Slice && f.Len() != p.Len() {
				t.Errorf("column %s has %d rows, mmsi has %d", v.Type().Field(i).Name, f.Len(), p.Len())
			}
		}
		p.Reset()
	}
}

func TestPositionDecodingAllocatesNothing(t *testing.T) {
	var p Positions
	value, env := []byte(goodPosition), envelope(TopicPositions)
	_, _, _ = p.AppendJSON(value, env)
	if n := testing.AllocsPerRun(1000, func() {
		p.Reset()
		_, _, _ = p.AppendJSON(value, env)
	}); n != 0 {
		t.Errorf("%v allocations per message, want none", n)
	}
}

func FuzzPosition(f *testing.F) {
	f.Add([]byte(goodPosition))
	f.Add(Example(TopicPositions))
	f.Add([]byte(`{"mmsi":1e8,"observed_at":"2000-01-01T00:00:00+14:00","lon":-0,"lat":0.00000005,"speed_kn":102.2,"course_deg":359.99999}`))
	schema := compile(f, TopicPositions)
	var p, again Positions
	f.Fuzz(func(t *testing.T, value []byte) {
		p.Reset()
		if _, _, reject := p.AppendJSON(value, envelope(TopicPositions)); reject != nil {
			if reject.Fix == "" {
				t.Errorf("no fix in %v", reject)
			}
			return
		}
		first := p.at(0)
		if err := schema.Validate(instance(t, first.AppendTo(nil))); err != nil {
			t.Errorf("%s: the schema does not allow %s: %v", value, first.AppendTo(nil), err)
		}
		again.Reset()
		nulled, unknown, reject := again.AppendJSON(first.AppendTo(nil), envelope(TopicPositions))
		if reject != nil || nulled+unknown != 0 {
			t.Fatalf("%s: accepted, but not again: %d, %d, %v", value, nulled, unknown, reject)
		}
		second := again.at(0)
		if math.Abs(first.Lon-second.Lon) > 1e-7 || math.Abs(first.Lat-second.Lat) > 1e-7 {
			t.Errorf("%s: moved", value)
		}
		first.Lon, first.Lat = second.Lon, second.Lat
		if !same(first, second) {
			t.Errorf("%s: got %+v, then %+v", value, first, second)
		}
	})
}
