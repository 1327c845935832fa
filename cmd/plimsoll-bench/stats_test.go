package main

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestMedianAndQuantile(t *testing.T) {
	hundred := make([]float64, 100)
	for i := range hundred {
		hundred[i] = float64(100 - i) // 100 down to 1
	}
	for _, c := range []struct {
		values      []float64
		median, p99 float64
	}{
		{[]float64{3}, 3, 3},
		{[]float64{9, 1}, 5, 9},
		{[]float64{5, 1, 3}, 3, 5},
		{hundred, 50.5, 99},
		{append([]float64{1000}, hundred...), 51, 100}, // 101 values: the highest but one
	} {
		if got := median(c.values); got != c.median {
			t.Errorf("median of %d values is %v, want %v", len(c.values), got, c.median)
		}
		if got := quantile(c.values, 0.99); got != c.p99 {
			t.Errorf("p99 of %d values is %v, want %v", len(c.values), got, c.p99)
		}
	}
	if hundred[0] != 100 {
		t.Error("the measurements were sorted in place; pairs would no longer belong together")
	}
	for _, v := range []float64{median(nil), quantile(nil, 0.99), summarise(nil).low} {
		if !math.IsNaN(v) {
			t.Errorf("no measurement gives %v, want NaN: it must not look like a good one", v)
		}
	}
}

// A quantile is a value that was measured, and the least that enough of the
// others do not exceed.
func TestQuantileIsTheLeastThatEnoughDoNotExceed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(0, 100), 1, 400).Draw(t, "values")
		percent := rapid.IntRange(1, 100).Draw(t, "percent")
		got := quantile(values, float64(percent)/100)
		enough := func(limit float64) bool {
			n := 0
			for _, v := range values {
				if v <= limit {
					n++
				}
			}
			return n*100 >= percent*len(values)
		}
		if !slices.Contains(values, got) || !enough(got) {
			t.Fatalf("p%d of %v is %v", percent, values, got)
		}
		for _, v := range values {
			if v < got && enough(v) {
				t.Fatalf("p%d of %v is %v, but %v would do", percent, values, got, v)
			}
		}
	})
}

func TestRatiosGoPairByPair(t *testing.T) {
	// The machine was twice as slow during the second pair: the ratio does not show it.
	got := ratios([]float64{100, 50, 120}, []float64{200, 100, 200})
	if !slices.Equal(got, []float64{0.5, 0.5, 0.6}) {
		t.Errorf("got %v", got)
	}
	if s := summarise(got); s.n != 3 || s.median != 0.5 || s.low != 0.5 || s.high != 0.6 {
		t.Errorf("got %+v", s)
	}
}

func TestPairsTakeTurns(t *testing.T) {
	first := 0
	for pair := range 8 {
		if oursFirst(pair) {
			first++
		}
	}
	if first != 4 || oursFirst(0) == oursFirst(1) {
		t.Errorf("ours goes first in %d of 8 pairs", first)
	}
}
