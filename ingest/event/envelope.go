package event

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Envelope is what a message says about itself outside its value.
type Envelope struct {
	ID, Source, Type, ContentType string
	Time                          time.Time // ce_time; zero when absent or unreadable: nothing rests on it
	ReceivedAt                    time.Time // when the first producer took the message in
}

// Attributes are a message's headers that an envelope is made of; an empty one
// counts as absent.
type Attributes struct {
	ID, Source, Type, Time, SpecVersion, ContentType, ReceivedAt string
}

// attributes asks for each header by its name.
func attributes(header func(name string) (string, bool)) (a Attributes) {
	for _, name := range []string{HeaderID, HeaderSource, HeaderType, HeaderTime, HeaderSpecVersion, HeaderContentType, HeaderReceivedAt} {
		if v, ok := header(name); ok {
			*a.Of(name) = v
		}
	}
	return a
}

// Of is where the header of that name (in lower case) goes; nil for one that
// nobody asks for.
func (a *Attributes) Of(name string) *string {
	switch name {
	case HeaderID:
		return &a.ID
	case HeaderSource:
		return &a.Source
	case HeaderType:
		return &a.Type
	case HeaderTime:
		return &a.Time
	case HeaderSpecVersion:
		return &a.SpecVersion
	case HeaderContentType:
		return &a.ContentType
	case HeaderReceivedAt:
		return &a.ReceivedAt
	}
	return nil
}

// Open is [Attributes.Open] for headers that are looked up: header returns a
// header's value by its name in lower case.
func Open(topic string, header func(name string) (string, bool), value []byte, now time.Time) (Envelope, *Reject) {
	a := attributes(header)
	return a.Open(topic, value, now)
}

// Open reads a message's headers and says whether its value is worth reading:
// its size, kind, version and content type. A plain message is accepted:
// without ce_source the topic is its source, without ce_id its value's hash is
// its id, without plimsoll-received-at it was received now (give the message's
// own timestamp as now where there is one, so that redelivery gives the same).
func (a *Attributes) Open(topic string, value []byte, now time.Time) (Envelope, *Reject) {
	env := Envelope{Source: topic, Type: TypeOf(topic), ContentType: ContentJSON}
	if env.Type == "" || env.Type == TypeAlert || env.Type == TypeDeadLetter {
		return env, &Reject{ReasonUnknownKind, "topic", fmt.Sprintf("%q has no contract; send to one of %s", topic, strings.Join(Topics(), ", "))}
	}
	if reject := env.readTimes(a, now); reject != nil {
		return env, reject
	}
	if reject := env.readNames(a); reject != nil {
		return env, reject
	}
	if reject := env.checkType(a); reject != nil {
		return env, reject
	}
	if reject := env.readContent(a, topic); reject != nil {
		return env, reject
	}
	if len(value) > MaxMessageBytes {
		return env, &Reject{ReasonTooLarge, "", fmt.Sprintf("the value has %d bytes; send at most %d, one event per message", len(value), MaxMessageBytes)}
	}
	if len(value) == 0 {
		return env, &Reject{ReasonMalformedJSON, "", "the value is empty; send one event"}
	}
	if env.ID == "" {
		sum := sha256.Sum256(value)
		env.ID = hex.EncodeToString(sum[:16])
	}
	return env, nil
}

// readTimes guards the limit that all other times are measured against.
func (env *Envelope) readTimes(a *Attributes, now time.Time) *Reject {
	env.ReceivedAt = now.UTC()
	if a.ReceivedAt != "" {
		ms, good := parseTime(a.ReceivedAt)
		switch {
		case !good:
			return &Reject{ReasonBadHeader, HeaderReceivedAt, "want RFC 3339 in UTC, as in 2022-01-03T04:05:06.789Z"}
		case ms < earliest:
			return &Reject{ReasonTooOld, HeaderReceivedAt, "it is before 1990; send the time at which the message was first taken in"}
		case ms > now.Add(maxAhead).UnixMilli():
			return &Reject{ReasonFutureTime, HeaderReceivedAt, "it is more than ten minutes ahead; set the producer's clock"}
		}
		env.ReceivedAt = time.UnixMilli(ms).UTC()
	}
	if a.Time != "" && a.Time == a.ReceivedAt { // as the first producer writes it
		env.Time = env.ReceivedAt
	} else if ms, good := parseTime(a.Time); good {
		env.Time = time.UnixMilli(ms).UTC()
	}
	return nil
}

// readNames reads the natural key, which ends up in table keys and logs.
func (env *Envelope) readNames(a *Attributes) (reject *Reject) {
	if env.Source, reject = headerText(HeaderSource, a.Source, env.Source); reject != nil {
		return reject
	}
	env.ID, reject = headerText(HeaderID, a.ID, "")
	return reject
}

func headerText(name, v, absent string) (string, *Reject) {
	if v == "" {
		return absent, nil
	}
	if len(v) > maxText || !printable(v) {
		return absent, &Reject{ReasonBadHeader, name, fmt.Sprintf("want at most %d bytes of UTF-8 without control characters", maxText)}
	}
	return v, nil
}

// checkType refuses what this version would misread.
func (env *Envelope) checkType(a *Attributes) *Reject {
	if a.SpecVersion != "" && !strings.HasPrefix(a.SpecVersion, "1.") {
		return &Reject{ReasonUnknownVersion, HeaderSpecVersion, "want CloudEvents 1.0"}
	}
	v := a.Type
	if v == "" || v == env.Type {
		return nil
	}
	kind := strings.TrimSuffix(env.Type, "1")
	if version, same := strings.CutPrefix(v, kind); same && version != "" && strings.Trim(version, "0123456789") == "" {
		return &Reject{ReasonUnknownVersion, HeaderType, "this program reads " + env.Type + "; send that, or install a newer plimsoll"}
	}
	return &Reject{ReasonUnknownKind, HeaderType, "this topic carries " + env.Type + "; send other kinds to their own topics"}
}

// readContent takes JSON everywhere and AIVDM among positions.
func (env *Envelope) readContent(a *Attributes, topic string) *Reject {
	if a.ContentType == "" || a.ContentType == ContentJSON {
		return nil
	}
	media, _, _ := strings.Cut(a.ContentType, ";")
	media = strings.ToLower(strings.TrimSpace(media))
	switch {
	case media == ContentJSON:
		return nil
	case media == ContentNMEA && topic == TopicPositions:
		env.ContentType = ContentNMEA
		return nil
	}
	fix := "send " + ContentJSON
	if topic == TopicPositions {
		fix += " or " + ContentNMEA
	}
	return &Reject{ReasonUnknownContentType, HeaderContentType, fix + ", with CloudEvents attributes as headers"}
}

// origin is the part of the envelope that rows keep.
func (env *Envelope) origin() Origin {
	return Origin{Source: env.Source, ID: env.ID, ReceivedAt: env.ReceivedAt}
}
