package feed

import (
	"strconv"
	"time"

	ais "github.com/BertoldVdb/go-ais"
)

// maxClockStep is how far a base station may set a carried clock. A base
// station whose own clock is wrong by more is not believed; a quiet spell of
// more than that needs its own --at.
const maxClockStep = 24 * 60 * 60 * 1000

// secondClock carries a time forward through sentences that have none: each
// position report says the UTC second it was made in, each base station the
// date and time. Without base stations, quiet spells longer than half a minute
// are lost from it, so times are then approximate and never run ahead.
type secondClock struct {
	at int64 // milliseconds of Unix time, or noTime when no time was given
}

// report gives the time of a report made in a second of the minute, nearest to
// the carried time, and carries the time forward to it. Reports arrive some
// seconds late and out of order, so an earlier second is a late report and
// does not turn the clock back.
func (c *secondClock) report(second uint8) int64 {
	if c.at == noTime || second >= noSecond {
		return c.at
	}
	const minute = 60_000
	diff := (int64(second)*1000 - c.at%minute + minute) % minute
	if diff >= minute/2 {
		diff -= minute
	}
	at := c.at + diff
	if at > c.at {
		c.at = at
	}
	return at
}

// base sets the clock by a base station.
func (c *secondClock) base(at int64) {
	if c.at == noTime || at == noTime || at-c.at > maxClockStep || c.at-at > maxClockStep {
		return
	}
	c.at = at
}

// baseClock is the time in a type 4 or 11 message, if all of it is there.
func baseClock(p *ais.BaseStationReport) int64 {
	if p.UtcYear < 1990 || p.UtcYear > 2200 || p.UtcMonth < 1 || p.UtcMonth > 12 || p.UtcDay < 1 || p.UtcHour > 23 || p.UtcMinute > 59 || p.UtcSecond > 59 {
		return noTime
	}
	t := time.Date(int(p.UtcYear), time.Month(p.UtcMonth), int(p.UtcDay), int(p.UtcHour), int(p.UtcMinute), int(p.UtcSecond), 0, time.UTC)
	if t.Day() != int(p.UtcDay) {
		return noTime
	}
	return t.UnixMilli()
}

func appendInt(dst []byte, n int) []byte { return strconv.AppendInt(dst, int64(n), 10) }
