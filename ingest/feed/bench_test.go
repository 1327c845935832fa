package feed_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"plimsoll/ingest/feed"
)

// The benchmarks read distinct units from text to encoded events, with
// validation and the search for duplicates, and count units a second.

func benchmarkRead(b *testing.B, text string, units int) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		s, err := feed.Read(context.Background(), "x", strings.NewReader(text), feed.Options{}, func(feed.Output) error { return nil })
		if err != nil || s.Accepted != int64(units) {
			b.Fatalf("%+v, %v", s, err)
		}
	}
	b.ReportMetric(float64(units)*float64(b.N)/b.Elapsed().Seconds(), "units/s")
}

const benchUnits = 20_000

func BenchmarkAIVDM(b *testing.B) {
	var text strings.Builder
	for i := range benchUnits {
		at := seen.Add(time.Duration(i) * time.Second)
		text.WriteString(stamped(at, sentences(b, classA(351990000+uint32(i%500), float64(i%180), float64(i%80), uint8(at.Second())))...))
	}
	benchmarkRead(b, text.String(), benchUnits)
}

func BenchmarkTrack(b *testing.B) {
	var text strings.Builder
	text.WriteString(trackHeader)
	for i := range benchUnits {
		fmt.Fprintf(&text, "\"%d\",\"84687015-0158-46f3\",\"351990001\",\"s\",%s,%.7f,%.7f,3.1,511,120.4,\"satellite\",TRUE,\"A\"\n",
			i, seen.Add(time.Duration(i)*time.Minute).Format(time.DateTime), -45+float64(i%1000)/1e3, -60+float64(i%777)/1e3)
	}
	benchmarkRead(b, text.String(), benchUnits)
}

func BenchmarkMarineCadastre(b *testing.B) {
	var text strings.Builder
	text.WriteString(cadastreHeader)
	for i := range benchUnits {
		fmt.Fprintf(&text, "%d,%s,%.5f,%.5f,3.1,120.4,118.0,SIM %d,IMO2000004,3SIM1,70,0,49.5,,,\n",
			351990000+i%500, seen.Add(time.Duration(i)*time.Second).Format("2006-01-02T15:04:05"), 30+float64(i%1000)/1e3, -76+float64(i%777)/1e3, i%500)
	}
	benchmarkRead(b, text.String(), benchUnits)
}
