package event

import (
	"math"

	"pgregory.net/rapid"

	"plimsoll/data/vessel"
)

func genPosition(t *rapid.T) Position {
	tenths := func(name string, limit int) float32 {
		n := rapid.IntRange(-1, limit).Draw(t, name)
		if n < 0 {
			return float32(math.NaN())
		}
		return float32(float64(n) / 10)
	}
	heading := rapid.OneOf(rapid.Uint16Range(0, 359), rapid.Just(uint16(HeadingNotReported))).Draw(t, "heading")
	return Position{
		MMSI:       vessel.MMSI(rapid.Uint32Range(1, 999999999).Draw(t, "mmsi")),
		ObservedAt: rapid.Int64Range(earliest, received().UnixMilli()+600000).Draw(t, "observed"),
		ReceivedAt: received().UnixMilli(),
		Lon:        float64(rapid.Int64Range(-180e7, 180e7).Draw(t, "lon")) / 1e7,
		Lat:        float64(rapid.Int64Range(-90e7, 90e7).Draw(t, "lat")) / 1e7,
		SpeedKn:    tenths("speed", 1022), CourseDeg: tenths("course", 3599), HeadingDeg: heading,
		NavStatus:   rapid.Uint8Range(0, 15).Draw(t, "status"),
		Transmitter: Transmitter(rapid.Uint8Range(0, uint8(ClassB)).Draw(t, "class")),
		Receiver:    Receiver(rapid.Uint8Range(0, uint8(Dynamic)).Draw(t, "receiver")),
		Source:      rapid.OneOf(rapid.Just("test"), rapid.StringMatching(`[ -~]{1,40}`)).Draw(t, "source"),
	}
}

// same compares reports whose NaN are alike.
func same(a, b Position) bool {
	nan := func(x, y float32) bool { return x == y || x != x && y != y }
	alike := nan(a.SpeedKn, b.SpeedKn) && nan(a.CourseDeg, b.CourseDeg)
	a.SpeedKn, a.CourseDeg, b.SpeedKn, b.CourseDeg = 0, 0, 0, 0
	return alike && a == b
}
