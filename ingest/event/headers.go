package event

import "time"

// Names of the message headers: CloudEvents 1.0 in binary mode over Kafka,
// and one of our own.
const (
	HeaderID          = "ce_id"
	HeaderSource      = "ce_source"
	HeaderType        = "ce_type"
	HeaderTime        = "ce_time"
	HeaderSpecVersion = "ce_specversion"
	HeaderContentType = "content-type"
	HeaderReceivedAt  = "plimsoll-received-at" // set once, by the first producer
)

// Header is one message header.
type Header struct{ Key, Value string }

// Headers are those of a JSON message that is produced for the first time.
// kind is one of the Type constants; source and id together are the event's
// natural key, so the same fact must get the same two again. at is when the
// producer took the fact in, not when the fact held: it becomes ce_time and
// plimsoll-received-at. Who passes a message on keeps the headers it came with.
//
// Position reports are nearly all that is ever sent, and reading a header costs
// as much as reading a field. Theirs go without the two that CloudEvents leaves
// to the producer and that would tell nothing: JSON is what a reader assumes,
// and the moment is in plimsoll-received-at.
func Headers(kind, id, source string, at time.Time) []Header {
	stamp := FormatTime(at)
	list := make([]Header, 0, 7)
	list = append(list,
		Header{HeaderSpecVersion, "1.0"},
		Header{HeaderID, id},
		Header{HeaderSource, source},
		Header{HeaderType, kind},
		Header{HeaderReceivedAt, stamp})
	if kind == TypePosition {
		return list
	}
	return append(list, Header{HeaderTime, stamp}, Header{HeaderContentType, ContentJSON})
}

// Set gives a header its value, in the place where it stands or at the end.
func Set(list []Header, key, value string) []Header {
	for i := range list {
		if list[i].Key == key {
			list[i].Value = value
			return list
		}
	}
	return append(list, Header{key, value})
}

// FormatTime writes RFC 3339 in UTC with milliseconds, as all headers do.
func FormatTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
