package event

import (
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// roundTrips proves that what encode writes, decode reads as it was.
func roundTrips[E any](t *testing.T, topic string, gen func(*rapid.T) E, encode func(E) []byte, decode func([]byte, Envelope) (E, *Reject)) {
	t.Helper()
	schema := compile(t, topic)
	rapid.Check(t, func(t *rapid.T) {
		want := gen(t)
		value := encode(want)
		got, reject := decode(value, envelope(topic))
		if reject != nil {
			t.Fatalf("%s: %v", value, reject)
		}
		if !alike(got, want) {
			t.Fatalf("%s:\n got %+v\nwant %+v", value, got, want)
		}
		if err := schema.Validate(instance(t, value)); err != nil {
			t.Fatalf("%s: the schema does not allow what the encoder writes: %v", value, err)
		}
	})
}

// alike is DeepEqual where NaN equals NaN.
func alike(a, b any) bool {
	if x, ok := a.(Encounter); ok {
		y := b.(Encounter)
		for _, pair := range [][2]*float64{{&x.MedianDistanceM, &y.MedianDistanceM}, {&x.MedianSpeedKn, &y.MedianSpeedKn}} {
			if math.IsNaN(*pair[0]) && math.IsNaN(*pair[1]) {
				*pair[0], *pair[1] = 0, 0
			}
		}
		a, b = x, y
	}
	return reflect.DeepEqual(a, b)
}

func TestVesselRoundTrip(t *testing.T) {
	roundTrips(t, TopicVessels, genVessel, EncodeVessel, DecodeVessel)
}

func TestPortCallRoundTrip(t *testing.T) {
	roundTrips(t, TopicPortCalls, genPortCall, EncodePortCall, DecodePortCall)
}

func TestEncounterRoundTrip(t *testing.T) {
	roundTrips(t, TopicEncounters, genEncounter, EncodeEncounter, DecodeEncounter)
}

func TestInspectionRoundTrip(t *testing.T) {
	roundTrips(t, TopicInspections, genInspection, EncodeInspection, DecodeInspection)
}

func TestRecordRoundTrip(t *testing.T) {
	roundTrips(t, TopicRecords, genRecord, EncodeRecord, DecodeRecord)
}
