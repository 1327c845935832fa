package main

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"plimsoll/ingest/simulate"
)

// The same messages in another order, in batches of other sizes, all of it twice,
// and with a pass in the middle of it: every table that is read says the same in
// the end.
func TestStoryRedeliveryChangesNoTable(t *testing.T) {
	read := func(s *story) map[string]string {
		found := map[string]string{}
		for table, rows := range tablesRead {
			found[table] = s.ask("SELECT count(), groupBitXor(cityHash64(toString(tuple(*)))) FROM (" + rows + ")")
		}
		return found
	}
	once := newStory(t)
	messages, _ := once.script(simulate.StoryTwoHulls, once.clock)
	// A second tale about the same numbers: another ship claims the hero's.
	more, _ := once.script(simulate.StoryHomeOnFriday, once.clock.Add(-time.Hour))
	messages = append(messages, more...)
	once.take(messages, 2500)
	once.round()

	again := newStory(t)
	shuffled := slices.Clone(messages)
	rng := rand.New(rand.NewPCG(7, uint64(len(messages))))
	rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	half := len(shuffled) / 2
	for from := 0; from < half; {
		to := min(half, from+1+rng.IntN(1500))
		again.take(shuffled[from:to], to-from)
		from = to
	}
	if _, err := again.deriver.Pass(t.Context()); err != nil {
		t.Fatal(err)
	}
	again.take(shuffled[half:], 977)
	again.take(messages, 3001) // all of it once more
	again.round()
	want := read(once)
	for _, table := range []string{"positions", "claims", "portcalls", "inspections", "records", "hull_positions", "links", "vessels", "conflicts", "vessel_days", "scores", "alerts"} {
		if strings.HasPrefix(want[table], "0\t") {
			t.Errorf("%s is empty: nothing is compared", table)
		}
	}
	sameSnapshot(t, want, read(again))
}
