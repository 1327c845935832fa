package api

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestAPI asks everything of one world, because filling it takes a while.
func TestAPI(t *testing.T) {
	x := newWorld(t)
	x.populate()
	for name, test := range map[string]func(*testing.T, *world){
		"search": testSearch, "dossier": testDossier, "as of": testAsOf, "scores": testScores, "events": testEvents, "alerts": testAlerts, "pages": testPages, "who can act": testActPage,
		"jurisdiction": testJurisdictionOfAVessel,
	} {
		t.Run(name, func(t *testing.T) {
			y := *x
			y.t = t
			test(t, &y)
		})
	}
	x.t = t
	testStream(t, x) // last: it changes the world
}

func testDossier(t *testing.T, x *world) {
	var d dossierDTO
	x.json("/v1/vessels/"+idOf(forgotten), &d)
	if d.Identity.Name != "SIM FORGOTTEN" || d.Identity.Flag == nil || d.Identity.Flag.Code != "GBR" || d.Identity.Class != "merchant" {
		t.Errorf("identity %+v", d.Identity)
	}
	if d.Identity.Flag.LabourLaw.Value != "yes" || d.Identity.Flag.Convenience.Value != "no" {
		t.Errorf("facts about the flag %+v", d.Identity.Flag)
	}
	if len(d.Scores) != 1 || d.Scores[0].Band != "severe" || d.Scores[0].AtLeast < 80 || d.Scores[0].Population != "seafarer" {
		t.Fatalf("scores %+v", d.Scores)
	}
	s := d.Scores[0]
	if s.Model != "v1" || s.CouldBe < s.AtLeast || s.Completeness <= 0 || s.Completeness >= 100 || s.Since == nil || len(s.NotKnown) == 0 {
		t.Errorf("score %+v", s)
	}
	if s.Top[0].Indicator != "abandonment" || s.Top[0].At != x.ago(395).Format(time.DateOnly) {
		t.Errorf("first reason %+v", s.Top[0])
	}
	if d.LastKnown == nil || d.LastKnown.DaysAgo != 40 || d.LastKnown.State != "PER" || d.LastKnown.Zone != "territorial_sea" {
		t.Errorf("last place %+v", d.LastKnown)
	}
	if len(d.Gaps.Newest) != 1 || d.Gaps.Count != 0 || d.Gaps.Lasting == nil || d.Gaps.Lasting.Hours != 40*24 {
		t.Errorf("gaps %+v", d.Gaps)
	}
	if len(d.Records) != 1 || d.Records[0].Status != "inactive" || d.Records[0].To != nil {
		t.Errorf("records %+v", d.Records)
	}
	if len(d.Zones) != 1 || d.Zones[0].State != "PER" || d.Zones[0].Percent != 100 || d.Zones[0].Positions != d.Seen.Positions {
		t.Errorf("zones %+v", d.Zones)
	}
	if !slices.ContainsFunc(d.NotKnown, func(s string) bool { return strings.Contains(s, "40 days") }) {
		t.Errorf("not known: %q", d.NotKnown)
	}

	var far dossierDTO
	x.json("/v1/vessels/mmsi-"+strconv.Itoa(farOutMMSI), &far)
	if far.VesselID != idOf(farOut) || far.AskedFor == "" {
		t.Errorf("a merged vessel answers as %q, asked for %q", far.VesselID, far.AskedFor)
	}
	if far.LastCall == nil || far.LastCall.Port != "CNZOS" || far.LastCall.Basis != "port_record" || !far.LastCall.To.Equal(x.ago(425)) {
		t.Errorf("last confirmed call %+v", far.LastCall)
	}
	if far.Scores[0].Band != "high" || far.Scores[0].Top[0].Indicator != "days_since_call" || far.Scores[0].Top[1].Indicator != "transfers" {
		t.Errorf("scores %+v", far.Scores)
	}

	var nobody dossierDTO
	x.json("/v1/vessels/mmsi-"+strconv.Itoa(nobodysMMSI), &nobody)
	if len(nobody.Conflicts) != 1 || nobody.Conflicts[0].Kind != "unallocated_mid" || nobody.Identity.Flag != nil || len(nobody.Scores) != 2 {
		t.Errorf("conflicts %+v, flag %+v, %d scores", nobody.Conflicts, nobody.Identity.Flag, len(nobody.Scores))
	}

	_, header, _ := x.get("/v1/vessels/" + idOf(forgotten))
	status, again, text := x.get("/v1/vessels/"+idOf(forgotten), "If-None-Match", header.Get("ETag"))
	if header.Get("ETag") == "" || status != http.StatusNotModified || text != "" || again.Get("ETag") != header.Get("ETag") {
		t.Errorf("ETag %q: %d %q %q", header.Get("ETag"), status, again.Get("ETag"), text)
	}
	if _, other, _ := x.get("/v1/vessels/" + idOf(farOut)); other.Get("ETag") == header.Get("ETag") {
		t.Error("two dossiers have one ETag")
	}
}

// A day asked for is computed with what is known now, and nothing that happened
// later shows.
func testAsOf(t *testing.T, x *world) {
	day := x.ago(410).Format(time.DateOnly)
	var d dossierDTO
	x.json("/v1/vessels/"+idOf(farOut)+"?as_of="+day, &d)
	if !d.AsOf.Equal(endOfDay(x.ago(410))) {
		t.Errorf("as of %s", d.AsOf)
	}
	if len(d.Scores) != 1 || d.Scores[0].Band == "high" || d.Scores[0].Since != nil || !d.Scores[0].AsOf.Equal(d.AsOf) {
		t.Errorf("scores %+v", d.Scores)
	}
	if d.LastKnown == nil || d.LastKnown.At.After(d.AsOf) || d.AsOf.Sub(d.LastKnown.At) > 4*time.Hour || d.Seen.LastAt.After(d.AsOf) {
		t.Errorf("last place %+v, seen %+v", d.LastKnown, d.Seen)
	}
	noon := x.ago(410).Truncate(24 * time.Hour).Add(13 * time.Hour)
	x.json("/v1/vessels/"+idOf(farOut)+"?as_of="+noon.Format(time.RFC3339), &d)
	if want := noon.Add(-time.Hour); !d.LastKnown.At.Equal(want) {
		t.Errorf("within a day: last place at %s, want %s", d.LastKnown.At, want)
	}
	x.json("/v1/vessels/"+idOf(farOut)+"?as_of="+x.ago(600).Format(time.DateOnly), &d)
	if d.Identity.Name != "SIM OLD NAME" || len(d.Identity.Names) != 1 || d.Seen != nil || d.LastKnown != nil || d.LastCall != nil {
		t.Errorf("before it was seen: %+v %+v %+v", d.Identity.Names, d.Seen, d.LastKnown)
	}
}

func testScores(t *testing.T, x *world) {
	path := "/v1/vessels/" + idOf(farOut) + "/scores"
	var stored, computed, before scoresDTO
	x.json(path, &stored)
	x.json(path+"?population=fisher&as_of="+x.now.Format(time.RFC3339), &computed)
	if len(stored.Scores) != 1 || len(computed.Scores) != 1 || stored.Scores[0].Basis != "stored" || computed.Scores[0].Basis != "computed" {
		t.Fatalf("%d stored, %d computed", len(stored.Scores), len(computed.Scores))
	}
	a, b := stored.Scores[0], computed.Scores[0]
	if a.AtLeast != b.AtLeast || a.Band != b.Band || a.CouldBe != b.CouldBe || a.Completeness != b.Completeness {
		t.Errorf("stored %s, computed %s", a.Words, b.Words)
	}
	sum := 0.0
	for _, p := range a.Pillars {
		sum += p.Points
	}
	if a.AtLeast < int(sum) || len(a.Floors) == 0 {
		t.Errorf("pillars sum to %.1f, at least %d, floors %q", sum, a.AtLeast, a.Floors)
	}
	for _, i := range a.Indicators {
		if i.Title == "" || i.Question == "" || i.Summary == "" || i.Pillar == "" {
			t.Errorf("indicator %s is not explained: %+v", i.ID, i)
		}
		if i.Points > 0 && len(i.Facts) == 0 {
			t.Errorf("indicator %s gives points without a fact", i.ID)
		}
	}
	if len(a.WouldHelp) == 0 || a.WouldHelp[0].Band == a.Band {
		t.Errorf("would help: %+v", a.WouldHelp)
	}
	if len(stored.History) == 0 || !slices.IsSortedFunc(stored.History, func(a, b historyDTO) int { return b.ScoredAt.Compare(a.ScoredAt) }) {
		t.Errorf("history %+v", stored.History)
	}
	x.json(path+"?known_at="+x.ago(1).Format(time.RFC3339), &before)
	if len(before.Scores) != 0 || len(before.History) != 0 {
		t.Errorf("known before it was stored: %+v", before)
	}
}

func testEvents(t *testing.T, x *world) {
	var e eventsDTO
	x.json("/v1/vessels/"+idOf(farOut)+"/events", &e)
	if len(e.Encounters) != 9 || len(e.Calls) != 1 || len(e.Records) != 0 || len(e.Inspections) != 0 {
		t.Errorf("%d encounters, %d calls, %d records, %d inspections", len(e.Encounters), len(e.Calls), len(e.Records), len(e.Inspections))
	}
	if !slices.IsSortedFunc(e.Encounters, func(a, b encounterDTO) int { return b.From.Compare(a.From) }) {
		t.Error("encounters are not the newest first")
	}
	e = eventsDTO{}
	x.json("/v1/vessels/"+idOf(farOut)+"/events?kind=encounters&limit=2&as_of="+x.ago(100).Format(time.DateOnly), &e)
	if len(e.Encounters) != 2 || e.Encounters[0].From.After(e.AsOf) || len(e.Calls) != 0 {
		t.Errorf("%+v", e)
	}
	e = eventsDTO{}
	x.json("/v1/vessels/"+idOf(fairHope)+"/events", &e)
	if len(e.Inspections) != 1 || e.Inspections[0].CrewInterviewed != "yes" || e.Inspections[0].ReleasedAt != nil {
		t.Errorf("inspections %+v", e.Inspections)
	}
}
