package behaviour

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

const minuteMs = 60_000

// voyage is a plausible track: under 30 knots, starting at lon, lat.
func voyage(t *rapid.T, name string, fromMs int64, lon, lat float64, n int) []Fix {
	fixes := make([]Fix, n)
	for i := range fixes {
		step := rapid.Int64Range(0, 6*60*minuteMs).Draw(t, name+" step")
		if rapid.IntRange(0, 9).Draw(t, name+" short") > 0 {
			step %= 10 * minuteMs
		}
		kn := rapid.Float64Range(-30, 30).Draw(t, name+" speed")
		fromMs += step
		lat += kn * 0.7 * float64(step) / 3.6e6 / 60
		lon += kn * 0.5 * float64(step) / 3.6e6 / 60
		fixes[i] = Fix{AtMs: fromMs, Lon: lon, Lat: lat}
	}
	return fixes
}

type labelled struct {
	Fix
	hull int
}

// interleaved puts tracks in the order of time, as the warehouse gives them; equal
// times are ordered by place, which stands for the payload's hash.
func interleaved(tracks ...[]Fix) []labelled {
	var all []labelled
	for hull, track := range tracks {
		for _, f := range track {
			all = append(all, labelled{f, hull})
		}
	}
	slices.SortStableFunc(all, func(a, b labelled) int {
		if a.AtMs != b.AtMs {
			return int(a.AtMs - b.AtMs)
		}
		return int((a.Lon - b.Lon) * 1e9)
	})
	return all
}

func fixesOf(all []labelled) []Fix {
	fixes := make([]Fix, len(all))
	for i, l := range all {
		fixes[i] = l.Fix
	}
	return fixes
}

func TestAssignNeverSplitsOneHull(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fixes := voyage(t, "ship", 1e12, 10, 10, rapid.IntRange(1, 80).Draw(t, "n"))
		for i, s := range AssignHulls(fixes) {
			if s != FirstHull {
				t.Fatalf("position %d of one ship is segment %d", i, s)
			}
		}
	})
}

func TestAssignKeepsOneHullAmongJumps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Reported every minute, so that no jump is within reach.
		track := make([]Fix, rapid.IntRange(10, 60).Draw(t, "n"))
		for i := range track {
			track[i] = Fix{AtMs: 1e12 + int64(i)*minuteMs, Lon: 10 + float64(i)*0.002, Lat: 10}
		}
		at := rapid.SliceOfNDistinct(rapid.IntRange(0, len(track)-4), 1, 2, rapid.ID).Draw(t, "at")
		var jumps []Fix
		for k, i := range at {
			jumps = append(jumps, Fix{AtMs: track[i].AtMs - 1000, Lon: -120 + 30*float64(k), Lat: -30})
		}
		all := interleaved(track, jumps)
		for i, s := range AssignHulls(fixesOf(all)) {
			if want := [2]uint8{FirstHull, Jump}[all[i].hull]; s != want {
				t.Fatalf("position %d (a jump: %v) is segment %d", i, all[i].hull == 1, s)
			}
		}
	})
}

func TestAssignSplitsTwoHulls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// 5,000 km apart and each heard at least every half hour: out of reach
		// of each other, but at will in the same second.
		n := rapid.IntRange(6, 45).Draw(t, "n")
		track := func(name string, lon float64) []Fix {
			fixes, at := make([]Fix, n), int64(1e12)
			for i := range fixes {
				fixes[i] = Fix{AtMs: at, Lon: lon + float64(i)*0.001, Lat: 10}
				at += 1000 * rapid.Int64Range(1, 1800).Draw(t, name)
			}
			return fixes
		}
		all := interleaved(track("a", 0), track("b", 50))
		count := map[[2]int]int{}
		for i, s := range AssignHulls(fixesOf(all)) {
			count[[2]int{all[i].hull, int(s)}]++
		}
		for s := 1; s <= 2; s++ {
			if count[[2]int{0, s}] > 0 && count[[2]int{1, s}] > 0 {
				t.Fatalf("segment %d holds both hulls: %v", s, count)
			}
		}
		if count[[2]int{0, 0}]+count[[2]int{1, 0}] > 0 || count[[2]int{0, 1}]+count[[2]int{0, 2}] != n {
			t.Fatalf("two hulls came out as %v (hull, segment)", count)
		}
	})
}

func TestAssignTable(t *testing.T) {
	far := func(minute float64, lon float64) Fix { return Fix{AtMs: int64(minute * minuteMs), Lon: lon, Lat: 40} }
	for _, c := range []struct {
		name  string
		fixes []Fix
		want  []uint8
	}{
		{"nothing", nil, nil},
		{"same second, three times each", []Fix{far(0, 0), far(0, 30), far(1, 0), far(1, 30), far(2, 0), far(2, 30)}, []uint8{1, 2, 1, 2, 1, 2}},
		{"two strangers are jumps", []Fix{far(0, 0), far(1, 30), far(2, 0), far(3, 30), far(4, 0)}, []uint8{1, 0, 1, 0, 1}},
		{"three in more than a day are jumps", []Fix{far(0, 0), far(1, 30), far(2, 0), far(3, 0), far(700, 0), far(701, 30), far(1400, 0), far(1442.5, 0), far(1443, 30)}, []uint8{1, 0, 1, 1, 1, 0, 1, 1, 0}},
		{"far away after a long silence", []Fix{far(0, 0), far(1, 0), far(2, 0), far(20*24*60, 60), far(20*24*60+1, 60), far(20*24*60+2, 60)}, []uint8{1, 1, 1, 1, 1, 1}},
		{"within ten kilometres in a second", []Fix{far(0, 0), far(0.02, 0.1), far(0.04, 0)}, []uint8{1, 1, 1}},
		{"the first position was the wrong one", []Fix{far(0, 90), far(1, 0), far(2, 0), far(3, 0), far(4, 0)}, []uint8{0, 1, 1, 1, 1}},
		{"a wrong one after a silence", []Fix{far(0, 0), far(1, 0), far(2, 0), far(600, 5), far(605, 0), far(606, 0), far(607, 0), far(608, 0)}, []uint8{1, 1, 1, 0, 1, 1, 1, 1}},
	} {
		if got := AssignHulls(c.fixes); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
