package event

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"plimsoll/data/vessel"
)

// Subject names the vessel that an event is about by whatever it has.
type Subject struct {
	IMO  vessel.IMO
	MMSI vessel.MMSI
	Name string
}

// subjectOf reads imo, mmsi and name. A bad number is left out and counted;
// need decides whether enough is left.
func (f *fields) subjectOf() Subject {
	s := Subject{Name: f.text("name")}
	if n, ok := f.identity("imo"); ok {
		s.IMO = vessel.IMO(n)
		if n != 0 && !s.IMO.Valid() {
			f.nulled++
			f.blame(&Reject{ReasonBadIMO, "imo", imoFix(n)})
			s.IMO = 0
		}
	}
	if n, ok := f.identity("mmsi"); ok {
		s.MMSI = vessel.MMSI(n)
		if n > 999999999 {
			f.nulled++
			f.blame(&Reject{ReasonBadMMSI, "mmsi", "want a number of nine digits, as in 150402951"})
			s.MMSI = 0
		}
	}
	return s
}

// identity reads a whole number without its sign; 0 says "not known".
func (f *fields) identity(name string) (uint32, bool) {
	raw, ok := f.take(name)
	if !ok {
		return 0, false
	}
	var n float64
	if json.Unmarshal(raw, &n) != nil || n < 0 || n > math.MaxUint32 || n != math.Trunc(n) {
		f.nulled++
		reason := ReasonBadIMO
		if name == "mmsi" {
			reason = ReasonBadMMSI
		}
		f.blame(&Reject{reason, name, "want a whole number without quotes"})
		return 0, false
	}
	return uint32(n), true
}

// blame keeps why a number cannot be used, to be told if nothing else is there.
func (f *fields) blame(r *Reject) {
	if f.subject == nil {
		f.subject = r
	}
}

// need refuses an event about nobody.
func (f *fields) need(enough bool, what string) {
	if enough || f.reject != nil {
		return
	}
	if r := f.subject; r != nil {
		f.reject = r
		return
	}
	f.refuse(ReasonNoSubject, "", "say which vessel: "+what)
}

func imoFix(n uint32) string {
	if n < 1000000 || n > 9999999 {
		return "want a number of seven digits, as in 9074729"
	}
	return fmt.Sprintf("the check digit of %d should be %d; check the number against the certificate", n, vessel.WithCheckDigit(n/10)%10)
}

// keyOf is the Kafka key of an event about s: its IMO number, else its MMSI,
// else the id its source gives it.
func (s Subject) keyOf(o Origin) []byte {
	switch {
	case s.IMO != 0:
		return strconv.AppendUint(nil, uint64(s.IMO), 10)
	case s.MMSI != 0:
		return strconv.AppendUint(nil, uint64(s.MMSI), 10)
	}
	return []byte(o.ID)
}
