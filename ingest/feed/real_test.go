package feed_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"plimsoll/ingest/event"
	"plimsoll/ingest/feed"
)

// realFiles is what each file comes to, worked out from the file itself.
var realFiles = []struct {
	name, format               string
	at                         string // --at, when the file has no times
	read, accepted, duplicates int64
	ignored, rejected          map[string]int64 // those worth a word; the sums are checked in any case
	positions, vessels, events int64
}{
	// 820 messages of one part and 90 first parts; 88 second parts, of which 85
	// fit: 5 messages lack their second part and 3 their first. 583 positions,
	// 8 of them at 181/91. 94 static reports, 16 of them repeats of the day.
	{
		name: "nmea/go-ais_timestamped.nmea", format: feed.FormatAIVDM, read: 913, accepted: 653, duplicates: 16,
		ignored:   map[string]int64{"message type 4": 67, "message type 21": 46},
		rejected:  map[string]int64{"bad_aivdm: parts": 8, "bad_position: lon": 8},
		positions: 575, vessels: 78,
	},
	// 47 comments, 259 messages of one part, 2 of two. 8 class A, 11 class B
	// and 3 extended reports (one identity twice), 2 static reports, 10 of
	// type 24. Types 27 and 28 in it are receiver noise: 17 are undefined; of
	// the 19 of type 27, 16 have no such length and 2 values that do not exist,
	// and one cannot be told from a report. One more is cut short.
	{
		name: "nmea/libais_test.aivdm", format: feed.FormatAIVDM, read: 308, accepted: 34, duplicates: 1,
		ignored:   map[string]int64{"comment": 47, "message type 8": 13},
		rejected:  map[string]int64{"bad_aivdm: message type": 17, "bad_aivdm: length": 17, "bad_aivdm: payload": 2},
		positions: 23, vessels: 13,
	},
	// No times: 760 reports that would be read, 4 more without a position. 100 sentences are empty, all 20
	// two-part messages lack their second part.
	{
		name: "nmea/pyais_sample.nmea", format: feed.FormatAIVDM, read: 898,
		ignored:  map[string]int64{"message type 4": 6, "message type 15": 7},
		rejected: map[string]int64{"no_time": 760, "bad_position: lon": 4, "bad_aivdm: payload": 100, "bad_aivdm: parts": 20},
	},
	{
		name: "nmea/pyais_sample.nmea", format: feed.FormatAIVDM, at: "2015-01-01T00:00:00Z", read: 898,
		rejected: map[string]int64{"no_time": 0, "bad_aivdm: payload": 100, "bad_aivdm: parts": 20},
	},
	// One row a position; the second file has 43 rows twice.
	{name: "tracks/150402951_2021-12_2022-02.csv.gz", format: feed.FormatTrack, read: 14558, accepted: 14558, positions: 14558},
	{name: "tracks/412334074_seg1.csv.gz", format: feed.FormatTrack, read: 12492, accepted: 12449, duplicates: 43, positions: 12449},
	{
		name: "marinecadastre/badHeaders.csv", format: feed.FormatMarineCadastre, read: 11,
		ignored: map[string]int64{"comment": 1}, rejected: map[string]int64{"missing_field: column basedatetime": 10},
	},
	{
		name: "marinecadastre/badMMSIData.csv", format: feed.FormatMarineCadastre, read: 11, accepted: 9,
		ignored: map[string]int64{"comment": 1}, rejected: map[string]int64{"bad_mmsi: MMSI": 1}, positions: 9, vessels: 9,
	},
	{
		name: "marinecadastre/badTimeData.csv", format: feed.FormatMarineCadastre, read: 11, accepted: 9,
		ignored: map[string]int64{"comment": 1}, rejected: map[string]int64{"bad_time: BaseDateTime": 1}, positions: 9, vessels: 9,
	},
	{name: "marinecadastre/empty.csv", format: feed.FormatEmpty},
	{name: "marinecadastre/ten.csv", format: feed.FormatMarineCadastre, read: 10, accepted: 10, positions: 10, vessels: 10},
	// Twelve rows of ten vessels.
	{name: "marinecadastre/track.csv", format: feed.FormatMarineCadastre, read: 12, accepted: 12, positions: 12, vessels: 10},
	{name: "gfw/event_item.json", format: feed.FormatGFWEvent, read: 1, accepted: 1, events: 1, vessels: 1},
	{
		name: "gfw/event_stats_item.json", format: feed.FormatGFWStats, read: 1,
		ignored: map[string]int64{"event statistics: counts of a region, no vessel": 1},
	},
	{
		name: "gfw/vessel_insight_item.json", format: feed.FormatGFWInsight, read: 1,
		ignored: map[string]int64{"insight summary: counts of a period, no event": 1},
	},
	// Two registry entries, five of the vessel's own, one owner.
	{name: "gfw/vessel_item.json", format: feed.FormatGFWVessel, read: 1, accepted: 1, vessels: 8},
	// 275 rows are fishing gear; one other vessel's number has ten digits. The
	// rest says 5,559 different things about vessels, counting each day anew.
	{
		name: "gfw/med_events_snapshot.csv.gz", format: feed.FormatGFWEvents, read: 8386, accepted: 8110,
		ignored: map[string]int64{"vessel type gear: fishing gear, not a vessel": 275}, rejected: map[string]int64{"bad_mmsi: mmsi": 1},
		events: 8110, vessels: 5559,
	},
}

// Every real file adds up and comes to what it holds. The files are never in
// the repository.
func TestRealFiles(t *testing.T) {
	const root = "../../../shared/real"
	if _, err := os.Stat(root); err != nil {
		t.Skip("skipped, not passed: the real files are not at ../shared/real beside this repository")
	}
	expected := make(map[string]bool)
	for _, want := range realFiles {
		expected[want.name] = true
		t.Run(want.name, func(t *testing.T) {
			f, err := os.Open(filepath.Join(root, want.name))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = f.Close() }() // only read from
			opt := feed.Options{Now: func() time.Time { return time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC) }}
			if want.at != "" {
				if opt.At, err = time.Parse(time.RFC3339, want.at); err != nil {
					t.Fatal(err)
				}
			}
			s, err := feed.Read(context.Background(), filepath.Base(want.name), f, opt, func(feed.Output) error { return nil })
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s: read %d, accepted %d, duplicates %d, ignored %v, rejected %v, nulled %v, events %v",
				s.Format, s.Read, s.Accepted, s.Duplicates, s.Ignored, s.Rejected, s.Nulled, s.Outputs)
			if !s.Adds() {
				t.Error("the summary does not add up")
			}
			if s.Format != want.format || s.Read != want.read {
				t.Errorf("%s, read %d; want %s, %d", s.Format, s.Read, want.format, want.read)
			}
			for reason, n := range want.ignored {
				if s.Ignored[reason] != n {
					t.Errorf("ignored %q: %d, want %d", reason, s.Ignored[reason], n)
				}
			}
			for reason, n := range want.rejected {
				if s.Rejected[reason] != n {
					t.Errorf("rejected %q: %d, want %d", reason, s.Rejected[reason], n)
				}
			}
			if want.at != "" {
				if s.Accepted == 0 {
					t.Error("nothing is accepted in spite of --at")
				}
				return
			}
			if s.Accepted != want.accepted || s.Duplicates != want.duplicates {
				t.Errorf("accepted %d, duplicates %d; want %d, %d", s.Accepted, s.Duplicates, want.accepted, want.duplicates)
			}
			if s.Outputs[event.TopicPositions] != want.positions || s.Outputs[event.TopicEncounters] != want.events ||
				s.Outputs[event.TopicVessels] != want.vessels {
				t.Errorf("events %v; want %d positions, %d claims, %d behaviour events", s.Outputs, want.positions, want.vessels, want.events)
			}
		})
	}
	for _, dir := range []string{"nmea", "tracks", "marinecadastre", "gfw"} {
		err := fs.WalkDir(os.DirFS(root), dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && !expected[path] && !strings.HasPrefix(d.Name(), ".") {
				t.Errorf("%s is there and nothing is expected of it", path)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}
