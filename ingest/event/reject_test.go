package event

import (
	"encoding/json"
	"strings"
	"testing"
)

// changed is a topic's example with members set; null leaves one out.
func changed(t *testing.T, topic, changes string) []byte {
	t.Helper()
	var event, with map[string]any
	if err := json.Unmarshal(Example(topic), &event); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(changes), &with); err != nil {
		t.Fatal(err)
	}
	for name, v := range with {
		event[name] = v
	}
	value, err := json.Marshal(event)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestEventsRefused(t *testing.T) {
	const nobody = `"imo":null,"mmsi":null`
	for _, c := range []struct{ topic, changes, reason, field string }{
		{TopicVessels, `{` + nobody + `,"source_vessel_id":null}`, ReasonNoSubject, ""},
		{TopicVessels, `{` + nobody + `,"source_vessel_id":" "}`, ReasonNoSubject, ""},
		{TopicVessels, `{"imo":2000003,"mmsi":null,"source_vessel_id":null}`, ReasonBadIMO, "imo"},
		{TopicVessels, `{"imo":null,"mmsi":1e10,"source_vessel_id":null}`, ReasonBadMMSI, "mmsi"},
		{TopicVessels, `{"imo":"2000004","mmsi":0,"source_vessel_id":null}`, ReasonBadIMO, "imo"},
		{TopicVessels, `{"valid_from":"spring"}`, ReasonBadTime, "valid_from"},
		{TopicVessels, `{"valid_from":20210501}`, ReasonBadTime, "valid_from"},
		{TopicVessels, `{"valid_from":"1899-12-31"}`, ReasonTooOld, "valid_from"},
		{TopicVessels, `{"valid_from":"2022-06-02"}`, ReasonFutureTime, "valid_from"},
		{TopicVessels, `{"valid_to":"31/12/2021"}`, ReasonBadTime, "valid_to"},
		{TopicVessels, `{"valid_to":"2021-04-30"}`, ReasonBadTime, "valid_to"},
		{TopicPortCalls, `{"kind":"passed"}`, ReasonUnknownKind, "kind"},
		{TopicPortCalls, `{"kind":7}`, ReasonUnknownKind, "kind"},
		{TopicPortCalls, `{` + nobody + `}`, ReasonNoSubject, ""},
		{TopicPortCalls, `{"port":null,"lon":null,"lat":null}`, ReasonMissingField, "port"},
		{TopicPortCalls, `{"port":"MONTEVIDEO","lon":null,"lat":null}`, ReasonBadPort, "port"},
		{TopicPortCalls, `{"lon":null}`, ReasonBadPosition, "lon"},
		{TopicPortCalls, `{"lat":95}`, ReasonBadPosition, "lat"},
		{TopicPortCalls, `{"lon":"x"}`, ReasonBadPosition, "lon"},
		{TopicPortCalls, `{"at":"2022-01-01"}`, ReasonBadTime, "at"},
		{TopicPortCalls, `{"at":"2090-01-01"}`, ReasonFutureTime, "at"},
		{TopicPortCalls, `{"at":"1980-01-01","arrived_at":null}`, ReasonTooOld, "at"},
		{TopicPortCalls, `{"kind":"announced","at":"2024-01-01"}`, ReasonFutureTime, "at"},
		{TopicEncounters, `{"kind":"rendezvous"}`, ReasonUnknownKind, "kind"},
		{TopicEncounters, `{"mmsi":-5}`, ReasonBadMMSI, "mmsi"},
		{TopicEncounters, `{"mmsi":null}`, ReasonNoSubject, ""},
		{TopicEncounters, `{"to":"2022-01-19"}`, ReasonBadTime, "to"},
		{TopicEncounters, `{"to":"2090-01-19"}`, ReasonFutureTime, "to"},
		{TopicEncounters, `{"from":"2022-01-20T02:00:00"}`, ReasonBadTime, "from"},
		{TopicInspections, `{"imo":2000003}`, ReasonBadIMO, "imo"},
		{TopicInspections, `{"imo":null,"name":"SIM ALBATROSS"}`, ReasonNoSubject, ""},
		{TopicInspections, `{"at":"2022-06-02"}`, ReasonFutureTime, "at"},
		{TopicInspections, `{"released_at":"2022-02-01"}`, ReasonBadTime, "released_at"},
		{TopicRecords, `{"kind":"piracy"}`, ReasonUnknownKind, "kind"},
		{TopicRecords, `{"status":"closed"}`, ReasonUnknownStatus, "status"},
		{TopicRecords, `{"status":true}`, ReasonUnknownStatus, "status"},
		{TopicRecords, `{"imo":null,"name":null}`, ReasonNoSubject, ""},
		{TopicRecords, `{"valid_to":"soon"}`, ReasonBadTime, "valid_to"},
		{TopicRecords, `{"review_on":"soon"}`, ReasonBadTime, "review_on"},
		{TopicRecords, `{"kind":"coverage","valid_to":"2022-05-01"}`, ReasonMissingField, "covers"},
		{TopicRecords, `{"kind":"coverage","valid_to":"2022-05-01","covers":[]}`, ReasonMissingField, "covers"},
		{TopicRecords, `{"kind":"coverage","valid_to":"2022-05-01","covers":["coverage","x"]}`, ReasonMissingField, "covers"},
		{TopicRecords, `{"kind":"coverage","covers":["wage_claim"]}`, ReasonMissingField, "valid_to"},
	} {
		_, _, reject := verdict(c.topic, changed(t, c.topic, c.changes))
		if reject == nil || reject.Reason != c.reason || reject.Field != c.field || reject.Fix == "" {
			t.Errorf("%s %s: got %v, want %s in %q with a fix", c.topic, c.changes, reject, c.reason, c.field)
		}
	}
	for _, topic := range Topics() {
		for _, value := range []string{``, `null`, `[]`, `7`, `"x"`, `{`, `{"a":NaN}`, string(Example(topic)) + "x"} {
			if _, _, reject := verdict(topic, []byte(value)); reject == nil || (value != `{"a":NaN}` && reject.Reason != ReasonMalformedJSON) {
				t.Errorf("%s %q: got %v", topic, value, reject)
			}
		}
	}
}

func TestFieldsThatBecomeNull(t *testing.T) {
	for _, c := range []struct {
		topic, changes  string
		nulled, unknown int
		left            string // what must not be in the event written again
	}{
		{TopicVessels, `{"imo":2000003}`, 1, 0, `2000003`},
		{TopicVessels, `{"mmsi":3.5}`, 1, 0, `"mmsi"`},
		{TopicVessels, `{"imo":0}`, 0, 0, `"imo"`},
		{TopicVessels, `{"flag":"PA"}`, 1, 0, `"flag"`},
		{TopicVessels, `{"flag":"Panama"}`, 1, 0, `"flag"`},
		{TopicVessels, `{"flag":"P4N"}`, 1, 0, `"flag"`},
		{TopicVessels, `{"class":"liner"}`, 1, 0, `"class"`},
		{TopicVessels, `{"gt":-4,"length_m":"49","power_kw":1e7}`, 3, 0, `"gt"`},
		{TopicVessels, `{"built_year":1994.5,"crew_capacity":-1}`, 2, 0, `"built_year"`},
		{TopicVessels, `{"name":"A\u0007B"}`, 1, 0, `"SIM`},
		{TopicVessels, `{"owner":"Sim Fisheries"}`, 1, 0, `"owner"`},
		{TopicVessels, `{"owner":{"state":"Vanuatu","passport":"X1"}}`, 1, 1, `X1`},
		{TopicVessels, `{"bareboat":"yes"}`, 1, 0, `"bareboat"`},
		{TopicVessels, `{"valid_to":"9999-12-31"}`, 1, 0, `"valid_to"`},
		{TopicVessels, `{"valid_to":"0001-01-01T00:00:00Z"}`, 1, 0, `"valid_to"`},
		{TopicPortCalls, `{"port":"MONTEVIDEO"}`, 1, 0, `"port"`},
		{TopicPortCalls, `{"next_port":"C1PUQ"}`, 1, 0, `"next_port"`},
		{TopicPortCalls, `{"kind":"arrived"}`, 1, 0, `"arrived_at"`},
		{TopicEncounters, `{"median_distance_m":-1,"median_speed_kn":"slow"}`, 2, 0, `"median`},
		{TopicEncounters, `{"other":{"mmsi":"x","class":"liner","imo":2000003}}`, 3, 0, `"other"`},
		{TopicEncounters, `{"other":7}`, 1, 0, `"other"`},
		{TopicInspections, `{"deficiencies":["18101",7,"",null]}`, 3, 0, `18203`},
		{TopicInspections, `{"deficiencies":"18101"}`, 1, 0, `"deficiencies"`},
		{TopicInspections, `{"crew_interviewed":"no"}`, 1, 0, `"crew_interviewed"`},
		{TopicInspections, `{"detained":false,"labour_detention":false}`, 1, 0, `"released_at"`},
		{TopicRecords, `{"imo":2000003}`, 1, 0, `"imo"`},
		{TopicRecords, `{"covers":["wage_claim"]}`, 1, 0, `"covers"`},
		{TopicRecords, `{"review_on":"9999-12-31"}`, 1, 0, `"review_on"`},
		{TopicRecords, `{"kind":"coverage","status":"open","valid_to":"2022-05-01","covers":["wage_claim","x"]}`, 2, 0, `"status"`},
		{TopicRecords, `{"new_field":{"a":[1]},"other":null}`, 0, 2, `new_field`},
	} {
		value := changed(t, c.topic, c.changes)
		nulled, unknown, reject := verdict(c.topic, value)
		if reject != nil || nulled != c.nulled || unknown != c.unknown {
			t.Errorf("%s %s: %d nulled, %d unknown, %v; want %d, %d", c.topic, c.changes, nulled, unknown, reject, c.nulled, c.unknown)
			continue
		}
		if again := rewrite(t, c.topic, value); strings.Contains(again, c.left) {
			t.Errorf("%s %s: %s is still in %s", c.topic, c.changes, c.left, again)
		}
	}
}

// rewrite decodes and encodes.
func rewrite(t *testing.T, topic string, value []byte) string {
	t.Helper()
	out, reject := transcode(topic, value)
	if reject != nil {
		t.Fatalf("%s: %v", value, reject)
	}
	return string(out)
}

func transcode(topic string, value []byte) ([]byte, *Reject) {
	env := envelope(topic)
	switch topic {
	case TopicVessels:
		e, reject := DecodeVessel(value, env)
		return EncodeVessel(e), reject
	case TopicPortCalls:
		e, reject := DecodePortCall(value, env)
		return EncodePortCall(e), reject
	case TopicEncounters:
		e, reject := DecodeEncounter(value, env)
		return EncodeEncounter(e), reject
	case TopicInspections:
		e, reject := DecodeInspection(value, env)
		return EncodeInspection(e), reject
	case TopicRecords:
		e, reject := DecodeRecord(value, env)
		return EncodeRecord(e), reject
	}
	return nil, nil
}

// Masters are persons; their names stop here, however a source writes them.
func TestMastersAreDropped(t *testing.T) {
	for _, topic := range Topics()[1:] {
		value := changed(t, topic, `{"master":"J. Doe","master_name":"J. Doe","captain":{"name":"J. Doe"},"other":{"mmsi":351990002,"master":"J. Doe"}}`)
		if again := rewrite(t, topic, value); strings.Contains(again, "Doe") {
			t.Errorf("%s: %s", topic, again)
		}
	}
}
