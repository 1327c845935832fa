package reference

import "cmp"

type listKey struct {
	mou, year, list string
}

func checkPSCLists(l *loading) {
	count := map[listKey]int{}
	for r := range l.clean("psc_flags") {
		count[listKey{r.get("mou"), r.get("year"), r.get("list")}]++
	}
	first := map[[2]string]record{}
	for r := range l.clean("psc_lists") {
		n, total := count[listKey{r.get("mou"), r.get("year"), r.get("list")}], r.number("total")
		switch {
		case !l.whole("psc_flags"): // a count would be wrong as well
		case r.get("complete") == "yes" && n != total:
			r.problem("total", "a complete list of %s, but psc_flags.csv has %d rows of it: write complete no until all are there", cmp.Or(r.get("total"), "unknown total"), n)
		case total > 0 && n > total:
			r.problem("total", "a list of %d, but psc_flags.csv has %d rows of it", total, n)
		}
		if (r.get("valid_from") == "") != (r.get("valid_to") == "") {
			r.problem("valid_from", "want both of valid_from and valid_to, or neither")
		}
		if r.get("mou") == MOUUSCG {
			continue
		}
		year := [2]string{r.get("mou"), r.get("year")}
		if f, ok := first[year]; !ok {
			first[year] = r
		} else if f.get("valid_from") != r.get("valid_from") || f.get("valid_to") != r.get("valid_to") {
			r.problem("valid_from", "the lists of %s %s are in use at one time, but line %d says another", year[0], year[1], f.line)
		}
	}
}

func checkPSCFlags(l *loading) {
	lists := map[listKey]bool{}
	for r := range l.clean("psc_lists") {
		lists[listKey{r.get("mou"), r.get("year"), r.get("list")}] = true
	}
	colour := map[[3]string]record{}
	for r := range l.clean("psc_flags") {
		if !lists[listKey{r.get("mou"), r.get("year"), r.get("list")}] && l.whole("psc_lists") {
			r.problem("list", "psc_lists.csv has no %s list of %s %s: add it there first", r.get("list"), r.get("mou"), r.get("year"))
		}
		if r.get("inspections") != "" && r.number("detentions") > r.number("inspections") {
			r.problem("detentions", "%s detentions in %s inspections", r.get("detentions"), r.get("inspections"))
		}
		if r.get("risk") != "" && r.get("list") != string(ListBlack) {
			r.problem("risk", "a risk is given on black lists alone")
		}
		if r.get("mou") == MOUUSCG {
			continue
		}
		flag := [3]string{r.get("mou"), r.get("year"), r.get("iso3")}
		if f, twice := colour[flag]; twice {
			r.problem("list", "%s stands on the %s list and, on line %d, on the %s list of %s %s", flag[2], r.get("list"), f.line, f.get("list"), flag[0], flag[1])
		}
		colour[flag] = r
	}
}
