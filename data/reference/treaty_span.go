package reference

import (
	"fmt"
	"time"
)

// treatySpans turns rows into spans for every subject, with or without a row.
func treatySpans(states []State, instruments []Instrument, rows map[[2]string]Ratification) []Span {
	// Four spans a subject and instrument is about what the tables give.
	spans := make([]Span, 0, 4*len(states)*len(instruments))
	for _, s := range states {
		for _, i := range instruments {
			b := treatyBuilder{subject: s.ISO3, in: i, spans: spans}
			row, ok := rows[[2]string{subjectOf(s, i), i.ID}]
			if ok && row.ISO3 != s.ISO3 {
				b.prefix = "as " + row.ISO3 + ", its sovereign: "
			}
			b.build(row, ok)
			spans = b.spans
		}
	}
	return spans
}

// subjectOf tells whose row speaks for a code. A part is its sovereign. A
// dependent territory has its own row or none, because treaties are extended to
// territories one by one; only the law of the sea speaks of the State whole.
func subjectOf(s State, i Instrument) string {
	if s.Kind == KindPart || (s.Kind == KindTerritory && i.ID == UNCLOS) {
		return s.Sovereign
	}
	return s.ISO3
}

type treatyBuilder struct {
	subject string
	in      Instrument
	prefix  string
	spans   []Span
}

func (b *treatyBuilder) add(from, to time.Time, value Tri, note string, known time.Time, source, status string) {
	if !to.IsZero() && !to.After(from) {
		return
	}
	b.spans = append(b.spans, Span{
		Topic: b.in.Topic(), Subject: b.subject, From: from, To: to, Value: value.String(),
		LastKnown: known, Note: b.prefix + note, Source: source, Status: status,
	})
}

func (b *treatyBuilder) build(row Ratification, ok bool) {
	start := b.in.InForceOn
	if !ok || (row.Status != "party" && row.Status != "denounced") {
		b.add(beginning, start, No, "the instrument is in force from "+isoDay(start), b.in.Fact.asOf().from, b.in.Fact.Source, b.in.Fact.Status)
		if !ok {
			row.Note = "no row for this code; treaties are extended to territories one by one"
		}
		b.unbound(start, row)
		return
	}
	b.beforeForce(row)
	known := row.Fact.asOf().from
	dates := weaker(row.Fact.Status, row.DateStatus)
	force := later(row.InForceOn, row.InForceBy)
	b.add(row.InForceOn, force, Unknown, row.Note, known, row.Fact.Source, dates)

	if row.Status == "denounced" {
		end := b.in.endsAfter(row.DenouncedOn)
		b.add(force, end, Yes, row.Note, known, row.Fact.Source, dates)
		b.absent(end, row)
		return
	}
	// Dates may be weaker than the status: they decide only up to the list.
	split := force
	if dates != row.Fact.Status {
		split = later(force, known)
	}
	b.add(force, split, Yes, row.Note, known, row.Fact.Source, dates)
	b.add(split, time.Time{}, Yes, row.Note, known, row.Fact.Source, row.Fact.Status)
}

// beforeForce adds the time before the instrument binds a State that it will bind.
func (b *treatyBuilder) beforeForce(row Ratification) {
	start, force, ratified := b.in.InForceOn, row.InForceOn, row.RatifiedOn
	no := func(from, to time.Time, note string) {
		b.add(from, to, No, note, row.Fact.asOf().from, row.Fact.Source, weaker(row.Fact.Status, row.DateStatus))
	}
	notYet := "the instrument is in force from " + isoDay(start)
	bound := fmt.Sprintf("ratified on %s, in force for it from %s", isoDay(ratified), isoDay(force))
	switch {
	case ratified.IsZero() || ratified.After(force): // day not known, or a succession that reaches back
		no(beginning, force, "in force for it from "+isoDay(force))
	case ratified.Before(start):
		no(beginning, ratified, notYet)
		no(ratified, force, bound)
	default:
		no(beginning, start, notYet)
		no(start, ratified, "not ratified before "+isoDay(ratified))
		no(ratified, force, bound)
	}
}

// unbound adds the time from the instrument's entry into force for a State that
// is not, or not known to be, a Party.
func (b *treatyBuilder) unbound(start time.Time, row Ratification) {
	if row.Status == "non_party" || row.Status == "signatory" {
		b.absent(start, row)
		return
	}
	// Unknown. Where the row names a day on which the State was not a Party, it
	// is not bound before a deposit on the next day could take effect; nothing
	// is carried beyond, because something speaks for a ratification.
	firm := start
	if !row.AbsentOn.IsZero() {
		firm = later(start, b.in.delayed(row.AbsentOn))
		b.add(start, firm, No, "not a Party on "+isoDay(row.AbsentOn)+"; "+row.Note, row.AbsentOn, row.Fact.Source, Derived)
	}
	b.add(firm, time.Time{}, Unknown, row.Note, row.AbsentOn, row.Fact.Source, row.Fact.Status)
}

// absent adds what a list shows that does not name the State: not bound until
// that day, nor in the time that a deposit on the next day would need to take
// effect; then carried as stale to the end of the two years after the list.
func (b *treatyBuilder) absent(from time.Time, row Ratification) {
	firm := later(from, b.in.delayed(row.AbsentOn))
	b.add(from, firm, No, row.Note, row.AbsentOn, row.Fact.Source, row.Fact.Status)
	n := len(b.spans)
	b.add(firm, addMonths(row.AbsentOn, staleMonths), No, "not party when last listed on "+isoDay(row.AbsentOn), row.AbsentOn, row.Fact.Source, row.Fact.Status)
	for i := n; i < len(b.spans); i++ {
		b.spans[i].Stale = true
	}
}
