package reference

import (
	"slices"
	"strings"
	"time"
)

// Catalogue is all reference facts. It never changes after it is made, so any
// number of goroutines may use it. Its look-ups do not allocate.
type Catalogue struct {
	vintage     string
	states      []State
	byCode      map[uint32]int16 // packed ISO2 or ISO3 -> position in states
	mids        []MIDRow
	instruments []Instrument
	registers   []Register
	rows        map[[2]string]Ratification
	time        *timeline
	foc, tier   int    // positions of the two topics
	treaty      []bool // by topic: whether it is an instrument's
	coverage    map[string]Coverage
	psc         *pscBook

	names         map[string]string // folded name -> ISO3
	shipRegisters []ShipRegister
	organisations []organisationRow
	withholds     []WithholdRelease
	reservations  map[[2]string][]Reservation // by ISO3 and instrument
	deficiencies  map[string]Deficiency
	indicators    []Indicator
	services      []Service
	criteria      []Criterion
	sheets        map[string]*sheet
	sources       map[string]string
	info          []TableInfo
}

// Vintage names these facts: the day the tables were compiled, and a digest of
// them and of what this release makes of them.
func (c *Catalogue) Vintage() string { return c.vintage }

// State looks up an ISO 3166-1 code of two or three letters, in either case.
func (c *Catalogue) State(code string) (State, bool) {
	i, ok := c.byCode[packCode(code)]
	if !ok {
		return State{}, false
	}
	return c.states[i], true
}

// States are all codes, sorted by ISO3: States, territories, parts and others.
func (c *Catalogue) States() []State { return slices.Clone(c.states) }

// Instruments are all treaties by id.
func (c *Catalogue) Instruments() []Instrument { return slices.Clone(c.instruments) }

// Registers are the registers that are or were listed as flags of convenience.
func (c *Catalogue) Registers() []Register { return slices.Clone(c.registers) }

// Ratification is the State's own row for an instrument, with the days of its
// acts; false when there is none. Ask Instrument whether it is in force.
func (c *Catalogue) Ratification(state, instrument string) (Ratification, bool) {
	s, _ := c.State(state)
	row, ok := c.rows[[2]string{s.ISO3, instrument}]
	return row, ok
}

// Spans are all dated facts by topic, subject and time. A topic and subject
// that are not there, and a time between spans, are unknown. To ask about a
// register, look for ISO3/REGISTER first and for ISO3 when that is not there.
func (c *Catalogue) Spans() []Span { return slices.Clone(c.time.spans) }

// SpanCount is how many Spans there are.
func (c *Catalogue) SpanCount() int { return len(c.time.spans) }

// FlagOfConvenience tells whether a register is on the list of flags of
// convenience that day. The register may be empty (not known), MainRegister, or
// a name as in Registers (FIS, GIS, FAS, MAR, ZNZ, or a territory's code under
// its sovereign's flag). With a second register listed and the ship's own not
// known, or not one of these names, the answer is Unknown.
func (c *Catalogue) FlagOfConvenience(state, register string, at time.Time) Answer {
	s, ok := c.State(state)
	if !ok {
		return Answer{Note: noteNoCode}
	}
	key := packCode(s.ISO3)
	if register != "" {
		if n := fold(c.time.registers, register); n > 0 {
			if lo, hi, ok := c.time.subject(c.foc, n, key); ok {
				return c.answer(lo, hi, at)
			}
		}
	}
	lo, hi, _ := c.time.subject(c.foc, 0, key)
	return c.answer(lo, hi, at)
}

// Instrument tells whether a treaty is in force for a State that day. Its id is
// taken in either case.
func (c *Catalogue) Instrument(state, instrument string, at time.Time) Answer {
	s, ok := c.State(state)
	if !ok {
		return Answer{Note: noteNoCode}
	}
	topic := fold(c.time.topics, instrument)
	if topic < 0 || !c.treaty[topic] {
		return Answer{Note: noteNoTopic}
	}
	lo, hi, _ := c.time.subject(topic, 0, packCode(s.ISO3))
	return c.answer(lo, hi, at)
}

// TIPTier is the State's placement in the report that holds that day.
func (c *Catalogue) TIPTier(state string, at time.Time) TierAnswer {
	s, ok := c.State(state)
	if !ok {
		return TierAnswer{Note: noteNoCode}
	}
	lo, hi, _ := c.time.subject(c.tier, 0, packCode(s.ISO3))
	a, value := c.lookUp(lo, hi, at)
	t := TierAnswer{
		Tier: Tier(value), Since: a.Since, Until: a.Until, LastKnown: a.LastKnown,
		Stale: a.Stale, Note: a.Note, Source: a.Source, Status: a.Status,
	}
	if value != "" {
		t.ReportYear = a.LastKnown.Year()
	}
	return t
}

// Lookup answers for any topic and subject of Spans: an instrument's or one of
// the Topic constants; a State in either case, or ISO3/REGISTER exactly as
// there. FlagOfConvenience finds the right subject for a register.
func (c *Catalogue) Lookup(topic, subject string, at time.Time) ValueAnswer {
	code, name, _ := strings.Cut(subject, "/")
	s, ok := c.State(code)
	if !ok {
		return ValueAnswer{Note: noteNoCode}
	}
	position, register := fold(c.time.topics, topic), fold(c.time.registers, name)
	if position < 0 {
		return ValueAnswer{Note: noteNoTopic}
	}
	lo, hi, _ := c.time.subject(position, register, packCode(s.ISO3))
	a, value := c.lookUp(lo, hi, at)
	return ValueAnswer{
		Value: value, Since: a.Since, Until: a.Until, LastKnown: a.LastKnown,
		Stale: a.Stale, Note: a.Note, Source: a.Source, Status: a.Status,
	}
}

// Topics are the topics of Spans in their order.
func (c *Catalogue) Topics() []string { return slices.Clone(c.time.topics) }

// tri answers a topic of yes and no.
func (c *Catalogue) tri(topic, state string, at time.Time) Answer {
	s, ok := c.State(state)
	if !ok {
		return Answer{Note: noteNoCode}
	}
	lo, hi, _ := c.time.subject(fold(c.time.topics, topic), 0, packCode(s.ISO3))
	return c.answer(lo, hi, at)
}

func (c *Catalogue) answer(lo, hi int, at time.Time) Answer {
	a, value := c.lookUp(lo, hi, at)
	switch value {
	case "yes":
		a.Value = Yes
	case "no":
		a.Value = No
	}
	return a
}

// lookUp fills an answer from the span that holds at the time, and gives its
// value; empty when none holds.
func (c *Catalogue) lookUp(lo, hi int, at time.Time) (Answer, string) {
	if lo == hi {
		return Answer{Note: noteNothing}, ""
	}
	found, before, why := c.time.at(lo, hi, at)
	if found < 0 {
		a := Answer{Note: why}
		if before >= 0 {
			a.LastKnown = c.time.spans[before].LastKnown
		}
		return a, ""
	}
	s, r := &c.time.spans[found], c.time.runs[found]
	return Answer{
		Since: r.since, Until: r.until, LastKnown: s.LastKnown, Stale: s.Stale,
		Note: s.Note, Source: s.Source, Status: s.Status,
	}, s.Value
}
