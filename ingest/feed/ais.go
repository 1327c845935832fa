package feed

import (
	"math"
	"strings"

	ais "github.com/BertoldVdb/go-ais"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

// noSecond is a UTC second that a report does not carry.
const noSecond = 60

// report is what one AIS message says that matters here. Times are not in it:
// apart from a second they are not in the message either.
type report struct {
	kind     uint8 // message type 1 to 27
	position event.Position
	claim    event.IdentityClaim
	located  bool  // position is set
	named    bool  // claim is set
	badIMO   bool  // an IMO number was left out of the claim
	second   uint8 // UTC second of the position, 0 to 59, else noSecond or more
	clock    int64 // of a base station: its time, else noTime
}

// lengths are the bits that a message type has, as sent and as some encoders
// pad it. Noise that passes for a short message is told by its length.
type lengths struct{ from, to int }

func (l lengths) fit(n int) bool { return n >= l.from && n <= l.to }

// messageLengths of the types that are read (ITU-R M.1371-5, annex 8). Type
// 27 has 96 bits, but some satellite feeds pad it to a slot of 168.
func messageLengths(kind uint8) (a, b lengths) {
	switch kind {
	case 1, 2, 3, 4, 11, 18:
		return lengths{168, 173}, lengths{}
	case 5:
		return lengths{420, 431}, lengths{}
	case 19:
		return lengths{312, 317}, lengths{}
	case 24:
		return lengths{160, 173}, lengths{}
	case 27:
		return lengths{96, 101}, lengths{168, 173}
	}
	return lengths{}, lengths{}
}

// newCodec gives go-ais's decoder for well-known types without reflection.
// Type 5 may lack its last two spare bits.
func newCodec() *ais.Codec {
	c := ais.CodecNewFast(false, true, true)
	c.DropSpace = true
	return c
}

// decodeAIS reads one message, given as one byte per bit. ignored says why a
// sound message has nothing for us.
func decodeAIS(c *ais.Codec, bits []byte) (r report, ignored string, reject *event.Reject) {
	r.clock, r.second = noTime, noSecond
	if len(bits) < 38 {
		return r, "", badAIVDM("length", "the payload is shorter than any AIS message")
	}
	for _, bit := range bits[:6] {
		r.kind = r.kind<<1 | bit
	}
	switch r.kind {
	case 1, 2, 3, 4, 5, 11, 18, 19, 24, 27:
	default:
		if r.kind == 0 || r.kind > 27 {
			return r, "", badAIVDM("message type", "message types are 1 to 27")
		}
		return r, messageType(r.kind), nil
	}
	if a, b := messageLengths(r.kind); !a.fit(len(bits)) && !b.fit(len(bits)) {
		return r, "", badAIVDM("length", messageType(r.kind)+" has another length; it was cut short or is noise")
	}
	switch p := decodePacket(c, bits).(type) {
	case ais.PositionReport:
		r.second = p.Timestamp
		r.locate(p.UserID, float64(p.Longitude), float64(p.Latitude), float64(p.Sog), float64(p.Cog), p.TrueHeading)
		r.position.NavStatus, r.position.Transmitter = p.NavigationalStatus, event.ClassA
	case ais.StandardClassBPositionReport:
		r.second = p.Timestamp
		r.locate(p.UserID, float64(p.Longitude), float64(p.Latitude), float64(p.Sog), float64(p.Cog), p.TrueHeading)
		r.position.Transmitter = event.ClassB
	case ais.ExtendedClassBPositionReport:
		r.second = p.Timestamp
		r.locate(p.UserID, float64(p.Longitude), float64(p.Latitude), float64(p.Sog), float64(p.Cog), p.TrueHeading)
		r.position.Transmitter = event.ClassB
		r.name(p.UserID, p.Name, "", p.Type, p.Dimension, 0)
	case ais.LongRangeAisBroadcastMessage:
		if p.Spare || p.Cog > 359 && p.Cog != 511 {
			return r, "", badAIVDM("payload", "message type 27 has values that no station sends; it is noise")
		}
		r.longRange(&p)
	case ais.ShipStaticData:
		r.name(p.UserID, p.Name, p.CallSign, p.Type, p.Dimension, p.ImoNumber)
	case ais.StaticDataReport:
		r.static(&p)
	case ais.BaseStationReport:
		r.clock = baseClock(&p)
		return r, messageType(r.kind), nil
	default:
		return r, "", badAIVDM("payload", "this is not a whole "+messageType(r.kind))
	}
	if !r.located && !r.named {
		return r, "static report that names nothing", nil
	}
	return r, "", r.check()
}

// check holds place and number against what the contracts accept, because raw
// messages do not pass through their decoders. Times are the caller's matter.
func (r *report) check() *event.Reject {
	mmsi := r.position.MMSI
	if !r.located {
		mmsi = r.claim.MMSI
	}
	switch {
	case mmsi < 1 || mmsi > 999999999:
		return &event.Reject{Reason: event.ReasonBadMMSI, Field: "mmsi", Fix: "want a station set up with its number of nine digits"}
	case r.located && (math.Abs(r.position.Lon) > 180 || math.Abs(r.position.Lat) > 90):
		return &event.Reject{
			Reason: event.ReasonBadPosition, Field: "lon",
			Fix: "the position is not available (181, 91) or out of range; a report with no position has no place here",
		}
	}
	return nil
}

// locate fills the position. Values that AIS reserves for "not available" and
// values out of range become what the contract calls not reported; the
// position itself is judged by the contract.
func (r *report) locate(mmsi uint32, lon, lat, speed, course float64, heading uint16) {
	r.located = true
	r.position = event.Position{
		MMSI: vessel.MMSI(mmsi), Lon: lon, Lat: lat, SpeedKn: float32(speed), CourseDeg: float32(course),
		HeadingDeg: heading, NavStatus: event.NavStatusNotReported,
	}
	if speed > 102.25 {
		r.position.SpeedKn = float32(math.NaN())
	}
	if course >= 359.95 {
		r.position.CourseDeg = float32(math.NaN())
	}
	if heading > 359 {
		r.position.HeadingDeg = event.HeadingNotReported
	}
}

// longRange is type 27: whole knots with 63 for not available, whole degrees
// with 511, and a position to a tenth of a minute.
func (r *report) longRange(p *ais.LongRangeAisBroadcastMessage) {
	speed, course := float64(p.Sog), float64(p.Cog)
	if p.Sog > 62 {
		speed = math.Inf(1)
	}
	r.locate(p.UserID, float64(p.Longitude), float64(p.Latitude), speed, course, event.HeadingNotReported)
	r.position.NavStatus = p.NavigationalStatus
}

func (r *report) static(p *ais.StaticDataReport) {
	switch {
	case p.ReportA.Valid:
		r.name(p.UserID, p.ReportA.Name, "", 0, ais.FieldDimension{}, 0)
	case p.ReportB.Valid:
		size := p.ReportB.Dimension
		if vessel.MMSI(p.UserID).Station() == vessel.CraftWithParentShip {
			size = ais.FieldDimension{} // these bits are the parent ship's MMSI
		}
		r.name(p.UserID, "", p.ReportB.CallSign, p.ReportB.ShipType, size, 0)
	}
}

// name fills the claim, if the message claims anything.
func (r *report) name(mmsi uint32, name, callSign string, shipType uint8, size ais.FieldDimension, imo uint32) {
	c := event.IdentityClaim{
		Subject:  event.Subject{MMSI: vessel.MMSI(mmsi), Name: aisText(name)},
		CallSign: aisText(callSign),
		Class:    classOfAIS(int(shipType)),
		LengthM:  float64(size.A) + float64(size.B), // bow and stern from the antenna; 0 when not given
	}
	if n := vessel.IMO(imo); n.Valid() {
		c.IMO = n
	} else if n != 0 {
		r.badIMO = true
	}
	r.claim = c
	r.named = c.Name != "" || c.CallSign != "" || c.IMO != 0 || c.Class != vessel.ClassUnknown || c.LengthM > 0
}

// aisText ends a text at the first @, which AIS pads with; what some encoders
// leave behind it is no part of the name.
func aisText(s string) string {
	s, _, _ = strings.Cut(s, "@")
	return strings.TrimSpace(s)
}

// classOfAIS reads the ship and cargo type (ITU-R M.1371-5, table 53). It is
// entered by the crew. 0 is not available; the types between are other ships.
func classOfAIS(t int) vessel.Class {
	switch {
	case t <= 0 || t > 99:
		return vessel.ClassUnknown
	case t == 30:
		return vessel.Fishing
	case t == 35 || t == 55:
		return vessel.Government
	case t >= 60 && t <= 69:
		return vessel.Passenger
	case t >= 70 && t <= 89:
		return vessel.Merchant
	case t >= 20 && t < 30, t > 30 && t < 60, t >= 90:
		return vessel.Other
	}
	return vessel.ClassUnknown // 1 to 19 are reserved
}

func messageType(kind uint8) string {
	return "message type " + string(appendInt(nil, int(kind)))
}

// decodePacket is nil for a message that the library cannot read, also where
// it would panic: one bad message may not stop the partition that it came on.
func decodePacket(c *ais.Codec, bits []byte) (p ais.Packet) {
	defer func() {
		if recover() != nil {
			p = nil
		}
	}()
	return c.DecodePacket(bits)
}
