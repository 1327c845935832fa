package event

import (
	"encoding/json"
	"math"
	"strconv"
	"time"

	"plimsoll/data/vessel"
)

// String is the receiver's word on the wire, "" when it is not known.
func (r Receiver) String() string {
	switch r {
	case Terrestrial:
		return "terrestrial"
	case Satellite:
		return "satellite"
	case Dynamic:
		return "dynamic"
	}
	return ""
}

// String is the transmitter's letter on the wire, "" when it is not known.
func (t Transmitter) String() string {
	switch t {
	case ClassA:
		return "A"
	case ClassB:
		return "B"
	}
	return ""
}

// AppendTo appends the report as JSON. What is not reported is left out; lon
// and lat are written to 1e-7 degrees (about a centimetre). ReceivedAt is not
// in the value: it travels as a header.
func (r *Position) AppendTo(dst []byte) []byte {
	dst = append(dst, `{"mmsi":`...)
	dst = strconv.AppendUint(dst, uint64(r.MMSI), 10)
	dst = append(dst, `,"observed_at":"`...)
	dst = appendTime(dst, r.ObservedAt)
	dst = append(dst, `","lon":`...)
	dst = appendDegrees(dst, r.Lon)
	dst = append(dst, `,"lat":`...)
	dst = appendDegrees(dst, r.Lat)
	if r.SpeedKn == r.SpeedKn {
		dst = append(dst, `,"speed_kn":`...)
		dst = strconv.AppendFloat(dst, float64(r.SpeedKn), 'f', -1, 32)
	}
	if r.CourseDeg == r.CourseDeg {
		dst = append(dst, `,"course_deg":`...)
		dst = strconv.AppendFloat(dst, float64(r.CourseDeg), 'f', -1, 32)
	}
	if r.HeadingDeg != HeadingNotReported {
		dst = append(dst, `,"heading_deg":`...)
		dst = strconv.AppendUint(dst, uint64(r.HeadingDeg), 10)
	}
	if r.NavStatus != NavStatusNotReported {
		dst = append(dst, `,"nav_status":`...)
		dst = strconv.AppendUint(dst, uint64(r.NavStatus), 10)
	}
	dst = appendText(dst, `,"ais_class":`, r.Transmitter.String())
	dst = appendText(dst, `,"receiver":`, r.Receiver.String())
	dst = appendText(dst, `,"source":`, r.Source)
	return append(dst, '}')
}

// KeyPosition is the Kafka key of a position report: its MMSI in decimal.
func KeyPosition(m vessel.MMSI) []byte { return strconv.AppendUint(nil, uint64(m), 10) }

func appendTime(dst []byte, ms int64) []byte {
	layout := "2006-01-02T15:04:05Z"
	if ms%1000 != 0 {
		layout = "2006-01-02T15:04:05.000Z"
	}
	return time.UnixMilli(ms).UTC().AppendFormat(dst, layout)
}

// appendDegrees writes at most seven decimals and no trailing zeros. NaN,
// which no reader accepts, is written as null.
func appendDegrees(dst []byte, v float64) []byte {
	if math.IsNaN(v) || math.Abs(v) > 1000 {
		return append(dst, "null"...)
	}
	n := int64(math.Round(v * 1e7))
	if n < 0 {
		dst = append(dst, '-')
		n = -n
	}
	dst = strconv.AppendInt(dst, n/1e7, 10)
	if n %= 1e7; n == 0 {
		return dst
	}
	var frac [8]byte
	frac[0] = '.'
	for i := 7; i > 0; i-- {
		frac[i] = byte('0' + n%10)
		n /= 10
	}
	end := len(frac)
	for frac[end-1] == '0' {
		end--
	}
	return append(dst, frac[:end]...)
}

func appendText(dst []byte, key, v string) []byte {
	if v == "" {
		return dst
	}
	dst = append(dst, key...)
	for i := 0; i < len(v); i++ {
		if c := v[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			quoted, _ := json.Marshal(v) // a string always marshals
			return append(dst, quoted...)
		}
	}
	dst = append(dst, '"')
	dst = append(dst, v...)
	return append(dst, '"')
}
