package simulate

import (
	"slices"
	"strconv"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

// fetcher is a fish carrier that meets ships on one ground.
type fetcher struct {
	ship     *ship
	ground   ground
	reserved bool // meets only those that ask for it
	meetings []meeting
}

// meeting is two ships drifting side by side.
type meeting struct {
	span
	a, b point
}

// meet works until a carrier comes, drifts beside it, and goes back to the
// middle of the ground. with is nil where any carrier will do; false when none
// can come.
func (f *fleet) meet(b *logbook, g ground, middle point, radius float64, at int64, with *fetcher) (meeting, bool) {
	reach := int64(2.2*radius/(b.s.kn*knot)) + hour
	at = max(at, b.at+reach) / 1800 * 1800
	m := meeting{span: span{at, at + int64(b.rng.IntN(6*60)+150)*60}}
	if m.to > f.end || m.from < f.start {
		return m, false
	}
	if with == nil {
		if with = f.fetcherFor(g, m.from); with == nil {
			return m, false
		}
	} else if !with.free(m.from) {
		return m, false
	}
	m.a = middle.off(radius*(2*b.rng.Float64()-1), radius*(2*b.rng.Float64()-1))
	m.b = m.a.off(2500*(2*b.rng.Float64()-1), 2500*(2*b.rng.Float64()-1))
	b.work(radius, at-reach)
	b.arrive(at, false, m.a)
	b.drift(m.b, m.to)
	b.sail(middle)
	b.s.dense = append(b.s.dense, dense{span{m.from - hour, m.to + hour}, 1200})
	with.meetings = append(with.meetings, m)
	f.tellMeeting(b.s, with.ship, m)
	return m, true
}

// free tells whether a carrier can be at a meeting: it needs days between two.
func (c *fetcher) free(at int64) bool {
	return !slices.ContainsFunc(c.meetings, func(m meeting) bool { return at > m.from-3*day && at < m.to+3*day })
}

// fetcherFor finds a carrier, or hires one as long as there is room.
func (f *fleet) fetcherFor(g ground, at int64) *fetcher {
	for _, c := range f.carriers {
		if !c.reserved && c.ground.port == g.port && c.free(at) && len(c.meetings) < f.opt.Days/12+2 {
			return c
		}
	}
	if f.room() < 1 {
		return nil
	}
	return f.hire(g, false)
}

// hire adds a carrier to the fleet. Its track is planned when all who meet it
// are known.
func (f *fleet) hire(g ground, reserved bool) *fetcher {
	c := &fetcher{ship: f.add(carrier, ""), ground: g, reserved: reserved}
	f.carriers = append(f.carriers, c)
	return c
}

// plan writes the carrier's logbook around its meetings.
func (c *fetcher) plan(f *fleet) {
	slices.SortFunc(c.meetings, func(a, b meeting) int { return int(a.from - b.from) })
	p := f.berth(c.ground.port, c.ship.rng)
	b := f.log(c.ship, p, f.start-45*day)
	out, home := c.ground.way, append(backwards(c.ground.way), p.place)
	reach := b.seconds(append(append([]point{}, out...), c.ground.middle)...) + int64(1.5*c.ground.radius/(c.ship.kn*knot)) + 6*hour
	ashore := true
	for _, m := range c.meetings {
		beside := m.a.off(50, 40)
		if !ashore && m.from-b.at > 2*reach+3*day {
			b.sail(home...)
			ashore = true
		}
		if ashore {
			b.moor(p, max(b.at, m.from-reach))
			b.arrive(m.from, true, append(append([]point{}, out...), beside)...)
		} else {
			b.drift(b.here.off(4000*(2*b.rng.Float64()-1), 4000*(2*b.rng.Float64()-1)), m.from-b.seconds(beside)-2*hour)
			b.arrive(m.from, false, beside)
		}
		b.drift(m.b.off(50, 40), m.to)
		b.s.dense = append(b.s.dense, dense{span{m.from - hour, m.to + hour}, 1200})
		ashore = false
	}
	if !ashore {
		b.sail(home...)
	}
	for b.at < f.end+3*day { // between two seasons it lies in port and makes short trips
		b.moor(p, b.at+int64(6+b.rng.IntN(12))*day)
		f.trip(b, p, c.ground, outing{days: float64(reach)*2.4/day + 3})
	}
}

// tellMeeting is what a service that watches tracks would report.
func (f *fleet) tellMeeting(s, other *ship, m meeting) {
	at := m.a.towards(m.b, 0.5)
	e := event.Encounter{
		Subject: s.subject(m.from), Kind: event.EncounterMeeting, Other: other.subject(m.from), OtherClass: vessel.FishCarrier,
		From: moment(m.from), To: moment(m.to), Lon: fine(at.lon), Lat: fine(at.lat), HasLonLat: true,
		MedianDistanceM: 64, MedianSpeedKn: 0.4,
	}
	f.note(s, m.to, event.TopicEncounters, sourceBehaviour, "meeting"+strconv.FormatInt(m.from, 36), event.KeyEncounter(e), event.EncodeEncounter(e))
}

// tellSilence is a gap that a service judged to be deliberate.
func (f *fleet) tellSilence(s *ship, gap span) {
	judged := true
	e := event.Encounter{
		Subject: s.subject(gap.from), Kind: event.EncounterGap, From: moment(gap.from), To: moment(gap.to),
		IntentionalDisabling: &judged, MedianDistanceM: nan, MedianSpeedKn: nan,
	}
	for i := range s.legs {
		if s.legs[i].holds(gap.from) {
			at := s.legs[i].place(gap.from)
			e.Lon, e.Lat, e.HasLonLat = fine(at.lon), fine(at.lat), true
		}
	}
	f.note(s, gap.to+day, event.TopicEncounters, sourceBehaviour, "gap"+strconv.FormatInt(gap.from, 36), event.KeyEncounter(e), event.EncodeEncounter(e))
}
