package reference

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// flagOf is the code that a list would name: a part flies its sovereign's flag.
func flagOf(s State) string {
	if s.Kind == KindPart {
		return s.Sovereign
	}
	return s.ISO3
}

// colourSpans lets each year's lists hold while they are in use; the last known
// ones are carried. Lists whose time of use is not known give unknown from the
// beginning of the next year for a year, so that the note can tell.
func (b *pscBook) colourSpans(topic, mou string, states []State) (spans []Span) {
	years := b.years[mou]
	last := -1
	for i, y := range years {
		if !y.to.IsZero() {
			last = i
		}
	}
	for _, s := range states {
		if !standsForShips(s) {
			continue
		}
		for i, y := range years {
			value, p := b.place(mou, y, flagOf(s))
			if value == ListUnknown {
				continue
			}
			span := b.span(topic, s.ISO3, y, value, p)
			switch {
			case y.from.IsZero():
				span.From, span.To, span.Value = yearStart(y.year+1), yearStart(y.year+2), "unknown"
				span.Note = join(fmt.Sprintf("%s on the lists of %d; when they were in use is not known", value, y.year), span.Note)
				spans = append(spans, span)
			case i == last:
				span.To = time.Time{}
				spans = appendCarried(spans, span, addMonths(y.to.Add(day), staleMonths), "so on the lists in use to")
			default:
				spans = append(spans, span)
			}
		}
	}
	return spans
}

func (b *pscBook) span(topic, subject string, y pscYear, value FlagList, p *FlagPlace) Span {
	s := Span{Topic: topic, Subject: subject, From: y.from, To: y.to.Add(day), Value: string(value), LastKnown: y.to}
	if p == nil {
		row := y.blackRow
		s.Source, s.Status = row.Fact.Source, Derived
		s.Note = fmt.Sprintf("not on the black list of %d, which is whole", y.year)
		if value == ListUnlisted {
			s.Note = fmt.Sprintf("on none of the lists of %d, which are whole", y.year)
		}
	} else {
		list := b.byList[pscListKey{p.MOU, p.List, p.Year}]
		s.Source, s.Status = p.Fact.Source, weaker(p.Fact.Status, list.Fact.Status)
		s.Note = placeNote(p)
	}
	if s.From.IsZero() {
		s.LastKnown = yearStart(y.year + 1)
	}
	return s
}

func placeNote(p *FlagPlace) string {
	var b strings.Builder
	fmt.Fprintf(&b, "list of %d", p.Year)
	if p.Rank > 0 {
		fmt.Fprintf(&b, ", rank %d", p.Rank)
	}
	if p.Risk != "" {
		fmt.Fprintf(&b, ", %s risk", riskWords[p.Risk])
	}
	if p.Inspections != nil && p.Detentions != nil {
		fmt.Fprintf(&b, ", %d detentions in %d inspections", *p.Detentions, *p.Inspections)
	}
	if p.Confidence == "low" {
		b.WriteString(", confidence low")
	}
	return join(b.String(), p.Note)
}

func yearStart(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }

// qualshipSpans: yes for a flag on the list in use, no when the list is whole
// and does not name it; the last known list is carried.
func (b *pscBook) qualshipSpans(states []State) (spans []Span) {
	var lists []PSCList
	for _, list := range b.lists {
		if list.MOU == MOUUSCG && list.List == ListQualship && !list.ValidFrom.IsZero() {
			lists = append(lists, list)
		}
	}
	slices.SortFunc(lists, func(a, b PSCList) int { return a.ValidFrom.Compare(b.ValidFrom) })
	for _, s := range states {
		if !standsForShips(s) {
			continue
		}
		for i, list := range lists {
			span := Span{
				Topic: TopicQualship, Subject: s.ISO3, From: list.ValidFrom, To: list.ValidTo.Add(day), LastKnown: list.ValidTo,
				Value: No.String(), Source: list.Fact.Source, Status: Derived, Note: "not on the list, which is whole",
			}
			if p := b.byFlag[pscFlagKey{MOUUSCG, ListQualship, flagOf(s), list.Year}]; p != nil {
				span.Value, span.Note, span.Source, span.Status = Yes.String(), p.Note, p.Fact.Source, weaker(p.Fact.Status, list.Fact.Status)
			} else if !list.Complete {
				continue
			}
			if i < len(lists)-1 {
				spans = append(spans, span)
				continue
			}
			span.To = time.Time{}
			spans = appendCarried(spans, span, addMonths(list.ValidTo.Add(day), staleMonths), "so on the list in use to")
		}
	}
	return spans
}
