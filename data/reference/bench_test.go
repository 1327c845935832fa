package reference

import (
	"testing"
	"time"
)

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	c, err := Load()
	if err != nil {
		b.Fatal(err)
	}
	at := time.Date(2022, 1, 3, 4, 5, 6, 0, time.UTC)
	b.Run("instrument", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c.Instrument("CHN", ILOC188, at)
		}
	})
	b.Run("register", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c.FlagOfConvenience("PRT", "MAR", at)
		}
	})
	b.Run("tier", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c.TIPTier("CHN", at)
		}
	})
}
