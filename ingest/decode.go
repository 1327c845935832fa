package ingest

import (
	"time"

	"plimsoll/ingest/event"
	"plimsoll/ingest/feed"
	"plimsoll/ingest/stream"
)

// open reads the envelope. A message that was never stamped counts as received
// at its own time, so that a redelivery gives the same row.
func open(m *stream.Message, now time.Time) (event.Envelope, *event.Reject) {
	if !m.HasHeader(event.HeaderReceivedAt) && !m.Time.IsZero() && m.Time.Before(now) {
		now = m.Time
	}
	header := func(name string) (string, bool) { return m.Header(name), m.HasHeader(name) }
	return event.Open(m.Topic, header, m.Value, now)
}

// decode appends one message to the batch, or says why it cannot be accepted.
func (p *Pipeline) decode(m *stream.Message) *event.Reject {
	env, reject := open(m, p.now())
	if reject != nil {
		return reject
	}
	b := &p.batch
	switch m.Topic {
	case event.TopicPositions:
		if env.ContentType == event.ContentNMEA {
			return p.decodeAIVDM(m.Value, env)
		}
		nulled, unknown, reject := b.Positions.AppendJSON(m.Value, env)
		p.metrics.fields(nulled, unknown)
		return reject
	case event.TopicVessels:
		return collect(p.metrics, event.DecodeVessel, m.Value, env, b.addClaim)
	case event.TopicPortCalls:
		return collect(p.metrics, event.DecodePortCall, m.Value, env, b.addPortCall)
	case event.TopicEncounters:
		return collect(p.metrics, event.DecodeEncounter, m.Value, env, b.addEncounter)
	case event.TopicInspections:
		return collect(p.metrics, event.DecodeInspection, m.Value, env, b.addInspection)
	default: // event.Open refuses topics without a contract, so this is records
		return collect(p.metrics, event.DecodeRecord, m.Value, env, func(r event.Record) { b.addRecord(r, env.Time) })
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
func (p *Pipeline) decodeAIVDM(value []byte, env event.Envelope) *event.Reject {
	claims, reject := appendAIVDM(&p.batch.Positions, value, env)
	for _, claim := range claims {
		p.batch.addClaim(claim)
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
