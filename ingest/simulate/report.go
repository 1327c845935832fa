package simulate

import (
	"math"
	"strconv"
	"time"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

var nan = math.NaN()

// fine rounds degrees to about a metre, as AIS does.
func fine(v float64) float64 { return math.Round(v*1e5) / 1e5 }

// after is when the ship is heard next: often in the last days, a few times a
// day in the years before, so that a long history stays small, and at even
// times where two ships are to be seen at once.
func (s *ship) after(t, end int64) int64 {
	every := int64(5.6 * hour)
	switch age := end - t; {
	case age <= 2*day:
		every = hour / 2
	case age <= 14*day:
		every = 2 * hour
	}
	next := t + every - s.rng.Int64N(every/15)
	for _, d := range s.dense {
		if d.to <= t || d.from >= next {
			continue
		}
		next = min(next, (max(t, d.from-1)/d.step+1)*d.step)
	}
	for _, d := range s.dark {
		if d.holds(next) {
			next = d.to
		}
	}
	return next
}

// position is what the ship reports at t; false when it is nowhere. t may not
// go back.
func (s *ship) position(t int64) (event.Position, bool) {
	for s.leg < len(s.legs) && s.legs[s.leg].to <= t {
		s.leg++
	}
	if s.leg == len(s.legs) || !s.legs[s.leg].holds(t) {
		return event.Position{}, false
	}
	l := &s.legs[s.leg]
	at := l.place(t).off(12*(s.rng.Float64()-0.5), 12*(s.rng.Float64()-0.5))
	kn, course := l.motion(t)
	p := event.Position{
		MMSI: s.mmsiAt(t), ObservedAt: t * 1000, Lon: fine(at.lon), Lat: fine(at.lat),
		SpeedKn: float32(math.Round(kn*10) / 10), CourseDeg: float32(math.Round(course*10) / 10),
		HeadingDeg: uint16(math.Mod(course+float64(s.rng.IntN(5)), 360)), NavStatus: s.status(l),
		Transmitter: event.ClassA, Receiver: event.Satellite,
	}
	if p.CourseDeg >= 360 {
		p.CourseDeg = 0
	}
	if l.inshore {
		p.Receiver = event.Terrestrial
	}
	if s.smallAndFree {
		p.Transmitter, p.NavStatus, p.HeadingDeg = event.ClassB, event.NavStatusNotReported, event.HeadingNotReported
	}
	return p, true
}

// status is the navigational status that the watch officer sets.
func (s *ship) status(l *leg) uint8 {
	const (
		underWay  = 0
		atAnchor  = 1
		moored    = 5
		atFishing = 7
	)
	switch {
	case l.doing == berthed:
		return moored
	case l.doing == anchored:
		return atAnchor
	case l.doing == fishing && (s.class == vessel.Fishing || s.class == vessel.Factory):
		return atFishing
	}
	return underWay
}

// writer puts the plan on its way, in order of days.
type writer struct {
	f        *fleet
	received string
	emit     Emit
}

// headers are those of a message that was stated at t and taken in at the end.
func (w *writer) headers(topic, source, id string, t int64) []event.Header {
	h := event.Headers(event.TypeOf(topic), id, source, w.f.opt.End)
	h = event.Set(h, event.HeaderTime, event.FormatTime(time.Unix(t, 0)))
	return event.Set(h, event.HeaderReceivedAt, w.received)
}

func (w *writer) note(n *note) error {
	return w.emit(n.topic, n.key, n.value, w.headers(n.topic, n.source, n.id, n.at))
}

// ship writes what happens to a ship until a time.
func (w *writer) ship(s *ship, until int64) error {
	for ; s.noted < len(s.notes) && s.notes[s.noted].at <= until; s.noted++ {
		if err := w.note(&s.notes[s.noted]); err != nil {
			return err
		}
	}
	for ; s.next <= until; s.next = s.after(s.next, w.f.end) {
		p, ok := s.position(s.next)
		if !ok {
			continue
		}
		id := w.f.ids + strconv.Itoa(s.number) + "-" + strconv.FormatInt(s.next, 36)
		if err := w.emit(event.TopicPositions, event.KeyPosition(p.MMSI), p.AppendTo(nil), w.headers(event.TopicPositions, sourceAIS, id, s.next)); err != nil {
			return err
		}
	}
	if s.smallAndFree || s.told == byNobody {
		return nil // no port knows its name
	}
	return w.calls(s, until)
}

// calls writes the ship's announcements, arrivals and departures. It goes
// through the stays in port three times at once, each at its own moment.
func (w *writer) calls(s *ship, until int64) error {
	for i, kind := range event.PortCallKinds() {
		for ; s.calls[i] < len(s.legs); s.calls[i]++ {
			l := &s.legs[s.calls[i]]
			stated := [...]int64{l.from - 2*day, l.from, l.to}[i]
			if stated > until {
				break
			}
			if l.doing != berthed || l.from < w.f.start || l.to-l.from < 2*hour || (kind == event.PortCallAnnounced && (s.class == vessel.Fishing || s.class == vessel.Passenger)) {
				continue
			}
			c := s.portCall(kind, l)
			id := w.f.eventID(s, kind+strconv.FormatInt(l.from, 36))
			if err := w.emit(event.TopicPortCalls, event.KeyPortCall(c), event.EncodePortCall(c), w.headers(event.TopicPortCalls, sourcePort, id, stated)); err != nil {
				return err
			}
		}
	}
	return nil
}
