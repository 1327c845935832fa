package watch

import (
	"context"
	"errors"
	"testing"
	"time"

	"plimsoll/risk/alert"
)

// slowly locates from a table, when it is let: until then a refresh waits.
type slowly struct {
	asked chan []uint32
	found chan map[uint32]located
	err   error
}

func (s *slowly) locate(ctx context.Context, _ []string, mmsis []uint32, _ time.Time) (map[uint32]located, error) {
	if len(mmsis) == 0 {
		return nil, nil
	}
	select {
	case s.asked <- mmsis:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case found := <-s.found:
		return found, s.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// meanwhile begins to watch the ship, and observes while its place is read.
func (r *rig) meanwhile(found map[uint32]located, err error, see ...Sighting) error {
	r.Helper()
	slow := &slowly{asked: make(chan []uint32), found: make(chan map[uint32]located), err: err}
	r.watch.locator = slow
	refreshed := make(chan error, 1)
	go func() {
		_, err := r.watch.Refresh(r.Context())
		refreshed <- err
	}()
	within := time.NewTimer(20 * time.Second)
	defer within.Stop()
	select {
	case mmsis := <-slow.asked:
		if len(mmsis) != 1 || mmsis[0] != ship {
			r.Fatalf("asked where %v are", mmsis)
		}
	case <-within.C:
		r.Fatal("the refresh did not ask where the ship is")
	}
	observed := make(chan error, 1)
	go func() {
		_, err := r.watch.Observe(r.Context(), see)
		observed <- err
	}()
	select {
	case err := <-observed:
		if err != nil {
			r.Fatal(err)
		}
	case <-within.C:
		r.Fatal("positions wait for the refresh")
	}
	slow.found <- found
	return <-refreshed
}

func TestPositionsDoNotWaitForARefresh(t *testing.T) {
	r := newRig(t, "guarded")
	r.clock = minute(70)
	r.score(id, "high", "fisher")
	if err := r.meanwhile(map[uint32]located{ship: {At: minute(0), Lon: 10.25, Lat: 40}}, nil, at(ship, 60, 0)); err != nil {
		t.Fatal(err)
	}
	if step := r.want(alert.StepOpened)[0]; !step.ObservedAt.Equal(minute(60)) {
		t.Errorf("told that it came at %s", step.ObservedAt)
	}
	r.refresh()
	r.see(at(ship, 61, 0))
	r.want(alert.StepOpened) // once
}

func TestWhatWasSeenMeanwhileWins(t *testing.T) {
	offshore := located{At: minute(0), Lon: 10.25, Lat: 40}
	inPort := located{At: minute(0), Lon: 10, Lat: 40, Port: harbour, Since: minute(-60)}
	for _, c := range []struct {
		name  string
		found located
		see   []Sighting
		since float64 // minute at which it is known to have come where it is; 0: not known
	}{
		{"not seen", inPort, nil, -60},
		{"it comes while its place is read", offshore, []Sighting{at(ship, 60, 0)}, 60},
		{"it is seen off the port and in it", offshore, []Sighting{at(ship, 50, 0.2), at(ship, 60, 0)}, 60},
		{"it leaves while its place is read", inPort, []Sighting{at(ship, 60, 0.25)}, 60},
		{"it is where it was", inPort, []Sighting{at(ship, 60, 0.01)}, -60},
		{"the warehouse has it already", located{At: minute(60), Lon: 10, Lat: 40, Port: harbour, Since: minute(59)}, []Sighting{at(ship, 60, 0)}, 59},
		{"another ship sends, out of reach", located{At: minute(59), Lon: 40, Lat: 40}, []Sighting{at(ship, 60, 0)}, 0},
	} {
		w := New(nil, func() time.Time { return noon }, nil, Options{})
		if _, err := w.Observe(t.Context(), c.see); err != nil {
			t.Fatal(err)
		}
		w.byMMSI[ship] = &subject{ports: map[uint32]told{}}
		w.merge([]uint32{ship}, map[uint32]located{ship: c.found, ship + 1: c.found})
		p, last, since := w.places[ship], c.found.At.UnixMilli(), int64(0)
		if len(c.see) > 0 {
			last = c.see[len(c.see)-1].ObservedAt
		}
		if c.since != 0 {
			since = minute(c.since).UnixMilli()
		}
		if p.atMs != last || p.sinceMs != since {
			t.Errorf("%s: seen at %s since %s, want %s since %s", c.name, time.UnixMilli(p.atMs), time.UnixMilli(p.sinceMs), time.UnixMilli(last), time.UnixMilli(since))
		}
		if len(w.places) != 1 {
			t.Errorf("%s: a place that was not asked for was taken over", c.name)
		}
	}
}

// A refresh that could not read where the vessels are is made again, and finds
// who came before.
func TestARefreshThatFailedIsMadeAgain(t *testing.T) {
	r := newRig(t, "guarded")
	r.store(at(ship, 0, 0.25), at(ship, 60, 0))
	r.clock = minute(70)
	r.score(id, "high", "fisher")
	away := errors.New("the warehouse is away")
	if err := r.meanwhile(nil, away, at(412334075, 60, 0)); !errors.Is(err, away) {
		t.Fatalf("refreshed: %v", err)
	}
	r.want()
	r.watch.locator = stored{r.w}
	r.refresh()
	r.want(alert.StepOpened)
}
