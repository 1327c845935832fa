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
func Headers(kind, id, source string, at time.Time) []Header {
	stamp := FormatTime(at)
	return []Header{
		{HeaderSpecVersion, "1.0"},
		{HeaderID, id},
		{HeaderSource, source},
		{HeaderType, kind},
		{HeaderTime, stamp},
		{HeaderContentType, ContentJSON},
		{HeaderReceivedAt, stamp},
	}
}

// FormatTime writes RFC 3339 in UTC with milliseconds, as all headers do.
func FormatTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
