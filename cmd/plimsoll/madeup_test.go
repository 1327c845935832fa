package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The equal of TestRealFilesThroughTheService that needs no file of others: a
// ship with an MID that is nobody's, far out, silent three times, and one that
// crosses from a State's waters to the high seas. Also the files of others in
// kind: AIVDM without times, a table with a malformed row, a summary.
func TestMadeUpFilesThroughTheService(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	end := time.Now().UTC().AddDate(0, 0, -3).Truncate(time.Hour)
	first, stranger := strangerTrack(end)
	write(t, dir, "stranger.csv", stranger)
	write(t, dir, "crossing.csv", crossingTrack(end))
	write(t, dir, "no_times.nmea", "!AIVDM,1,1,,A,15B4FT5000JRP>PE6E68Nbkl0PS5,0*70\n")
	write(t, dir, "insight.json", `{"period":{"startDate":"2020-01-01"},"vesselIdsWithoutIdentity":null,"coverage":{"blocks":"1"}}`)

	s := start(t, t.TempDir())
	summaries, code := s.feed("--wait", dir)
	if code != exitInPart || len(summaries) != 4 {
		t.Fatalf("feed ended with %d and %d summaries", code, len(summaries))
	}
	s.passed()

	var d dossier
	if code := s.get("/v1/vessels/mmsi-150999951", &d); code != 200 {
		t.Fatalf("dossier answered %d", code)
	}
	if !strings.Contains(kinds(d), "unallocated_mid") || len(d.Scores) != 2 || len(d.Zones) != 1 || d.Zones[0].Zone != "high_seas" || d.Zones[0].Positions != first {
		t.Errorf("the stranger came out as %+v", d)
	}
	var happened events
	s.get("/v1/vessels/mmsi-150999951/events", &happened)
	if got := happened.closedGaps(6); got != 3 {
		t.Errorf("%d gaps of six hours or more, want the 3 that were made", got)
	}
	var list alerts
	await(t, "the alert on the identity conflict", time.Minute, func() bool {
		s.get("/v1/alerts?vessel=mmsi-150999951&rule=identity_conflict", &list)
		return len(list.Alerts) == 1 && list.Alerts[0].State == "open"
	})
	var crossed dossier
	s.get("/v1/vessels/mmsi-412999074", &crossed)
	zones := fmt.Sprint(crossed.Zones)
	if !strings.Contains(zones, "URY") || !strings.Contains(zones, "high_seas") {
		t.Errorf("the crossing ship was in %s", zones)
	}
}

const trackHeader = `"","msgid","ssvid","seg_id","timestamp","lat","lon","speed_knots","heading","course","type","source","receiver_type","is_fishing_vessel","AIS_class"`

func trackRow(n int, mmsi string, at time.Time, lat, lon, speed float64) string {
	return fmt.Sprintf(`"%d","m%s-%d","%s","%s",%s,%.5f,%.5f,%.1f,511,10.5,"AIS.1","made up","satellite",TRUE,"A"`,
		n, mmsi, n, mmsi, mmsi, at.Format("2006-01-02 15:04:05"), lat, lon, speed)
}

// strangerTrack is 12 days at the edge of the high seas, a report every half
// hour but for three silences of seven, nine and thirteen hours.
func strangerTrack(end time.Time) (rows int, csv string) {
	silences := map[int]time.Duration{120: 7 * time.Hour, 260: 9 * time.Hour, 390: 13 * time.Hour}
	at := end.AddDate(0, 0, -14)
	lines := []string{trackHeader}
	for i := range 500 {
		lines = append(lines, trackRow(i+1, "150999951", at, -45.5+0.002*float64(i%50), -59.2, 5))
		at = at.Add(30 * time.Minute)
		if silence, found := silences[i]; found {
			at = at.Add(silence - 30*time.Minute)
		}
	}
	return 500, strings.Join(lines, "\n") + "\n"
}

// crossingTrack goes from 40 km off Uruguay straight out.
func crossingTrack(end time.Time) string {
	at := end.AddDate(0, 0, -6)
	lines := []string{trackHeader}
	for i := range 200 {
		lines = append(lines, trackRow(i+1, "412999074", at, -35.2-0.03*float64(i), -54.5+0.035*float64(i), 9))
		at = at.Add(20 * time.Minute)
	}
	return strings.Join(lines, "\n") + "\n"
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
