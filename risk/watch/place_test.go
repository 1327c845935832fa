package watch

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"plimsoll/risk/alert"
)

// TestAnArrivalNeedsToHaveBeenElsewhere checks moveTo over tracks of a slow ship
// along one line, ports at whole degrees, against a plain account of them.
func TestAnArrivalNeedsToHaveBeenElsewhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p place
		var known bool
		var atMs, newest int64
		lon := rapid.Float64Range(0, 3).Draw(t, "from")
		in := uint32(0) // the port it is in, by the account
		for range rapid.IntRange(1, 80).Draw(t, "n") {
			step := rapid.Int64Range(-30, 120).Draw(t, "minutes") * 60_000
			if atMs += step; step > 0 {
				lon += rapid.Float64Range(-1, 1).Draw(t, "way") * float64(step) / 3_600_000 * 0.3 // 18 knots
			}
			port := portAt(lon)
			was := p
			m := p.moveTo(known, atMs, float32(lon), 0, port)
			if known && atMs <= newest {
				if m != late || p != was {
					t.Fatalf("a late position: move %d, %+v", m, p)
				}
				atMs = newest
				continue
			}
			newest = atMs
			switch m {
			case firstSight:
				if known {
					t.Fatal("first sight of what was known")
				}
				in = port
			case arrived:
				if port == 0 || in == port || p.sinceMs != atMs {
					t.Fatalf("arrived at %d from %d since %d", port, in, p.sinceMs)
				}
				in = port
			case left:
				if in == 0 || port != 0 {
					t.Fatalf("left %d for %d", in, port)
				}
				in = 0
			case stayed:
				if in == 0 && port != 0 {
					t.Fatalf("came to %d unnoticed", port)
				}
			default:
				t.Fatalf("a ship of 18 knots: move %d", m)
			}
			if p.port != in {
				t.Fatalf("in port %d, by the account %d", p.port, in)
			}
			known = true
		}
	})
}

func portAt(lon float64) uint32 {
	for n := 0; n < 4; n++ {
		if lon > float64(n)-0.027 && lon < float64(n)+0.027 {
			return uint32(n + 1)
		}
	}
	return 0
}

func TestWhatCouldNotBeStoredIsTriedAgain(t *testing.T) {
	r := newRig(t, "high")
	r.see(at(ship, 0, 0.25))
	r.clock = minute(60)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.watch.Observe(ctx, []Sighting{at(ship, 60, 0)}); err == nil {
		t.Fatal("no error with the warehouse away")
	}
	r.want()
	// The consumer gives the same batch again.
	r.see(at(ship, 60, 0))
	r.want(alert.StepOpened)
	r.see(at(ship, 61, 0))
	r.want(alert.StepOpened)
}
