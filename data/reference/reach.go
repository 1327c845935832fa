package reference

import (
	"cmp"
	"fmt"
	"strings"
)

// says is a reach that does not depend on the rows.
func says(words string) func(*loading) string {
	return func(*loading) string { return words }
}

// reaches words what table coverage says of a list.
func reaches(topics ...string) func(*loading) string {
	return func(l *loading) string {
		var words []string
		for r := range l.clean("coverage") {
			for _, topic := range topics {
				if r.get("topic") != topic {
					continue
				}
				whole := "whole"
				if r.get("whole") == "no" {
					whole = "known in part"
				}
				if len(topics) > 1 {
					whole = topic + " " + whole
				}
				words = append(words, fmt.Sprintf("%s from %s to %s", whole, cmp.Or(r.get("from"), "the beginning"), r.get("to")))
			}
		}
		return strings.Join(words, "; ")
	}
}

func reachOfLists(l *loading) string {
	n, whole, last := 0, 0, ""
	for r := range l.clean("psc_lists") {
		n++
		if r.get("complete") == "yes" {
			whole++
		}
		last = max(last, r.get("valid_to"))
	}
	return fmt.Sprintf("%d of %d lists are whole, the others known in part; the last is in use to %s", whole, n, last)
}

func reachOfFOC(l *loading) string {
	n, last, total := 0, "", ""
	for r := range l.clean("foc_lists") {
		n++
		if r.get("listed_on") >= last {
			last, total = r.get("listed_on"), r.get("total")
		}
	}
	return fmt.Sprintf("whole on the days of %d lists, the last of %s with %s registers", n, last, total)
}

func reachOfTiers(l *loading) string {
	years := map[string]int{}
	for r := range l.clean("tip_tiers") {
		years[r.get("report_year")]++
	}
	all := sortedKeys(years)
	if len(all) == 0 {
		return "nothing"
	}
	fewest, most := years[all[0]], 0
	for _, n := range years {
		fewest, most = min(fewest, n), max(most, n)
	}
	return fmt.Sprintf("reports of %s to %s, each of %d to %d States; one without a row in a year is unknown", all[0], all[len(all)-1], fewest, most)
}

func reachOfTreaties(l *loading) string {
	n, unknown, last := 0, 0, ""
	for r := range l.clean("treaty_status") {
		n++
		if r.get("status") == "unknown" {
			unknown++
		}
		last = max(last, r.get("as_of"))
	}
	return fmt.Sprintf("%d of %d rows say unknown; the newest list is of %s; a code without a row is unknown", unknown, n, last)
}
