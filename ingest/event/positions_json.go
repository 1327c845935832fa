package event

import (
	"math"
	"time"

	"github.com/valyala/fastjson"
)

// maxSources bounds the sources that a batch remembers; feeds have a handful.
const maxSources = 1024

// decoder is what a batch keeps between messages so that decoding the next
// one allocates nothing.
type decoder struct {
	json    fastjson.Parser
	sources map[string]string
}

// report is one message's fields while they are read.
type report struct {
	Position
	seen            fieldSet
	nulled, unknown int
	source          []byte
	reject          *Reject
}

// fieldSet remembers which required fields were there.
type fieldSet uint8

const (
	sawMMSI fieldSet = 1 << iota
	sawTime
	sawLon
	sawLat
)

// AppendJSON decodes one position report onto the batch. A bad MMSI, position
// or time rejects it and leaves the batch as it was; any other bad field
// becomes "not reported" and is counted in nulled, and fields that the
// contract does not know are left out and counted in unknownFields. env must
// come from Open.
func (p *Positions) AppendJSON(value []byte, env Envelope) (nulled, unknownFields int, err *Reject) {
	v, parseErr := p.dec.json.ParseBytes(value)
	if parseErr != nil {
		fix := "send one JSON object as in the example of " + TopicPositions
		if len(value) > 0 && (value[0] == '!' || value[0] == '\\') {
			fix = "this is an AIVDM sentence: set content-type to " + ContentNMEA
		}
		return 0, 0, &Reject{ReasonMalformedJSON, "", fix}
	}
	object, parseErr := v.Object()
	if parseErr != nil {
		return 0, 0, &Reject{ReasonMalformedJSON, "", "send one JSON object per message, not a list or a bare value"}
	}
	r := report{Position: Position{
		ReceivedAt: env.ReceivedAt.UnixMilli(), Source: env.Source,
		SpeedKn: notReported, CourseDeg: notReported, HeadingDeg: HeadingNotReported, NavStatus: NavStatusNotReported,
	}}
	object.Visit(r.field)
	if r.reject == nil {
		r.reject = r.check()
	}
	if r.reject != nil {
		return 0, 0, r.reject
	}
	if len(r.source) > 0 {
		r.Source = p.dec.source(r.source)
	}
	p.Append(r.Position)
	return r.nulled, r.unknown, nil
}

var notReported = float32(math.NaN())

// field reads one member of the object. The first fault that rejects the
// report is the one that is told.
func (r *report) field(key []byte, v *fastjson.Value) {
	if v.Type() == fastjson.TypeNull {
		if !known(key) {
			r.unknown++
		}
		return
	}
	switch string(key) {
	case "mmsi":
		r.mmsi(v)
	case "observed_at":
		r.observedAt(v)
	case "lon":
		r.Lon = r.degrees(v, "lon", 180)
		r.seen |= sawLon
	case "lat":
		r.Lat = r.degrees(v, "lat", 90)
		r.seen |= sawLat
	case "speed_kn":
		r.SpeedKn = r.reading(v, maxSpeedKn, speedNotAvailableKn)
	case "course_deg":
		r.CourseDeg = r.reading(v, 360, courseNotAvailableDeg)
	case "heading_deg":
		r.HeadingDeg = uint16(r.whole(v, 359, HeadingNotReported))
	case "nav_status":
		r.NavStatus = uint8(r.whole(v, 15, NavStatusNotReported))
	case "ais_class":
		r.aisClass(v)
	case "receiver":
		r.receiver(v)
	case "source":
		b, err := v.StringBytes()
		if err != nil || len(b) > maxText || !printable(b) {
			r.nulled++
			return
		}
		r.source = b
	default:
		r.unknown++
	}
}

func known(key []byte) bool {
	switch string(key) {
	case "mmsi", "observed_at", "lon", "lat", "speed_kn", "course_deg", "heading_deg", "nav_status", "ais_class", "receiver", "source":
		return true
	}
	return false
}

// check looks at the report as a whole: what must be there and is not, and
// the time against when it was received.
func (r *report) check() *Reject {
	switch {
	case r.seen&sawMMSI == 0:
		return missing("mmsi", "send the sender's MMSI as a number, as in 150402951")
	case r.seen&sawTime == 0:
		return missing("observed_at", "send when the ship reported, RFC 3339 in UTC, as in 2022-01-03T04:05:06Z")
	case r.seen&sawLon == 0:
		return missing("lon", "send the longitude in degrees east; a report with no position has no place here")
	case r.seen&sawLat == 0:
		return missing("lat", "send the latitude in degrees north; a report with no position has no place here")
	}
	return checkMoment("observed_at", r.ObservedAt, r.ReceivedAt)
}

// checkMoment holds a time, in Unix milliseconds, against the accepted range.
func checkMoment(field string, ms, received int64) *Reject {
	if ms < earliest {
		return &Reject{ReasonTooOld, field, "times from 1990 on are accepted; check the unit and the year"}
	}
	if ms > received+int64(maxAhead/time.Millisecond) {
		return &Reject{ReasonFutureTime, field, "it is more than ten minutes past the time of receipt; send UTC and check the clock"}
	}
	return nil
}

func (r *report) refuse(reason, field, fix string) {
	if r.reject == nil {
		r.reject = &Reject{reason, field, fix}
	}
}

// source gives one string for all reports of the same source.
func (d *decoder) source(b []byte) string {
	if s, ok := d.sources[string(b)]; ok {
		return s
	}
	if d.sources == nil || len(d.sources) >= maxSources {
		d.sources = make(map[string]string)
	}
	s := string(b)
	d.sources[s] = s
	return s
}

// CheckObservedAt holds the time of a report that came in another form than
// JSON (Unix milliseconds) against the same range.
func CheckObservedAt(observed, received int64) *Reject {
	return checkMoment("observed_at", observed, received)
}
