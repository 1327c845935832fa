package stream

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// DeadLetter is a message that could not be accepted, and why.
type DeadLetter struct {
	// Reason in a short sentence; Field names what is wrong, Fix says what would make it right. Both may be empty.
	Reason, Field, Fix string
	// Source is the message as it was read, with its topic, partition and offset.
	Source Message
}

// HeaderReplays counts how often a message was sent again from the dead letters.
const HeaderReplays = "plimsoll-replays"

// The headers of a dead letter, beside those of the message it carries. Their prefix is reserved: a message that comes
// with such headers loses them.
const (
	deadPrefix          = "plimsoll-dead-"
	headerDeadReason    = deadPrefix + "reason"
	headerDeadField     = deadPrefix + "field"
	headerDeadFix       = deadPrefix + "fix"
	headerDeadTopic     = deadPrefix + "topic"
	headerDeadPartition = deadPrefix + "partition"
	headerDeadOffset    = deadPrefix + "offset"
	headerDeadTime      = deadPrefix + "time" // of the source record
	headerDeadClass     = deadPrefix + "class"
	headerDeadTruncated = deadPrefix + "truncated-from" // size of the whole message in bytes
)

// The bounds of what a dead letter says and, when the message is too large for the topic, of what is kept of it.
const (
	maxDeadText      = 1000
	maxKeptKey       = 1024
	maxKeptHeaders   = 16 << 10
	deadLetterMargin = 32 << 10 // headers of the dead letter and framing
)

// DeadLetter sends dead letters and returns when they are stored. Each carries key, value and headers of its source. A
// source too large for the topic is cut short, marked with its true size, and cannot be replayed.
func (p *Producer) DeadLetter(ctx context.Context, letters []DeadLetter) error {
	if len(letters) == 0 {
		return nil
	}
	room := brokerMessageLimit(p.limit) - deadLetterMargin
	msgs := make([]Message, len(letters))
	for i := range letters {
		msgs[i] = letters[i].message(room)
	}
	return p.send(ctx, msgs, false)
}

// message is the dead letter on the wire; room is what the source may take.
func (d *DeadLetter) message(room int) Message {
	src := d.Source
	kept := make([]Header, 0, len(src.Headers)+9)
	for _, h := range src.Headers {
		if !strings.HasPrefix(h.Key, deadPrefix) {
			kept = append(kept, h)
		}
	}
	src.Headers = kept
	size := d.Source.Size()
	truncated := size > room
	if truncated {
		src = truncate(src, room)
	}
	add := func(name, value string) {
		if value != "" {
			src.Headers = append(src.Headers, Header{Key: name, Value: []byte(value)})
		}
	}
	add(headerDeadReason, shorten(d.Reason))
	add(headerDeadField, shorten(d.Field))
	add(headerDeadFix, shorten(d.Fix))
	add(headerDeadTopic, d.Source.Topic)
	add(headerDeadPartition, strconv.Itoa(d.Source.Partition))
	add(headerDeadOffset, strconv.FormatInt(d.Source.Offset, 10))
	add(headerDeadClass, string(ClassOf(d.Source.Topic)))
	if !d.Source.Time.IsZero() {
		add(headerDeadTime, d.Source.Time.UTC().Format(ReceivedAtLayout))
	}
	if truncated {
		add(headerDeadTruncated, strconv.Itoa(size))
	}
	return Message{Topic: TopicDeadLetter, Key: src.Key, Value: src.Value, Headers: src.Headers}
}

// truncate keeps the beginning of a message: some of its key, whole headers while they fit, and as much of the value as
// there is room for.
func truncate(m Message, room int) Message {
	m.Key = m.Key[:min(len(m.Key), maxKeptKey)]
	used, kept := len(m.Key), m.Headers[:0:0]
	for _, h := range m.Headers {
		n := len(h.Key) + len(h.Value)
		if used+n > min(maxKeptHeaders, room) {
			continue
		}
		used += n
		kept = append(kept, h)
	}
	m.Headers = kept
	m.Value = m.Value[:min(len(m.Value), max(0, room-used))]
	return m
}

// shorten bounds a text without cutting a character in two.
func shorten(s string) string {
	if len(s) <= maxDeadText {
		return s
	}
	n := maxDeadText
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "..."
}

// StoredDeadLetter is a dead letter as it lies on its topic.
type StoredDeadLetter struct {
	DeadLetter
	// Partition and Offset of the dead letter itself.
	Partition int
	Offset    int64
	// At is when it was sent there (UTC).
	At time.Time
	// Class is inherited from the source's topic.
	Class Class
	// TruncatedFrom is the true size in bytes of a source that was cut short, 0 when it is whole.
	TruncatedFrom int
	// Replays is how often the source had been sent again before it landed here.
	Replays int
}

// parseDeadLetter reads what DeadLetter wrote. What is missing stays empty, its class sensitive.
func parseDeadLetter(m Message) StoredDeadLetter {
	d := StoredDeadLetter{Partition: m.Partition, Offset: m.Offset, At: m.Time, Class: ClassSensitive}
	d.Reason, d.Field, d.Fix = m.Header(headerDeadReason), m.Header(headerDeadField), m.Header(headerDeadFix)
	if m.Header(headerDeadClass) == string(ClassOpen) {
		d.Class = ClassOpen
	}
	d.TruncatedFrom, _ = strconv.Atoi(m.Header(headerDeadTruncated))
	d.Replays, _ = strconv.Atoi(m.Header(HeaderReplays))
	d.Source = Message{Topic: m.Header(headerDeadTopic), Key: m.Key, Value: m.Value}
	d.Source.Partition, _ = strconv.Atoi(m.Header(headerDeadPartition))
	d.Source.Offset, _ = strconv.ParseInt(m.Header(headerDeadOffset), 10, 64)
	d.Source.Time, _ = time.Parse(ReceivedAtLayout, m.Header(headerDeadTime))
	for _, h := range m.Headers {
		if !strings.HasPrefix(h.Key, deadPrefix) {
			d.Source.Headers = append(d.Source.Headers, h)
		}
	}
	return d
}

// replay is the source again, with its own headers and one replay more.
func (d *StoredDeadLetter) replay() (Message, error) {
	name := fmt.Sprintf("dead letter %d@%d", d.Partition, d.Offset)
	if d.TruncatedFrom > 0 {
		return Message{}, fmt.Errorf("replay %s: only the beginning of its %d bytes was kept; send the original again", name, d.TruncatedFrom)
	}
	if d.Source.Topic == "" {
		return Message{}, fmt.Errorf("replay %s: it does not say which topic it came from", name)
	}
	m := Message{Topic: d.Source.Topic, Key: d.Source.Key, Value: d.Source.Value, Time: d.Source.Time}
	for _, h := range d.Source.Headers {
		if h.Key != HeaderReplays {
			m.Headers = append(m.Headers, h)
		}
	}
	m.Headers = append(m.Headers, Header{Key: HeaderReplays, Value: strconv.AppendInt(nil, int64(d.Replays)+1, 10)})
	return m, nil
}
