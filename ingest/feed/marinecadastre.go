package feed

import (
	"io"
	"strconv"
	"strings"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

// SourceMarineCadastre is the source of what MarineCadastre publishes: AIS of
// United States waters, thinned to a minute.
const SourceMarineCadastre = "marinecadastre"

func fitsMarineCadastre(head []byte) bool {
	return headerHas(head, "mmsi", "lat|latitude", "lon|longitude", "sog") && headerHas(head, "vesseltype|vesselname|basedatetime")
}

// marineCadastre is where the columns are. Their names changed over the years.
type marineCadastre struct {
	source                                    string
	mmsi, at, lon, lat, sog, cog, heading     int
	name, imo, callSign, kind, status, length int
	transceiver                               int
}

func readMarineCadastre(r *run, in io.Reader) error {
	m := &marineCadastre{source: r.opt.source(SourceMarineCadastre)}
	return readTable(r, in, layout{needed: []string{"mmsi", "basedatetime"}, bind: m.bind, row: m.row})
}

func (m *marineCadastre) bind(t *table) {
	m.mmsi, m.at = t.column("mmsi"), t.column("basedatetime")
	m.lon, m.lat = t.column("lon", "longitude"), t.column("lat", "latitude")
	m.sog, m.cog, m.heading = t.column("sog"), t.column("cog"), t.column("heading")
	m.name, m.imo, m.callSign = t.column("vesselname"), t.column("imo"), t.column("callsign")
	m.kind, m.status, m.length = t.column("vesseltype"), t.column("status"), t.column("length")
	m.transceiver = t.column("transceiverclass", "transceiver")
}

func (m *marineCadastre) row(t *table, u *unit) (string, *event.Reject) {
	mmsi, reject := t.mmsi(m.mmsi, "MMSI")
	if reject != nil {
		return "", reject
	}
	at, reject := t.time(m.at, "BaseDateTime")
	if reject != nil {
		return "", reject
	}
	lon, lat, reject := t.place(m.lon, m.lat)
	if reject != nil {
		return "", reject
	}
	p := event.Position{MMSI: mmsi, ObservedAt: at, Lon: lon, Lat: lat, Source: m.source}
	t.motion(&p, m.sog, m.cog, m.heading, u)
	m.navigation(t, &p, u)
	u.positions = append(u.positions, p)

	c := event.IdentityClaim{
		Subject:  event.Subject{MMSI: mmsi, IMO: t.imo(m.imo, u), Name: t.text(m.name)},
		CallSign: t.text(m.callSign), Class: m.class(t), LengthM: t.measure(m.length, "length_m", u),
		ValidFrom: fromMillis(at),
	}
	if said(&c) {
		c.Source = m.source
		c.ID = claimID(SourceMarineCadastre, &c)
		u.claims = append(u.claims, c)
	}
	return "", nil
}

// navigation reads the status, a number or (until 2017) words, and the class
// of transmitter.
func (m *marineCadastre) navigation(t *table, p *event.Position, u *unit) {
	switch f := t.at(m.transceiver); string(f) {
	case "A":
		p.Transmitter = event.ClassA
	case "B":
		p.Transmitter = event.ClassB
	}
	f := t.at(m.status)
	if f == nil {
		return
	}
	if n, err := strconv.ParseFloat(string(f), 64); err == nil && n >= 0 && n <= 15 && n == float64(int(n)) {
		p.NavStatus = uint8(n)
		return
	}
	if n, ok := statusByWords(string(f)); ok {
		p.NavStatus = n
		return
	}
	u.nulled = append(u.nulled, "nav_status")
}

// statusByWords reads the beginnings of ITU-R M.1371's names of the statuses.
func statusByWords(s string) (uint8, bool) {
	s = strings.ReplaceAll(strings.ToLower(s), "underway", "under way")
	for _, w := range [...]struct {
		begins string
		status uint8
	}{
		{"under way using engine", 0},
		{"at anchor", 1},
		{"not under command", 2},
		{"restricted man", 3},
		{"constrained by", 4},
		{"moored", 5},
		{"aground", 6},
		{"engaged in fishing", 7},
		{"under way sailing", 8},
		{"power-driven vessel towing", 11},
		{"power-driven vessel pushing", 12},
		{"ais-sart", 14},
		{"not defined", 15},
		{"undefined", 15},
		{"reserved", 15},
	} {
		if strings.HasPrefix(s, w.begins) {
			return w.status, true
		}
	}
	return 0, false
}

// class reads the vessel type: AIS's, or above 1000 that of the authority's
// own list of vessel service types.
func (m *marineCadastre) class(t *table) vessel.Class {
	v, there, ok := t.number(m.kind)
	if !ok || !there || v != float64(int(v)) {
		return vessel.ClassUnknown
	}
	switch n := int(v); n {
	case 1001: // commercial fishing vessel
		return vessel.Fishing
	case 1002: // fish processing vessel
		return vessel.Factory
	case 1003, 1004, 1023, 1024: // freight barge, freight ship, tank barge, tank ship
		return vessel.Merchant
	case 1012, 1013, 1014, 1015: // passenger, inspected and not, barges
		return vessel.Passenger
	case 1016, 1017, 1018: // public freight, public tankship, public vessel
		return vessel.Government
	case 1005, 1006, 1007, 1010, 1011, 1019, 1020, 1022, 1025: // industrial to towing; 1019 is recreational
		return vessel.Other
	default:
		return classOfAIS(n)
	}
}
