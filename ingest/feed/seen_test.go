package feed

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A Seen is a list of the last keys, however they collide.
func TestSeenIsTheLastKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.IntRange(1, 40).Draw(t, "limit")
		// Few keys repeat often; keys a table's size apart fall on one slot.
		keys := rapid.SliceOf(rapid.Custom(func(t *rapid.T) uint64 {
			return rapid.Uint64Range(0, 60).Draw(t, "k") << rapid.SampledFrom([]int{0, 20, 40, 58}).Draw(t, "shift")
		})).Draw(t, "keys")
		s := newSeen(limit)
		var last []uint64
		for i, key := range keys {
			known := slices.Contains(last, max(key, 1))
			if s.Has(key) != known || s.Add(key) == known {
				t.Fatalf("key %d (%x): known %v to the list and not to Seen, or the reverse", i, key, known)
			}
			if !known {
				last = append(last, max(key, 1))
			}
			if len(last) > limit {
				last = last[1:]
			}
		}
	})
}

func TestSeenGrows(t *testing.T) {
	s := newSeen(100_000)
	for i := range uint64(250_000) {
		if !s.Add(i * 0x10001) {
			t.Fatalf("key %d is taken for an earlier one", i)
		}
	}
	for i := range uint64(250_000) {
		if want := i >= 150_000; s.Has(i*0x10001) != want {
			t.Fatalf("key %d remembered: %v", i, !want)
		}
	}
	if len(s.table) > 4*100_000 {
		t.Errorf("the table has %d slots for 100,000 keys", len(s.table))
	}
}
