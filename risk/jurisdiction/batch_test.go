package jurisdiction_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"plimsoll/risk/jurisdiction"
)

// fleetDays are vessel-days as a researcher has them: ships of some flags and
// sizes that move through a month, some with positions, some with zones.
func fleetDays(vessels, days int) []jurisdiction.Question {
	r := rand.New(rand.NewPCG(7, 11)) //nolint:gosec // a fixed draw
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	from := time.Date(2017, time.November, 1, 0, 0, 0, 0, time.UTC)
	out := make([]jurisdiction.Question, 0, vessels*days)
	for range vessels {
		v := jurisdiction.Vessel{
			Flag: pick("CHN", "ESP", "PAN", "ZAF", "THA", "LBR", "GBR", "FRO", "USA", ""), Class: jurisdiction.Class(pick("fishing", "fish_carrier", "merchant", "factory")),
			LengthM: jurisdiction.Measure{Value: 15 + 40*r.Float64(), Known: true}, GT: jurisdiction.Measure{Value: 1000 * r.Float64(), Known: true},
			DaysAtSea: jurisdiction.Measure{Value: float64(r.IntN(90)), Known: r.IntN(3) > 0},
		}
		lon, lat := -180+360*r.Float64(), -60+130*r.Float64()
		for d := range days {
			q := jurisdiction.Question{Vessel: v, Date: from.AddDate(0, 0, d)}
			lon, lat = lon+r.Float64()-0.5, lat+r.Float64()-0.5
			switch {
			case d%3 == 0:
				q.Place = jurisdiction.Place{Zone: jurisdiction.Port, PortState: pick("ZAF", "PHL", "ESP", "NOR")}
			case lon > -180 && lon < 180:
				q.Place = jurisdiction.Place{Lon: jurisdiction.Measure{Value: lon, Known: true}, Lat: jurisdiction.Measure{Value: lat, Known: true}}
			default:
				q.Place = jurisdiction.Place{Zone: jurisdiction.HighSeas}
			}
			if r.IntN(20) == 0 {
				q.Facts = jurisdiction.Facts(0).With(jurisdiction.Fact(r.IntN(10)))
			}
			out = append(out, q)
		}
	}
	return out
}

// Bulk answers are those of one question at a time: over the entry into force of
// C188, over positions on land and at sea, and over questions that are refused.
func TestBatchAnswersAsOneByOne(t *testing.T) {
	e := evaluator(t, nil)
	b := e.Batch()
	refused := 0
	for i, q := range fleetDays(24, 30) {
		want, wantErr := e.Answer(q)
		got, gotErr := b.Answer(q)
		if fmt.Sprint(wantErr) != fmt.Sprint(gotErr) {
			t.Fatalf("question %d: %v in bulk, %v alone", i, gotErr, wantErr)
		}
		if wantErr != nil {
			refused++
			continue
		}
		if w, g := mustJSON(t, want), mustJSON(t, got); w != g {
			t.Fatalf("question %d:\nin bulk %s\nalone   %s", i, g, w)
		}
	}
	if refused == 0 {
		t.Error("no question was refused, so that refusals were not compared")
	}
}

func mustJSON(t *testing.T, a jurisdiction.Answer) string {
	t.Helper()
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// fishingMonth is a month of fleets that fish off West Africa: each ship of a
// flag, class and size, on a ground of its own and every sixth day in its port.
func fishingMonth(vessels int) []jurisdiction.Question {
	r := rand.New(rand.NewPCG(3, 5)) //nolint:gosec // a fixed draw
	flags := []string{"CHN", "ESP", "PAN", "TWN", "KOR", "FRA", "SEN", "BLZ", "GHA", "RUS"}
	ports := []string{"SEN", "MRT", "ESP", "GHA", "CIV"}
	known := func(v float64) jurisdiction.Measure { return jurisdiction.Measure{Value: v, Known: true} }
	var out []jurisdiction.Question
	for range vessels {
		v := jurisdiction.Vessel{
			Flag: flags[r.IntN(len(flags))], Class: []jurisdiction.Class{"fishing", "fishing", "fish_carrier"}[r.IntN(3)],
			LengthM: known(15 + 40*r.Float64()), GT: known(1000 * r.Float64()), DaysAtSea: known(float64(r.IntN(90))), DistanceFromFlagCoastNM: known(2000 * r.Float64()),
		}
		port, lon, lat := ports[r.IntN(len(ports))], -22+3*r.Float64(), 2+11*r.Float64()
		for d := range 30 {
			q := jurisdiction.Question{Vessel: v, Date: time.Date(2026, time.June, 1+d, 0, 0, 0, 0, time.UTC)}
			q.Place = jurisdiction.Place{Lon: known(lon + r.Float64()/2), Lat: known(lat + r.Float64()/2)}
			if d%6 == 0 {
				q.Place = jurisdiction.Place{Zone: jurisdiction.Port, PortState: port}
			}
			out = append(out, q)
		}
	}
	return out
}

// BenchmarkBatch begins each time with nothing remembered.
func BenchmarkBatch(b *testing.B) {
	e, days := evaluator(b, nil), fishingMonth(20000)
	for b.Loop() {
		batch := e.Batch()
		for _, q := range days {
			if _, err := batch.Answer(q); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(days))*float64(b.N)/b.Elapsed().Seconds(), "answers/s")
}

func BenchmarkAnswer(b *testing.B) {
	e, days := evaluator(b, nil), fleetDays(30, 30)
	for b.Loop() {
		for _, q := range days {
			_, _ = e.Answer(q)
		}
	}
	b.ReportMetric(float64(len(days))*float64(b.N)/b.Elapsed().Seconds(), "answers/s")
}
