package feed

import (
	"bytes"
	"errors"
	"io"
	"time"

	ais "github.com/BertoldVdb/go-ais"

	"plimsoll/ingest/event"
)

// SourceAIS is the source of what ships say of themselves over AIS.
const SourceAIS = "ais"

// aivdm reads a file of AIVDM sentences.
type aivdm struct {
	*run
	codec *ais.Codec
	join  assembler
	clock secondClock
	unit  unit
}

func readAIVDM(r *run, in io.Reader) error {
	a := &aivdm{run: r, codec: newCodec(), clock: secondClock{at: noTime}}
	if !r.opt.At.IsZero() {
		a.clock.at = r.opt.At.UnixMilli()
	}
	l := newLines(in)
	for {
		line, tooLong, err := l.next()
		if errors.Is(err, io.EOF) {
			a.lost(a.join.flush())
			return nil
		}
		if err != nil {
			return err
		}
		if err := r.tick(); err != nil {
			return err
		}
		if tooLong {
			r.reject(lineTooLong(), l.number, line)
			continue
		}
		if err := a.line(line, l.number); err != nil {
			return err
		}
	}
}

func lineTooLong() *event.Reject {
	return &event.Reject{Reason: event.ReasonTooLarge, Field: "line", Fix: "lines of at most 1 MB are read"}
}

func (a *aivdm) line(line []byte, number int64) error {
	s, kind, reject := parseSentence(line)
	switch kind {
	case lineBlank:
		return nil
	case lineComment:
		a.ignore("comment")
		return nil
	case lineOther:
		a.ignore("sentence that is not AIS")
		return nil
	case lineBad:
		a.reject(reject, number, line)
		return nil
	}
	m := a.join.add(&s, number, line)
	a.lost(a.join.lost)
	if m == nil {
		return nil
	}
	return a.message(m)
}

func (a *aivdm) lost(messages []*message) {
	for _, m := range messages {
		a.reject(m.fault, m.line, m.text)
	}
}

// message handles a whole message, faulty or not.
func (a *aivdm) message(m *message) error {
	if m.fault != nil {
		a.reject(m.fault, m.line, m.text)
		return nil
	}
	r, ignored, reject := decodeAIS(a.codec, m.bits)
	at := a.time(m, &r)
	switch {
	case reject != nil:
		a.reject(reject, m.line, m.text)
		return nil
	case ignored != "":
		a.ignore(ignored)
		return nil
	case at == noTime:
		a.reject(noTimeKnown(), m.line, m.text)
		return nil
	}
	a.unit.reset(m.line, m.text)
	source := a.opt.source(SourceAIS)
	if r.located {
		r.position.ObservedAt, r.position.Source = at, source
		a.unit.positions = append(a.unit.positions, r.position)
	}
	if r.named {
		a.unit.claims = append(a.unit.claims, aisClaim(r.claim, source, at))
	}
	if r.badIMO {
		a.unit.nulled = append(a.unit.nulled, "imo")
	}
	return a.accept(&a.unit)
}

// time is the message's own, or what --at has come to. A time that stands by
// a message also sets the carried clock.
func (a *aivdm) time(m *message, r *report) int64 {
	if m.at != noTime {
		if a.clock.at != noTime {
			a.clock.at = m.at
		}
		return m.at
	}
	if r.clock != noTime {
		a.clock.base(r.clock)
		return a.clock.at
	}
	return a.clock.report(r.second)
}

func noTimeKnown() *event.Reject {
	return &event.Reject{
		Reason: event.ReasonNoTime,
		Fix:    "these sentences do not say when they were received; give --at TIME, the time of the first sentence (RFC 3339, UTC)",
	}
}

// aisClaim gives a claim an id that is the same for the same content on the
// same day, so that a ship's repeated static reports are one row a day.
func aisClaim(c event.IdentityClaim, source string, at int64) event.IdentityClaim {
	c.ValidFrom = fromMillis(at)
	c.Source = source
	c.ID = claimID("ais", &c)
	return c
}

// DecodeAIVDM reads one complete AIS message from a Kafka message of content
// type application/x-nmea0183: its sentences, joined by line feeds. The time
// is the one that stands by the sentences, else at (the message's ce_time, or
// when it was received). A sound message that says nothing about a vessel
// gives neither positions nor claims, and no error. What it gives satisfies the
// contracts but for its times, which the caller holds against the time of
// receipt. The source of positions is for the caller to fill.
func DecodeAIVDM(value []byte, at time.Time) (positions []event.Position, claims []event.IdentityClaim, reject *event.Reject) {
	m, reject := joinOne(value)
	if reject != nil {
		return nil, nil, reject
	}
	r, _, reject := decodeAIS(newCodec(), m.bits)
	if reject != nil {
		return nil, nil, reject
	}
	if m.at == noTime {
		if at.IsZero() {
			return nil, nil, &event.Reject{Reason: event.ReasonNoTime, Field: event.HeaderTime, Fix: "send ce_time, or a tag block with c:"}
		}
		m.at = at.UnixMilli()
	}
	if r.located {
		r.position.ObservedAt = m.at
		positions = append(positions, r.position)
	}
	if r.named {
		claims = append(claims, aisClaim(r.claim, SourceAIS, m.at))
	}
	return positions, claims, nil
}

// joinOne joins the sentences of exactly one message.
func joinOne(value []byte) (*message, *event.Reject) {
	var (
		join  assembler
		whole *message
		n     int64
	)
	for line := range bytes.SplitSeq(value, []byte("\n")) {
		s, kind, reject := parseSentence(line)
		switch {
		case kind == lineBlank:
			continue
		case kind == lineBad:
			return nil, reject
		case kind != lineAIS:
			return nil, badAIVDM("sentence", "want AIVDM or AIVDO sentences and nothing else")
		case whole != nil || n == maxParts:
			return nil, badAIVDM("parts", "send one AIS message per Kafka message")
		}
		n++
		whole = join.add(&s, n, nil)
		if len(join.lost) > 0 {
			return nil, join.lost[0].fault
		}
	}
	if whole == nil {
		return nil, partsMissing()
	}
	return whole, whole.fault
}
