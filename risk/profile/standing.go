package profile

import (
	"fmt"
	"time"

	"plimsoll/data/reference"
)

// FlagLists tells where a flag stands on the lists in use on a day;
// data/reference does.
type FlagLists interface {
	ParisList(state string, at time.Time) reference.FlagAnswer
	TokyoList(state string, at time.Time) reference.FlagAnswer
}

// Standing is where a flag stands, for Ship.Flag and Ship.FlagRisk.
type Standing struct {
	Colour Colour
	Risk   FlagRisk // of a black flag under Paris; RiskUnknown where the list does not print it
	Year   int      // the last of the list's three years
	// Computed is what the counts of a Paris list come to; nil where they are not known.
	Computed     *FlagPlacing
	Stale        bool
	Note         string
	Source       string
	SourceStatus string
}

// FlagStanding looks a flag up. Unknown is an answer: the lists of many years
// are known in part, and one that is not whole says nothing of whom it does not
// name.
func FlagStanding(lists FlagLists, regime Regime, flag string, on time.Time) (Standing, error) {
	var a reference.FlagAnswer
	switch regime {
	case Paris:
		a = lists.ParisList(flag, on)
	case Tokyo:
		a = lists.TokyoList(flag, on)
	default:
		return Standing{}, fmt.Errorf("regime %q: flag lists are known of %s and %s", regime, Paris, Tokyo)
	}
	s := Standing{Colour: colourOf(a.List), Year: a.Year, Stale: a.Stale, Note: a.Note, Source: a.Source, SourceStatus: a.Status}
	if p := a.Place; p != nil {
		if regime == Paris && s.Colour == Black {
			s.Risk = FlagRisk(p.Risk)
		}
		if regime == Paris && p.Inspections != nil && p.Detentions != nil {
			placing, err := PlaceFlag(*p.Inspections, *p.Detentions)
			if err != nil {
				return Standing{}, fmt.Errorf("flag list of %s %d, %s: %w", regime, a.Year, flag, err)
			}
			s.Computed = &placing
		}
	}
	return s, nil
}

func colourOf(l reference.FlagList) Colour {
	return map[reference.FlagList]Colour{
		reference.ListWhite: White, reference.ListGrey: Grey, reference.ListBlack: Black,
		reference.ListNotBlack: NotBlack, reference.ListUnlisted: Unlisted,
	}[l]
}
