package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// realFiles finds data that other people made, which lies beside the
// repository and not in it.
func realFiles(t *testing.T, folders ...string) []string {
	t.Helper()
	var found []string
	for _, folder := range folders {
		path := filepath.Join("..", "..", "..", "shared", "real", folder)
		if _, err := os.Stat(path); err != nil {
			t.Skipf("SKIPPED: %s is not there; TestMadeUpFilesThroughTheService makes an equal test on made-up data", path)
		}
		found = append(found, path)
	}
	return found
}

type dossier struct {
	Identity struct {
		Flag  *struct{ Code, Source string } `json:"flag"`
		Class string                         `json:"class"`
	} `json:"identity"`
	Conflicts []struct{ Kind string } `json:"conflicts"`
	Scores    []struct {
		Population, Band string
		AtLeastPoints    int        `json:"at_least"`
		CouldBePoints    int        `json:"could_be"`
		Completeness     int        `json:"completeness"`
		Model            string     `json:"model"`
		NotKnown         []struct{} `json:"not_known"`
	} `json:"scores"`
	Seen struct {
		Positions int `json:"positions"`
	} `json:"seen"`
	Zones []struct {
		Zone         string `json:"zone"`
		CoastalState string `json:"coastal_state"`
		Positions    int    `json:"positions"`
	} `json:"zones"`
}

type events struct {
	Gaps []struct {
		Lasts bool    `json:"lasts"`
		Hours float64 `json:"hours"`
	} `json:"gaps"`
}

// closedGaps counts the silences that ended, of at least so many hours.
func (e events) closedGaps(hours float64) (n int) {
	for _, gap := range e.Gaps {
		if !gap.Lasts && gap.Hours >= hours {
			n++
		}
	}
	return n
}

type alerts struct {
	Alerts []struct {
		ID       string `json:"alert_id"`
		Rule     string `json:"rule"`
		State    string `json:"state"`
		Reason   string `json:"reason"`
		Evidence struct {
			Summary string `json:"summary"`
		} `json:"evidence"`
	} `json:"alerts"`
}

// Every real file goes through the running service: counted, explained, and
// two vessels come out as the study that they are from describes them.
func TestRealFilesThroughTheService(t *testing.T) {
	t.Parallel()
	files := realFiles(t, "nmea", "tracks", "marinecadastre", "gfw")
	s := start(t, t.TempDir())
	summaries, code := s.feed(append([]string{"--wait"}, files...)...)
	if code != exitInPart {
		t.Errorf("the malformed rows among the files end the feed with %d, want %d", code, exitInPart)
	}
	for _, one := range summaries {
		sum := one.Accepted + one.Duplicates
		for _, n := range one.Ignored {
			sum += n
		}
		for _, n := range one.Rejected {
			sum += n
		}
		if sum != one.Read {
			t.Errorf("%s: read %d, but %d are accounted for", one.File, one.Read, sum)
		}
	}
	if len(summaries) != 16 {
		t.Errorf("%d files were summed up, want 16", len(summaries))
	}
	s.passed()
	unallocated(t, s)
	crossing(t, s)
}

// unallocated is MMSI 150402951: its MID is nobody's, it sent no static
// report, and it stayed just outside 200 nautical miles.
func unallocated(t *testing.T, s *service) {
	for _, asOf := range []string{"", "?as_of=2022-02-28", "?as_of=2022-08-31"} {
		var d dossier
		if code := s.get("/v1/vessels/mmsi-150402951"+asOf, &d); code != 200 {
			t.Fatalf("%s: dossier answered %d", asOf, code)
		}
		if d.Identity.Flag != nil || d.Identity.Class != "unknown" {
			t.Errorf("%s: flag %v and class %s; neither is known", asOf, d.Identity.Flag, d.Identity.Class)
		}
		// 14,558 were stored; one of them needs an impossible speed, is kept as
		// a conflict and counts for nothing else.
		if len(d.Zones) != 1 || d.Zones[0].Zone != "high_seas" || d.Zones[0].Positions != 14557 || !strings.Contains(kinds(d), "implausible_jump") {
			t.Errorf("%s: zones %+v, want all positions but one jump on the high seas", asOf, d.Zones)
		}
		if len(d.Scores) != 2 {
			t.Fatalf("%s: %d scores, want one for each population", asOf, len(d.Scores))
		}
		for _, score := range d.Scores {
			if score.AtLeastPoints < 8 || score.CouldBePoints <= score.AtLeastPoints || len(score.NotKnown) == 0 || score.Model == "" {
				t.Errorf("%s: %+v lacks the conflict's points, or what is not known", asOf, score)
			}
		}
		if !strings.Contains(kinds(d), "unallocated_mid") {
			t.Errorf("%s: conflicts %s, want unallocated_mid", asOf, kinds(d))
		}
	}
	var happened events
	s.get("/v1/vessels/mmsi-150402951/events?as_of=2022-02-28", &happened)
	if got := happened.closedGaps(6); got != 3 {
		t.Errorf("%d gaps of six hours or more, want 3", got)
	}
	var list alerts
	await(t, "the alert on the identity conflict", time.Minute, func() bool {
		s.get("/v1/alerts?vessel=mmsi-150402951&rule=identity_conflict", &list)
		return len(list.Alerts) == 1
	})
	if a := list.Alerts[0]; a.State != "open" || !strings.Contains(a.Reason, "allocated to no State") || !strings.Contains(a.Evidence.Summary, "not known") {
		t.Errorf("the alert does not explain itself: %+v", a)
	}
}

// crossing is MMSI 412334074, which worked off Uruguay.
func crossing(t *testing.T, s *service) {
	for _, asOf := range []string{"", "?as_of=2022-08-31"} {
		var d dossier
		if code := s.get("/v1/vessels/mmsi-412334074"+asOf, &d); code != 200 {
			t.Fatalf("%s: dossier answered %d", asOf, code)
		}
		uruguay, highSeas := 0, 0
		for _, z := range d.Zones {
			switch {
			case z.CoastalState == "URY":
				uruguay += z.Positions
			case z.Zone == "high_seas":
				highSeas += z.Positions
			}
		}
		// 12,492 rows, 43 of them repeated; the 86 in the joint regime of
		// Argentina and Uruguay are nearest to Uruguay.
		if d.Seen.Positions != 12449 || uruguay != 12376 || highSeas != 73 {
			t.Errorf("%s: %d positions, %d in Uruguay's waters, %d on the high seas", asOf, d.Seen.Positions, uruguay, highSeas)
		}
		if d.Identity.Flag == nil || d.Identity.Flag.Code != "CHN" || d.Identity.Flag.Source != "mid" {
			t.Errorf("%s: flag %+v, want China by the MMSI alone", asOf, d.Identity.Flag)
		}
	}
	var before dossier
	s.get("/v1/vessels/mmsi-412334074?as_of=2022-02-28", &before)
	if before.Seen.Positions != 0 {
		t.Errorf("%d positions by 2022-02-28, but the track began in June", before.Seen.Positions)
	}
	var happened events
	s.get("/v1/vessels/mmsi-412334074/events?as_of=2022-08-31", &happened)
	if six, twelve := happened.closedGaps(6), happened.closedGaps(12); six != 6 || twelve != 2 {
		t.Errorf("%d gaps of six hours or more and %d of twelve, want 6 and 2", six, twelve)
	}
}

func kinds(d dossier) string {
	var list []string
	for _, c := range d.Conflicts {
		list = append(list, c.Kind)
	}
	return strings.Join(list, " ")
}
