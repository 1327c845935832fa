package feed

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"time"

	"github.com/cespare/xxhash/v2"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

// run is one file on its way: where its units are counted and its events go.
type run struct {
	ctx  context.Context
	opt  Options
	name string
	sum  Summary
	emit func(Output) error

	units    int64
	received time.Time // when the unit in hand was taken in
	nulled   int       // fields of it that the contracts leave out
	batch    event.Positions
	outs     []Output
}

// unit is what one AIS message, row or document comes to.
type unit struct {
	line       int64
	text       []byte // as written, for an example
	positions  []event.Position
	claims     []event.IdentityClaim
	encounters []event.Encounter
	nulled     []string // fields left out by the format
	partial    bool     // a claim that is refused is left out, and the rest stands
}

func (u *unit) reset(line int64, text []byte) {
	*u = unit{line: line, text: text, positions: u.positions[:0], claims: u.claims[:0], encounters: u.encounters[:0], nulled: u.nulled[:0]}
}

// tick is called once per unit or line: it lets a run be stopped.
func (r *run) tick() error {
	if r.units++; r.units%1024 == 0 {
		return r.ctx.Err()
	}
	return nil
}

func (r *run) ignore(reason string) {
	r.sum.Read++
	r.sum.ignore(reason)
}

func (r *run) reject(reject *event.Reject, line int64, text []byte) {
	r.sum.Read++
	r.sum.reject(reject, line, text)
}

// accept encodes a unit, holds each event against its own contract (what is
// accepted here is accepted by the ingester), and emits what is new.
func (r *run) accept(u *unit) error {
	r.received = r.opt.Now()
	r.outs = r.outs[:0]
	r.nulled = 0
	if reject := r.encode(u); reject != nil {
		r.reject(reject, u.line, u.text)
		return nil
	}
	fresh := r.outs[:0]
	for _, out := range r.outs {
		if r.opt.Seen.Add(out.key) {
			fresh = append(fresh, out)
		}
	}
	for _, out := range fresh {
		if err := r.emit(out); err != nil {
			return err
		}
		count(&r.sum.Outputs, out.Topic)
	}
	r.sum.Read++
	if len(fresh) == 0 {
		r.sum.Duplicates++
		return nil
	}
	r.sum.Accepted++
	for _, field := range u.nulled {
		count(&r.sum.Nulled, field)
	}
	for range r.nulled {
		count(&r.sum.Nulled, "out of range")
	}
	return nil
}

func (r *run) encode(u *unit) *event.Reject {
	for i := range u.positions {
		if reject := r.position(&u.positions[i]); reject != nil {
			return reject
		}
	}
	for i := range u.claims {
		if reject := r.claim(&u.claims[i]); reject != nil {
			if !u.partial {
				return reject
			}
			u.nulled = append(u.nulled, reject.Reason+": "+reject.Field)
		}
	}
	for i := range u.encounters {
		if reject := r.encounter(&u.encounters[i]); reject != nil {
			return reject
		}
	}
	if len(r.outs) == 0 {
		return &event.Reject{Reason: event.ReasonMissingField, Fix: "nothing in this unit can be used"}
	}
	return nil
}

func (r *run) envelope(topic, source, id string) event.Envelope {
	return event.Envelope{ID: id, Source: source, Type: event.TypeOf(topic), ContentType: event.ContentJSON, ReceivedAt: r.received}
}

func (r *run) position(p *event.Position) *event.Reject {
	p.ReceivedAt = r.received.UnixMilli()
	value := p.AppendTo(nil)
	r.batch.Reset()
	nulled, _, reject := r.batch.AppendJSON(value, r.envelope(event.TopicPositions, p.Source, ""))
	if reject != nil {
		return reject
	}
	r.nulled += nulled
	key := positionKey(p.MMSI, p.ObservedAt, r.batch.PayloadHash[0])
	r.add(event.TopicPositions, event.KeyPosition(p.MMSI), value, hex64(key), p.Source, key)
	return nil
}

// positionKey is the natural key of a position, hashed.
func positionKey(mmsi vessel.MMSI, observedAt int64, payload uint64) uint64 {
	var b [20]byte
	binary.LittleEndian.PutUint32(b[0:], uint32(mmsi))
	binary.LittleEndian.PutUint64(b[4:], uint64(observedAt))
	binary.LittleEndian.PutUint64(b[12:], payload)
	return xxhash.Sum64(b[:])
}

// eventKey is the natural key of every other event, hashed.
func eventKey(topic, source, id string) uint64 {
	return xxhash.Sum64String(topic + "\x00" + source + "\x00" + id)
}

func (r *run) add(topic string, key, value []byte, id, source string, seen uint64) {
	r.outs = append(r.outs, Output{
		Topic: topic, Key: key, Value: value, key: seen,
		Headers: event.Headers(event.TypeOf(topic), id, source, r.received),
	})
}

func hex64(v uint64) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], v)
	return hex.EncodeToString(b[:])
}

// claim is checked for being a duplicate first: ships repeat their identity
// all day.
func (r *run) claim(c *event.IdentityClaim) *event.Reject {
	key := eventKey(event.TopicVessels, c.Source, c.ID)
	if r.opt.Seen.Has(key) {
		r.outs = append(r.outs, Output{key: key})
		return nil
	}
	value := event.EncodeVessel(*c)
	clean, reject := event.DecodeVessel(value, r.envelope(event.TopicVessels, c.Source, c.ID))
	if reject != nil {
		return reject
	}
	if clean.Nulled > 0 { // what the ingester would drop is not sent: it may be of any size
		r.nulled += clean.Nulled
		value = event.EncodeVessel(clean)
	}
	r.add(event.TopicVessels, event.KeyVessel(*c), value, c.ID, c.Source, key)
	return nil
}

func (r *run) encounter(e *event.Encounter) *event.Reject {
	value := event.EncodeEncounter(*e)
	clean, reject := event.DecodeEncounter(value, r.envelope(event.TopicEncounters, e.Source, e.ID))
	if reject != nil {
		return reject
	}
	if clean.Nulled > 0 {
		r.nulled += clean.Nulled
		value = event.EncodeEncounter(clean)
	}
	r.add(event.TopicEncounters, event.KeyEncounter(*e), value, e.ID, e.Source, eventKey(event.TopicEncounters, e.Source, e.ID))
	return nil
}
