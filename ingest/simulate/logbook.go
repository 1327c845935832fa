package simulate

import "math/rand/v2"

// logbook writes a ship's legs one after the other.
type logbook struct {
	s    *ship
	rng  *rand.Rand
	at   int64
	here point
}

func (b *logbook) add(l leg) {
	if l.to <= l.from {
		return
	}
	b.s.legs = append(b.s.legs, l)
	b.at, b.here = l.to, l.place(l.to)
}

// moor lies at a berth until t.
func (b *logbook) moor(p berth, t int64) {
	b.here = p.place
	b.add(leg{span: span{b.at, t}, doing: berthed, inshore: true, byPort: p.records, port: p.locode, a: p.place})
}

// arrive follows a way so that its end is reached at t. Both its first and its
// last stretch may be near a port.
func (b *logbook) arrive(t int64, inshore bool, way ...point) {
	total, from := 0.0, b.here
	for _, p := range way {
		total += from.metres(p)
		from = p
	}
	started, gone := b.at, 0.0
	for i, p := range way {
		gone += b.here.metres(p)
		to := t
		if i < len(way)-1 {
			to = started + int64(float64(t-started)*gone/total)
		}
		b.add(leg{span: span{b.at, to}, doing: sailing, inshore: inshore && gone < 90e3, a: b.here, b: p})
		b.here = p
	}
}

// seconds is how long a way takes from here.
func (b *logbook) seconds(way ...point) int64 {
	total, from := 0.0, b.here
	for _, p := range way {
		total += from.metres(p)
		from = p
	}
	return int64(total/(b.s.kn*knot)) + 1
}

// sail follows a way at the ship's own speed, a little faster or slower.
func (b *logbook) sail(way ...point) {
	took := float64(b.seconds(way...)) * (0.97 + 0.08*b.rng.Float64())
	b.arrive(b.at+int64(took), true, way...)
}

// work fishes around here until t.
func (b *logbook) work(radius float64, t int64) {
	b.add(leg{span: span{b.at, t}, doing: fishing, inshore: b.s.work == coastal || b.s.work == dayTrips, a: b.here, radius: radius})
}

// anchor swings around here until t.
func (b *logbook) anchor(t int64) {
	b.add(leg{span: span{b.at, t}, doing: anchored, inshore: true, a: b.here})
}

// drift goes from here to a place so slowly that it arrives at t.
func (b *logbook) drift(to point, t int64) {
	b.add(leg{span: span{b.at, t}, doing: drifting, a: b.here, b: to})
}

// backwards is a way the other way round.
func backwards(way []point) []point {
	out := make([]point, 0, len(way))
	for i := len(way) - 1; i >= 0; i-- {
		out = append(out, way[i])
	}
	return out
}

// berth is a quay in a port.
type berth struct {
	locode  string
	state   string
	place   point
	records bool // whether the port's own records of calls are told
}
