package feed_test

import (
	"math"
	"strings"
	"testing"

	"plimsoll/ingest/event"
	"plimsoll/ingest/feed"
)

const cadastreHeader = "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo\n"

func TestMarineCadastre(t *testing.T) {
	text := "# a comment\n" + cadastreHeader +
		"351990001,2022-01-03T04:05:06,-46.2,-58.1,3.1,120.4,118.0,SIM ONE,IMO2000004,3SIM1,1001,engaged in fishing,49.5,,,\r\n" +
		"351990001,2022-01-03T04:06:06,-46.2,-58.2,0.0,-97.8,511.0,SIM ONE,IMO2000004,3SIM1,1001,moored,49.5,,,\n" +
		"351990002,2022-01-03T04:06:06,10,20,102.3,-49.6,511.0,,,,,15,,,,\n" +
		"351990003,2022-01-03T04:06:06,10,20,200,999,x,\"SIM, THREE\",IMO2000005,,70,sleeping,,,,\n" +
		"351990001,2022-01-03T04:05:06,-46.2,-58.1,3.1,120.4,118.0,SIM ONE,IMO2000004,3SIM1,1001,engaged in fishing,49.5,,,\n" +
		"35199000x,2022-01-03T04:05:06,1,2,,,,,,,,,,,,\n" +
		"351990001,2022-01-03Txx:05:06,1,2,,,,,,,,,,,,\n" +
		"351990001,,1,2,,,,,,,,,,,,\n" +
		"351990001,2022-01-03T04:05:06,95,181,,,,,,,,,,,,\n" +
		"351990001,2022-01-03T04:05:06,NaN,2,,,,,,,,,,,,\n" +
		"351990001,2090-01-03T04:05:06,1,2,,,,,,,,,,,,\n" +
		"351990001,2022-01-03T04:05:06,1,2,\"open,,,,,,,,,,,\n" +
		"351990001,2022-01-03\n"
	g := read(t, "ais.csv", text, feed.Options{})
	if g.Format != feed.FormatMarineCadastre || g.Read != 14 || g.Accepted != 4 || g.Duplicates != 1 || g.Ignored["comment"] != 1 {
		t.Errorf("%+v", g.Summary)
	}
	for reason, want := range map[string]int64{
		"bad_mmsi: MMSI": 1, "bad_time: BaseDateTime": 2, "missing_field: BaseDateTime": 1, "bad_position: lon": 1,
		"missing_field: position": 1, "future_time: observed_at": 1, "malformed_row": 1,
	} {
		if g.Rejected[reason] != want {
			t.Errorf("rejected %q %d times, want %d", reason, g.Rejected[reason], want)
		}
	}
	p := g.values(t, event.TopicPositions)
	if p[0]["nav_status"] != 7.0 || p[1]["nav_status"] != 5.0 {
		t.Errorf("statuses %v and %v", p[0]["nav_status"], p[1]["nav_status"])
	}
	if got := p[1]["course_deg"].(float64); math.Abs(got-311.8) > 1e-3 {
		t.Errorf("a course of -97.8 is 311.8 as the receiver heard it, not %v", got)
	}
	for _, field := range []string{"speed_kn", "course_deg", "heading_deg", "nav_status"} {
		if p[2][field] != nil || p[3][field] != nil {
			t.Errorf("%s is %v and %v, want not reported", field, p[2][field], p[3][field])
		}
	}
	for field, want := range map[string]int64{"speed_kn": 1, "course_deg": 1, "heading_deg": 1, "nav_status": 1, "imo": 1} {
		if g.Nulled[field] != want {
			t.Errorf("%s nulled %d times, want %d", field, g.Nulled[field], want)
		}
	}
	c := g.values(t, event.TopicVessels)
	if len(c) != 2 || c[0]["class"] != "fishing" || c[0]["imo"] != 2000004.0 || c[0]["length_m"] != 49.5 || c[1]["name"] != "SIM, THREE" || c[1]["class"] != "merchant" || c[1]["imo"] != nil {
		t.Errorf("claims %v", c)
	}
}

func TestMarineCadastreNewNames(t *testing.T) {
	g := read(t, "x", "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,length,width,draft,cargo,transceiver\n"+
		"351990001,2025-01-03 04:05:06,-58.1,-46.2,3.1,120.4,118,SIM ONE,,,30,7,49,,,,B\n", feed.Options{Now: nil})
	if g.Rejected["future_time: observed_at"] != 1 { // the tests' clock stands before that file
		t.Errorf("%+v", g.Summary)
	}
	g = read(t, "x", "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,length,width,draft,cargo,transceiver\n"+
		"351990001,2024-01-03 04:05:06,-58.1,-46.2,3.1,120.4,118,SIM ONE,,,30,7,49,,,,B\n", feed.Options{})
	if p := g.values(t, event.TopicPositions); len(p) != 1 || p[0]["lon"] != -58.1 || p[0]["ais_class"] != "B" || p[0]["nav_status"] != 7.0 {
		t.Errorf("%v", p)
	}
}

func TestMarineCadastreNeedsItsHeader(t *testing.T) {
	g := read(t, "x", strings.Replace(cadastreHeader, "BaseDateTime", "Timestamp", 1)+strings.Repeat("351990001,2022-01-03T04:05:06,1,2,,,,,,,,,,,,\n", 3), feed.Options{})
	if g.Read != 3 || g.Rejected["missing_field: column basedatetime"] != 3 {
		t.Errorf("%+v", g.Summary)
	}
	if g := read(t, "x", cadastreHeader, feed.Options{}); g.Read != 0 || g.Format != feed.FormatMarineCadastre {
		t.Errorf("a header alone: %+v", g.Summary)
	}
}

func TestMarineCadastreTypes(t *testing.T) {
	for kind, want := range map[string]any{
		"1001": "fishing", "1002": "factory", "1004": "merchant", "1024": "merchant", "1012": "passenger", "1018": "government",
		"1019": "other", "1025": "other", "1008": nil, "1099": nil, "30": "fishing", "60.0": "passenger", "": nil, "x": nil, "0": nil,
	} {
		g := read(t, "x", cadastreHeader+"351990001,2022-01-03T04:05:06,1,2,,,,SIM,,,"+kind+",,,,,\n", feed.Options{})
		if got := g.values(t, event.TopicVessels)[0]["class"]; got != want {
			t.Errorf("vessel type %q is %v, want %v", kind, got, want)
		}
	}
}

const trackHeader = `"","msgid","ssvid","seg_id","timestamp","lat","lon","speed_knots","heading","course","receiver_type","is_fishing_vessel","AIS_class"` + "\n"

func TestTrack(t *testing.T) {
	text := trackHeader +
		`"1","a","351990001","s",2022-01-26 15:32:37,-45.50027,-60.2064483333,1.6,511,307.1,"satellite",TRUE,"A"` + "\n" +
		`"2","b","351990001","s",2022-01-26 15:33:37,-45.5,-60.2,6.6999998093,0,360,"dynamic",TRUE,"B"` + "\n" +
		`"3","c","351990001","s",2022-01-26 15:34:37,-45.5,-60.2,NA,NA,NA,"terrestrial",TRUE,NA` + "\n" +
		`"4","c","351990001","s",2022-01-26 15:34:37,-45.5,-60.2,NA,NA,NA,"satellite",TRUE,NA` + "\n"
	g := read(t, "t.csv.gz", gzipped(t, text), feed.Options{})
	if g.Format != feed.FormatTrack || g.Accepted != 3 || g.Duplicates != 1 {
		t.Errorf("want three reports, one of them heard twice: %+v", g.Summary)
	}
	if g.Outputs[event.TopicVessels] != 0 {
		t.Error("somebody's guess at the vessel's class became a claim")
	}
	for i, want := range []string{
		`{"mmsi":351990001,"observed_at":"2022-01-26T15:32:37Z","lon":-60.2064483,"lat":-45.50027,"speed_kn":1.6,"course_deg":307.1,"ais_class":"A","receiver":"satellite","source":"track"}`,
		`{"mmsi":351990001,"observed_at":"2022-01-26T15:33:37Z","lon":-60.2,"lat":-45.5,"speed_kn":6.7,"heading_deg":0,"ais_class":"B","receiver":"dynamic","source":"track"}`,
		`{"mmsi":351990001,"observed_at":"2022-01-26T15:34:37Z","lon":-60.2,"lat":-45.5,"receiver":"terrestrial","source":"track"}`,
	} {
		if got := string(g.outputs[i].Value); got != want {
			t.Errorf("row %d:\n got %s\nwant %s", i+1, got, want)
		}
	}
	if key := string(g.outputs[0].Key); key != "351990001" {
		t.Errorf("key %q", key)
	}
}

func TestOwnSource(t *testing.T) {
	g := read(t, "x", trackHeader+`1,a,351990001,s,2022-01-26 15:32:37,1,2,,,,,,`+"\n", feed.Options{Source: "survey"})
	if got := header(g.outputs[0], event.HeaderSource); got != "survey" {
		t.Errorf("source %q", got)
	}
}

func FuzzTables(f *testing.F) {
	f.Add(cadastreHeader + "351990001,2022-01-03T04:05:06,1,2,3,4,5,SIM,IMO2000004,X,30,moored,10,,,\n")
	f.Add(trackHeader + `"1","a","351990001","s",2022-01-26 15:32:37,1,2,3,4,5,"satellite",TRUE,"A"` + "\n")
	f.Add("event_type,date,lat,lon,mmsi,duration_h,vessel_type,shiptypes\nGAP,2023-09-05T00:00:22.000Z,1,2,351990001,3,fishing,TRAWLERS\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, format := range []string{feed.FormatMarineCadastre, feed.FormatTrack, feed.FormatGFWEvents} {
			read(t, "x", text, feed.Options{Format: format})
		}
	})
}
