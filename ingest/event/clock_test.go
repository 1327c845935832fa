package event

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// oracle is time.Parse, held to what RFC 3339 allows and cut to milliseconds.
func oracle(s string) (int64, bool) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return 0, false
	}
	return t.UnixMilli(), true
}

func TestParseTimeLikeTheLibrary(t *testing.T) {
	zone := rapid.Custom(func(t *rapid.T) *time.Location {
		return time.FixedZone("", rapid.IntRange(-23*60-59, 23*60+59).Draw(t, "minutes")*60)
	})
	layouts := []string{time.RFC3339, time.RFC3339Nano, "2006-01-02T15:04:05.000Z07:00", "2006-01-02T15:04:05.0Z07:00"}
	rapid.Check(t, func(t *rapid.T) {
		sec := rapid.Int64Range(-60000000000, 200000000000).Draw(t, "seconds")
		at := time.Unix(sec, rapid.Int64Range(0, 999999999).Draw(t, "ns")).In(zone.Draw(t, "zone"))
		s := at.Format(rapid.SampledFrom(layouts).Draw(t, "layout"))
		want, _ := oracle(s)
		if got, ok := parseTime(s); !ok || got != want {
			t.Fatalf("%s: got %d, %v, want %d", s, got, ok, want)
		}
	})
}

func TestParseTimeRefuses(t *testing.T) {
	for _, s := range []string{
		"", "Z", "2022-01-03", "2022-01-03T04:05:06", "2022-01-03 04:05:06Z", "2022-01-03t04:05:06z", "2022-01-03T04:05Z",
		"2022-01-03T24:00:00Z", "2022-01-03T04:60:06Z", "2022-01-03T04:05:60Z", "2022-13-03T04:05:06Z", "2022-00-03T04:05:06Z",
		"2022-02-29T04:05:06Z", "1900-02-29T04:05:06Z", "2022-04-31T04:05:06Z", "2022-01-00T04:05:06Z", "2022-01-03T04:05:06.Z",
		"2022-01-03T04:05:06+0200", "2022-01-03T04:05:06+24:00", "2022-01-03T04:05:06+02:60", "2022-01-03T04:05:06ZZ",
		"2022-01-03T04:05:06,5Z", "20220103T040506Z....", "2022-1-03T04:05:06.0Z",
	} {
		if ms, ok := parseTime(s); ok {
			t.Errorf("%q was read as %d", s, ms)
		}
	}
}

func TestParseDate(t *testing.T) {
	for _, s := range []string{"1900-01-01", "1970-01-01", "2000-02-29", "2022-12-31", "2199-12-31"} {
		want, _ := oracle(s + "T00:00:00Z")
		if got, ok := parseDate(s); !ok || got != want {
			t.Errorf("%s: got %d, %v, want %d", s, got, ok, want)
		}
	}
}

func FuzzParseTime(f *testing.F) {
	f.Add("2022-01-03T04:05:06.789+02:00")
	f.Add("2022-02-30T04:05:06Z")
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := parseTime(s)
		want, valid := oracle(s)
		if year := len(s) > 4 && s[:4] == "0000"; year {
			return // before any limit
		}
		if ok && (!valid || got != want) {
			t.Errorf("%q: got %d, the library says %d, %v", s, got, want, valid)
		}
		if fromBytes, okBytes := parseTime([]byte(s)); fromBytes != got || okBytes != ok {
			t.Errorf("%q: bytes are read otherwise than text", s)
		}
	})
}
