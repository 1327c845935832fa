package reference

import (
	"cmp"
	"slices"
	"time"
)

// checkOrder refuses rows whose dates run backwards. Of a month or a year its
// first day counts on the left and its end on the right.
func (l *loading) checkOrder(s *sheet) {
	for _, dates := range s.table.inOrder {
		for r := range l.clean(s.table.name) {
			before := ""
			for _, column := range dates {
				if r.get(column) == "" {
					continue
				}
				if p := r.period(column); before != "" && p.to.Before(r.period(before).from) {
					r.problem(column, "%s %s is before %s %s", column, r.get(column), before, r.get(before))
				}
				before = column
			}
		}
	}
}

// checkOverlap refuses two rows of one subject that hold at one time.
func (l *loading) checkOverlap(s *sheet) {
	rule := s.table.spans
	if rule == nil {
		return
	}
	bySubject := map[string][]record{}
	for r := range l.clean(s.table.name) {
		start, end := rule.bounds(r)
		switch {
		case start.IsZero() && rule.inclusive:
			continue // of unknown time
		case !end.IsZero() && !end.After(start):
			r.problem(rule.to, "%s %s is not after %s %s", rule.to, r.get(rule.to), rule.from, r.get(rule.from))
			continue
		}
		subject := r.cells(rule.subject)
		bySubject[subject] = append(bySubject[subject], r)
	}
	for _, subject := range sortedKeys(bySubject) {
		rows := bySubject[subject]
		slices.SortStableFunc(rows, func(a, b record) int { return a.period(rule.from).from.Compare(b.period(rule.from).from) })
		for i := 1; i < len(rows); i++ {
			_, end := rule.bounds(rows[i-1])
			if start, _ := rule.bounds(rows[i]); end.IsZero() || end.After(start) {
				rows[i].problem(rule.from, "%s from %s overlaps line %d, which ends %s: end that one first",
					subject, rows[i].get(rule.from), rows[i-1].line, cmp.Or(rows[i-1].get(rule.to), "never"))
			}
		}
	}
}

// bounds are the first day of a row's time and the first after it, zero when
// they are blank; of an end known by its month or year, the end of that.
func (rule *spanRule) bounds(r record) (start, end time.Time) {
	to := r.period(rule.to)
	end = to.to
	if rule.inclusive && !end.IsZero() && to.from.Equal(to.to) {
		end = end.Add(day)
	}
	return r.period(rule.from).from, end
}
