package jurisdiction

import (
	"slices"
	"strings"

	"plimsoll/data/reference"
)

// verdict is a part of an answer in the making.
type verdict struct {
	e *Evaluator
	s *situation
	part
}

// apply lets a rule speak, nearly speak or be silent.
func (v *verdict) apply(r *rule) {
	q := v.s.q
	z := v.s.at.Zone
	outside := r.zones != nil && !r.zones[z]
	if outside && !r.nearZones[z] || r.about&q.Facts != r.about || r.without&q.Facts != 0 {
		return
	}
	if r.scope != nil && r.scope.silent && r.scope.no[q.Vessel.Class] != "" {
		return
	}
	if !q.Date.IsZero() && (q.Date.Before(r.from) || !r.until.IsZero() && !q.Date.Before(r.until)) {
		return
	}
	for _, sub := range v.e.subjects(r.who, v.s) {
		f := finding{}
		if r.foreign && sub.capacity != CapacityAny {
			t := v.e.foreign(sub.state, v.s)
			if t == reference.No {
				continue
			}
			v.abroad(r, sub, t, &f)
		}
		if outside {
			f.need(reference.No, "", r.nearBecause)
		}
		v.weigh(r, sub, &f)
		v.addressed(r, &f)
		v.accepted(r, sub, &f)
		v.put(r, sub, &f)
	}
}

// abroad weighs whether the ship is foreign to a State. Where that is not known
// a power or duty is only near. A limit on the coastal State is said all the
// same, on condition, because its sovereignty and 73(1) speak whatever the flag,
// and who acts must not miss that the limit may stand; one on control in port
// stays beside its power.
func (v *verdict) abroad(r *rule, sub subject, t reference.Tri, f *finding) {
	state := v.e.name(sub.state)
	missing := "The flag is not established; the rule is for ships foreign to " + state + "."
	if t == reference.Unknown && r.kind == Limit && sub.capacity == CapacityCoastal {
		f.provisos = append(f.provisos, "Only if the ship is foreign to "+state+"; its flag is not established.")
		f.asks = append(f.asks, missing)
		return
	}
	f.need(t, v.alien(state), missing)
}

// alien says why a ship is foreign to a State.
func (v *verdict) alien(state string) string {
	if v.s.q.Facts.Has(factNoNationality) {
		return "The ship is asserted to have no nationality, so that it is not " + state + "'s own."
	}
	return "The ship is foreign to " + state + "."
}

// put adds the rule as a row or as near.
func (v *verdict) put(r *rule, sub subject, f *finding) {
	if !f.speaks() && !f.nears() {
		return
	}
	row := Row{
		Rule: r.id, State: sub.state, Capacity: sub.capacity, Kind: r.kind, Strength: r.strength, Action: r.action,
		Instrument: r.instrument, Article: r.article, Condition: v.says(r, sub, f), Because: slices.Compact(f.because),
	}
	if r.renumbered.article != "" && v.s.q.Date.Before(r.renumbered.before) {
		row.Article = r.renumbered.article
	}
	divided, views := v.divided(r)
	if divided != "" && row.Strength == Must {
		row.Strength = May
	}
	v.asks = append(v.asks, f.asks...)
	v.stale = v.stale || f.stale
	if !f.speaks() {
		v.near = append(v.near, Near{row, f.missing})
		return
	}
	v.rows = append(v.rows, row)
	for _, c := range r.caveats {
		v.caveat(c)
	}
	if divided != "" {
		v.caveat(views)
	}
	if r.scope != nil {
		if c := r.scope.caveats[v.s.q.Vessel.Class]; c != "" {
			v.caveat(c)
		}
	}
}

// says puts the condition together.
func (v *verdict) says(r *rule, sub subject, f *finding) string {
	var parts []string
	if text, _ := v.divided(r); text != "" {
		parts = append(parts, "Disputed: "+text)
	}
	if sub.proviso != "" {
		parts = append(parts, sub.proviso)
	}
	parts = append(parts, f.provisos...)
	if r.condition != "" {
		parts = append(parts, r.condition)
	}
	if note := r.zoneNotes[v.s.at.Zone]; note != "" {
		parts = append(parts, note)
	}
	return strings.Join(parts, " ")
}

func (v *verdict) caveat(id string) {
	v.caveats |= v.e.law.bits[id]
}
