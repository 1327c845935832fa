package jurisdiction

import (
	"slices"
	"strings"
	"time"

	"plimsoll/data/reference"
)

// Reservations tells what a Party reserved of an article of Council of Europe
// Convention 197.
type Reservations interface {
	// Reserved is asked for a Party, a paragraph such as 31(1)(e) and a day.
	Reserved(state, paragraph string, at time.Time) Reservation
}

// Reservation is what a Party did to one paragraph.
type Reservation struct {
	Effect Effect
	Text   string // the condition of a partial reservation, in own words
}

// Effect is how far a reservation goes.
type Effect uint8

// The effects; the zero value is that it is not known.
const (
	EffectUnknown Effect = iota
	EffectNone           // the Party filed nothing on the paragraph
	EffectPartly
	EffectWholly
)

// reservationRow is one row of the table of reservations.
type reservationRow struct {
	effect, condition string
	made, withdrawn   time.Time
}

// reservationTable answers from data/reference's table of reservations.
type reservationTable struct {
	rows map[[2]string]reservationRow // by State and paragraph; paragraph 31 is the whole article
	read bool                         // there is such a table
}

// reservationsOf reads the table once; without one nothing is known.
func reservationsOf(facts *reference.Catalogue) Reservations {
	columns, rows, ok := facts.Rows("reservations")
	t := reservationTable{map[[2]string]reservationRow{}, ok}
	for _, row := range rows {
		cell := func(name string) string {
			if i := slices.Index(columns, name); i >= 0 {
				return row[i]
			}
			return ""
		}
		if cell("instrument") != reference.CETS197 {
			continue
		}
		r := reservationRow{effect: cell("effect"), condition: cell("condition")}
		r.made, _ = time.Parse(time.DateOnly, cell("made_on")) // less than a day leaves it open, which is the safer reading
		r.withdrawn, _ = time.Parse(time.DateOnly, cell("withdrawn_on"))
		t.rows[[2]string{cell("iso3"), cell("paragraph")}] = r
	}
	return t
}

// Reserved reads the paragraph's row or, before it, that of the whole article: a
// Party whose filing was not read is not known. Where neither is there the Party
// filed nothing on the article: the list of those that did is whole.
func (t reservationTable) Reserved(state, paragraph string, at time.Time) Reservation {
	if !t.read {
		return Reservation{}
	}
	article, _, _ := strings.Cut(paragraph, "(")
	r, ok := t.rows[[2]string{state, paragraph}]
	if !ok {
		r, ok = t.rows[[2]string{state, article}]
	}
	if !ok || !r.withdrawn.IsZero() && !at.Before(r.withdrawn) {
		return Reservation{Effect: EffectNone}
	}
	switch r.effect {
	case "none":
		return Reservation{Effect: EffectNone}
	case "partial":
		return Reservation{EffectPartly, r.condition}
	case "whole":
		return Reservation{Effect: EffectWholly}
	}
	return Reservation{}
}

// reserved holds a Party's reservation against a rule that could be reserved.
func (v *verdict) reserved(r *rule, sub subject, f *finding) {
	if r.reservable == "" || f.failed > 0 || v.s.q.Date.IsZero() {
		return
	}
	name, treaty := v.e.name(sub.state), labels[r.instrument]
	switch is := v.e.reservations.Reserved(sub.state, r.reservable, v.s.q.Date); is.Effect {
	case EffectNone:
		f.because = append(f.because, "No reservation of "+name+" to "+r.reservable+" is known.")
	case EffectPartly:
		f.provisos = append(f.provisos, name+" reserved "+r.reservable+" in part: "+is.Text+".")
	case EffectWholly:
		f.need(reference.No, "", name+" reserved "+r.reservable+" of "+treaty+" wholly.")
	default:
		f.need(reference.Unknown, "", "Whether "+name+" reserved "+r.reservable+" of "+treaty+" is not known here; read what it filed with its ratification.")
	}
}
