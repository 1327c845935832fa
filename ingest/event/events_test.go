package event

import (
	"math"
	"testing"
	"time"

	"plimsoll/data/vessel"
)

func TestKeys(t *testing.T) {
	o := Origin{ID: "id-1"}
	both := Subject{IMO: 9074729, MMSI: 150402951, Name: "A"}
	radio, name := Subject{MMSI: 150402951, Name: "A"}, Subject{Name: "A"}
	for _, c := range []struct {
		what string
		got  []byte
		want string
	}{
		{"position", KeyPosition(150402951), "150402951"},
		{"position of a coast station", KeyPosition(2320001), "2320001"},
		{"vessel with IMO number", KeyVessel(IdentityClaim{Origin: o, Subject: both, SourceVesselID: "s"}), "9074729"},
		{"vessel with the source's id", KeyVessel(IdentityClaim{Origin: o, Subject: radio, SourceVesselID: "s"}), "s"},
		{"vessel with MMSI", KeyVessel(IdentityClaim{Origin: o, Subject: radio}), "150402951"},
		{"port call", KeyPortCall(PortCall{Origin: o, Subject: both}), "9074729"},
		{"port call by MMSI", KeyPortCall(PortCall{Origin: o, Subject: radio}), "150402951"},
		{"encounter", KeyEncounter(Encounter{Origin: o, Subject: both}), "150402951"},
		{"encounter by IMO number", KeyEncounter(Encounter{Origin: o, Subject: Subject{IMO: 9074729}}), "9074729"},
		{"inspection", KeyInspection(Inspection{Origin: o, Subject: both}), "9074729"},
		{"record", KeyRecord(Record{Origin: o, Subject: both, CaseID: "c"}), "9074729"},
		{"record by MMSI", KeyRecord(Record{Origin: o, Subject: radio, CaseID: "c"}), "150402951"},
		{"record of a name", KeyRecord(Record{Origin: o, Subject: name, CaseID: "c"}), "c"},
		{"record of a name without a case", KeyRecord(Record{Origin: o, Subject: name}), "id-1"},
	} {
		if string(c.got) != c.want {
			t.Errorf("%s: key %q, want %q", c.what, c.got, c.want)
		}
	}
}

func TestDecodedMeaning(t *testing.T) {
	env := envelope(TopicVessels)
	claim, reject := DecodeVessel([]byte(`{"mmsi":351990001,"name":"  SIM ONE ","flag":"pan","valid_from":"2021-05-01T02:00:00+02:00"}`), env)
	if reject != nil || claim.Name != "SIM ONE" || claim.Flag != "PAN" || !claim.ValidTo.IsZero() ||
		!claim.ValidFrom.Equal(time.Date(2021, 5, 1, 0, 0, 0, 0, time.UTC)) || claim.ValidFrom.Location() != time.UTC {
		t.Errorf("identity claim: %+v, %v", claim, reject)
	}
	if claim.Source != env.Source || claim.ID != env.ID || claim.ReceivedAt != env.ReceivedAt {
		t.Errorf("its origin: %+v", claim.Origin)
	}
	call, reject := DecodePortCall([]byte(`{"imo":2000004,"kind":"announced","port":"uy mvd","at":"2022-06-20"}`), envelope(TopicPortCalls))
	if reject != nil || call.Port != "UYMVD" || call.HasLonLat {
		t.Errorf("announcement: %+v, %v", call, reject)
	}
	gap, reject := DecodeEncounter([]byte(`{"mmsi":351990001,"kind":"gap","from":"2022-05-01"}`), envelope(TopicEncounters))
	if reject != nil || !math.IsNaN(gap.MedianDistanceM) || !math.IsNaN(gap.MedianSpeedKn) || gap.IntentionalDisabling != nil ||
		!gap.To.IsZero() || gap.OtherClass != vessel.ClassUnknown {
		t.Errorf("a gap of which little is said: %+v, %v", gap, reject)
	}
	inspection, reject := DecodeInspection([]byte(`{"imo":2000004,"at":"2022-05-01","labour_detention":true}`), envelope(TopicInspections))
	if reject != nil || inspection.CrewInterviewed != nil || !inspection.Detained {
		t.Errorf("an inspection that detained: %+v, %v", inspection, reject)
	}
	record, reject := DecodeRecord([]byte(`{"name":"SIM TWO","kind":"iuu_listing","valid_from":"2020-01-01"}`), envelope(TopicRecords))
	if reject != nil || record.IMO != 0 || record.MMSI != 0 || record.Status != RecordOpen {
		t.Errorf("a listing of a name: %+v, %v", record, reject)
	}
	record, reject = DecodeRecord([]byte(`{"kind":"coverage","valid_from":"2020-01-01","valid_to":"2022-05-01","covers":["wage_claim"]}`), envelope(TopicRecords))
	if reject != nil || record.Status != "" || len(record.Covers) != 1 {
		t.Errorf("coverage: %+v, %v", record, reject)
	}
}

// fuzzEvent: nothing panics, a refusal has a known reason and a fix, and what
// was taken is the same when written and read again.
func fuzzEvent[E any](f *testing.F, topic string, encode func(E) []byte, decode func([]byte, Envelope) (E, *Reject)) {
	f.Helper()
	reasons := map[string]bool{}
	for _, reason := range Reasons() {
		reasons[reason] = true
	}
	schema := compile(f, topic)
	f.Add(Example(topic))
	f.Add([]byte(`{"imo":2000004,"mmsi":351990001,"name":"\ud800\u0000","kind":"coverage","covers":["wage_claim"],"valid_from":"1900-01-01","valid_to":"2199-12-31T23:59:59.9999Z","at":"1990-01-01","from":"1990-01-01"}`))
	f.Fuzz(func(t *testing.T, value []byte) {
		env := envelope(topic)
		first, reject := decode(value, env)
		if reject != nil {
			if !reasons[reject.Reason] || reject.Fix == "" {
				t.Errorf("%+v", reject)
			}
			return
		}
		again, reject := decode(encode(first), env)
		if reject != nil {
			t.Fatalf("%s: accepted, but not as %s: %v", value, encode(first), reject)
		}
		if a, b := encode(first), encode(again); string(a) != string(b) {
			t.Errorf("%s: first %s, then %s", value, a, b)
		}
		if err := schema.Validate(instance(t, encode(again))); err != nil {
			t.Errorf("%s: the schema does not allow %s: %v", value, encode(again), err)
		}
	})
}

func FuzzVessel(f *testing.F)    { fuzzEvent(f, TopicVessels, EncodeVessel, DecodeVessel) }
func FuzzPortCall(f *testing.F)  { fuzzEvent(f, TopicPortCalls, EncodePortCall, DecodePortCall) }
func FuzzEncounter(f *testing.F) { fuzzEvent(f, TopicEncounters, EncodeEncounter, DecodeEncounter) }

func FuzzInspection(f *testing.F) { fuzzEvent(f, TopicInspections, EncodeInspection, DecodeInspection) }
func FuzzRecord(f *testing.F)     { fuzzEvent(f, TopicRecords, EncodeRecord, DecodeRecord) }

func FuzzOpen(f *testing.F) {
	f.Add("id", "source", TypePosition, "2022-01-03T04:05:06Z", ContentJSON, []byte(goodPosition))
	f.Fuzz(func(t *testing.T, id, source, kind, at, content string, value []byte) {
		headers := []Header{{HeaderID, id}, {HeaderSource, source}, {HeaderType, kind}, {HeaderReceivedAt, at}, {HeaderContentType, content}}
		env, reject := Open(TopicPositions, headersOf(headers), value, received())
		if reject == nil && (env.ID == "" || env.Source == "" || env.Type != TypePosition || env.ReceivedAt.IsZero() || !printable(env.ID+env.Source)) {
			t.Errorf("opened as %+v", env)
		}
	})
}
