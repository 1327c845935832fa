package chart

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

//go:embed areas.csv
var areasCSV []byte

// area is a part of the sea where something other than the nearest coast counts: what States share by agreement, what they
// contest, or a boundary that they agreed on and that is no median line.
type area struct {
	name   string
	kind   areaKind
	states []string
	ring   []point
	low    point
	high   point
}

type areaKind uint8

const (
	jointArea    areaKind = iota // shared, beyond the territorial sea
	contested                    // claimed by several
	boundaryArea                 // one State's, by treaty or judgment, though another's coast is nearer
)

var areaKinds = map[string]areaKind{"joint": jointArea, "contested": contested, "boundary": boundaryArea}

// readAreas decodes areas.csv and tells the territories of the States whose coasts are nearest there.
func readAreas(raw []byte, st *states) ([]area, error) {
	r := csv.NewReader(bytes.NewReader(raw))
	r.FieldsPerRecord = 7
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("decode areas.csv: %w", err)
	}
	if len(rows) > math.MaxUint8 {
		return nil, fmt.Errorf("areas.csv has %d rows, more than the %d that the chart can tell apart", len(rows), math.MaxUint8)
	}
	var out []area
	for i, row := range rows[1:] {
		a := area{name: row[0], states: strings.Fields(row[2]), low: point{180, 90}, high: point{-180, -90}}
		var known bool
		if a.kind, known = areaKinds[row[1]]; !known {
			return nil, fmt.Errorf("areas.csv row %d (%s): kind %q is none of joint, contested, boundary", i+2, row[0], row[1])
		}
		if err := a.readRing(row[4]); err != nil {
			return nil, fmt.Errorf("areas.csv row %d (%s): %w", i+2, row[0], err)
		}
		for _, s := range append(strings.Fields(row[3]), a.states...) {
			if _, ok := st.byState[s]; !ok {
				return nil, fmt.Errorf("areas.csv row %d (%s): states.csv has no %q", i+2, row[0], s)
			}
		}
		for j := range st.territories {
			if t := &st.territories[j]; slices.Contains(strings.Fields(row[3]), t.state) && math.IsInf(t.reachM, 1) {
				t.areas = append(t.areas, uint8(i))
			}
		}
		out = append(out, a)
	}
	return out, nil
}

// readRing reads longitudes and latitudes in turn. A ring does not cross the antimeridian.
func (a *area) readRing(text string) error {
	fields := strings.Fields(text)
	if len(fields) < 6 || len(fields)%2 != 0 {
		return errors.New("a ring needs three places or more, each a longitude and a latitude")
	}
	for i := 0; i < len(fields); i += 2 {
		lon, errLon := strconv.ParseFloat(fields[i], 64)
		lat, errLat := strconv.ParseFloat(fields[i+1], 64)
		if errLon != nil || errLat != nil || !inRange(lon, lat) {
			return fmt.Errorf("%s, %s is no place", fields[i], fields[i+1])
		}
		a.ring = append(a.ring, point{lon, lat})
		a.low = point{min(a.low.lon, lon), min(a.low.lat, lat)}
		a.high = point{max(a.high.lon, lon), max(a.high.lat, lat)}
	}
	return nil
}

// holds says whether a place is in the area: the crossings of its ring to the north are odd.
func (a *area) holds(p point) bool {
	if p.lon < a.low.lon || p.lon > a.high.lon || p.lat < a.low.lat || p.lat > a.high.lat {
		return false
	}
	odd := false
	from := a.ring[len(a.ring)-1]
	for _, to := range a.ring {
		if (from.lon > p.lon) != (to.lon > p.lon) && from.lat+(p.lon-from.lon)/(to.lon-from.lon)*(to.lat-from.lat) > p.lat {
			odd = !odd
		}
		from = to
	}
	return odd
}

// enter lets an area count for a place at sea in it.
func (p *Placing) enter(a *area, st *states) {
	switch a.kind {
	case boundaryArea:
		t := &st.territories[st.byState[a.states[0]]]
		p.State, p.Sovereign, p.States, p.Contested = t.state, t.sovereign, t.claimants, t.claimants != nil
	case contested:
		p.States, p.Contested, p.ZoneName = a.states, true, a.name
	case jointArea:
		if p.Zone != ZoneTerritorialSea {
			p.States, p.Joint, p.Contested, p.ZoneName = a.states, true, false, a.name
		}
	}
}
