package main

import (
	"math"
	"slices"
)

// summary is what is shown of several measurements of one thing.
type summary struct {
	n                 int
	median, low, high float64
}

// summarise gives the median and the extremes; NaN for no measurement at all.
func summarise(values []float64) summary {
	if len(values) == 0 {
		return summary{median: math.NaN(), low: math.NaN(), high: math.NaN()}
	}
	return summary{n: len(values), median: median(values), low: slices.Min(values), high: slices.Max(values)}
}

// median is the middle value, or the mean of the two in the middle.
func median(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// quantile is the smallest value that at least the share q of all values does
// not exceed (nearest rank): never less than what was seen, as a limit asks.
func quantile(values []float64, q float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	// The subtraction keeps 0.99 * 100, which is a little over 99 in binary, at 99.
	rank := int(math.Ceil(q*float64(len(sorted)) - 1e-9))
	return sorted[min(max(rank, 1), len(sorted))-1]
}

// ratios divides pair by pair: what disturbs the machine for a while disturbs
// both of a pair.
func ratios(ours, baseline []float64) []float64 {
	out := make([]float64, min(len(ours), len(baseline)))
	for i := range out {
		out[i] = ours[i] / baseline[i]
	}
	return out
}

// oursFirst says which of a pair goes first. Pairs take turns, so that neither
// side always finds what the other left behind.
func oursFirst(pair int) bool { return pair%2 == 0 }
