package reference

import "time"

// pscBook is the lists and rows of port State control, for look-ups by year.
type pscBook struct {
	lists  []PSCList
	places []FlagPlace
	years  map[string][]pscYear // by memorandum, in order
	byFlag map[pscFlagKey]*FlagPlace
	byList map[pscListKey]*PSCList
}

type pscFlagKey struct {
	mou, list, iso3 string // list is empty for white, grey and black: a flag stands on one of them
	year            int
}

type pscListKey struct {
	mou, list string
	year      int
}

// pscYear is what is known of the white, grey and black list of one year.
type pscYear struct {
	year           int
	from, to       time.Time // to is the last day; both zero when they are not known
	whole          bool      // all three are complete
	blackComplete  bool
	list, blackRow *PSCList
}

func colour(list string) bool {
	return list == string(ListWhite) || list == string(ListGrey) || list == string(ListBlack)
}

func newPSCBook(lists []PSCList, places []FlagPlace) *pscBook {
	b := &pscBook{
		lists: lists, places: places, years: map[string][]pscYear{},
		byFlag: map[pscFlagKey]*FlagPlace{}, byList: map[pscListKey]*PSCList{},
	}
	for i := range lists {
		b.byList[pscListKey{lists[i].MOU, lists[i].List, lists[i].Year}] = &lists[i]
	}
	for i := range places {
		p := &places[i]
		b.byFlag[pscFlagKey{p.MOU, p.List, p.ISO3, p.Year}] = p
		if colour(p.List) {
			b.byFlag[pscFlagKey{p.MOU, "", p.ISO3, p.Year}] = p
		}
	}
	for i := range lists {
		list := &lists[i]
		if years := b.years[list.MOU]; !colour(list.List) || (len(years) > 0 && years[len(years)-1].year == list.Year) {
			continue
		}
		y := pscYear{year: list.Year, from: list.ValidFrom, to: list.ValidTo, whole: true, list: list}
		for _, name := range []FlagList{ListWhite, ListGrey, ListBlack} {
			other := b.byList[pscListKey{list.MOU, string(name), list.Year}]
			y.whole = y.whole && other != nil && other.Complete
			if name == ListBlack && other != nil {
				y.blackComplete, y.blackRow = other.Complete, other
			}
		}
		b.years[list.MOU] = append(b.years[list.MOU], y)
	}
	return b
}

// place tells where a flag stood on the lists of one year: its row, or what
// follows from lists that are whole.
func (b *pscBook) place(mou string, y pscYear, iso3 string) (FlagList, *FlagPlace) {
	switch p := b.byFlag[pscFlagKey{mou, "", iso3, y.year}]; {
	case p != nil:
		return FlagList(p.List), p
	case y.whole:
		return ListUnlisted, nil
	case y.blackComplete:
		return ListNotBlack, nil
	}
	return ListUnknown, nil
}
