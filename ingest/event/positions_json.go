package event

import (
	"math"
	"time"

	"github.com/valyala/fastjson"

	"plimsoll/data/vessel"
)

// Values that AIS sends for "not available" (ITU-R M.1371-5, table 48); they
// are no mistakes and are not counted as such.
const (
	speedNotAvailableKn   = 102.3
	courseNotAvailableDeg = 360
	maxSpeedKn            = 102.2
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

func (r *report) mmsi(v *fastjson.Value) {
	r.seen |= sawMMSI
	n, ok := number(v)
	if !ok || n != math.Trunc(n) || n < 1 || n > 999999999 {
		r.refuse(ReasonBadMMSI, "mmsi", "want a number of nine digits, as in 150402951")
		return
	}
	r.MMSI = vessel.MMSI(n)
}

func (r *report) observedAt(v *fastjson.Value) {
	r.seen |= sawTime
	b, err := v.StringBytes()
	if err == nil {
		if ms, ok := parseTime(b); ok {
			r.ObservedAt = ms
			return
		}
	}
	r.refuse(ReasonBadTime, "observed_at", "want RFC 3339 with its offset, as in 2022-01-03T04:05:06Z")
}

func (r *report) degrees(v *fastjson.Value, field string, limit float64) float64 {
	n, ok := number(v)
	switch {
	case !ok:
		r.refuse(ReasonBadPosition, field, "want a finite number of degrees")
	case n == limit+1 && (limit == 180 || limit == 90):
		r.refuse(ReasonBadPosition, field, "181 and 91 mean not available in AIS; leave out reports with no position")
	case n < -limit || n > limit:
		r.refuse(ReasonBadPosition, field, "want degrees east from -180 to 180 and degrees north from -90 to 90; lon and lat may be swapped")
	}
	return n
}

// reading is a speed or a course in tenths. Anything that rounds up to a full
// circle as a float32 is north.
func (r *report) reading(v *fastjson.Value, limit, notAvailable float64) float32 {
	n, ok := number(v)
	switch {
	case ok && n == notAvailable:
		return notReported
	case !ok || n < 0 || n > limit:
		r.nulled++
		return notReported
	case float32(n) >= courseNotAvailableDeg:
		return 0
	}
	return float32(n)
}

func (r *report) whole(v *fastjson.Value, limit, notAvailable float64) float64 {
	n, ok := number(v)
	if ok && n == notAvailable {
		return n
	}
	if !ok || n != math.Trunc(n) || n < 0 || n > limit {
		r.nulled++
		return notAvailable
	}
	return n
}

func (r *report) aisClass(v *fastjson.Value) {
	switch b, _ := v.StringBytes(); string(b) {
	case "A":
		r.Transmitter = ClassA
	case "B":
		r.Transmitter = ClassB
	default:
		r.nulled++
	}
}

func (r *report) receiver(v *fastjson.Value) {
	b, _ := v.StringBytes()
	for rx := Terrestrial; rx <= Dynamic; rx++ {
		if string(b) == rx.String() {
			r.Receiver = rx
			return
		}
	}
	r.nulled++
}

// number reads a finite number. The parser lets NaN and Infinity through.
func number(v *fastjson.Value) (float64, bool) {
	n, err := v.Float64()
	return n + 0, err == nil && !math.IsNaN(n) && !math.IsInf(n, 0)
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
