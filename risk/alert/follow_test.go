package alert

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// put stores a step as another process does, with a number of its own.
func (r *rig) put(number uint64) {
	r.Helper()
	r.putAs(fmt.Sprintf("alert-%d", number), number)
}

func (r *rig) putAs(id string, number uint64) {
	r.Helper()
	t := Transition{Key: Key{Vessel: "imo-9074729", Rule: RuleArrival}, ID: id, Sequence: 1, Number: number, Step: StepOpened, State: Open, Reason: "so", Evidence: "{}", At: noon}
	if err := r.log.insert(r.Context(), []Transition{t}); err != nil {
		r.Fatal(err)
	}
}

// drain reads pages until there is nothing more.
func drain(r *rig, f *Follower, limit int) (numbers []uint64) {
	r.Helper()
	for {
		steps, err := f.Next(r.Context(), limit)
		if err != nil {
			r.Fatal(err)
		}
		for _, s := range steps {
			numbers = append(numbers, s.Number)
		}
		if len(steps) < limit {
			return numbers
		}
	}
}

func (r *rig) given(f *Follower, want ...uint64) {
	r.Helper()
	if got := drain(r, f, 2); fmt.Sprint(got) != fmt.Sprint(want) {
		r.Errorf("given %v, want %v", got, want)
	}
}

func TestWhatShowsUpLateIsGivenOnce(t *testing.T) {
	const second = uint64(time.Second / time.Microsecond)
	base := uint64(noon.UnixMicro())
	at := func(s uint64) uint64 { return base + s*second }
	r := newRig(t)
	r.put(at(0))
	fresh, err := FollowNew(t.Context(), r.w, Late)
	if err != nil {
		t.Fatal(err)
	}
	first := Follow(r.w, 0, Late)
	r.given(fresh)
	r.given(first, at(0))
	r.put(at(10))
	r.given(fresh, at(10))
	r.given(first, at(10))
	r.put(at(5)) // stored by another process, which took longer
	r.put(at(11))
	r.putAs("another", at(10)) // in the very same microsecond
	r.given(fresh, at(5), at(10), at(11))
	r.given(first, at(5), at(10), at(11))
	r.given(fresh)
	r.putAs("another", at(12)) // stored again by a process that took the place of the first
	r.given(fresh)
	// Who comes back is given what may not have been there to be seen.
	if again := drain(r, Follow(r.w, at(10), Late), 2); len(again) != 5 || again[0] != at(0) || again[1] != at(5) {
		t.Errorf("resumed with %v, want all five", again)
	}
	r.put(at(500))
	r.given(fresh, at(500))
	if len(fresh.given) != 1 {
		t.Errorf("%d steps are remembered that nothing can come before", len(fresh.given))
	}
	// One process: exactly what comes after, and no looking back.
	if exact := drain(r, Follow(r.w, at(12), 0), 2); len(exact) != 1 || exact[0] != at(500) {
		t.Errorf("in one process resumed with %v, want what came after", exact)
	}
}

// Whatever order steps become visible in, within the time, and however the
// reader pages, each is given once.
func TestFollowingMissesAndRepeatsNothing(t *testing.T) {
	r := newRig(t)
	for seed := range uint64(5) {
		rng := rand.New(rand.NewPCG(seed, 1))
		base := uint64(noon.UnixMicro()) + seed*uint64(time.Hour/time.Microsecond)
		f := Follow(r.w, base, Late)
		given, put := map[uint64]int{}, map[uint64]bool{}
		for range 4 {
			for range 1 + rng.IntN(4) {
				n := base + 1 + rng.Uint64N(uint64(Late.Microseconds())-2)
				put[n] = true
				r.put(n)
			}
			for _, n := range drain(r, f, 1+rng.IntN(3)) {
				given[n]++
			}
		}
		for n := range put {
			if given[n] != 1 {
				t.Errorf("seed %d: %d was given %d times", seed, n, given[n])
			}
		}
		if len(given) != len(put) || len(put) < 4 {
			t.Errorf("seed %d: given %v, stored %v", seed, given, put)
		}
	}
}
