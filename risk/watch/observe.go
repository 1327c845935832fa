package watch

import (
	"context"
	"fmt"
	"time"

	"plimsoll/risk/alert"
)

// Sighting is a placed position. Times are Unix milliseconds, UTC.
type Sighting struct {
	MMSI                   uint32
	ObservedAt, ReceivedAt int64
	Lon, Lat               float64
	Port                   string // UN/LOCODE of the port whose radius covers it; empty: none
}

// Levels of an arrival.
const (
	levelAnnounced = 1
	levelArrived   = 2
)

// overstay is after how long a vessel seen elsewhere counts as gone from a port
// where no position of it was ever seen, only a call.
const overstay = 26 * time.Hour

// Observe takes positions in, in the order in which they came, and tells at
// once of what follows. An arrival is a position within a port after one
// elsewhere; an MMSI's very first position is none, because nobody saw it come.
// Late positions and those that no ship could have reached change nothing, and
// an MMSI shared by two ships raises nothing. After an error call it again, with
// the same positions or others: what was found is kept and tried again.
func (w *Watch) Observe(ctx context.Context, sightings []Sighting) (Report, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	report := Report{Observed: len(sightings)}
	var found []alert.Assessment
	for i := range sightings {
		s := &sightings[i]
		p, known := w.places[s.MMSI]
		was := p.port
		m := p.moveTo(known, s.ObservedAt, float32(s.Lon), float32(s.Lat), w.code(s.Port))
		switch m {
		case late:
			report.Late++
			continue
		case jumped:
			report.Implausible++
		case relocated:
			report.Implausible++
			was = 0 // it may be another ship: neither came nor left
		case stayed, arrived, left, firstSight:
		}
		w.places[s.MMSI] = p
		if m == jumped {
			continue
		}
		if v := w.byMMSI[s.MMSI]; v != nil {
			found = append(found, w.leaves(&report, v, was, &p, s)...)
			found = append(found, w.comes(&report, v, m, &p, s)...)
		}
	}
	return report, w.take(ctx, &report, found)
}

// comes tells of an arrival that nobody was told of: now, or when what kept it
// from being told has passed while the vessel is still there.
func (w *Watch) comes(report *Report, v *subject, m move, p *place, s *Sighting) []alert.Assessment {
	if p.port == 0 || p.sinceMs == 0 || !v.risky {
		return nil
	}
	if m == arrived {
		report.Arrivals++
	}
	t := v.ports[p.port]
	if (t.active && t.arrived || w.now().UnixMilli() < t.quietMs) && m != arrived {
		return nil
	}
	if w.now().Sub(time.UnixMilli(p.sinceMs)) > w.recent {
		if m == arrived {
			report.History++
		}
		return nil
	}
	// Remembered at once, so that the next position does not find it again.
	v.ports[p.port] = told{active: true, arrived: true, heldAt: time.UnixMilli(p.sinceMs).UTC()}
	return []alert.Assessment{w.arrival(v, p, time.UnixMilli(s.ReceivedAt).UTC(), m == arrived)}
}

// arrival is the assessment of a vessel that came to where it is.
func (w *Watch) arrival(v *subject, p *place, accepted time.Time, news bool) alert.Assessment {
	at := time.UnixMilli(p.sinceMs).UTC()
	a := w.assessment(v, w.locodes[p.port], levelArrived, at)
	a.AcceptedAt, a.News = accepted, news
	a.Words = fmt.Sprintf("arrived at %s on %s; the band for %ss is %s", w.portName(a.Place), clock(at), v.score.Population, v.score.Band)
	a.Facts = []alert.Fact{{At: at, Text: fmt.Sprintf("first position within %s after one elsewhere; last seen there at lon %.4f, lat %.4f", w.portName(a.Place), p.lon, p.lat), Source: "positions"}}
	return a
}

func (w *Watch) assessment(v *subject, locode string, level int, at time.Time) alert.Assessment {
	return alert.Assessment{
		Key: alert.Key{Vessel: v.id, Rule: alert.RuleArrival, Place: locode}, Level: level, Closing: alert.AtOnce, Score: v.score, ObservedAt: at,
		// It was not there just before: who closed an earlier arrival did not mean this one.
		Marks: []alert.Mark{{At: at.Add(-time.Millisecond)}, {At: at, Level: level}},
	}
}

// leaves ends the arrivals at ports that the vessel is no longer in.
func (w *Watch) leaves(report *Report, v *subject, was uint32, p *place, s *Sighting) []alert.Assessment {
	var found []alert.Assessment
	for port, t := range v.ports {
		if port == p.port || !t.active || !t.arrived {
			continue
		}
		at := time.UnixMilli(s.ObservedAt).UTC()
		moved := was == port || time.UnixMilli(p.sinceMs).After(t.heldAt)
		if !at.After(t.heldAt) || (!moved && at.Sub(t.heldAt) < overstay) {
			continue
		}
		report.Departures++
		t.active = false
		v.ports[port] = t
		found = append(found, w.departure(v, port, at, time.UnixMilli(s.ReceivedAt).UTC(), fmt.Sprintf("seen outside the port at lon %.4f, lat %.4f", s.Lon, s.Lat)))
	}
	return found
}

func (w *Watch) departure(v *subject, port uint32, at, accepted time.Time, how string) alert.Assessment {
	a := w.assessment(v, w.locodes[port], 0, at)
	a.End, a.AcceptedAt = alert.Departed, accepted
	a.Words = fmt.Sprintf("left %s by %s: %s", w.portName(a.Place), clock(at), how)
	return a
}

// portName is the name and code that a person knows a port by.
func (w *Watch) portName(locode string) string {
	if w.ports != nil {
		if p, ok := w.ports.Port(locode); ok && p.Name != "" {
			return p.Name + " (" + locode + ")"
		}
	}
	return locode
}

func clock(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
