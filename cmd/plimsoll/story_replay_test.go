package main

import (
	"math/rand/v2"
	"testing"
	"time"

	"plimsoll/ingest/simulate"
	"plimsoll/ingest/stream"
)

// The same messages in another order, in batches of other sizes, half of them
// twice, and with a pass in the middle of it: every table that is read says the
// same in the end.
func TestStoryRedeliveryChangesNoTable(t *testing.T) {
	read := func(s *story) map[string]string {
		found := map[string]string{}
		for table, rows := range tablesRead {
			found[table] = s.ask("SELECT count(), groupBitXor(cityHash64(toString(tuple(*)))) FROM (" + rows + ")")
		}
		return found
	}
	for _, name := range []string{simulate.StoryTwoHulls, simulate.StoryTwoFlags} {
		t.Run(name, func(t *testing.T) {
			once := newStory(t)
			messages, _ := once.script(name, once.clock)
			once.take(messages, 2500)
			once.round()

			again := newStory(t)
			shuffled := append([]stream.Message{}, messages...)
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
			again.take(shuffled[half/2:], 977) // a quarter of it for the second time
			again.clock = storyEnd
			again.round()
			want, got := read(once), read(again)
			sameSnapshot(t, want, got)

			// What was taken in long ago is delivered once more, and passed over.
			again.later(time.Hour)
			again.take(messages, 3001)
			again.round()
			sameSnapshot(t, want, read(again))
		})
	}
}
