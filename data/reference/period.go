package reference

import (
	"fmt"
	"strings"
	"time"
)

// beginning is where spans without a known start begin: early enough for any
// question, and the first day that a ClickHouse Date32 can hold.
var beginning = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)

const day = 24 * time.Hour

// lastYear is the last that a date may have; the first is that of beginning.
const lastYear = 2199

// staleMonths is how long a fact is carried beyond the last list that shows it.
const staleMonths = 24

// period is the half-open time [from, to) in which something happened. Of a day
// that is known, from and to are both that day's beginning, so that nothing
// lies inside; of a year or month, everything inside is uncertain.
type period struct{ from, to time.Time }

func (p period) isZero() bool { return p.from.IsZero() }

// parsePeriod reads "", "2021", "2024-05", "2024-05-22", or two days with a
// slash between them, both included.
func parsePeriod(text string) (period, error) {
	if text == "" {
		return period{}, nil
	}
	if first, last, ok := strings.Cut(text, "/"); ok {
		a, errA := time.Parse(time.DateOnly, first)
		b, errB := time.Parse(time.DateOnly, last)
		if errA != nil || errB != nil || b.Before(a) {
			return period{}, fmt.Errorf("period %q: want two days in order, 2013-01-31/2020-12-31", text)
		}
		return period{a, b.Add(day)}, nil
	}
	switch len(text) {
	case len("2006-01-02"):
		if t, err := time.Parse(time.DateOnly, text); err == nil {
			return period{t, t}, nil
		}
	case len("2006-01"):
		if t, err := time.Parse("2006-01", text); err == nil {
			return period{t, t.AddDate(0, 1, 0)}, nil
		}
	case len("2006"):
		if t, err := time.Parse("2006", text); err == nil {
			return period{t, t.AddDate(1, 0, 0)}, nil
		}
	}
	return period{}, fmt.Errorf("date %q: want 2006-01-02, 2006-01 or 2006", text)
}

// addMonths adds months and stays within the month that is reached: a month
// after 31 January is the last day of February.
func addMonths(t time.Time, months int) time.Time {
	sum := t.AddDate(0, months, 0)
	if sum.Day() != t.Day() {
		sum = sum.AddDate(0, 0, -sum.Day())
	}
	return sum
}

// inRange tells whether the period lies where a mirror in a database can hold it.
func (p period) inRange() bool {
	return p.isZero() || (!p.from.Before(beginning) && p.to.Year() <= lastYear+1)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func isoDay(t time.Time) string { return t.Format(time.DateOnly) }
