package reference

import (
	"slices"
	"time"
)

// Card is the European Union's warning to a State about unregulated fishing.
type Card string

// The cards; CardUnknown when it is not known.
const (
	CardUnknown Card = ""
	CardNone    Card = "none"
	CardYellow  Card = "yellow" // warned
	CardRed     Card = "red"    // identified as not co-operating
)

// CardAnswer is the card of a State on one day.
type CardAnswer struct {
	Card Card
	// Since and Until bound the unbroken time with that card, as in Answer.
	Since, Until time.Time
	LastKnown    time.Time // the day it was last seen, or the last that the list of cards speaks for
	Stale        bool
	Note         string
	Source       string
	Status       string
}

type cardRow struct {
	card     Card
	from     time.Time
	to       period
	lastSeen period
	note     string
	fact     Fact
}

func iuuCardsTable() *table {
	return &table{
		name: "iuu_cards", title: "Cards of the European Union for unregulated fishing",
		reach:   reaches(TopicIUUCard),
		purpose: "a time in which a State had a yellow or a red card; a red one from the Commission's identification",
		columns: append([]Column{
			{Name: "iso3", Kind: ColumnCode, Required: true},
			{Name: "card", Kind: ColumnEnum, Required: true, Values: []string{string(CardYellow), string(CardRed)}},
			{Name: "from", Kind: ColumnDay, Required: true},
			{Name: "to", Kind: ColumnDate, Meaning: "lifted, or replaced by the other card; blank: open when last seen"},
			{Name: "last_seen_open", Kind: ColumnDate, Meaning: "of an open card: when somebody last saw that it is"},
		}, provenance()...),
		key:   []string{"iso3", "from"},
		spans: &spanRule{subject: []string{"iso3"}, from: "from", to: "to"},
		rules: []string{"an open card says when it was last seen, a lifted one does not"},
		row: func(r record) {
			switch {
			case r.get("to") == "" && r.get("last_seen_open") == "":
				r.problem("last_seen_open", "an open card needs the day it was last seen open")
			case r.get("to") != "" && r.get("last_seen_open") != "":
				r.problem("last_seen_open", "the card ended on %s: leave last_seen_open blank", r.get("to"))
			case r.get("to") == "" && r.period("last_seen_open").to.Before(r.day("from")):
				r.problem("last_seen_open", "last seen open on %s, before it was given on %s", r.get("last_seen_open"), r.get("from"))
			}
		},
	}
}

func (l *loading) readCards() map[string][]cardRow {
	out := map[string][]cardRow{}
	s := l.sheets["iuu_cards"]
	for i := range s.rows {
		r := s.record(l, i)
		out[r.get("iso3")] = append(out[r.get("iso3")], cardRow{
			card: Card(r.get("card")), from: r.day("from"), to: r.period("to"), lastSeen: r.period("last_seen_open"),
			note: r.get("note"), fact: r.fact("status"),
		})
	}
	for _, rows := range out {
		slices.SortFunc(rows, func(a, b cardRow) int { return a.from.Compare(b.from) })
	}
	return out
}

// cardSpans: between cards a State has none as far as the list of cards reaches.
// An open card is known up to the first day on which it may have been seen, then
// carried: reviews go on, and their outcome may not have been found.
func cardSpans(states []State, rows map[string][]cardRow, cover Coverage) (spans []Span) {
	for _, s := range states {
		if !standsForShips(s) {
			continue
		}
		span := Span{Topic: TopicIUUCard, Subject: s.ISO3}
		none := func(from, to time.Time) {
			if cover.Whole {
				out := span
				out.From, out.To, out.Value, out.LastKnown = from, to, string(CardNone), cover.To
				out.Source, out.Status = cover.Fact.Source, Derived
				spans = appendCarried(spans, out, cover.end(), "no card when last known on")
			}
		}
		at, open := cover.start(), false
		for _, card := range rows[ownOr(s, rows)] {
			none(at, card.from)
			out := span
			out.From, out.Value, out.Note, out.Source, out.Status = card.from, string(card.card), card.note, card.fact.Source, card.fact.Status
			if open = card.to.isZero(); open {
				out.LastKnown = later(card.lastSeen.from, card.from)
				spans = appendCarried(spans, out, addMonths(out.LastKnown, staleMonths), "open when last seen on")
				break
			}
			out.To, out.LastKnown = card.to.from, card.to.from
			spans = append(spans, out)
			if card.to.to.After(card.to.from) {
				out.From, out.To, out.Value = card.to.from, card.to.to, "unknown"
				out.Note = join("ended by then or not: the day is not known", card.note)
				spans = append(spans, out)
			}
			at = card.to.to
		}
		if !open {
			none(at, time.Time{})
		}
	}
	return spans
}

// IUUCard is the card of a State that day.
func (c *Catalogue) IUUCard(state string, at time.Time) CardAnswer {
	v := c.Lookup(TopicIUUCard, state, at)
	if v.Value == "unknown" {
		v.Value = ""
	}
	return CardAnswer{
		Card: Card(v.Value), Since: v.Since, Until: v.Until, LastKnown: v.LastKnown,
		Stale: v.Stale, Note: v.Note, Source: v.Source, Status: v.Status,
	}
}
