package reference

import (
	"fmt"
	"strings"
	"time"
)

// Ids of the instruments, as in the tables and in API answers.
const (
	MLC2006    = "MLC2006"
	ILOC188    = "ILO_C188"
	ILOC029    = "ILO_C029"
	ILOC105    = "ILO_C105"
	ILOP029    = "ILO_P029"
	PalermoTIP = "PALERMO_TIP"
	UNTOC      = "UNTOC"
	CETS197    = "COE_CETS197"
	PSMA       = "PSMA"
	CTA2012    = "CTA2012"
	UNCLOS     = "UNCLOS"
	UNFSA      = "UNFSA"
)

// Instrument is one treaty.
type Instrument struct {
	ID, Name  string
	InForceOn time.Time // first day in force for anybody
	// DelayMonths and DelayDays are the time between a later Party's deposit
	// and the entry into force for it.
	DelayMonths, DelayDays int
	// DenunciationMonths is the time until a denunciation takes effect; 0 when
	// it is not known here.
	DenunciationMonths int
	Note               string
	Fact               Fact
}

// Topic is the topic of the instrument's spans.
func (i Instrument) Topic() string { return strings.ToLower(i.ID) }

func (i Instrument) delayed(t time.Time) time.Time {
	return addMonths(t, i.DelayMonths).AddDate(0, 0, i.DelayDays)
}

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

var instrumentColumns = []string{
	"instrument", "name", "in_force_on", "delay_months", "delay_days", "denunciation_months",
	"note", "source", "as_of", "status",
}

func readInstruments(t tables) ([]Instrument, error) {
	return readTable(t.fsys, "instruments.csv", instrumentColumns, func(r record) (i Instrument, err error) {
		i.ID, i.Name, i.Note = r.get("instrument"), r.get("name"), r.get("note")
		if i.InForceOn, err = r.day("in_force_on"); err != nil {
			return i, err
		}
		if i.InForceOn.IsZero() {
			return i, r.errorf("%s has no in_force_on", i.ID)
		}
		for column, into := range map[string]*int{
			"delay_months": &i.DelayMonths, "delay_days": &i.DelayDays, "denunciation_months": &i.DenunciationMonths,
		} {
			if *into, err = r.number(column); err != nil {
				return i, err
			}
		}
		i.Fact, err = r.fact(t.sources, "status")
		return i, err
	})
}

var treatyColumns = []string{
	"iso3", "instrument", "status", "ratified_on", "in_force_on", "in_force_by", "denounced_on", "absent_on",
	"note", "source", "as_of", "evidence", "date_evidence",
}

// day reads a date that must be a whole day; zero when the cell is empty.
func (r record) day(column string) (time.Time, error) {
	p, err := r.period(column)
	if err == nil && p.from != p.to {
		return time.Time{}, r.errorf("%s %q: want a day", column, r.get(column))
	}
	return p.from, err
}

func readRatifications(t tables, instruments map[string]Instrument) (map[[2]string]Ratification, error) {
	out := map[[2]string]Ratification{}
	_, err := readTable(t.fsys, "treaty_status.csv", treatyColumns, func(r record) (Ratification, error) {
		row := Ratification{Instrument: r.get("instrument"), Status: r.get("status"), Note: r.get("note"), DateStatus: r.get("date_evidence")}
		var err error
		if row.ISO3, err = t.code(r, "iso3"); err != nil {
			return row, err
		}
		if _, ok := instruments[row.Instrument]; !ok {
			return row, r.errorf("instrument %q is not in instruments.csv", row.Instrument)
		}
		if row.Fact, err = r.fact(t.sources, "evidence"); err != nil {
			return row, err
		}
		for column, into := range map[string]*time.Time{
			"ratified_on": &row.RatifiedOn, "in_force_on": &row.InForceOn, "in_force_by": &row.InForceBy,
			"denounced_on": &row.DenouncedOn, "absent_on": &row.AbsentOn,
		} {
			if *into, err = r.day(column); err != nil {
				return row, err
			}
		}
		if err := row.check(instruments[row.Instrument]); err != nil {
			return row, r.errorf("%s %s: %w", row.ISO3, row.Instrument, err)
		}
		key := [2]string{row.ISO3, row.Instrument}
		if _, twice := out[key]; twice {
			return row, r.errorf("%s %s is listed twice", row.ISO3, row.Instrument)
		}
		out[key] = row
		return row, nil
	})
	return out, err
}

// check refuses a row whose dates contradict its status or each other.
func (r Ratification) check(i Instrument) error {
	if _, ok := statusRank[r.DateStatus]; !ok && r.DateStatus != "" {
		return fmt.Errorf("date_evidence %q: want sourced, derived or recalled", r.DateStatus)
	}
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
