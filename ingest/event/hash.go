package event

import (
	"encoding/binary"
	"math"

	"github.com/cespare/xxhash/v2"
)

// hash makes one report heard in two ways one row: it covers what the ship
// said (position at 1e-6 degrees, speed, course, heading, status), not who
// heard it, who passed it on, or when.
func (r *Position) hash() uint64 {
	var b [19]byte
	binary.LittleEndian.PutUint32(b[0:], uint32(int32(math.Round(r.Lon*1e6))))
	binary.LittleEndian.PutUint32(b[4:], uint32(int32(math.Round(r.Lat*1e6))))
	binary.LittleEndian.PutUint32(b[8:], tenths(r.SpeedKn))
	binary.LittleEndian.PutUint32(b[12:], courseTenths(r.CourseDeg))
	binary.LittleEndian.PutUint16(b[16:], r.HeadingDeg)
	b[18] = r.NavStatus
	return xxhash.Sum64(b[:])
}

// tenths is the resolution of AIS for speed and course; all that is not
// reported hashes alike.
func tenths(v float32) uint32 {
	if v != v {
		return math.MaxUint32
	}
	return uint32(int32(math.Round(float64(v) * 10)))
}

// courseTenths takes what rounds up to a full circle for north: one receiver
// writes 359.99 where another writes 0.0.
func courseTenths(v float32) uint32 {
	if t := tenths(v); t != 3600 {
		return t
	}
	return 0
}
