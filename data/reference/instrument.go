package reference

import (
	"cmp"
	"slices"
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

// endsAfter is the day on which a denunciation takes effect. The Council of
// Europe waits for the first of a month beyond its three (art. 46(2)).
func (i Instrument) endsAfter(act time.Time) time.Time {
	end := addMonths(act, i.DenunciationMonths)
	if i.ID == CETS197 {
		end = time.Date(end.Year(), end.Month()+1, 1, 0, 0, 0, 0, time.UTC)
	}
	return end
}

func instrumentsTable() *table {
	return &table{
		name: "instruments", title: "Instruments",
		reach:   says("the treaties that the rules use"),
		purpose: "a treaty: since when it is in force, how long a deposit and a denunciation take to have effect",
		columns: append([]Column{
			{Name: "instrument", Kind: ColumnText, Required: true, Meaning: "the id used everywhere"},
			{Name: "name", Kind: ColumnText, Required: true},
			{Name: "in_force_on", Kind: ColumnDay, Required: true, Meaning: "first day in force for anybody"},
			{Name: "delay_months", Kind: ColumnInteger, Meaning: "between a later Party's deposit and the entry into force for it"},
			{Name: "delay_days", Kind: ColumnInteger},
			{Name: "denunciation_months", Kind: ColumnInteger, Meaning: "until a denunciation takes effect; 0 when it is not known here"},
		}, provenance()...),
		key:   []string{"instrument"},
		holds: &spanRule{from: "in_force_on"},
		rules: []string{"an id, in small letters, is no other topic's name"},
		whole: checkInstrumentIDs,
	}
}

func checkInstrumentIDs(l *loading) {
	seen := map[string]int{}
	for r := range l.clean("instruments") {
		topic := strings.ToLower(r.get("instrument"))
		switch line, twice := seen[topic]; {
		case reservedTopic(topic):
			r.problem("instrument", "instrument %q is the name of another topic", r.get("instrument"))
		case twice:
			r.problem("instrument", "instrument %q differs from that on line %d in capital letters alone", r.get("instrument"), line)
		}
		seen[topic] = r.line
	}
}

func (l *loading) readInstruments() []Instrument {
	s := l.sheets["instruments"]
	out := make([]Instrument, 0, len(s.rows))
	for i := range s.rows {
		out = append(out, instrumentOf(s.record(l, i)))
	}
	slices.SortFunc(out, func(a, b Instrument) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func instrumentOf(r record) Instrument {
	return Instrument{
		ID: r.get("instrument"), Name: r.get("name"), InForceOn: r.day("in_force_on"),
		DelayMonths: r.number("delay_months"), DelayDays: r.number("delay_days"),
		DenunciationMonths: r.number("denunciation_months"), Note: r.get("note"), Fact: r.fact("status"),
	}
}
