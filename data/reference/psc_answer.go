package reference

import (
	"slices"
	"time"
)

var riskWords = map[string]string{"medium": "medium", "medium_high": "medium to high", "high": "high", "very_high": "very high"}

// FlagAnswer is where a flag stood on the lists in use on one day.
type FlagAnswer struct {
	List  FlagList
	Year  int        // of the lists it rests on; 0 when unknown
	Place *FlagPlace // its row; nil where there is none. The caller must not change it
	// Since and Until bound the unbroken time on that list, as in Answer.
	Since, Until time.Time
	LastKnown    time.Time // the last day on which those lists are in use
	Stale        bool
	Note         string
	Source       string
	Status       string
}

// ParisList is where a flag stood on the lists of the Paris Memorandum in use
// that day. A list that is not whole says nothing of a flag that it does not name.
func (c *Catalogue) ParisList(state string, at time.Time) FlagAnswer {
	return c.flagList(TopicParisList, MOUParis, state, at)
}

// TokyoList is the same for the Tokyo Memorandum. The days on which its known
// lists were in use are not known, so the answer is unknown with a note that
// says what the list says; PSCListing asks by the list's year.
func (c *Catalogue) TokyoList(state string, at time.Time) FlagAnswer {
	return c.flagList(TopicTokyoList, MOUTokyo, state, at)
}

func (c *Catalogue) flagList(topic, mou, state string, at time.Time) FlagAnswer {
	v := c.Lookup(topic, state, at)
	a := FlagAnswer{
		Since: v.Since, Until: v.Until, LastKnown: v.LastKnown, Stale: v.Stale, Note: v.Note, Source: v.Source, Status: v.Status,
	}
	if v.Value == "" || v.Value == "unknown" {
		return a
	}
	a.List = FlagList(v.Value)
	s, _ := c.State(state)
	for _, y := range c.psc.years[mou] {
		if y.to.Equal(v.LastKnown) {
			a.Year, a.Place = y.year, c.psc.byFlag[pscFlagKey{mou, "", flagOf(s), y.year}]
		}
	}
	return a
}

// PSCListing is where a flag stood on the white, grey and black lists of one
// year, whenever those were in use; ListUnknown when that is not known. The row
// is nil where there is none, and must not be changed.
func (c *Catalogue) PSCListing(mou, state string, year int) (FlagList, *FlagPlace) {
	s, ok := c.State(state)
	if !ok || !standsForShips(s) {
		return ListUnknown, nil
	}
	for _, y := range c.psc.years[mou] {
		if y.year == year {
			return c.psc.place(mou, y, flagOf(s))
		}
	}
	return ListUnknown, nil
}

// Listed tells whether a flag stood on one list of one year: Yes with a row, No
// when the list is whole or the flag stands on another of white, grey and black,
// else Unknown.
func (c *Catalogue) Listed(mou, list, state string, year int) Tri {
	s, ok := c.State(state)
	if !ok || !standsForShips(s) {
		return Unknown
	}
	if c.psc.byFlag[pscFlagKey{mou, list, flagOf(s), year}] != nil {
		return Yes
	}
	whole := c.psc.byList[pscListKey{mou, list, year}]
	elsewhere := colour(list) && c.psc.byFlag[pscFlagKey{mou, "", flagOf(s), year}] != nil
	if elsewhere || (whole != nil && whole.Complete) {
		return No
	}
	return Unknown
}

// Qualship tells whether a flag was on the Coast Guard's list of quality
// shipping (QUALSHIP 21) that day.
func (c *Catalogue) Qualship(state string, at time.Time) Answer {
	return c.tri(TopicQualship, state, at)
}

// PSCLists are all lists by memorandum and year, with how complete they are.
func (c *Catalogue) PSCLists() []PSCList { return slices.Clone(c.psc.lists) }
