package watch

import (
	"context"
	"fmt"
	"time"

	"plimsoll/data/vessel"
	"plimsoll/risk/alert"
)

// CallKind says what a port call tells of.
type CallKind uint8

// The kinds of call.
const (
	Announced CallKind = iota + 1
	Arrived
	Departed
)

// Call is a port call: of a vessel named by its IMO number or, without one, by
// its MMSI.
type Call struct {
	IMO        uint32
	MMSI       uint32
	Kind       CallKind
	Port       string    // UN/LOCODE
	At         time.Time // when it came or left, or is expected
	ReceivedAt time.Time
	Source     string
}

// ObserveCall takes port calls in. An arrival that positions told of already is
// a repeat. After an error call it again, as with Observe.
func (w *Watch) ObserveCall(ctx context.Context, calls []Call) (Report, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	report := Report{Observed: len(calls)}
	var found []alert.Assessment
	for i := range calls {
		c := &calls[i]
		v := w.caller(c)
		if v == nil || c.Port == "" {
			continue
		}
		if a, ok := w.call(&report, v, c); ok {
			found = append(found, a)
		}
	}
	return report, w.take(ctx, &report, found)
}

// caller is the watched vessel that a call is of, nil when it is not watched.
func (w *Watch) caller(c *Call) *subject {
	if n := vessel.IMO(c.IMO); n.Valid() {
		return w.vessels[string(vessel.IDFromIMO(n))]
	}
	return w.byMMSI[c.MMSI]
}

func (w *Watch) call(report *Report, v *subject, c *Call) (alert.Assessment, bool) {
	port := w.code(c.Port)
	t := v.ports[port]
	if c.Kind == Departed {
		report.Departures++
		if !t.active || c.At.Before(t.heldAt) {
			return alert.Assessment{}, false
		}
		return w.departure(v, port, c.At, c.ReceivedAt, "told by "+c.Source), true
	}
	report.Arrivals++
	if !v.risky {
		return alert.Assessment{}, false
	}
	if w.now().Sub(c.At) > w.recent {
		report.History++
		return alert.Assessment{}, false
	}
	level, words := levelArrived, "arrived at %s on %s"
	if c.Kind == Announced {
		level, words = levelAnnounced, "announced at %s for %s"
	}
	a := w.assessment(v, c.Port, level, c.At)
	a.AcceptedAt, a.News = c.ReceivedAt, true
	words = fmt.Sprintf(words, w.portName(c.Port), clock(c.At))
	a.Words = fmt.Sprintf("%s; the band for %ss is %s", words, v.score.Population, v.score.Band)
	a.Facts = []alert.Fact{{At: c.At, Text: words, Source: c.Source}}
	return a, true
}
