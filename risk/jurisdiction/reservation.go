package jurisdiction

import "plimsoll/data/reference"

// reserved holds a Party's reservation against a rule that could be reserved. A
// Party of which no filing is known filed none: the list of those that did is
// whole. One whose text was not read is not known.
func (v *verdict) reserved(r *rule, sub subject, f *finding) {
	if r.reservable == "" || f.failed > 0 || v.s.q.Date.IsZero() {
		return
	}
	name, treaty := v.e.name(sub.state), labels[r.instrument]
	switch a := v.e.facts.Reservation(sub.state, r.instrument, r.reservable, v.s.q.Date); a.Effect {
	case reference.EffectNone, reference.EffectNoRow:
		f.because = append(f.because, "No reservation of "+name+" to "+r.reservable+" is known.")
	case reference.EffectPartial:
		f.provisos = append(f.provisos, name+" reserved "+r.reservable+" in part: "+a.Condition+".")
	case reference.EffectWhole:
		f.need(reference.No, "", name+" reserved "+r.reservable+" of "+treaty+" wholly.")
	default:
		f.need(reference.Unknown, "", "Whether "+name+" reserved "+r.reservable+" of "+treaty+" is not known here; read what it filed with its ratification.")
	}
}
