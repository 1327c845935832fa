package ingest

import (
	"time"

	"plimsoll/data/chart"
	"plimsoll/ingest/event"
	"plimsoll/ingest/stream"
)

// Sightings are what a watch wants of a batch of messages: recent positions
// with their places, and port calls. What cannot be decoded is left out: the
// pipeline, which reads the same messages, sends it to the dead letters.
type Sightings struct {
	Positions event.Positions
	Places    []chart.Placing
	Calls     []event.PortCall
	Older     int // positions observed before the horizon, which were not placed and are left out
}

// Sighter decodes for a watch. It serves one consumer and is not safe for
// concurrent use.
type Sighter struct {
	locator Locator
	now     func() time.Time
	opener  opener
	all     event.Positions
	seen    Sightings
}

// NewSighter wires the parts.
func NewSighter(locator Locator, now func() time.Time) *Sighter {
	return &Sighter{locator: locator, now: now}
}

// Read decodes a batch. What it returns is reused by the next call.
func (s *Sighter) Read(messages []stream.Message, horizon time.Time) *Sightings {
	s.all.Reset()
	s.seen.Positions.Reset()
	s.seen.Calls, s.seen.Older = s.seen.Calls[:0], 0
	for i := range messages {
		s.read(&messages[i])
	}
	from := horizon.UnixMilli()
	for i, observed := range s.all.ObservedAt {
		if observed < from {
			s.seen.Older++
			continue
		}
		s.seen.Positions.AppendFrom(&s.all, i)
	}
	n := s.seen.Positions.Len()
	if cap(s.seen.Places) < n {
		s.seen.Places = make([]chart.Placing, n)
	}
	s.seen.Places = s.seen.Places[:n]
	s.locator.PlaceBatch(s.seen.Positions.Lon, s.seen.Positions.Lat, s.seen.Places)
	return &s.seen
}

func (s *Sighter) read(m *stream.Message) {
	env, reject := s.opener.open(m, s.now())
	if reject != nil {
		return
	}
	switch {
	case m.Topic == event.TopicPositions && env.ContentType == event.ContentNMEA:
		_, _ = appendAIVDM(&s.all, m.Value, env)
	case m.Topic == event.TopicPositions:
		_, _, _ = s.all.AppendJSON(m.Value, env)
	case m.Topic == event.TopicPortCalls:
		if call, reject := event.DecodePortCall(m.Value, env); reject == nil {
			s.seen.Calls = append(s.seen.Calls, call)
		}
	}
}
