package stream

import (
	"strconv"
	"time"
)

// HeaderReceivedAt is the header that says when a message became known here (RFC 3339, milliseconds, UTC). The first
// producer sets it and everyone after that keeps it.
const HeaderReceivedAt = "plimsoll-received-at"

// ReceivedAtLayout is the layout of HeaderReceivedAt.
const ReceivedAtLayout = "2006-01-02T15:04:05.000Z07:00"

// Header is one header of a message. A name may occur more than once.
type Header struct {
	Key   string
	Value []byte
}

// Message is one message on a topic. Partition and Offset are set by reading and ignored by producing.
type Message struct {
	Topic     string
	Partition int
	Offset    int64
	Key       []byte
	Value     []byte
	Headers   []Header
	// Time is the record's own timestamp (UTC). Zero means now when producing.
	Time time.Time
}

// Header returns the value of the last header of that name, and "" when there is none.
func (m *Message) Header(name string) string {
	for i := len(m.Headers) - 1; i >= 0; i-- {
		if m.Headers[i].Key == name {
			return string(m.Headers[i].Value)
		}
	}
	return ""
}

// HasHeader says whether there is a header of that name, with or without a value.
func (m *Message) HasHeader(name string) bool {
	for i := range m.Headers {
		if m.Headers[i].Key == name {
			return true
		}
	}
	return false
}

// ReceivedAt is the time in HeaderReceivedAt, in UTC. False when it is absent or not a time.
func (m *Message) ReceivedAt() (time.Time, bool) {
	t, err := time.Parse(time.RFC3339Nano, m.Header(HeaderReceivedAt))
	if err != nil {
		return time.Time{}, false
	}
	return t.UTC(), true
}

// Size is what counts against the message limit: key, value and headers, in bytes.
func (m *Message) Size() int {
	n := len(m.Key) + len(m.Value)
	for i := range m.Headers {
		n += len(m.Headers[i].Key) + len(m.Headers[i].Value)
	}
	return n
}

// String names the message the way errors and logs do.
func (m *Message) String() string {
	return m.Topic + "/" + strconv.Itoa(m.Partition) + "@" + strconv.FormatInt(m.Offset, 10)
}
