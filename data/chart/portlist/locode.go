package portlist

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"plimsoll/data/chart"
)

// The columns of a UN/LOCODE release: change, country, location, name, name without diacritics, subdivision, function, status,
// date, IATA, coordinates, remarks. Copies have status before function; the two are told apart by what they look like.
var (
	functionOf = regexp.MustCompile(`^[0-9B -]{8}$`)
	statusOf   = regexp.MustCompile(`^[A-Z]{2}$`)
	coordinate = regexp.MustCompile(`^(\d{2})(\d{2})([NS]) ?(\d{3})(\d{2})([EW])$`)
)

// isLocode recognises the first line of a release, which has no header: a heading like ,"AD",,".ANDORRA" or an entry.
func isLocode(fields []string) bool {
	if len(fields) != 12 || len(strings.TrimSpace(fields[1])) != 2 {
		return false
	}
	return strings.HasPrefix(fields[3], ".") || functionOf.MatchString(fields[6]) || functionOf.MatchString(fields[7])
}

// locode reads one line of a release.
func (in *reading) locode(l lineOf) {
	f := l.fields
	function, status := f[6], strings.TrimSpace(f[7])
	if !functionOf.MatchString(function) && functionOf.MatchString(f[7]) {
		function, status = f[7], strings.TrimSpace(f[6])
	}
	name := strings.TrimSpace(f[3])
	switch change := strings.TrimSpace(f[0]); {
	case strings.HasPrefix(name, ".") || strings.TrimSpace(f[2]) == "" || change == "=":
		in.report.References++
		return
	case change == "X" || status == "XX" || status == "RR":
		in.report.Withdrawn++
		return
	case !functionOf.MatchString(function) || (status != "" && !statusOf.MatchString(status)):
		in.problem(l, name, "function %q and status %q are not those of UN/LOCODE", f[6], f[7])
		return
	case function[0] != '1':
		in.report.NoPort++
		return
	}
	code, good := wellFormed(f[1] + f[2])
	if !good {
		in.problem(l, name, "%q is no UN/LOCODE", f[1]+" "+f[2])
		return
	}
	of, known := in.country(code)
	switch {
	case strings.HasPrefix(code, "XZ"):
		in.report.NoPort++ // an installation in international waters
		return
	case !known:
		in.problem(l, name, "%q is the code of no country", f[1])
		return
	}
	where := strings.ToUpper(strings.TrimSpace(f[10]))
	if where == "" {
		in.report.WithoutPosition++
		return
	}
	lon, lat, err := minutes(where)
	if err != nil {
		in.problem(l, name, "%v", err)
		return
	}
	in.keep(l, Row{Port: chart.Port{Locode: code, Name: name, State: of.ISO3, Lon: lon, Lat: lat}})
}

// minutes reads coordinates such as 5155N 00430E. They are whole minutes: a port lies within about a mile of them.
func minutes(s string) (lon, lat float64, err error) {
	m := coordinate.FindStringSubmatch(s)
	if m == nil {
		return 0, 0, fmt.Errorf("coordinates %q are not of the form 5155N 00430E", s)
	}
	part := func(deg, min, half string) float64 {
		d, _ := strconv.Atoi(deg)
		n, _ := strconv.Atoi(min)
		v := float64(d) + float64(n)/60
		if half == "S" || half == "W" {
			return -v
		}
		return v
	}
	lat, lon = part(m[1], m[2], m[3]), part(m[4], m[5], m[6])
	if lat < -90 || lat > 90 || lon < -180 || lon > 180 || m[2] > "59" || m[5] > "59" {
		return 0, 0, fmt.Errorf("coordinates %q are out of range", s)
	}
	return lon, lat, nil
}
