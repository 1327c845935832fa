package behaviour

import "math"

// Fix is one position of an MMSI, as far as telling hulls apart needs it.
type Fix struct {
	AtMs     int64 // Unix milliseconds
	Lon, Lat float64
}

// Jump is the segment of a position that would need an impossible speed and
// belongs to no hull; FirstHull that of the hull that was seen first.
const (
	Jump      uint8 = 0
	FirstHull uint8 = 1
)

const (
	reachKn        = 60.0
	reachM         = 10_000.0
	hullPositions  = 3
	hullWindowMs   = 24 * 3600 * 1000
	maxHulls       = 200
	maxCandidates  = 64
	knotsPerMeterS = 3.6 / 1.852
	earthRadiusM   = 6_371_008.8
)

// AssignHulls says for each position of one MMSI which hull sent it. fixes
// must be in order of time, equal times in one order that never changes.
//
// A position joins the hull whose last position it can reach at 60 knots, the
// closest in implied speed. What no hull can reach is a jump, until three such
// positions in 24 hours that can reach each other make a hull of their own.
// Where the hull they should have joined had only made a trip of one or two
// positions elsewhere, that trip was the jump and the hull goes on.
func AssignHulls(fixes []Fix) []uint8 {
	t := tracker{fixes: fixes, segments: make([]uint8, len(fixes))}
	for i := range fixes {
		t.add(i)
	}
	return t.segments
}

// trail is a hull, or what may become one: the positions that it holds, as
// places in fixes. A hull needs only its last ones.
type trail struct {
	segment uint8
	held    []int
	total   int
}

func (t *trail) last() int { return t.held[len(t.held)-1] }

// push keeps all positions of a candidate and the last three of a hull.
func (t *trail) push(i int) {
	t.total++
	t.held = append(t.held, i)
	if t.segment != Jump && len(t.held) > hullPositions {
		t.held = append(t.held[:0], t.held[1:]...)
	}
}

type tracker struct {
	fixes      []Fix
	segments   []uint8
	hulls      []trail
	candidates []trail
}

func (t *tracker) add(i int) {
	if len(t.hulls) == 0 {
		t.hulls = append(t.hulls, trail{segment: FirstHull})
		t.join(&t.hulls[0], i)
		return
	}
	if h := t.closest(t.hulls, i); h != nil {
		t.join(h, i)
		return
	}
	t.forget(t.fixes[i].AtMs)
	if c := t.closest(t.candidates, i); c != nil {
		t.join(c, i)
		t.promote(c)
		return
	}
	if len(t.candidates) == maxCandidates {
		t.candidates = append(t.candidates[:0], t.candidates[1:]...)
	}
	t.candidates = append(t.candidates, trail{segment: Jump})
	t.join(&t.candidates[len(t.candidates)-1], i)
}

func (t *tracker) join(to *trail, i int) {
	to.push(i)
	t.segments[i] = to.segment
}

// closest is the trail that can reach fix i with the lowest speed, or nil.
func (t *tracker) closest(trails []trail, i int) *trail {
	var best *trail
	lowest := math.Inf(1)
	for k := range trails {
		if kn, ok := reach(t.fixes[trails[k].last()], t.fixes[i]); ok && kn < lowest {
			best, lowest = &trails[k], kn
		}
	}
	return best
}

// forget drops candidates that were not heard again within a day: they stay jumps.
func (t *tracker) forget(nowMs int64) {
	kept := t.candidates[:0]
	for _, c := range t.candidates {
		if nowMs-t.fixes[c.last()].AtMs <= hullWindowMs {
			kept = append(kept, c)
		}
	}
	t.candidates = kept
}

// promote makes a hull of a candidate that has three positions in 24 hours.
func (t *tracker) promote(c *trail) {
	n := len(c.held)
	if n < hullPositions || t.fixes[c.held[n-1]].AtMs-t.fixes[c.held[n-hullPositions]].AtMs > hullWindowMs {
		return
	}
	held := c.held
	t.drop(c)
	if h, from := t.astray(held[0]); h != nil {
		t.resume(h, from, held)
		return
	}
	if len(t.hulls) == maxHulls {
		return
	}
	t.hulls = append(t.hulls, trail{segment: uint8(len(t.hulls) + 1)})
	for _, i := range held {
		t.join(&t.hulls[len(t.hulls)-1], i)
	}
}

func (t *tracker) drop(c *trail) {
	for k := range t.candidates {
		if &t.candidates[k] == c {
			t.candidates = append(t.candidates[:k], t.candidates[k+1:]...)
			return
		}
	}
}

// astray finds a hull of which fix i would be the continuation but for its
// last one or two positions, and where in held those begin.
func (t *tracker) astray(i int) (*trail, int) {
	for k := range t.hulls {
		h := &t.hulls[k]
		if h.total < hullPositions && h.segment == FirstHull && len(t.hulls) == 1 {
			return h, 0 // it never was more than that
		}
		for from := len(h.held) - 1; from >= 1 && from >= len(h.held)-hullPositions+1; from-- {
			before, first := h.held[from-1], h.held[from]
			if before > i || t.fixes[i].AtMs-t.fixes[first].AtMs > hullWindowMs {
				continue
			}
			if _, ok := reach(t.fixes[before], t.fixes[i]); ok {
				return h, from
			}
		}
	}
	return nil, 0
}

// resume takes the stray positions out of a hull, where they may yet become
// one, and goes on with those that follow.
func (t *tracker) resume(h *trail, from int, held []int) {
	stray := trail{segment: Jump}
	for _, i := range h.held[from:] {
		t.join(&stray, i)
	}
	h.held = h.held[:from]
	h.total -= stray.total
	for _, i := range held {
		t.join(h, i)
	}
	t.candidates = append(t.candidates, stray)
}

// reach tells whether b can be reached from a, and at what speed in knots.
// Below 10 km it always can: positions and clocks are not that exact.
func reach(a, b Fix) (kn float64, ok bool) {
	m := distanceM(a, b)
	s := max(float64(b.AtMs-a.AtMs)/1000, 1)
	kn = m / s * knotsPerMeterS
	return kn, kn <= reachKn || m <= reachM
}

// distanceM is the great-circle distance in metres, on a sphere.
func distanceM(a, b Fix) float64 {
	const rad = math.Pi / 180
	sinLat, sinLon := math.Sin((b.Lat-a.Lat)*rad/2), math.Sin((b.Lon-a.Lon)*rad/2)
	h := sinLat*sinLat + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*sinLon*sinLon
	return 2 * earthRadiusM * math.Asin(math.Sqrt(min(1, h)))
}
