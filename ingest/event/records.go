package event

import (
	"slices"
	"time"
)

// The kinds of adverse record, and coverage, which says what a source covers.
const (
	RecordAbandonment          = "abandonment"
	RecordForcedLabourFinding  = "forced_labour_finding"
	RecordWithholdReleaseOrder = "withhold_release_order"
	RecordConviction           = "conviction"
	RecordWageClaim            = "wage_claim"
	RecordIUUListing           = "iuu_listing"
	RecordFlagDenied           = "flag_denied"
	RecordClassWithdrawn       = "class_withdrawn"
	RecordInsuranceEnded       = "insurance_ended"
	RecordCoverage             = "coverage"
)

// RecordKinds lists them, coverage last.
func RecordKinds() []string {
	return []string{
		RecordAbandonment, RecordForcedLabourFinding, RecordWithholdReleaseOrder, RecordConviction, RecordWageClaim,
		RecordIUUListing, RecordFlagDenied, RecordClassWithdrawn, RecordInsuranceEnded, RecordCoverage,
	}
}

// The states of a record. Inactive is the source's word for a case that it no
// longer follows; it ends nothing.
const (
	RecordOpen     = "open"
	RecordDisputed = "disputed"
	RecordInactive = "inactive"
	RecordResolved = "resolved"
)

// RecordStatuses lists them.
func RecordStatuses() []string {
	return []string{RecordOpen, RecordDisputed, RecordInactive, RecordResolved}
}

// Record is an adverse fact, its state, and the day it is to be reviewed; or,
// as kind "coverage", a source's statement that its list of the kinds in
// Covers is complete from ValidFrom to ValidTo, which is what makes absence
// from it mean something.
type Record struct {
	Origin
	Subject
	CaseID             string // the source's own id of the case; later events with it update the case
	Kind               string // one of RecordKinds
	Status             string // one of RecordStatuses, "" for coverage
	ValidFrom, ValidTo time.Time
	ReviewOn           time.Time
	Authority          string
	Reference          string // where it can be read
	Covers             []string
}

// DecodeRecord reads a record. It needs a known kind and valid_from; a
// coverage also covers and valid_to, because a list cannot be complete
// for days that it was never made for; anything else a vessel, of which a name
// is enough to be kept (and never enough to be linked). A status that is
// absent is "open"; one that is unknown is refused. env must come from Open.
func DecodeRecord(value []byte, env Envelope) (Record, *Reject) {
	f, reject := readObject(value, &env)
	if reject != nil {
		return Record{}, reject
	}
	r := Record{
		Subject: f.subjectOf(), CaseID: f.text("case_id"), Kind: f.word("kind", ReasonUnknownKind, RecordKinds()),
		Authority: f.text("authority"), Reference: f.textUpTo("reference", maxLink),
	}
	r.ValidFrom, r.ValidTo = f.validity()
	r.ReviewOn = f.reviewOn()
	if r.Kind == RecordCoverage {
		f.coverage(&r)
	} else {
		f.adverse(&r)
	}
	if f.reject != nil {
		return Record{}, f.reject
	}
	r.Origin = f.origin(&env)
	return r, nil
}

func (f *fields) reviewOn() time.Time {
	t, there := f.instant("review_on")
	if there && (t.UnixMilli() > latestValidity || t.UnixMilli() < earliestValidity) {
		f.nulled++
		return time.Time{}
	}
	return t
}

// coverage reads what only a statement of coverage has.
func (f *fields) coverage(r *Record) {
	r.Covers = f.texts("covers", func(kind string) bool {
		return kind != RecordCoverage && slices.Contains(RecordKinds(), kind)
	})
	if len(r.Covers) == 0 {
		f.refuse(ReasonMissingField, "covers", "list the kinds of record of which the source's list is complete")
	}
	if r.ValidTo.IsZero() {
		f.refuse(ReasonMissingField, "valid_to", "send the day to which the list is complete, as a rule the day it was published or read")
	}
	if f.text("status") != "" {
		f.nulled++
	}
}

// adverse reads what only a record of a case has.
func (f *fields) adverse(r *Record) {
	f.need(r.IMO != 0 || r.MMSI != 0 || r.Name != "", "send imo, mmsi or at least name")
	r.Status = RecordOpen
	if raw, there := f.members["status"]; there && string(raw) != "null" {
		r.Status = f.word("status", ReasonUnknownStatus, RecordStatuses())
	}
	delete(f.members, "status")
	if _, there := f.take("covers"); there {
		f.nulled++
	}
}

type recordWire struct {
	subjectWire
	CaseID    string   `json:"case_id,omitempty"`
	Kind      string   `json:"kind"`
	Status    string   `json:"status,omitempty"`
	ValidFrom string   `json:"valid_from"`
	ValidTo   string   `json:"valid_to,omitempty"`
	ReviewOn  string   `json:"review_on,omitempty"`
	Authority string   `json:"authority,omitempty"`
	Reference string   `json:"reference,omitempty"`
	Covers    []string `json:"covers,omitempty"`
}

// EncodeRecord writes a record as JSON, times in milliseconds.
func EncodeRecord(r Record) []byte {
	return marshal(recordWire{
		subjectWire: r.wire(), CaseID: r.CaseID, Kind: r.Kind, Status: r.Status,
		ValidFrom: stamp(r.ValidFrom), ValidTo: stamp(r.ValidTo), ReviewOn: stamp(r.ReviewOn),
		Authority: r.Authority, Reference: r.Reference, Covers: r.Covers,
	})
}

// KeyRecord is the Kafka key of a record: the IMO number, else the MMSI, else
// the case's id at its source, else the event's.
func KeyRecord(r Record) []byte {
	if r.IMO == 0 && r.MMSI == 0 && r.CaseID != "" {
		return []byte(r.CaseID)
	}
	return r.keyOf(r.Origin)
}
