package event

import (
	"math"

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
