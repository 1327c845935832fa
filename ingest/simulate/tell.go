package simulate

import (
	"strconv"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

// tellPapers makes the claims about who a ship is: one by a register for each
// flag, and its own static report under each MMSI.
func (f *fleet) tellPapers(s *ship) {
	source := sourceRegister
	if s.told == byList {
		source = sourceList
	}
	for i, p := range s.papers {
		n := strconv.Itoa(i)
		if s.told != byNobody {
			f.tellStatic(s, p, n)
		}
		if s.told == byItself || s.told == byNobody {
			continue
		}
		c := event.IdentityClaim{
			Subject: event.Subject{IMO: s.imo, MMSI: p.mmsi, Name: s.name}, CallSign: s.callSign, Flag: p.flag, Bareboat: p.bareboat,
			Class: s.class, Gear: s.gear, GT: s.gt, LengthM: s.lengthM, PowerKW: float64(int(s.gt*1.4) + 60), BuiltYear: s.builtIn, CrewCapacity: s.crew,
			Owner: s.owner, Manager: s.manager, CrewingAgency: s.agency, OwnerWithheld: s.withheld, RecognisedOrganisation: "sim-class",
			ValidFrom: moment(p.from),
		}
		if s.withheld {
			c.Owner = event.Party{}
		}
		if p.to != open && !p.bareboat {
			c.ValidTo = moment(p.to)
		}
		f.note(s, p.from, event.TopicVessels, source, "register"+n, event.KeyVessel(c), event.EncodeVessel(c))
	}
}

// tellStatic is what the ship says of itself over AIS, from the day on which it
// was first heard under a number.
func (f *fleet) tellStatic(s *ship, p papers, n string) {
	c := event.IdentityClaim{
		Subject: event.Subject{IMO: s.imo, MMSI: p.mmsi, Name: s.name}, CallSign: s.callSign, Class: s.heard, LengthM: s.lengthM,
		ValidFrom: moment(max(p.from, s.first(f), f.start)),
	}
	f.note(s, c.ValidFrom.Unix(), event.TopicVessels, sourceAIS, "static"+n, event.KeyVessel(c), event.EncodeVessel(c))
}

// first is when the ship's track begins.
func (s *ship) first(f *fleet) int64 {
	if len(s.legs) == 0 {
		return f.start
	}
	return max(f.start, s.legs[0].from)
}

// visit is an inspection: where, by whom, and what it found.
type visit struct {
	near         int64 // in the stay in port that is nearest to this
	labour       bool
	interviewed  bool
	deficiencies []string
	detainedFor  int64 // seconds, on labour grounds
}

// inspect lets inspectors on board while the ship is in port.
func (f *fleet) inspect(s *ship, v visit) (at int64, ok bool) {
	stay, ok := s.berthNear(v.near, f.start-400*day, f.end)
	if !ok {
		return 0, false
	}
	at = stay.from + 4*hour
	port, _ := f.chart.Port(stay.port)
	i := event.Inspection{
		Subject: s.subject(at), At: moment(at), Port: stay.port, Authority: port.State,
		Labour: v.labour, Deficiencies: v.deficiencies,
	}
	if v.labour {
		i.CrewInterviewed = &v.interviewed
	}
	if v.detainedFor > 0 {
		i.Detained, i.LabourDetention = true, true
		if at+v.detainedFor <= f.end {
			i.ReleasedAt = moment(at + v.detainedFor)
		}
	}
	stated := at + v.detainedFor + day
	f.note(s, min(stated, f.end), event.TopicInspections, sourceInspector, "inspection", event.KeyInspection(i), event.EncodeInspection(i))
	return at, true
}

// statement is one thing that is said about a case.
type statement struct {
	at     int64
	status string
}

// record tells of a case from its beginning, statement by statement.
func (f *fleet) record(s *ship, kind string, from int64, authority string, statements ...statement) {
	number := strconv.Itoa(len(s.notes))
	for _, said := range statements {
		r := event.Record{
			Subject: s.subject(from), CaseID: f.eventID(s, kind+number), Kind: kind, Status: said.status,
			ValidFrom: moment(from), ReviewOn: moment(said.at + 180*day), Authority: authority,
			Reference: "https://example.org/sim/" + f.eventID(s, kind+number),
		}
		if said.status == event.RecordResolved {
			r.ValidTo = moment(said.at)
		}
		f.note(s, said.at, event.TopicRecords, sourceRecords, kind, event.KeyRecord(r), event.EncodeRecord(r))
	}
}

// portCall tells of the stay in port l, at one of its three moments.
func (s *ship) portCall(kind string, l *leg) event.PortCall {
	c := event.PortCall{
		Subject: s.subject(l.from), Kind: kind, Port: l.port, At: moment(l.from), ByThePort: l.byPort && kind != event.PortCallAnnounced,
		Lon: fine(l.a.lon), Lat: fine(l.a.lat), HasLonLat: kind != event.PortCallAnnounced,
	}
	if kind == event.PortCallDeparted {
		c.At, c.ArrivedAt = moment(l.to), moment(l.from)
	}
	switch s.class {
	case vessel.Fishing, vessel.Factory:
		c.Purpose = "landing"
	case vessel.Passenger:
		c.Purpose = "passengers"
	default:
		c.Purpose = "cargo"
	}
	return c
}
