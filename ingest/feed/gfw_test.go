package feed_test

import (
	"fmt"
	"strings"
	"testing"

	"plimsoll/ingest/event"
	"plimsoll/ingest/feed"
)

const gfwVesselDocument = `{
  "registryInfoTotalRecords": 2,
  "registryInfo": [
    {"id": "reg-1", "sourceCode": ["TMT", "IMO", "IMO"], "ssvid": "351990001", "flag": "PAN", "shipname": "SIM REEFER", "callsign": "3SIM1",
     "imo": "2000004", "latestVesselInfo": true, "transmissionDateFrom": "2015-02-27T10:59:43Z", "transmissionDateTo": "2024-02-25T08:26:32Z",
     "geartypes": ["SPECIALIZED_REEFER"], "lengthM": "126.8", "tonnageGt": 6963.6, "extraFields": [{"builtYear": "1994"}]},
    {"id": "reg-1", "sourceCode": ["IMO"], "ssvid": "576990001", "flag": "VUT", "shipname": "SIM OLD NAME", "imo": 2000004,
     "transmissionDateFrom": "2013-05-15", "transmissionDateTo": "2015-02-01T00:00:00Z", "geartypes": [{"name": "FISH_FACTORY"}, {"name": "TRAWLERS"}]},
    {"id": "reg-2", "ssvid": "576990001", "flag": "VUT", "transmissionDateFrom": "never"},
    {"id": "reg-3"}
  ],
  "registryOwners": [{"name": "Sim Fisheries Ltd", "flag": "CHN", "ssvid": "412990009", "sourceCode": ["PAPER"], "dateFrom": "2013-11-15T00:28:32Z", "dateTo": "2024-01-01T00:00:00Z"}],
  "combinedSourcesInfo": [{"shiptypes": [{"name": "FISHING", "source": "MODEL", "yearFrom": 2015, "yearTo": 2020}]}],
  "selfReportedInfo": [{"id": "self-1", "ssvid": "351990001", "shipname": "SIM REEFER", "flag": "PAN", "imo": "2000005", "transmissionDateFrom": "2015-02-27T10:59:21Z", "transmissionDateTo": "2024-03-02T23:51:32Z"}]
}`

func TestGFWVessel(t *testing.T) {
	g := read(t, "v.json", gfwVesselDocument, feed.Options{})
	if g.Format != feed.FormatGFWVessel || g.Read != 1 || g.Accepted != 1 || g.Outputs[event.TopicVessels] != 4 {
		t.Fatalf("%+v", g.Summary)
	}
	if g.Nulled["imo"] != 1 || g.Nulled["claim with a date that cannot be read"] != 1 {
		t.Errorf("nulled %v", g.Nulled)
	}
	owner := g.values(t, event.TopicVessels)[3]["owner"].(map[string]any)["id"]
	for i, want := range []struct{ source, value string }{
		{"gfw/registry/IMO+TMT", `{"imo":2000004,"mmsi":351990001,"name":"SIM REEFER","source_vessel_id":"reg-1","call_sign":"3SIM1","flag":"PAN","class":"fish_carrier","gt":6963.6,"length_m":126.8,"built_year":1994,"valid_from":"2015-02-27T10:59:43Z"}`},
		{"gfw/registry/IMO", `{"imo":2000004,"mmsi":576990001,"name":"SIM OLD NAME","source_vessel_id":"reg-1","flag":"VUT","class":"factory","gear":"trawlers","valid_from":"2013-05-15T00:00:00Z","valid_to":"2015-02-01T00:00:00Z"}`},
		{"gfw/ais", `{"mmsi":351990001,"name":"SIM REEFER","source_vessel_id":"self-1","flag":"PAN","valid_from":"2015-02-27T10:59:21Z","valid_to":"2024-03-02T23:51:32Z"}`},
		{"gfw/owners/PAPER", `{"imo":2000004,"owner":{"id":"` + fmt.Sprint(owner) + `","name":"Sim Fisheries Ltd","state":"CHN"},"valid_from":"2013-11-15T00:28:32Z","valid_to":"2024-01-01T00:00:00Z"}`},
	} {
		if got := string(g.outputs[i].Value); got != want.value {
			t.Errorf("claim %d:\n got %s\nwant %s", i, got, want.value)
		}
		if got := header(g.outputs[i], event.HeaderSource); got != want.source {
			t.Errorf("claim %d: source %q, want %q", i, got, want.source)
		}
		if id := header(g.outputs[i], event.HeaderID); strings.Contains(strings.ToUpper(id), "SIM") {
			t.Errorf("claim %d: a name is in its id %s", i, id)
		}
	}
}

func gfwEventDocument(kind, more string) string {
	return `{"start": "2022-01-20T02:00:00.000Z", "end": "2022-01-20T09:30:00.000Z", "id": "ev-` + kind + `", "type": "` + kind + `",
	"position": {"lat": "-45.5", "lon": -60.25}, "regions": {}, "boundingBox": [1, 2, 3, 4],
	"vessel": {"id": "v-1", "name": "SIM ONE", "ssvid": "351990001", "flag": "PAN", "type": "fishing"},
	"encounter": {"vessel": {"id": "v-2", "flag": null, "name": "SIM CARRIER", "type": "carrier", "ssvid": "351990002"}, "medianDistanceKilometers": "0.034", "medianSpeedKnots": 0.758},
	"gap": {"intentionalDisabling": "true"}, "port_visit": {"startAnchorage": {"id": "sim-port"}}` + more + `}`
}

// Documents may carry details of other kinds; only those of their own count.
func TestGFWEvents(t *testing.T) {
	const common = `"from":"2022-01-20T02:00:00Z","to":"2022-01-20T09:30:00Z"`
	for kind, want := range map[string]string{
		"encounter":  `{"mmsi":351990001,"name":"SIM ONE","kind":"encounter","other":{"mmsi":351990002,"name":"SIM CARRIER","class":"fish_carrier"},` + common + `,"median_distance_m":34,"median_speed_kn":0.758,"lon":-60.25,"lat":-45.5}`,
		"gap":        `{"mmsi":351990001,"name":"SIM ONE","kind":"gap",` + common + `,"intentional_disabling":true,"lon":-60.25,"lat":-45.5}`,
		"loitering":  `{"mmsi":351990001,"name":"SIM ONE","kind":"loitering",` + common + `,"lon":-60.25,"lat":-45.5}`,
		"port_visit": `{"mmsi":351990001,"name":"SIM ONE","kind":"port_visit",` + common + `,"lon":-60.25,"lat":-45.5}`,
		"FISHING":    `{"mmsi":351990001,"name":"SIM ONE","kind":"fishing",` + common + `,"lon":-60.25,"lat":-45.5}`,
	} {
		g := read(t, "e.json", gfwEventDocument(kind, ""), feed.Options{})
		if g.Format != feed.FormatGFWEvent || g.Accepted != 1 || len(g.outputs) != 2 {
			t.Errorf("%s: %+v", kind, g.Summary)
			continue
		}
		if got := string(g.outputs[1].Value); got != want && string(g.outputs[0].Value) != want {
			t.Errorf("%s:\n got %s\nwant %s", kind, g.outputs[0].Value, want)
		}
		claim := g.values(t, event.TopicVessels)[0]
		if claim["flag"] != "PAN" || claim["class"] != nil {
			t.Errorf("%s: want the flag and no class (it may be a model's guess): %v", kind, claim)
		}
	}
	open := strings.Replace(gfwEventDocument("gap", ""), "2022-01-20T09:30:00.000Z", "", 1)
	if g := read(t, "e.json", open, feed.Options{}); g.Accepted != 1 || g.values(t, event.TopicEncounters)[0]["to"] != nil {
		t.Errorf("without an end: %+v", g.Summary)
	}
	buoy := strings.Replace(gfwEventDocument("gap", ""), `"type": "fishing"`, `"type": "gear"`, 1)
	if g := read(t, "e.json", buoy, feed.Options{}); g.Ignored["vessel type gear: fishing gear, not a vessel"] != 1 {
		t.Errorf("a net buoy: %+v", g.Summary)
	}
	if g := read(t, "e.json", gfwEventDocument("dancing", ""), feed.Options{}); g.Rejected["unknown_kind: kind"] != 1 {
		t.Errorf("an unknown kind: %+v", g.Summary)
	}
}

// Lists, pages and documents one after the other are taken apart; a bad one
// costs itself.
func TestGFWManyDocuments(t *testing.T) {
	a, b, c := gfwEventDocument("gap", ""), gfwEventDocument("loitering", ""), gfwEventDocument("encounter", `,"note":"] } \" ,"`)
	for name, text := range map[string]string{
		"list":       "[" + a + ",\n" + b + "," + c + "]",
		"page":       `{"total": 3, "nextOffset": 3, "entries": [` + a + "," + b + "," + c + `], "metadata": {"a": [1]}}`,
		"successive": a + "\n" + b + c,
		"pages":      `{"entries": [` + a + `]}` + "\n" + `{"entries" : [` + b + "," + c + `], "x": "}"}`,
	} {
		if g := read(t, "e.json", text, feed.Options{}); g.Accepted != 3 || g.Read != 3 {
			t.Errorf("%s: %+v", name, g.Summary)
		}
	}
	bad := strings.Replace(b, `"gap"`, `gap`, 1)
	if g := read(t, "e.json", "["+a+","+bad+","+c+"]", feed.Options{}); g.Accepted != 2 || g.Rejected["malformed_json"] != 1 {
		t.Errorf("a bad one in a list: %+v", g.Summary)
	}
	if g := read(t, "e.json", a+b[:200], feed.Options{}); g.Accepted != 1 || g.Rejected["malformed_json"] != 1 {
		t.Errorf("cut short: %+v", g.Summary)
	}
	huge := strings.Replace(b, "SIM ONE", strings.Repeat("x", 5<<20), 1)
	if g := read(t, "e.json", "["+a+","+huge+","+c+"]", feed.Options{}); g.Accepted != 2 || g.Rejected["too_large: document"] != 1 {
		t.Errorf("a huge one in a list: %+v", g.Summary)
	}
}

// What a file writes into ids, sources and names does not make an event that
// the ingester or the broker would refuse.
func TestGFWUntidyNames(t *testing.T) {
	long := strings.Repeat("x", 3<<19)
	vessel := strings.NewReplacer(`"TMT"`, `"T\u007fT"`, `"reg-1"`, `"r\n1"`, "SIM REEFER", long).Replace(gfwVesselDocument)
	g := read(t, "v.json", vessel, feed.Options{})
	if g.Accepted != 1 || g.Nulled["out of range"] == 0 || g.values(t, event.TopicVessels)[0]["name"] != nil {
		t.Errorf("%+v", g.Summary)
	}
	g = read(t, "e.json", strings.Replace(gfwEventDocument("gap", ""), `"ev-gap"`, `"e\u0000v"`, 1), feed.Options{})
	if g.Accepted != 1 {
		t.Errorf("%+v", g.Summary)
	}
}

func TestGFWKindsWithNothingForUs(t *testing.T) {
	for text, want := range map[string]string{
		`{"numEvents": 1, "numFlags": 1, "numVessels": 1, "flags": ["SEN"], "timeseries": [{"date": "2023-01-01", "value": 2}]}`:                                 feed.FormatGFWStats,
		`{"period": {"startDate": "2020-01-01"}, "vesselIdsWithoutIdentity": null, "gap": {}, "coverage": {"blocks": "1"}, "apparentFishing": {"datasets": []}}`: feed.FormatGFWInsight,
	} {
		g := read(t, "x.json", text, feed.Options{})
		if g.Format != want || g.Read != 1 || len(g.Ignored) != 1 || len(g.outputs) != 0 {
			t.Errorf("%s: %+v", want, g.Summary)
		}
	}
}

func TestGFWEventsTable(t *testing.T) {
	const head = "event_type,date,lat,lon,vessel_id,mmsi,flag,vessel_name,vessel_type,duration_h,gap_intentional_disabling,encounter_vessel_name," +
		"encounter_median_distance_km,encounter_median_speed_knots,imo,length_m,tonnage_gt,shiptypes\n"
	text := head +
		"LOITERING,2023-09-05T00:00:22.000Z,33.75,12.5,v-1,351990001,PAN,SIM ONE,fishing,2.5,,,,,2000004.0,49.5,498.0,\"SET_LONGLINES,TRAWLERS\"\n" +
		"ENCOUNTER,2023-09-05T01:00:00.000Z,33.75,12.5,v-1,351990001,PAN,SIM ONE,fishing,1,,SIM TWO,0.046,0.091,2000004.0,49.5,498.0,\"SET_LONGLINES,TRAWLERS\"\n" +
		"ENCOUNTER,2023-09-05T01:00:00.000Z,33.75,12.5,v-1,351990001,PAN,SIM ONE,fishing,1,,SIM THREE,0.046,0.091,2000004.0,49.5,498.0,\"SET_LONGLINES,TRAWLERS\"\n" +
		"GAP,2023-09-06T00:00:00.000Z,33.75,12.5,v-1,351990001,PAN,SIM ONE,fishing,13.8,True,,,,,,,\n" +
		"GAP,2023-09-06T00:00:00.000Z,33.75,12.5,v-9,111111011,,SIM BUOY 50%,gear,13.8,True,,,,,,,\n" +
		"GAP,2023-09-06T00:00:00.000Z,33.75,12.5,v-8,1023008770,,,other,13.8,True,,,,,,,\n"
	g := read(t, "e.csv", text, feed.Options{})
	if g.Format != feed.FormatGFWEvents || g.Read != 6 || g.Accepted != 4 || g.Ignored["vessel type gear: fishing gear, not a vessel"] != 1 || g.Rejected["bad_mmsi: mmsi"] != 1 {
		t.Errorf("%+v", g.Summary)
	}
	e := g.values(t, event.TopicEncounters)
	if e[0]["to"] != "2023-09-05T02:30:22Z" || e[1]["median_distance_m"] != 46.0 || e[3]["intentional_disabling"] != true || e[0]["intentional_disabling"] != nil {
		t.Errorf("%v", e)
	}
	c := g.values(t, event.TopicVessels)
	if len(c) != 2 || c[0]["class"] != "fishing" || c[0]["gear"] != "set_longlines,trawlers" || c[0]["gt"] != 498.0 || c[1]["class"] != nil {
		t.Errorf("claims, one a day and content: %v", c)
	}
}

func FuzzDocuments(f *testing.F) {
	f.Add(gfwVesselDocument)
	f.Add(gfwEventDocument("gap", ""))
	f.Add(`{"entries": [` + gfwEventDocument("encounter", "") + `]}`)
	f.Fuzz(func(t *testing.T, text string) {
		for _, format := range []string{feed.FormatGFWVessel, feed.FormatGFWEvent, feed.FormatLines} {
			read(t, "x", text, feed.Options{Format: format})
		}
	})
}
