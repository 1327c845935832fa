package feed

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseStamp(t *testing.T) {
	const second = 1272412827
	for text, want := range map[string]int64{
		"1272412827":                second * 1000,
		"1272412827.5":              second*1000 + 500,
		"1272412827123":             second*1000 + 123,
		"1272412827123456":          second*1000 + 123,
		"1272412827123456789":       second*1000 + 123,
		"2010-04-28T00:00:27Z":      second * 1000,
		"2010-04-28 00:00:27":       second * 1000, // no zone is UTC
		"2010/04/28 00:00:27 UTC":   second * 1000,
		"2010-04-28T00:00:27.25Z":   second*1000 + 250,
		"2010-04-28T02:00:27+02:00": second * 1000,
		"2010-04-27T19:00:27-0500":  second * 1000,
	} {
		if got, ok := parseStamp([]byte(text)); !ok || got != want {
			t.Errorf("%q is %d (%v), want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{
		"", "12724128", "-1272412827", "12724128271234567890123", "1272412827.", "1272412827.5x", "2010-04-28", "2010-04-31T00:00:00Z",
		"2010-13-01T00:00:00Z", "2010-04-28T24:00:00Z", "2010-04-28T00:60:00", "2010-04-28T00:00:27+2", "2010-04-28Txx:00:27", "now",
	} {
		if got, ok := parseStamp([]byte(text)); ok {
			t.Errorf("%q is read as %d", text, got)
		}
	}
}

// What time writes is read back, whatever the zone.
func TestParseUTCReadsWhatTimeWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ms := rapid.Int64Range(0, 4_000_000_000_000).Draw(t, "ms")
		zone := time.FixedZone("", 60*rapid.IntRange(-14*60, 14*60).Draw(t, "minutes"))
		text := time.UnixMilli(ms).In(zone).Format("2006-01-02T15:04:05.000Z07:00")
		if got, ok := parseUTC([]byte(text)); !ok || got != ms {
			t.Fatalf("%s is %d (%v), want %d", text, got, ok, ms)
		}
	})
}

func TestSecondClock(t *testing.T) {
	start := time.Date(2024, 1, 31, 23, 59, 50, 0, time.UTC).UnixMilli()
	for _, step := range []struct {
		name      string
		seconds   []uint8
		at, clock int64 // milliseconds past start, of the last report and of the clock after it
	}{
		{"the same second", []uint8{50}, 0, 0},
		{"forward over midnight", []uint8{55, 2}, 12_000, 12_000},
		{"a late report does not turn it back", []uint8{58, 51}, 1_000, 8_000},
		{"a late report over the minute", []uint8{2, 58}, 8_000, 12_000},
		{"no second", []uint8{55, 60}, 5_000, 5_000},
		{"two minutes in steps", []uint8{10, 30, 50, 10, 30, 50}, 120_000, 120_000},
	} {
		c := secondClock{at: start}
		var at int64
		for _, s := range step.seconds {
			at = c.report(s)
		}
		if at-start != step.at || c.at-start != step.clock {
			t.Errorf("%s: report at %+d, clock at %+d, want %+d and %+d", step.name, at-start, c.at-start, step.at, step.clock)
		}
	}
	c := secondClock{at: start}
	if c.base(start + 3_600_000); c.at != start+3_600_000 {
		t.Error("a base station does not carry the clock over a quiet hour")
	}
	if c.base(start + 40*24*3_600_000); c.at != start+3_600_000 {
		t.Error("a base station forty days ahead is believed")
	}
	none := secondClock{at: noTime}
	if none.base(start); none.report(5) != noTime {
		t.Error("a clock that was never set has a time")
	}
}
