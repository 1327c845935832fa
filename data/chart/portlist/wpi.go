package portlist

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"plimsoll/data/chart"
)

// worldPortIndex reads UpdatedPub150.csv, whose country column has names though it is called a code.
func (in *reading) worldPortIndex(column map[string]int) func(lineOf) {
	at, ok := columns(column, "main port name", "un/locode", "country code", "longitude", "latitude")
	if !ok {
		return nil
	}
	return func(l lineOf) {
		name, country := strings.TrimSpace(l.fields[at[0]]), strings.TrimSpace(l.fields[at[2]])
		state, known := in.catalogue.StateNamed(country)
		if !known && country != "" {
			in.problem(l, name, "country %q is not known; leave the line out, or add the name to the reference's table state_names", country)
			return
		}
		code, iso3, ok := in.settle(l, name, l.fields[at[1]], state, known)
		if !ok {
			in.problem(l, name, "it has neither a country nor a UN/LOCODE that says it")
			return
		}
		in.port(l, chart.Port{Locode: code, Name: name, State: iso3}, l.fields[at[3]], l.fields[at[4]], "")
	}
}

// isOldIndex recognises the tables made of the World Port Index before 2020.
func isOldIndex(head []string) bool {
	return slices.ContainsFunc(head, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), "INDEX_NO") })
}

// ownList reads an operator's own list.
func (in *reading) ownList(column map[string]int) func(lineOf) {
	for long, short := range map[string]string{"lon_deg": "lon", "longitude": "lon", "lat_deg": "lat", "latitude": "lat"} {
		if i, ok := column[long]; ok {
			column[short] = i
		}
	}
	at, ok := columns(column, "locode", "name", "state", "lon", "lat")
	if !ok {
		return nil
	}
	radius, hasRadius := column["radius_m"]
	return func(l lineOf) {
		name := strings.TrimSpace(l.fields[at[1]])
		code, good := wellFormed(l.fields[at[0]])
		if !good {
			in.problem(l, name, "locode %q is no UN/LOCODE: two letters of the country and three letters or digits from 2", l.fields[at[0]])
			return
		}
		state, known := in.catalogue.StateNamed(l.fields[at[2]])
		if !known {
			in.problem(l, name, "state %q is neither a code nor a name of a State or territory", l.fields[at[2]])
			return
		}
		if of, ok := in.country(code); ok && !related(of, state) {
			in.problem(l, name, "locode %s is of %s, and state says %s", code, of.ISO3, state.ISO3)
			return
		}
		metres := ""
		if hasRadius {
			metres = l.fields[radius]
		}
		in.port(l, chart.Port{Locode: code, Name: name, State: state.ISO3}, l.fields[at[3]], l.fields[at[4]], metres)
	}
}

func columns(column map[string]int, names ...string) ([]int, bool) {
	var at []int
	for _, n := range names {
		i, ok := column[n]
		if !ok {
			return nil, false
		}
		at = append(at, i)
	}
	return at, true
}

// largestRadius is that of the chart.
const largestRadius = 50_000

// port finishes a port with its position and radius in text, and keeps it.
func (in *reading) port(l lineOf, p chart.Port, lon, lat, radius string) {
	if p.Name == "" {
		in.problem(l, p.Locode, "it has no name")
		return
	}
	if strings.TrimSpace(lon) == "" && strings.TrimSpace(lat) == "" {
		in.report.WithoutPosition++
		return
	}
	var err error
	if p.Lon, p.Lat, err = position(lon, lat); err != nil {
		in.problem(l, p.Name, "%v", err)
		return
	}
	if strings.TrimSpace(radius) != "" {
		p.RadiusM, err = strconv.ParseFloat(strings.TrimSpace(radius), 64)
		if err != nil || !(p.RadiusM > 0 && p.RadiusM <= largestRadius) {
			in.problem(l, p.Name, "radius_m is %q; it is more than 0 and at most %d metres, or empty", radius, largestRadius)
			return
		}
	}
	in.keep(l, Row{Port: p})
}

func position(lonText, latText string) (lon, lat float64, err error) {
	lon, errLon := strconv.ParseFloat(strings.TrimSpace(lonText), 64)
	lat, errLat := strconv.ParseFloat(strings.TrimSpace(latText), 64)
	switch {
	case errors.Join(errLon, errLat) != nil:
		return 0, 0, fmt.Errorf("longitude %q and latitude %q are needed in degrees", lonText, latText)
	case lon == 0 && lat == 0:
		return 0, 0, errors.New("longitude and latitude 0 stand for a position that is not known; leave both empty")
	case math.Abs(lon) <= 180 && math.Abs(lat) <= 90:
		return lon, lat, nil
	case math.Abs(lon) <= 90 && math.Abs(lat) <= 180:
		return 0, 0, fmt.Errorf("longitude %v and latitude %v look swapped", lon, lat)
	}
	return 0, 0, fmt.Errorf("longitude %v and latitude %v are out of range", lon, lat)
}
