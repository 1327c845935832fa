package profile

import (
	"slices"
	"strings"
	"testing"
	"time"

	"plimsoll/data/reference"
)

// The methods hold for their days: Paris to the revision of 6 July 2027, whose
// points are not known; Tokyo from 2014, container ships from 2018.
func TestDays(t *testing.T) {
	c := calculator(t)
	for _, d := range []struct {
		regime Regime
		day    string
		known  bool
	}{
		{Paris, "2010-12-31", false},
		{Paris, "2011-01-01", true},
		{Paris, "2027-07-05", true},
		{Paris, "2027-07-06", false},
		{Tokyo, "2013-12-31", false},
		{Tokyo, "2014-01-01", true},
		{"rome", "2026-01-01", false},
	} {
		if _, err := c.Of(d.regime, good, on(d.day)); (err == nil) != d.known {
			t.Errorf("%s on %s: %v", d.regime, d.day, err)
		}
	}
	container := with(func(s *Ship) { s.Type = ContainerShip })
	before, errBefore := c.Of(Tokyo, container, on("2018-01-31"))
	after, errAfter := c.Of(Tokyo, container, on("2018-02-01"))
	if errBefore != nil || errAfter != nil || before.Points.Max != 0 || after.Points.Max != 2 {
		t.Errorf("container ship: %v %v, %v %v; want 0, then 2 points", before.Points, errBefore, after.Points, errAfter)
	}
}

// changedFacts has other criteria than the tables.
type changedFacts struct {
	*reference.Catalogue
	change func([]reference.Criterion) []reference.Criterion
}

func (f changedFacts) Calculator(mou string, at time.Time) reference.CalculatorAnswer {
	a := f.Catalogue.Calculator(mou, at)
	a.Criteria = f.change(slices.Clone(a.Criteria))
	return a
}

// A table that lost its meaning is refused, with the row: a number that is none,
// a parameter that is gone (without the low criteria every ship would be of low
// risk), and one that is new.
func TestChangedTables(t *testing.T) {
	for name, c := range map[string]struct {
		change func([]reference.Criterion) []reference.Criterion
		says   string
	}{
		"no number": {func(all []reference.Criterion) []reference.Criterion {
			for i := range all {
				if all[i].Parameter == "age" {
					all[i].Value = "old"
				}
			}
			return all
		}, "HRS age"},
		"no low criterion on the flag": {func(all []reference.Criterion) []reference.Criterion {
			return slices.DeleteFunc(all, func(c reference.Criterion) bool { return c.Profile == "LRS" && c.Parameter == "flag_bgw" })
		}, "LRS flag_bgw"},
		"no threshold": {func(all []reference.Criterion) []reference.Criterion {
			return slices.DeleteFunc(all, func(c reference.Criterion) bool { return c.Parameter == "threshold" })
		}, "threshold"},
		"a new parameter": {func(all []reference.Criterion) []reference.Criterion {
			return append(all, reference.Criterion{MOU: "PARIS", Profile: "HRS", Parameter: "environment", Points: "1"})
		}, "environment"},
	} {
		p, err := New(changedFacts{catalogue(t), c.change}).Of(Paris, good, on("2026-11-01"))
		if err == nil || !strings.Contains(err.Error(), c.says) || p.Best != "" {
			t.Errorf("%s: %v, best %q; want an error with %q and no profile", name, err, p.Best, c.says)
		}
	}
}
