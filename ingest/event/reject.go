package event

import "fmt"

// Reject says why one message cannot be accepted, and what its producer would
// have to change. No retry helps: it belongs in the dead letters.
//
// Functions here return *Reject, not error, so that a caller cannot lose the
// reason; compare it with nil before passing it on as an error.
type Reject struct {
	Reason string // one of Reasons, fit for a metric label
	Field  string // the wire name or header at fault, "" for the whole message
	Fix    string // what to send instead
}

// Error names the field, the reason and the fix.
func (r *Reject) Error() string {
	if r.Field == "" {
		return fmt.Sprintf("%s: %s", r.Reason, r.Fix)
	}
	return fmt.Sprintf("%s in %s: %s", r.Reason, r.Field, r.Fix)
}

// The reasons for a Reject: a closed set.
const (
	ReasonMalformedJSON      = "malformed_json"
	ReasonTooLarge           = "too_large"
	ReasonUnknownContentType = "unknown_content_type"
	ReasonUnknownKind        = "unknown_kind"
	ReasonUnknownVersion     = "unknown_version"
	ReasonUnknownStatus      = "unknown_status"
	ReasonBadHeader          = "bad_header"
	ReasonMissingField       = "missing_field"
	ReasonNoSubject          = "no_subject"
	ReasonBadMMSI            = "bad_mmsi"
	ReasonBadIMO             = "bad_imo"
	ReasonBadPosition        = "bad_position"
	ReasonBadTime            = "bad_time"
	ReasonTooOld             = "too_old"
	ReasonFutureTime         = "future_time"
	ReasonBadPort            = "bad_port"
	ReasonBadAIVDM           = "bad_aivdm"
	ReasonNoTime             = "no_time"
)

// Reasons lists every reason, for counters that start at zero. The last two
// are given by the AIVDM decoder, the rest here.
func Reasons() []string {
	return []string{
		ReasonMalformedJSON, ReasonTooLarge, ReasonUnknownContentType, ReasonUnknownKind, ReasonUnknownVersion,
		ReasonUnknownStatus, ReasonBadHeader, ReasonMissingField, ReasonNoSubject, ReasonBadMMSI, ReasonBadIMO,
		ReasonBadPosition, ReasonBadTime, ReasonTooOld, ReasonFutureTime, ReasonBadPort,
		ReasonBadAIVDM, ReasonNoTime,
	}
}

func missing(field, fix string) *Reject {
	return &Reject{Reason: ReasonMissingField, Field: field, Fix: fix}
}
