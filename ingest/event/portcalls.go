package event

import "time"

// What a port call says.
const (
	PortCallAnnounced = "announced"
	PortCallArrived   = "arrived"
	PortCallDeparted  = "departed"
)

// PortCallKinds lists them.
func PortCallKinds() []string { return []string{PortCallAnnounced, PortCallArrived, PortCallDeparted} }

// PortCall is an announcement, arrival or departure.
type PortCall struct {
	Origin
	Subject
	Kind      string    // announced, arrived, departed
	Port      string    // UN/LOCODE
	At        time.Time // of an announcement: the expected arrival
	ArrivedAt time.Time // of a departure, when known: the stay is ArrivedAt to At
	Purpose   string
	NextPort  string
	ByThePort bool // the port's own record, which confirms a call by itself
	Lon, Lat  float64
	HasLonLat bool
}

// maxAnnounced is how far ahead an arrival can be announced.
const maxAnnounced = 366 * 24 * time.Hour

// DecodePortCall reads a port call. It needs a kind, a time, an IMO number or
// MMSI, and a port or a position. env must come from Open.
func DecodePortCall(value []byte, env Envelope) (PortCall, *Reject) {
	f, reject := readObject(value, &env)
	if reject != nil {
		return PortCall{}, reject
	}
	c := PortCall{
		Subject: f.subjectOf(), Kind: f.word("kind", ReasonUnknownKind, PortCallKinds()),
		Purpose: f.text("purpose"), NextPort: f.locode("next_port"), ByThePort: f.yes("by_the_port"),
	}
	f.need(c.IMO != 0 || c.MMSI != 0, "send imo or mmsi")
	bad := f.nulled
	c.Port = f.locode("port")
	bad = f.nulled - bad
	c.Lon, c.Lat, c.HasLonLat = f.place()
	if c.Port == "" && !c.HasLonLat {
		reason := ReasonMissingField
		if bad > 0 {
			reason = ReasonBadPort
		}
		f.refuse(reason, "port", "send a UN/LOCODE, as in CLPUQ, or lon and lat")
	}
	c.At = f.callTime(c.Kind)
	c.ArrivedAt = f.moment("arrived_at")
	if c.Kind != PortCallDeparted && !c.ArrivedAt.IsZero() {
		f.nulled++
		c.ArrivedAt = time.Time{}
	}
	if !c.ArrivedAt.IsZero() {
		f.ordered("at", c.ArrivedAt, c.At)
	}
	if f.reject != nil {
		return PortCall{}, f.reject
	}
	c.Origin = f.origin(&env)
	return c, nil
}

// callTime reads at, which for an announcement lies ahead.
func (f *fields) callTime(kind string) time.Time {
	at, there := f.instant("at")
	if !there {
		f.refuse(ReasonMissingField, "at", "send when the vessel arrived, left or is expected")
		return at
	}
	limit := f.received
	if kind == PortCallAnnounced {
		limit += maxAnnounced.Milliseconds()
	}
	if f.reject == nil {
		f.reject = checkMoment("at", at.UnixMilli(), limit)
	}
	return at
}

// locode reads a UN/LOCODE in the form "CLPUQ" or "CL PUQ".
func (f *fields) locode(name string) string {
	s := f.text(name)
	if s == "" {
		return ""
	}
	code := make([]byte, 0, 5)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		switch {
		case c == ' ' && i == 2:
		case 'A' <= c && c <= 'Z', '2' <= c && c <= '9' && len(code) >= 2:
			code = append(code, c)
		default:
			code = append(code, "!!!!!!"...)
		}
	}
	if len(code) != 5 {
		f.nulled++
		return ""
	}
	return string(code)
}

type portCallWire struct {
	subjectWire
	Kind      string `json:"kind"`
	Port      string `json:"port,omitempty"`
	At        string `json:"at"`
	ArrivedAt string `json:"arrived_at,omitempty"`
	Purpose   string `json:"purpose,omitempty"`
	NextPort  string `json:"next_port,omitempty"`
	ByThePort bool   `json:"by_the_port,omitempty"`
	placeWire
}

// EncodePortCall writes a port call as JSON, times in milliseconds.
func EncodePortCall(c PortCall) []byte {
	return marshal(portCallWire{
		subjectWire: c.wire(), Kind: c.Kind, Port: c.Port, At: stamp(c.At), ArrivedAt: stamp(c.ArrivedAt),
		Purpose: c.Purpose, NextPort: c.NextPort, ByThePort: c.ByThePort, placeWire: placeOf(c.Lon, c.Lat, c.HasLonLat),
	})
}

// KeyPortCall is the Kafka key of a port call: the IMO number, else the MMSI.
func KeyPortCall(c PortCall) []byte { return c.keyOf(c.Origin) }
