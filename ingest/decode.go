package ingest

import (
	"time"

	"plimsoll/ingest/event"
	"plimsoll/ingest/feed"
	"plimsoll/ingest/stream"
)

// opener reads envelopes, one after the other. Most headers repeat from message
// to message; those are not copied again. The zero value is ready.
type opener struct{ last event.Attributes }

// oldestStamp is how old a message's own time may be to count as the time of
// its receipt: as long as topics are kept. An older one is the event's time,
// put there by its producer, and positions expire by their receipt.
const oldestStamp = 14 * 24 * time.Hour

// open reads the envelope. A message that was never stamped counts as received
// at its own time, so that a redelivery gives the same row.
func (o *opener) open(m *stream.Message, now time.Time) (event.Envelope, *event.Reject) {
	var found event.Attributes
	for i := range m.Headers {
		h := &m.Headers[i]
		at := found.Of(h.Key)
		if at == nil {
			continue
		}
		last := o.last.Of(h.Key)
		if *last != string(h.Value) {
			*last = string(h.Value)
		}
		*at = *last // the last of a name counts
	}
	if found.ReceivedAt == "" && !m.Time.IsZero() && m.Time.Before(now) && now.Sub(m.Time) < oldestStamp {
		now = m.Time
	}
	return found.Open(m.Topic, m.Value, now)
}

// decode appends one message to the batch, or says why it cannot be accepted.
func (w *worker) decode(m *stream.Message, now time.Time) *event.Reject {
	env, reject := w.envelopes.open(m, now)
	if reject != nil {
		return reject
	}
	b := &w.batch
	switch m.Topic {
	case event.TopicPositions:
		if env.ContentType == event.ContentNMEA {
			return w.decodeAIVDM(m.Value, env)
		}
		nulled, unknown, reject := b.Positions.AppendJSON(m.Value, env)
		w.metrics.fields(nulled, unknown)
		return reject
	case event.TopicVessels:
		return collect(w.metrics, event.DecodeVessel, m.Value, env, b.addClaim)
	case event.TopicPortCalls:
		return collect(w.metrics, event.DecodePortCall, m.Value, env, b.addPortCall)
	case event.TopicEncounters:
		return collect(w.metrics, event.DecodeEncounter, m.Value, env, b.addEncounter)
	case event.TopicInspections:
		return collect(w.metrics, event.DecodeInspection, m.Value, env, b.addInspection)
	default: // event.Open refuses topics without a contract, so this is records
		return collect(w.metrics, event.DecodeRecord, m.Value, env, func(r event.Record) { b.addRecord(r, env.Time) })
	}
}

// collect is generic over the five kinds that become rows; all say how many of
// their fields were not kept.
func collect[T interface{ Dropped() (nulled, unknown int) }](metrics *Metrics, decode func([]byte, event.Envelope) (T, *event.Reject), value []byte, env event.Envelope, add func(T)) *event.Reject {
	row, reject := decode(value, env)
	if reject == nil {
		metrics.fields(row.Dropped())
		add(row)
	}
	return reject
}

// decodeAIVDM takes a raw AIS message; static reports become identity claims.
func (w *worker) decodeAIVDM(value []byte, env event.Envelope) *event.Reject {
	claims, reject := appendAIVDM(&w.batch.Positions, value, env)
	for _, claim := range claims {
		w.batch.addClaim(claim)
	}
	return reject
}

// appendAIVDM holds the times of raw AIS messages against the range for JSON.
func appendAIVDM(to *event.Positions, value []byte, env event.Envelope) ([]event.IdentityClaim, *event.Reject) {
	at := env.Time
	if at.IsZero() {
		at = env.ReceivedAt
	}
	positions, claims, reject := feed.DecodeAIVDM(value, at)
	if reject != nil {
		return nil, reject
	}
	received := env.ReceivedAt.UnixMilli()
	for i := range positions {
		positions[i].ReceivedAt, positions[i].Source = received, env.Source
		if reject := event.CheckObservedAt(positions[i].ObservedAt, received); reject != nil {
			return nil, reject
		}
	}
	for i := range claims {
		claims[i].ReceivedAt = env.ReceivedAt
		if reject := event.CheckObservedAt(claims[i].ValidFrom.UnixMilli(), received); reject != nil {
			return nil, reject
		}
	}
	for _, position := range positions {
		to.Append(position)
	}
	return claims, nil
}
