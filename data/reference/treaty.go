package reference

import (
	"fmt"
	"time"
)

// Ratification is a State's row for an instrument.
type Ratification struct {
	ISO3, Instrument string
	Status           string    // party, denounced, signatory, non_party or unknown
	RatifiedOn       time.Time // day of the act; zero when not known
	InForceOn        time.Time // zero for those that are not bound
	InForceBy        time.Time // when set, the instrument was in force by this day and may have been from InForceOn
	DenouncedOn      time.Time // day of the act, not of its effect
	AbsentOn         time.Time // day of the list that shows that the State is not a Party
	Note             string
	Fact             Fact   // of the status
	DateStatus       string // how the dates are known; may be weaker than the status
}

func treatyTable() *table {
	return &table{
		name: "treaty_status", title: "Treaty status",
		reach:   reachOfTreaties,
		purpose: "one State and one treaty: bound or not, since when, and the list that shows it",
		columns: []Column{
			{Name: "iso3", Kind: ColumnCode, Required: true},
			{Name: "instrument", Kind: ColumnRef, Required: true, Refers: "instruments"},
			{Name: "status", Kind: ColumnEnum, Required: true, Values: []string{"party", "denounced", "signatory", "non_party", "unknown"}},
			{Name: "ratified_on", Kind: ColumnDay, Meaning: "day of the act"},
			{Name: "in_force_on", Kind: ColumnDay, Meaning: "this day included"},
			{Name: "in_force_by", Kind: ColumnDay, Meaning: "in force by this day, perhaps from in_force_on"},
			{Name: "denounced_on", Kind: ColumnDay, Meaning: "day of the act, not of its effect"},
			{Name: "absent_on", Kind: ColumnDay, Meaning: "day of a whole list that does not name the State"},
			{Name: "note", Kind: ColumnText},
			{Name: "source", Kind: ColumnSource, Required: true},
			{Name: "as_of", Kind: ColumnDate},
			{Name: "evidence", Kind: ColumnStatus, Required: true, Meaning: "how the row is known; the column status says what it is"},
			{Name: "date_evidence", Kind: ColumnStatus, Meaning: "how its dates are known"},
		},
		key:   []string{"iso3", "instrument"},
		holds: &spanRule{from: "in_force_on"}, // a denunciation takes effect long after it was made
		rules: []string{"dates and status do not contradict each other or the instrument"},
		whole: checkTreaties,
	}
}

func checkTreaties(l *loading) {
	instruments := map[string]Instrument{}
	for r := range l.clean("instruments") {
		instruments[r.get("instrument")] = instrumentOf(r)
	}
	for r := range l.clean("treaty_status") {
		row := ratificationOf(r)
		if in, ok := instruments[row.Instrument]; ok {
			if err := row.check(in); err != nil {
				r.problem("", "%s %s: %v", row.ISO3, row.Instrument, err)
			}
		}
	}
}

func ratificationOf(r record) Ratification {
	return Ratification{
		ISO3: r.get("iso3"), Instrument: r.get("instrument"), Status: r.get("status"),
		RatifiedOn: r.day("ratified_on"), InForceOn: r.day("in_force_on"), InForceBy: r.day("in_force_by"),
		DenouncedOn: r.day("denounced_on"), AbsentOn: r.day("absent_on"),
		Note: r.get("note"), Fact: r.fact("evidence"), DateStatus: r.get("date_evidence"),
	}
}

func (l *loading) readRatifications() map[[2]string]Ratification {
	s := l.sheets["treaty_status"]
	out := make(map[[2]string]Ratification, len(s.rows))
	for i := range s.rows {
		row := ratificationOf(s.record(l, i))
		out[[2]string{row.ISO3, row.Instrument}] = row
	}
	return out
}

// check refuses a row whose dates contradict its status or each other.
func (r Ratification) check(i Instrument) error {
	bound := r.Status == "party" || r.Status == "denounced"
	switch {
	case bound && r.InForceOn.Before(i.InForceOn):
		return fmt.Errorf("in_force_on is missing or before the instrument's %s", isoDay(i.InForceOn))
	case !r.InForceBy.IsZero() && !r.InForceBy.After(r.InForceOn):
		return fmt.Errorf("in_force_by is not after in_force_on")
	case r.Status == "denounced" && (!r.DenouncedOn.After(r.InForceOn) || !r.AbsentOn.After(r.DenouncedOn)):
		return fmt.Errorf("want in_force_on, denounced_on and absent_on in order")
	case r.Status == "denounced" && i.DenunciationMonths == 0:
		return fmt.Errorf("instruments.csv does not say when a denunciation takes effect")
	case r.Status == "party" && (!r.DenouncedOn.IsZero() || !r.AbsentOn.IsZero()),
		(r.Status == "non_party" || r.Status == "signatory") && r.AbsentOn.IsZero():
		return fmt.Errorf("a %s with these dates contradicts itself", r.Status)
	case bound, r.Status == "non_party", r.Status == "signatory", r.Status == "unknown":
	default:
		return fmt.Errorf("unknown status %q", r.Status)
	}
	if !bound && (!r.RatifiedOn.IsZero() || !r.InForceOn.IsZero()) {
		return fmt.Errorf("a %s has a ratification", r.Status)
	}
	return nil
}
