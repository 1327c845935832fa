package reference

import (
	"strings"
	"time"
)

// Effect is what a State's reservation does to one paragraph of a treaty.
type Effect string

// The effects; EffectUnknown when nothing is known of the State at all.
const (
	EffectUnknown     Effect = ""
	EffectWhole       Effect = "whole"       // the paragraph is not applied
	EffectPartial     Effect = "partial"     // it is applied under the condition given
	EffectDeclaration Effect = "declaration" // a statement, as to which territory; it reserves nothing
	EffectNone        Effect = "none"        // its texts were read, and have nothing on this paragraph
	EffectUnread      Effect = "unread"      // it filed something, and the text was not found
	EffectNoRow       Effect = "no_row"      // no filing of it is known
)

// Reservation is one row: what a State filed on one paragraph.
type Reservation struct {
	ISO3, Instrument    string
	Paragraph           string // 31(1)(d), 31(1)(e), 44; 31 when it speaks of the article as a whole
	Effect              Effect
	Condition           string
	MadeOn, WithdrawnOn time.Time // zero when not known, or not withdrawn
	Note                string
	Fact                Fact
}

// ReservationAnswer is what a State reserved on one day.
type ReservationAnswer struct {
	Effect    Effect
	Condition string
	LastKnown time.Time // the last day on which a list confirms who filed what
	Stale     bool      // the day asked for is later; no withdrawal was seen
	Note      string
	Source    string
	Status    string
}

func reservationsTable() *table {
	return &table{
		name: "reservations", title: "Reservations and declarations",
		reach:   reaches(coverReservations),
		purpose: "what a State filed on one paragraph of a treaty; paragraph 31 with none or unread speaks of all that it filed on that article",
		columns: append([]Column{
			{Name: "iso3", Kind: ColumnCode, Required: true},
			{Name: "instrument", Kind: ColumnRef, Required: true, Refers: "instruments"},
			{Name: "paragraph", Kind: ColumnText, Required: true},
			{Name: "effect", Kind: ColumnEnum, Required: true, Values: []string{"whole", "partial", "declaration", "none", "unread"}},
			{Name: "condition", Kind: ColumnText, Meaning: "of a partial reservation or declaration, in words of our own"},
			{Name: "made_on", Kind: ColumnDay},
			{Name: "withdrawn_on", Kind: ColumnDay, Meaning: "first day without it"},
		}, provenance()...),
		key:     []string{"iso3", "instrument", "paragraph"},
		holds:   &spanRule{from: "made_on", to: "withdrawn_on"},
		inOrder: [][]string{{"made_on", "withdrawn_on"}},
		rules:   []string{"a partial reservation gives its condition"},
		row: func(r record) {
			if r.get("effect") == string(EffectPartial) && r.get("condition") == "" {
				r.problem("condition", "a partial reservation needs its condition")
			}
		},
	}
}

func (l *loading) readReservations() map[[2]string][]Reservation {
	out := map[[2]string][]Reservation{}
	s := l.sheets["reservations"]
	for i := range s.rows {
		r := s.record(l, i)
		v := Reservation{
			ISO3: r.get("iso3"), Instrument: r.get("instrument"), Paragraph: r.get("paragraph"), Effect: Effect(r.get("effect")),
			Condition: r.get("condition"), MadeOn: r.day("made_on"), WithdrawnOn: r.day("withdrawn_on"), Note: r.get("note"), Fact: r.fact("status"),
		}
		key := [2]string{v.ISO3, v.Instrument}
		out[key] = append(out[key], v)
	}
	return out
}

// Reservations are a State's rows for an instrument. The caller must not change
// them.
func (c *Catalogue) Reservations(state, instrument string) []Reservation {
	s, _ := c.State(state)
	return c.reservations[[2]string{flagOf(s), instrument}]
}

// Reservation tells what a State reserved of a paragraph, such as 31(1)(e), of a
// treaty that day. It does not ask whether the treaty binds the State.
func (c *Catalogue) Reservation(state, instrument, paragraph string, at time.Time) ReservationAnswer {
	s, ok := c.State(state)
	switch {
	case !ok:
		return ReservationAnswer{Note: noteNoCode}
	case s.Kind == KindTerritory:
		return ReservationAnswer{Note: "treaties are extended to territories one by one"}
	}
	cover := c.coverage[coverReservations]
	a := ReservationAnswer{LastKnown: cover.To, Stale: at.After(cover.To)}
	if row := c.reservationRow(s, instrument, paragraph); row != nil {
		a.Effect, a.Condition, a.Note, a.Source, a.Status = row.Effect, row.Condition, row.Note, row.Fact.Source, row.Fact.Status
		switch {
		case row.Paragraph != paragraph && row.Effect != EffectUnread: // it speaks of something else of the article
			a.Effect, a.Condition, a.Status = EffectNone, "", Derived
			a.Note = "its texts were read, and have nothing on this paragraph"
		case !row.MadeOn.IsZero() && at.Before(row.MadeOn):
			a.Effect, a.Condition, a.Note, a.Stale = EffectNone, "", "made on "+isoDay(row.MadeOn), false
		case !row.WithdrawnOn.IsZero() && !at.Before(row.WithdrawnOn):
			a.Effect, a.Condition, a.Note = EffectNone, "", "withdrawn on "+isoDay(row.WithdrawnOn)
		}
		return a
	}
	if instrument != CETS197 { // the one treaty whose filings were looked for
		return ReservationAnswer{Note: "reservations to this treaty were not looked for"}
	}
	a.Effect, a.Note, a.Source, a.Status = EffectNoRow, cover.Note, cover.Fact.Source, Derived
	return a
}

// reservationRow is the row that speaks for a paragraph: its own, else that of
// the whole article, else one of another paragraph of that article.
func (c *Catalogue) reservationRow(s State, instrument, paragraph string) *Reservation {
	rows := c.reservations[[2]string{flagOf(s), instrument}]
	article, _, _ := strings.Cut(paragraph, "(")
	var other *Reservation
	for _, name := range []string{paragraph, article} {
		for i := range rows {
			if rows[i].Paragraph == name {
				return &rows[i]
			}
			if strings.HasPrefix(rows[i].Paragraph, article+"(") {
				other = &rows[i]
			}
		}
	}
	return other
}
