package simulate

import "math"

// span is a stretch of time in seconds of Unix time, from inclusive.
type span struct{ from, to int64 }

func (s span) holds(t int64) bool { return t >= s.from && t < s.to }

const (
	hour = 3600
	day  = 24 * hour
)

// doing is what a ship does on a leg.
type doing uint8

const (
	berthed  doing = iota // moored at a quay
	sailing               // from one place to another
	fishing               // at work around a place
	drifting              // slowly from one place to another, alongside another ship or waiting
	anchored              // swinging around a place
	stopped               // lying still, engine ready
)

// leg is one stretch of a track.
type leg struct {
	span
	doing   doing
	inshore bool    // heard by stations ashore
	byPort  bool    // berthed: the port keeps records of its own
	port    string  // berthed: UN/LOCODE
	a, b    point   // from and to, or the middle and nothing
	radius  float64 // metres around the middle
}

// place is where the ship is at t.
func (l *leg) place(t int64) point {
	since := float64(t - l.from)
	switch l.doing {
	case sailing, drifting:
		if l.to == l.from {
			return l.b
		}
		return l.a.towards(l.b, since/float64(l.to-l.from))
	case fishing:
		// A figure that never closes, at about three knots, out from the middle.
		w := 3 * knot / (1.7 * l.radius)
		return l.a.off(l.radius*math.Sin(w*since), l.radius*math.Sin(1.37*w*since))
	case anchored:
		w := 2 * math.Pi / (7 * hour)
		return l.a.off(150*math.Sin(w*since), 150*(math.Cos(w*since)-1))
	}
	return l.a
}

// motion is the speed over ground in knots and the course in degrees at t.
func (l *leg) motion(t int64) (kn, course float64) {
	const step = 30
	from, to := t, t+step
	if to > l.to {
		from, to = t-step, t
	}
	if from < l.from || l.doing == berthed || l.doing == stopped {
		return 0, 0
	}
	p, q := l.place(from), l.place(to)
	return p.metres(q) / step / knot, p.courseTo(q)
}
