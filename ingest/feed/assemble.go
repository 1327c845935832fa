package feed

import "plimsoll/ingest/event"

// Parts of one message follow each other within these limits; a sequence id
// is used again soon after, so anything wider would join parts of different
// messages. The count of lines serves where there are no times.
const (
	partsWithinMillis = 10_000
	partsWithinLines  = 100
	maxPending        = 128
)

// message is a whole AIS message, or as much as came of it.
type message struct {
	line  int64 // of its first part
	at    int64 // milliseconds of Unix time, or noTime
	bits  []byte
	fault *event.Reject
	text  []byte // its first part as written, for an example

	key  joinKey
	next int // the part that is missing
}

// joinKey is what the parts of a message have in common.
type joinKey struct {
	group, station    string
	own               bool
	parts             int
	sequence, channel byte
}

// matches lets a part without a station belong to one that has it, because
// tag blocks often stand before the first part only.
func (k joinKey) matches(o joinKey) bool {
	if k.own != o.own || k.parts != o.parts || k.sequence != o.sequence || k.channel != o.channel || k.group != o.group {
		return false
	}
	return k.station == o.station || k.station == "" || o.station == ""
}

// assembler joins the parts of messages, in order. A message one of whose
// parts is faulty is still joined, to count once.
type assembler struct {
	pending []*message
	free    []*message
	lost    []*message // what was given up since the last add
	whole   message    // reused for messages of one part
}

// add takes a sentence and gives the message that it completes, or nil. What
// it returns and what it puts into lost is valid until the next call.
func (a *assembler) add(s *sentence, line int64, text []byte) *message {
	a.expire(s.at, line)
	if s.parts == 1 {
		a.whole = message{line: line, at: s.at, fault: s.fault, text: text, bits: a.whole.bits[:0]}
		if s.fault == nil {
			a.whole.bits = s.appendBits(a.whole.bits)
		}
		return &a.whole
	}
	key := joinKey{group: s.group, station: s.station, own: s.own, parts: s.parts, sequence: s.sequence, channel: s.channel}
	m := a.take(key, s, line, text)
	if s.fault != nil {
		m.fault = s.fault
	} else {
		m.bits = s.appendBits(m.bits)
	}
	if m.at == noTime {
		m.at = s.at
	}
	m.next++
	if m.next <= m.key.parts {
		return nil
	}
	a.drop(m)
	return m
}

// take finds the message a part belongs to, or begins it. A message that
// lacks a part is joined as far as it goes, to count once; one whose place is
// taken by a new first part is given up.
func (a *assembler) take(key joinKey, s *sentence, line int64, text []byte) *message {
	for _, m := range a.pending {
		if !m.key.matches(key) || s.part > 1 && s.part < m.next {
			continue
		}
		if s.part == 1 {
			a.giveUp(m)
			break
		}
		if s.part > m.next {
			m.next, m.fault = s.part, partsMissing()
		}
		return m
	}
	m := a.fresh()
	*m = message{line: line, at: s.at, text: append(m.text[:0], text...), bits: m.bits[:0], key: key, next: s.part}
	if s.part > 1 {
		m.fault = partsMissing()
	}
	if len(a.pending) == maxPending {
		a.giveUp(a.pending[0])
	}
	a.pending = append(a.pending, m)
	return m
}

// expire gives up what waited too long, and forgets what was given up before.
func (a *assembler) expire(at, line int64) {
	a.free = append(a.free, a.lost...)
	a.lost = a.lost[:0]
	for i := 0; i < len(a.pending); {
		m := a.pending[i]
		late := line-m.line > partsWithinLines
		if at != noTime && m.at != noTime {
			late = at-m.at > partsWithinMillis || m.at-at > partsWithinMillis
		}
		if late {
			a.giveUp(m) // moves the next one to i
			continue
		}
		i++
	}
}

// flush gives up everything, at the end of a file.
func (a *assembler) flush() []*message {
	a.expire(noTime, 1<<62)
	return a.lost
}

func (a *assembler) giveUp(m *message) {
	a.drop(m)
	a.lose(m)
}

func (a *assembler) lose(m *message) {
	if m.fault == nil {
		m.fault = partsMissing()
	}
	a.lost = append(a.lost, m)
}

func partsMissing() *event.Reject {
	return badAIVDM("parts", "not all parts of this message are there, in order and close together")
}

func (a *assembler) drop(m *message) {
	for i, p := range a.pending {
		if p == m {
			a.pending = append(a.pending[:i], a.pending[i+1:]...)
			return
		}
	}
}

func (a *assembler) fresh() *message {
	if n := len(a.free); n > 0 {
		m := a.free[n-1]
		a.free = a.free[:n-1]
		return m
	}
	return new(message)
}
