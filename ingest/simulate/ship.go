package simulate

import (
	"math/rand/v2"
	"slices"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

// ship is one transmitter and what is told of it, planned before anything is
// written.
type ship struct {
	trade
	number   int // in the fleet, from 0
	imo      vessel.IMO
	name     string
	callSign string
	lengthM  float64
	gt       float64
	builtIn  int
	owner    event.Party
	manager  event.Party
	agency   event.Party
	withheld bool
	papers   []papers // in order of time, at least one
	told     toldBy

	legs  []leg
	dark  []span  // no reports
	dense []dense // reports at even times
	notes []note
	rng   *rand.Rand

	// Where writing stands.
	next  int64 // time of the next report
	leg   int
	noted int
	calls [3]int
}

// toldBy is who says who a ship is, besides itself.
type toldBy uint8

const (
	byRegister toldBy = iota // the flag State's register of ships
	byList                   // somebody else's list
	byItself                 // nobody but its own static reports
	byNobody                 // not even those
)

// papers is a flag and the MMSI that goes with it.
type papers struct {
	span
	flag     string
	mmsi     vessel.MMSI
	bareboat bool
}

// dense is a stretch of time with a report at every multiple of step seconds.
type dense struct {
	span
	step int64
}

// note is a message that is made beforehand. at is when it is stated.
type note struct {
	at     int64
	topic  string
	source string
	id     string
	key    []byte
	value  []byte
}

// id is what Plimsoll will call the ship.
func (s *ship) id() vessel.ID {
	if s.imo != 0 {
		return vessel.IDFromIMO(s.imo)
	}
	return vessel.IDFromMMSI(s.papers[0].mmsi, 1)
}

// mmsiAt is the number it sends under.
func (s *ship) mmsiAt(t int64) vessel.MMSI {
	for i := len(s.papers) - 1; i > 0; i-- {
		if t >= s.papers[i].from {
			return s.papers[i].mmsi
		}
	}
	return s.papers[0].mmsi
}

// subject names it as of t.
func (s *ship) subject(t int64) event.Subject {
	return event.Subject{IMO: s.imo, MMSI: s.mmsiAt(t), Name: s.name}
}

// ready puts what was planned in order of time.
func (s *ship) ready() {
	s.legs = slices.Clone(s.legs) // without the room to grow
	slices.SortStableFunc(s.notes, func(a, b note) int { return int(a.at - b.at) })
	slices.SortFunc(s.dark, func(a, b span) int { return int(a.from - b.from) })
	slices.SortFunc(s.dense, func(a, b dense) int { return int(a.from - b.from) })
}

// berthNear is the stay in port that is nearest to t, within [from, to].
func (s *ship) berthNear(t, from, to int64) (leg, bool) {
	best, found := leg{}, false
	for _, l := range s.legs {
		if l.doing == berthed && l.from >= from && l.to <= to && l.to-l.from >= 12*hour && (!found || away(l, t) < away(best, t)) {
			best, found = l, true
		}
	}
	return best, found
}

func away(l leg, t int64) int64 { return max(l.from-t, t-l.to, 0) }
