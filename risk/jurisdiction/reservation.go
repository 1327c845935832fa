package jurisdiction

import (
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

// notRead knows no reservations at all.
type notRead struct{}

func (notRead) Reserved(string, string, time.Time) Reservation { return Reservation{} }

// reservationsOf are the reservations that the facts hold.
func reservationsOf(*reference.Catalogue) Reservations { return notRead{} }

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
