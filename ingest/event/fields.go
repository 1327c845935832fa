package event

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"plimsoll/data/vessel"
)

// fields reads one JSON object member by member, so that one bad field costs
// that field and not the event. Times are the exception: a validity whose end
// cannot be read would otherwise hold for ever. What is left at the end was
// not known to the contract and is dropped, a master's name among it.
type fields struct {
	members  map[string]json.RawMessage
	received int64
	nulled   int
	nested   int     // unknown fields of objects inside
	subject  *Reject // why an IMO number or MMSI that was there cannot be used
	reject   *Reject
}

// readObject opens a message's value.
func readObject(value []byte, env *Envelope) (*fields, *Reject) {
	f := &fields{received: env.ReceivedAt.UnixMilli()}
	if err := json.Unmarshal(value, &f.members); err != nil || f.members == nil {
		return nil, &Reject{ReasonMalformedJSON, "", "send one JSON object per message, as in the topic's example"}
	}
	return f, nil
}

// origin closes the reading: what is left is unknown.
func (f *fields) origin(env *Envelope) Origin {
	o := env.origin()
	o.Nulled, o.Unknown = f.nulled, f.nested+len(f.members)
	return o
}

// refuse keeps the first fault that rejects the event.
func (f *fields) refuse(reason, field, fix string) {
	if f.reject == nil {
		f.reject = &Reject{reason, field, fix}
	}
}

// take gives a member once; null is the same as absent.
func (f *fields) take(name string) (json.RawMessage, bool) {
	raw, ok := f.members[name]
	delete(f.members, name)
	return raw, ok && !bytes.Equal(raw, []byte("null"))
}

// text reads a string, trimmed, "" when absent or bad.
func (f *fields) text(name string) string { return f.textUpTo(name, maxText) }

func (f *fields) textUpTo(name string, limit int) string {
	raw, ok := f.take(name)
	if !ok {
		return ""
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		f.nulled++
		return ""
	}
	s = strings.TrimSpace(s)
	if utf8.RuneCountInString(s) > limit || !printable(s) {
		f.nulled++
		return ""
	}
	return s
}

// state reads three letters; which State they mean is the catalogue's matter.
func (f *fields) state(name string) string {
	s := strings.ToUpper(f.text(name))
	if s != "" && !letters(s, 3) {
		f.nulled++
		return ""
	}
	return s
}

// letters says whether s is n letters from A to Z.
func letters(s string, n int) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return len(s) == n
}

// number reads a number from low to high; absent and bad are NaN.
func (f *fields) number(name string, low, high float64) float64 {
	raw, ok := f.take(name)
	if !ok {
		return math.NaN()
	}
	var n float64
	if json.Unmarshal(raw, &n) != nil || n < low || n > high {
		f.nulled++
		return math.NaN()
	}
	return n + 0
}

// measure is a number above zero, as of a ship's dimensions; 0 when absent or bad.
func (f *fields) measure(name string, high float64) float64 {
	n := f.number(name, 0, high)
	if math.IsNaN(n) {
		return 0
	}
	return n
}

// whole reads a whole number from low to high, 0 when absent or bad.
func (f *fields) whole(name string, low, high float64) int {
	n := f.number(name, low, high)
	if math.IsNaN(n) {
		return 0
	}
	if n != math.Trunc(n) {
		f.nulled++
		return 0
	}
	return int(n)
}

// answer reads true or false, nil when absent or bad.
func (f *fields) answer(name string) *bool {
	raw, ok := f.take(name)
	if !ok {
		return nil
	}
	var b bool
	if json.Unmarshal(raw, &b) != nil {
		f.nulled++
		return nil
	}
	return &b
}

// yes is answer where silence means no more than no.
func (f *fields) yes(name string) bool {
	b := f.answer(name)
	return b != nil && *b
}

// class reads a vessel class.
func (f *fields) class(name string) vessel.Class {
	s := f.text(name)
	if s == "" {
		return vessel.ClassUnknown
	}
	c, err := vessel.ParseClass(s)
	if err != nil {
		f.nulled++
	}
	return c
}

// word reads a word of a closed set, which an event cannot do without.
func (f *fields) word(name, reason string, words []string) string {
	bad := f.nulled
	s := f.text(name)
	for _, w := range words {
		if s == w {
			return s
		}
	}
	if s == "" && f.nulled == bad {
		reason = ReasonMissingField
	}
	f.refuse(reason, name, "want one of "+strings.Join(words, ", "))
	return ""
}

// object opens an object inside the event; nil when absent or bad.
func (f *fields) object(name string) *fields {
	raw, ok := f.take(name)
	if !ok {
		return nil
	}
	inner := &fields{received: f.received}
	if json.Unmarshal(raw, &inner.members) != nil {
		f.nulled++
		return nil
	}
	return inner
}

// close adds what an inner object left over to its event.
func (f *fields) close(inner *fields) {
	f.nulled += inner.nulled
	f.nested += inner.nested + len(inner.members)
}

// texts reads a list of texts; bad members are left out and counted.
func (f *fields) texts(name string, keep func(string) bool) []string {
	raw, ok := f.take(name)
	if !ok {
		return nil
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		f.nulled++
		return nil
	}
	var out []string
	for _, item := range list {
		var s string
		err := json.Unmarshal(item, &s)
		s = strings.TrimSpace(s)
		if err != nil || s == "" || utf8.RuneCountInString(s) > maxText || !printable(s) || !keep(s) {
			f.nulled++
			continue
		}
		out = append(out, s)
	}
	return out
}

// instant reads a time or a date (its start in UTC), zero when absent.
func (f *fields) instant(name string) (t time.Time, there bool) {
	raw, ok := f.take(name)
	if !ok {
		return time.Time{}, false
	}
	var s string
	if json.Unmarshal(raw, &s) == nil {
		ms, good := parseTime(s)
		if !good {
			ms, good = parseDate(s)
		}
		if good {
			return time.UnixMilli(ms).UTC(), true
		}
	}
	f.refuse(ReasonBadTime, name, "want RFC 3339 with its offset, as in 2022-01-03T04:05:06Z, or a date, as in 2022-01-03")
	return time.Time{}, false
}

// moment reads when something happened: not before 1990, not after receipt.
func (f *fields) moment(name string) time.Time {
	t, there := f.instant(name)
	if there && f.reject == nil {
		f.reject = checkMoment(name, t.UnixMilli(), f.received)
	}
	return t
}

// validity reads valid_from, which must be there and begin no later than
// receipt, and valid_to, which may lie ahead. An end in the year 1
// or past 2200, as programs and registers write "no end", is none.
func (f *fields) validity() (from, to time.Time) {
	from, there := f.instant("valid_from")
	if !there {
		f.refuse(ReasonMissingField, "valid_from", "send the day from which the source says so; if it only says what holds now, the day on which it was read")
	}
	switch ms := from.UnixMilli(); {
	case !there:
	case ms < earliestValidity:
		f.refuse(ReasonTooOld, "valid_from", "days from 1900-01-01 on are accepted")
	case ms > f.received+maxAhead.Milliseconds():
		f.refuse(ReasonFutureTime, "valid_from", "it is past the time of receipt; send it once it holds")
	}
	to, ends := f.instant("valid_to")
	if ends && (to.IsZero() || to.UnixMilli() > latestValidity) {
		f.nulled++
		return from, time.Time{}
	}
	f.ordered("valid_to", from, to)
	return from, to
}

// ordered refuses an end before its beginning.
func (f *fields) ordered(name string, from, to time.Time) {
	if !to.IsZero() && to.Before(from) {
		f.refuse(ReasonBadTime, name, fmt.Sprintf("it is before the beginning, %s; leave it out if there is no end yet", FormatTime(from)))
	}
}

// place reads lon and lat, both or neither.
func (f *fields) place() (lon, lat float64, has bool) {
	_, hasLon := f.members["lon"]
	_, hasLat := f.members["lat"]
	bad := f.nulled
	lon, lat = f.number("lon", -180, 180), f.number("lat", -90, 90)
	if f.nulled > bad || math.IsNaN(lon) != math.IsNaN(lat) {
		field := "lon"
		if hasLat && math.IsNaN(lat) || !hasLat && hasLon {
			field = "lat"
		}
		f.refuse(ReasonBadPosition, field, "want lon from -180 to 180 and lat from -90 to 90 in degrees, or neither")
	}
	if math.IsNaN(lon) || math.IsNaN(lat) {
		return 0, 0, false
	}
	return lon, lat, true
}
