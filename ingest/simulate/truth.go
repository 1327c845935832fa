package simulate

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"plimsoll/data/vessel"
)

// Condition is what was planted on a vessel. The comment says what a
// Planted's Strength counts.
type Condition string

// The conditions.
const (
	LongAtSea       Condition = "long_at_sea"       // days since it left its last berth
	CarrierMeetings Condition = "carrier_meetings"  // meetings at sea with fish carriers
	PartnerRecord   Condition = "partner_record"    // meetings with a carrier that has a labour record
	Disabling       Condition = "disabling"         // times AIS was switched off far from shore
	GoneSilent      Condition = "gone_silent"       // days since its last report
	IdleAtAnchor    Condition = "idle_at_anchor"    // days at anchor without a berth
	Abandoned       Condition = "abandoned"         // days since its crew was abandoned
	UnpaidWages     Condition = "unpaid_wages"      // open claims
	LabourDetention Condition = "labour_detention"  // days detained on labour grounds
	Deficiencies    Condition = "wage_deficiencies" // deficiencies of wages and contracts that inspectors found
	ForcedLabour    Condition = "forced_labour"     // findings
	FlagHopping     Condition = "flag_hopping"      // changes of flag
	FlagDenied      Condition = "flag_denied"       // denials by the registry
	UnallocatedMID  Condition = "unallocated_mid"   // MMSIs whose MID is nobody's
	TwoHulls        Condition = "two_hulls"         // further hulls on its MMSI
	OwnerWithheld   Condition = "owner_withheld"    // registers that withhold the owner
)

// Conditions lists them.
func Conditions() []Condition {
	return []Condition{
		LongAtSea, CarrierMeetings, PartnerRecord, Disabling, GoneSilent, IdleAtAnchor, Abandoned, UnpaidWages,
		LabourDetention, Deficiencies, ForcedLabour, FlagHopping, FlagDenied, UnallocatedMID, TwoHulls, OwnerWithheld,
	}
}

// Planted is one condition on one vessel. What still holds at the end of the
// history ends there.
type Planted struct {
	Vessel    vessel.ID
	Condition Condition
	From, To  time.Time
	Strength  float64 // as the condition's comment says
}

// Truth lists every condition that was planted, by vessel, condition and
// time. A vessel that is not in it is ordinary, or no vessel at all.
type Truth []Planted

type plantedLine struct {
	Vessel    string  `json:"vessel"`
	Condition string  `json:"condition"`
	From      string  `json:"from"`
	To        string  `json:"to"`
	Strength  float64 `json:"strength"`
}

// JSON is the truth as truth.json holds it: one list, one condition a line.
func (t Truth) JSON() []byte {
	if len(t) == 0 {
		return []byte("[]\n")
	}
	var b strings.Builder
	for i, p := range t {
		// Texts and finite numbers always marshal.
		line, _ := json.Marshal(plantedLine{string(p.Vessel), string(p.Condition), p.From.UTC().Format(time.RFC3339), p.To.UTC().Format(time.RFC3339), p.Strength})
		b.WriteString(map[bool]string{true: "[\n", false: ",\n"}[i == 0])
		b.Write(line)
	}
	b.WriteString("\n]\n")
	return []byte(b.String())
}

func (t Truth) sort() {
	slices.SortFunc(t, func(a, b Planted) int {
		if c := strings.Compare(string(a.Vessel), string(b.Vessel)); c != 0 {
			return c
		}
		if c := strings.Compare(string(a.Condition), string(b.Condition)); c != 0 {
			return c
		}
		return a.From.Compare(b.From)
	})
}
