package jurisdiction

import (
	"strings"

	"plimsoll/data/reference"
)

// finding is what one rule comes to for one State.
type finding struct {
	because, missing []string
	asks             []string // what would have to be known
	provisos         []string // conditions that come from the question
	failed, notKnown int
	stale            bool
}

func (f *finding) need(t reference.Tri, because, missing string) {
	switch t {
	case reference.Yes:
		if because != "" {
			f.because = append(f.because, because)
		}
	case reference.No:
		f.failed++
		f.missing = append(f.missing, missing)
	default:
		f.notKnown++
		f.missing = append(f.missing, missing)
		f.asks = append(f.asks, missing)
	}
}

// speaks: every need holds. nears: one fails, or those that do not hold are only not known.
func (f *finding) speaks() bool { return f.failed == 0 && f.notKnown == 0 }
func (f *finding) nears() bool  { return f.failed == 0 || f.failed == 1 && f.notKnown == 0 }

// weigh holds the rule's needs against the question.
func (v *verdict) weigh(r *rule, sub subject, f *finding) {
	q := v.s.q
	f.because = appendSaid(f.because, sub.because)
	f.because = append(f.because, r.about.because()...)
	if r.zones != nil && r.zones[v.s.at.Zone] {
		f.because = append(f.because, v.where(sub))
	}
	v.bonds(r, sub, f)
	t, text := r.scope.covers(q.Vessel.Class)
	switch {
	case t == reference.Yes && text != "":
		f.provisos = append(f.provisos, text)
	case t == reference.Yes && r.scope != nil:
		f.need(t, "The vessel's class is "+string(q.Vessel.Class)+".", "")
	default:
		f.need(t, "", text)
	}
	said := r.unsaid == nil || r.unsaid.facts&q.Facts != 0
	if !said {
		f.provisos = append(f.provisos, r.unsaid.condition)
		f.asks = append(f.asks, r.unsaid.unknown)
	}
	for _, c := range r.needs {
		if !said && c.within(r.unsaid.facts) {
			continue
		}
		t, which := c.holds(q)
		if t == reference.Yes {
			f.because = append(f.because, because(which)...)
			continue
		}
		f.need(t, "", c.missing(q, t))
	}
	v.flagNeed(r, f)
	v.placeNeed(r, f)
	v.reserved(r, sub, f)
	if r.never != "" {
		f.need(reference.No, "", r.never)
	}
}

// within tells whether a clause is of these facts alone.
func (c clause) within(facts Facts) bool {
	for _, a := range c {
		if a.measure != "" || !facts.Has(a.fact) {
			return false
		}
	}
	return true
}

// bonds holds every instrument of a rule against the State, or against the day
// when the rule is every State's. Together they are one need.
func (v *verdict) bonds(r *rule, sub subject, f *finding) {
	all, says := reference.Yes, []string(nil)
	for _, instrument := range append([]string{r.instrument}, r.also...) {
		b := v.e.inForce(instrument, v.s.q.Date)
		if state := first(sub.bind, sub.state); state != "" {
			b = v.e.binds(state, instrument, r.custom && instrument == r.instrument, v.s.q.Date)
		}
		f.stale = f.stale || b.stale
		switch {
		case b.holds == reference.Yes:
			f.because = appendSaid(f.because, b.says)
			if b.custom {
				f.provisos = append(f.provisos, b.says)
			}
			continue
		case b.holds == reference.No || all == reference.Yes:
			all = b.holds
		}
		says = append(says, b.says)
	}
	if all != reference.Yes {
		f.need(all, "", strings.Join(unique(says), " "))
	}
}

func appendSaid(to []string, s string) []string {
	if s == "" {
		return to
	}
	return append(to, s)
}

// flagNeed is whether the flag State must be bound, and what it means for ships
// of other States that it is not.
func (v *verdict) flagNeed(r *rule, f *finding) {
	if r.flagIs == reference.Unknown && r.favour == "" {
		return
	}
	if v.s.q.Facts.Has(factNoNationality) {
		if r.flagIs != reference.Unknown {
			f.need(reference.No, "", "The ship has no flag State, so that none can be bound by "+labels[r.instrument]+" or not; the rule looks at the flag State.")
		}
		return
	}
	if !v.s.settled {
		if r.flagIs != reference.Unknown {
			f.need(reference.Unknown, "", "The flag is not established; the rule depends on whether the flag State is bound by "+labels[r.instrument]+".")
		}
		return
	}
	b := v.e.binds(v.s.flags[0], r.instrument, false, v.s.q.Date)
	switch {
	case r.flagIs == reference.Yes && v.e.inForce(r.instrument, v.s.q.Date).holds == reference.No:
		// It binds nobody yet, which is said once, of the instrument (bonds).
	case r.flagIs != reference.Unknown:
		f.stale = f.stale || b.stale
		t := b.holds
		if r.flagIs == reference.No && t != reference.Unknown {
			t = reference.Yes + reference.No - t
		}
		f.need(t, b.says, b.says)
	case b.holds != reference.Yes:
		f.stale = f.stale || b.stale
		f.because = append(f.because, b.says, "Ships of States that are not bound get no more favourable treatment ("+r.favour+").")
	}
}

// placeNeed is whether the State in whose territory this is must be bound; of
// several claimants one is enough, since the rule is about another State's duty.
func (v *verdict) placeNeed(r *rule, f *finding) {
	if !r.placeBound {
		return
	}
	best, says := reference.No, []string(nil)
	for _, state := range v.s.at.territories {
		b := v.e.binds(state, r.instrument, false, v.s.q.Date)
		f.stale = f.stale || b.stale
		if b.holds == reference.Yes {
			f.need(reference.Yes, b.says, "")
			return
		}
		if b.holds == reference.Unknown {
			best = reference.Unknown
		}
		says = append(says, b.says)
	}
	f.need(best, "", strings.Join(unique(append(says, "The rule is for what was done in the territory of a Party.")), " "))
}
