package jurisdiction

import (
	"time"

	"plimsoll/data/reference"
)

// bond is whether a treaty binds a State on the day, in a sentence.
type bond struct {
	holds reference.Tri
	says  string
	stale bool // rests on a list of an earlier day
	// custom is set where the State is not a Party, or not known to be one, and
	// the rule binds it all the same.
	custom bool
}

// labels are the instruments as sentences name them.
var labels = map[string]string{
	reference.MLC2006: "the Maritime Labour Convention", reference.ILOC188: "the Work in Fishing Convention (C188)",
	reference.ILOC029: "the Forced Labour Convention (C029)", reference.ILOC105: "the Abolition of Forced Labour Convention (C105)",
	reference.ILOP029: "the Protocol of 2014 to the Forced Labour Convention (P029)", reference.PalermoTIP: "the Palermo Protocol",
	reference.UNTOC: "the UN Convention against Transnational Organized Crime", reference.CETS197: "Council of Europe Convention 197",
	reference.PSMA: "the Agreement on Port State Measures", reference.CTA2012: "the Cape Town Agreement",
	reference.UNCLOS: "the UN Convention on the Law of the Sea", reference.UNFSA: "the UN Fish Stocks Agreement",
}

// inForce tells whether the instrument is in force for anybody.
func (e *Evaluator) inForce(instrument string, at time.Time) bond {
	i := e.instruments[instrument]
	switch {
	case at.IsZero():
		return bond{holds: reference.Unknown, says: "The day is not given; treaties bind from a day on."}
	case at.Before(i.InForceOn):
		return bond{holds: reference.No, says: capital(labels[instrument]) + " is in force only from " + day(i.InForceOn) + "."}
	}
	return bond{holds: reference.Yes}
}

// binds tells whether the instrument is in force for a State. Where the rule is
// custom too, it binds States that are not Parties, and the sentence says so.
func (e *Evaluator) binds(state, instrument string, custom bool, at time.Time) bond {
	general := e.inForce(instrument, at)
	if at.IsZero() {
		return general
	}
	b := e.partyTo(state, instrument, at)
	switch {
	case b.holds == reference.Yes:
		return b
	case general.holds == reference.No && b.says == "":
		return general
	case general.holds == reference.No:
		return bond{holds: reference.No, says: b.says}
	case custom:
		return bond{holds: reference.Yes, says: b.says + " The rule binds as custom, too.", custom: true, stale: b.stale}
	}
	return b
}

// partyTo reads the tables; says is empty when there is nothing to add to the
// instrument's own entry into force.
func (e *Evaluator) partyTo(state, instrument string, at time.Time) bond {
	if b, ok := e.supposes(state, instrument, at); ok {
		return b
	}
	name, treaty := e.through(state, instrument), labels[instrument]
	a := e.facts.Instrument(state, instrument, at)
	switch a.Value {
	case reference.Yes:
		return bond{holds: reference.Yes, says: name + " is bound by " + treaty + since(a.Since) + "."}
	case reference.Unknown:
		b := bond{says: "Whether " + name + " is bound by " + treaty + " is not known" + aside(a.Note) + "."}
		if !a.LastKnown.IsZero() && at.After(a.LastKnown) {
			b.says, b.stale = name+" was not party to "+treaty+" when last listed on "+day(a.LastKnown)+"; whether it is by now is not known"+doubt(e.facts, state, instrument)+".", true
		}
		return b
	}
	return e.notBound(state, instrument, at, a)
}

// doubt is what speaks for a ratification that no list shows yet.
func doubt(facts *reference.Catalogue, state, instrument string) string {
	if row, ok := facts.Ratification(state, instrument); ok && row.Status == "unknown" {
		return aside(row.Note)
	}
	return ""
}

// notBound says why a State is not bound.
func (e *Evaluator) notBound(state, instrument string, at time.Time, a reference.Answer) bond {
	name, treaty := e.through(state, instrument), labels[instrument]
	b := bond{holds: reference.No, stale: a.Stale}
	row, ok := e.facts.Ratification(state, instrument)
	joined := ok && !row.InForceOn.IsZero() && at.Before(row.InForceOn)
	switch {
	case joined && (done(row.RatifiedOn, at) || row.RatifiedOn.IsZero() && done(a.LastKnown, at)):
		b.says = name + " is party, not yet binding: " + treaty + " is in force for it from " + day(row.InForceOn) + "."
	case at.Before(e.instruments[instrument].InForceOn):
		// The instrument itself is not in force; that says enough.
		b.says = capital(treaty) + " is in force only from " + day(e.instruments[instrument].InForceOn) + "."
	case joined:
		b.says = name + " is not yet party to " + treaty + ": it is in force for it from " + day(row.InForceOn) + "."
	case ok && row.Status == "denounced" && !row.DenouncedOn.IsZero() && at.After(row.DenouncedOn):
		b.says = name + " is not party to " + treaty + " any more: it denounced it on " + day(row.DenouncedOn) + "."
	case a.Stale:
		b.says = name + " was not party to " + treaty + " when last listed on " + day(a.LastKnown) + "; what it joined since is not known here."
	default:
		b.says = name + " is not party to " + treaty + "."
	}
	return b
}

// done tells whether an act is known and was done by a day.
func done(act, at time.Time) bool { return !act.IsZero() && !at.Before(act) }

// through is the State's name, for the law of the sea with the sovereign of a territory.
func (e *Evaluator) through(state, instrument string) string {
	s, ok := e.facts.State(state)
	if ok && s.Sovereign != "" && (instrument == reference.UNCLOS || s.Kind == reference.KindPart) {
		return e.name(state) + ", through " + e.name(s.Sovereign) + ","
	}
	return e.name(state)
}

// name is "South Africa (ZAF)".
func (e *Evaluator) name(state string) string {
	if s, ok := e.facts.State(state); ok {
		return s.Name + " (" + s.ISO3 + ")"
	}
	return state
}

// sovereign is the State that a code belongs to.
func (e *Evaluator) sovereign(state string) string {
	if s, ok := e.facts.State(state); ok && s.Sovereign != "" {
		return s.Sovereign
	}
	return state
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

func since(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return ", in force for it from " + day(t)
}

func aside(note string) string {
	if note == "" {
		return ""
	}
	return " (" + note + ")"
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
