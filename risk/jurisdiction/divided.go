package jurisdiction

import "plimsoll/data/reference"

// divided is on what opinion is divided where the rule speaks, and the caveat
// with both views; empty where it is not. Besides what a rule says of itself:
// the articles on ships of a State that has not ratified have no word for one
// that has ratified and is not bound yet.
func (v *verdict) divided(r *rule) (text, caveat string) {
	switch {
	case r.disputed.holds(v.s.q.Facts):
		return r.disputed.text, r.disputed.caveat
	case r.flagIs == reference.No && v.s.settled && v.e.between(v.s.flags[0], r.instrument, v.s.q):
		return "whether a flag State that has ratified and is not bound yet is one that has not ratified.", caveatRatified
	}
	return "", ""
}

// between tells whether a day is after a State's ratification and before the
// instrument, already in force for others, is in force for it.
func (e *Evaluator) between(state, instrument string, q *Question) bool {
	row, ok := e.facts.Ratification(state, instrument)
	return ok && done(row.RatifiedOn, q.Date) && q.Date.Before(row.InForceOn) && e.inForce(instrument, q.Date).holds == reference.Yes
}

// addressed is whether there is a flag State for what is to be told to one.
func (v *verdict) addressed(r *rule, f *finding) {
	tells := r.kind != Limit && (r.action == "notify_flag" || r.action == "report_to_flag")
	if tells && v.s.q.Facts.Has(factNoNationality) {
		f.need(reference.No, "", "The ship is asserted to have no nationality, so that there is no flag State to tell.")
	}
}
