package feed

import (
	"bytes"
	"strconv"
	"time"
)

// noTime marks a time in milliseconds that is not known.
const noTime = int64(-1 << 62)

// parseUTC reads what the formats write as times into milliseconds of Unix
// time: 2022-01-26 15:32:37 with a blank or a T, with or without a fraction
// and a zone. A time without a zone is UTC. The common forms are read without
// time.Parse, which costs five times as much.
func parseUTC(b []byte) (ms int64, ok bool) {
	b = bytes.TrimSpace(b)
	if len(b) < 19 || b[4] != '-' && b[4] != '/' {
		return 0, false
	}
	var f [6]int
	for i, at := range [...]int{0, 5, 8, 11, 14, 17} {
		end := at + 2
		if i == 0 {
			end = 4
		}
		for _, c := range b[at:end] {
			if c < '0' || c > '9' {
				return 0, false
			}
			f[i] = f[i]*10 + int(c-'0')
		}
	}
	if b[7] != b[4] || (b[10] != 'T' && b[10] != ' ') || b[13] != ':' || b[16] != ':' {
		return 0, false
	}
	t := time.Date(f[0], time.Month(f[1]), f[2], f[3], f[4], f[5], 0, time.UTC)
	if t.Day() != f[2] || int(t.Month()) != f[1] || f[3] > 23 || f[4] > 59 || f[5] > 59 {
		return 0, false
	}
	fraction, rest, ok := parseFraction(b[19:])
	if !ok {
		return 0, false
	}
	offset, ok := parseZone(rest)
	return t.UnixMilli() + fraction - offset, ok
}

// parseFraction reads .5 or ,500 as milliseconds, if it is there.
func parseFraction(b []byte) (ms int64, rest []byte, ok bool) {
	if len(b) == 0 || b[0] != '.' && b[0] != ',' {
		return 0, b, true
	}
	b = b[1:]
	i, unit := 0, int64(100)
	for ; i < len(b) && b[i] >= '0' && b[i] <= '9'; i++ {
		ms += int64(b[i]-'0') * unit
		unit /= 10
	}
	return ms, b[i:], i > 0
}

// parseZone reads nothing, Z, UTC or +02:00 as milliseconds east of UTC.
func parseZone(b []byte) (ms int64, ok bool) {
	b = bytes.TrimSpace(b)
	if len(b) == 0 || string(b) == "Z" || string(b) == "UTC" {
		return 0, true
	}
	if len(b) == 5 && b[3] != ':' { // +0200
		b = append(append(make([]byte, 0, 6), b[:3]...), ':', b[3], b[4])
	}
	t, err := time.Parse("-07:00", string(b))
	if err != nil {
		return 0, false
	}
	_, seconds := t.Zone()
	return int64(seconds) * 1000, true
}

// parseEpoch reads Unix time in seconds (with or without a fraction),
// milliseconds, microseconds or nanoseconds, told apart by size: seconds stay
// under twelve digits until the year 5138.
func parseEpoch(b []byte) (ms int64, ok bool) {
	whole, fraction := b, int64(0)
	if dot := bytes.IndexByte(b, '.'); dot >= 0 {
		var rest []byte
		if fraction, rest, ok = parseFraction(b[dot:]); !ok || len(rest) > 0 {
			return 0, false
		}
		whole = b[:dot]
	}
	if len(whole) < 9 || len(whole) > 19 || whole[0] < '0' || whole[0] > '9' {
		return 0, false
	}
	n, err := strconv.ParseInt(string(whole), 10, 64)
	if err != nil {
		return 0, false
	}
	switch {
	case n < 1e11:
		return n*1000 + fraction, true
	case n < 1e14:
		return n, true
	case n < 1e17:
		return n / 1000, true
	}
	return n / 1e6, true
}

// parseStamp reads either kind.
func parseStamp(b []byte) (ms int64, ok bool) {
	if ms, ok = parseEpoch(b); ok {
		return ms, true
	}
	return parseUTC(b)
}

func fromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
