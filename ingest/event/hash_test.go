package event

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func aReport() Position {
	return Position{
		MMSI: 150402951, ObservedAt: 1641182706000, ReceivedAt: 1641183000000, Lon: -58.1, Lat: -46.2,
		SpeedKn: 3.1, CourseDeg: 120.4, HeadingDeg: 118, NavStatus: 7, Transmitter: ClassA, Receiver: Satellite, Source: "a",
	}
}

// The payload hash is part of a table's key: a change of these values makes
// every replayed report a second row.
func TestPayloadHashIsFixed(t *testing.T) {
	r := aReport()
	const want = uint64(0x526145dfaeed83ac)
	if got := r.hash(); got != want {
		t.Errorf("got %#x, want %#x", got, want)
	}
}

func TestSameReportHashesAlike(t *testing.T) {
	nan := float32(math.NaN())
	for _, c := range []struct {
		name         string
		alter, other func(*Position)
	}{
		{"two receivers", func(r *Position) {}, func(r *Position) {
			r.Receiver, r.Source, r.ReceivedAt, r.Transmitter = Terrestrial, "b", r.ReceivedAt+5000, TransmitterUnknown
		}},
		{"digits beyond 1e-6", func(r *Position) { r.Lon = -58.1000001 }, func(r *Position) { r.Lon = -58.0999999 }},
		{"zero and its negative", func(r *Position) { r.Lon, r.Lat, r.SpeedKn, r.CourseDeg = 0, 0, 0, 0 }, func(r *Position) {
			z := math.Copysign(0, -1)
			r.Lon, r.Lat, r.SpeedKn, r.CourseDeg = z, z, float32(z), float32(z)
		}},
		{"a full circle and north", func(r *Position) { r.CourseDeg = 359.99 }, func(r *Position) { r.CourseDeg = 0 }},
		{"tenths", func(r *Position) { r.SpeedKn, r.CourseDeg = 3.14, 120.44 }, func(r *Position) {}},
		{"one NaN and another", func(r *Position) { r.SpeedKn, r.CourseDeg = nan, nan }, func(r *Position) {
			quiet := math.Float32frombits(math.Float32bits(nan) | 1)
			r.SpeedKn, r.CourseDeg = quiet, -quiet
		}},
	} {
		a, b := aReport(), aReport()
		c.alter(&a)
		c.other(&b)
		if a.hash() != b.hash() {
			t.Errorf("%s: %#x and %#x", c.name, a.hash(), b.hash())
		}
	}
}

// What the ship said differently is another report: each field counts.
func TestOtherReportsHashApart(t *testing.T) {
	seen := map[uint64]string{}
	for name, alter := range map[string]func(*Position){
		"none":    func(r *Position) {},
		"lon":     func(r *Position) { r.Lon += 1e-6 },
		"lat":     func(r *Position) { r.Lat += 1e-6 },
		"speed":   func(r *Position) { r.SpeedKn = 3.2 },
		"speed 0": func(r *Position) { r.SpeedKn = 0 },
		"no speed": func(r *Position) {
			r.SpeedKn = float32(math.NaN())
		},
		"course":  func(r *Position) { r.CourseDeg = 120.5 },
		"heading": func(r *Position) { r.HeadingDeg = HeadingNotReported },
		"status":  func(r *Position) { r.NavStatus = NavStatusNotReported },
		"swapped": func(r *Position) { r.Lon, r.Lat = r.Lat, r.Lon },
	} {
		r := aReport()
		alter(&r)
		if other, taken := seen[r.hash()]; taken {
			t.Errorf("%s and %s hash alike", name, other)
		}
		seen[r.hash()] = name
	}
}

func TestHashSurvivesTheWire(t *testing.T) {
	var p Positions
	rapid.Check(t, func(t *rapid.T) {
		// AIS counts in 1/600000 of a degree, which has no end in decimals.
		r := aReport()
		r.Lon = float64(rapid.IntRange(-108000000, 108000000).Draw(t, "lon")) / 600000
		r.Lat = float64(rapid.IntRange(-54000000, 54000000).Draw(t, "lat")) / 600000
		p.Reset()
		if _, _, reject := p.AppendJSON(r.AppendTo(nil), envelope(TopicPositions)); reject != nil {
			t.Fatalf("%v", reject)
		}
		if p.PayloadHash[0] != r.hash() {
			t.Fatalf("%v, %v: as JSON it is another report", r.Lon, r.Lat)
		}
	})
}
