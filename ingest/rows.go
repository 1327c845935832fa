package ingest

import (
	"math"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/warehouse"
	"plimsoll/ingest/event"
)

func (b *Batch) addClaim(c event.IdentityClaim) {
	for _, party := range []event.Party{c.Owner, c.Manager, c.CrewingAgency} {
		if party.ID != "" && party.Name != "" {
			b.PartyNames = append(b.PartyNames, warehouse.PartyName{PartyID: party.ID, Name: party.Name, ReceivedAt: c.ReceivedAt})
		}
	}
	b.Claims = append(b.Claims, warehouse.Claim{
		Source: c.Source, EventID: c.ID, ReceivedAt: c.ReceivedAt,
		IMO: uint32(c.IMO), MMSI: uint32(c.MMSI), SourceVesselID: c.SourceVesselID,
		Name: c.Name, CallSign: c.CallSign, Flag: c.Flag, Bareboat: c.Bareboat, Register: c.Register,
		Class: c.Class.String(), Gear: c.Gear,
		GT: float32(c.GT), LengthM: float32(c.LengthM), PowerKW: float32(c.PowerKW),
		BuiltYear: whole16(c.BuiltYear), CrewCapacity: whole16(c.CrewCapacity),
		OwnerID: c.Owner.ID, OwnerState: c.Owner.State, OwnerWithheld: c.OwnerWithheld,
		ManagerID: c.Manager.ID, ManagerState: c.Manager.State,
		CrewingAgencyID: c.CrewingAgency.ID, CrewingAgencyState: c.CrewingAgency.State,
		RecognisedOrganisation: c.RecognisedOrganisation,
		ValidFrom:              begun(c.ValidFrom), ValidTo: ended(c.ValidTo),
	})
}

func (b *Batch) addPortCall(c event.PortCall) {
	b.PortCalls = append(b.PortCalls, warehouse.PortCall{
		Source: c.Source, EventID: c.ID, ReceivedAt: c.ReceivedAt,
		IMO: uint32(c.IMO), MMSI: uint32(c.MMSI), Name: c.Name,
		Kind: c.Kind, Port: c.Port, At: c.At, ArrivedAt: begun(c.ArrivedAt),
		Purpose: c.Purpose, NextPort: c.NextPort, ByThePort: c.ByThePort,
	})
}

func (b *Batch) addEncounter(e event.Encounter) {
	row := warehouse.Encounter{
		Source: e.Source, EventID: e.ID, ReceivedAt: e.ReceivedAt, Kind: e.Kind,
		IMO: uint32(e.IMO), MMSI: uint32(e.MMSI), Name: e.Name,
		OtherIMO: uint32(e.Other.IMO), OtherMMSI: uint32(e.Other.MMSI), OtherName: e.Other.Name, OtherClass: e.OtherClass.String(),
		FromAt: begun(e.From), ToAt: ended(e.To),
		Lon: math.NaN(), Lat: math.NaN(), Zone: chart.ZoneUnknown.String(), ShoreM: float32(math.NaN()),
		MedianDistanceM: float32(e.MedianDistanceM), MedianSpeedKn: float32(e.MedianSpeedKn),
		IntentionalDisabling: yesNo(e.IntentionalDisabling), Port: e.Port,
	}
	if e.HasLonLat {
		row.Lon, row.Lat = e.Lon, e.Lat
	}
	b.Encounters = append(b.Encounters, row)
}

func (b *Batch) addInspection(i event.Inspection) {
	b.Inspections = append(b.Inspections, warehouse.Inspection{
		Source: i.Source, EventID: i.ID, ReceivedAt: i.ReceivedAt,
		IMO: uint32(i.IMO), MMSI: uint32(i.MMSI), Name: i.Name,
		At: i.At, Port: i.Port, Authority: i.Authority, Labour: i.Labour,
		CrewInterviewed: yesNo(i.CrewInterviewed), Deficiencies: i.Deficiencies,
		Detained: i.Detained, LabourDetention: i.LabourDetention, ReleasedAt: ended(i.ReleasedAt),
	})
}

// addRecord orders the statements about a case by when they were made, and
// where nobody says, by when they came.
func (b *Batch) addRecord(r event.Record, statedAt time.Time) {
	if statedAt.IsZero() || statedAt.After(r.ReceivedAt) {
		statedAt = r.ReceivedAt
	}
	if r.Status == "" { // a statement of coverage has none
		r.Status = event.RecordOpen
	}
	caseID := r.CaseID
	if caseID == "" {
		caseID = r.ID
	}
	b.Records = append(b.Records, warehouse.Record{
		Source: r.Source, EventID: r.ID, ReceivedAt: r.ReceivedAt, CaseID: caseID,
		IMO: uint32(r.IMO), MMSI: uint32(r.MMSI), Name: r.Name, Kind: r.Kind, Status: r.Status, StatedAt: statedAt,
		ValidFrom: begun(r.ValidFrom), ValidTo: ended(r.ValidTo), ReviewOn: begun(r.ReviewOn),
		Authority: r.Authority, Reference: r.Reference, Covers: r.Covers,
	})
}

func begun(t time.Time) time.Time {
	if t.IsZero() {
		return warehouse.Beginning
	}
	return t
}

func ended(t time.Time) time.Time {
	if t.IsZero() {
		return warehouse.Forever
	}
	return t
}

func yesNo(b *bool) string {
	switch {
	case b == nil:
		return "unknown"
	case *b:
		return "yes"
	default:
		return "no"
	}
}

// whole16 drops what does not fit: a nonsense year is a year not known.
func whole16(n int) uint16 {
	if n < 0 || n > math.MaxUint16 {
		return 0
	}
	return uint16(n)
}
