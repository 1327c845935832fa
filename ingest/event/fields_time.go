package event

import (
	"encoding/json"
	"fmt"
	"time"
)

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
