package api

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"plimsoll/risk/jurisdiction"
)

// ofRequest takes what the request asserts.
func (d *vesselActsDTO) ofRequest(in *vesselActsInput) error {
	q := &d.Question
	q.Facts, q.People.Victims = listed(in.Facts), listed(in.Victims)
	q.Asking = orNil(in.Asking)
	q.Place = questionPlaceDTO{Zone: orNil(in.Zone), CoastalState: orNil(in.Coastal), PortState: orNil(in.Port)}
	if in.Zone == "" && in.Port != "" {
		q.Place.Zone = orNil(string(jurisdiction.Port))
	}
	date := d.AsOf.Format(time.DateOnly)
	q.Date = &date
	for _, m := range []struct {
		name, text string
		into       **float64
	}{{"days_at_sea", in.DaysAtSea, &q.Vessel.DaysAtSea}, {"distance_from_flag_coast_nm", in.Distance, &q.Vessel.DistanceNM}} {
		if m.text == "" {
			continue
		}
		var n float64
		if err := json.Unmarshal([]byte(m.text), &n); err != nil {
			return invalid("query."+m.name, m.text, "send a number, as in 9 or 1200.5")
		}
		*m.into = &n
	}
	return nil
}

func listed(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, ",")
}

// ofVessel takes flag, class and size from what sources said of the vessel.
func (d *vesselActsDTO) ofVessel(known identityDTO) {
	v := &d.Question.Vessel
	assume := func(what, value, from string) { d.Assumed = append(d.Assumed, assumedDTO{what, value, from}) }
	// Without a nationality is asserted, and then no flag is; what is shown stays a claim.
	stateless := slices.Contains(d.Question.Facts, "no_nationality")
	for _, f := range known.Flags {
		if f.To == nil && !slices.Contains(v.FlagsClaimed, f.Value) {
			v.FlagsClaimed = append(v.FlagsClaimed, f.Value)
			assume("flags_claimed", f.Value, sourceWords(f.Source))
		}
	}
	if f := known.Flag; f != nil && !stateless {
		v.Flag, v.Register = &f.Code, orNil(f.Register)
		assume("flag", f.Code, sourceWords(f.Source))
		if f.Register != "" {
			assume("register", f.Register, sourceWords(f.Source))
		}
	}
	if known.Class != "unknown" && known.Class != "" {
		v.Class = &known.Class
		from := "claims of the vessel's class"
		if n := len(known.Classes); n > 0 {
			from = sourceWords(known.Classes[n-1].Source)
		}
		assume("class", known.Class, from)
	}
	if known.GT != nil {
		v.GT = known.GT
		assume("gt", fmt.Sprint(*known.GT), "claims of the vessel's size")
	}
	if known.LengthM != nil {
		v.LengthM = known.LengthM
		assume("length_m", fmt.Sprint(*known.LengthM), "claims of the vessel's size; they may give another length than L (C188 1(i), 5(1))")
	}
}

// ofPlace takes where the vessel was last observed.
func (d *vesselActsDTO) ofPlace(p *placeDTO) {
	if p == nil {
		d.Assumed = append(d.Assumed, assumedDTO{"place", "not known", "no position is known"})
		return
	}
	d.Question.Place.Lon, d.Question.Place.Lat = &p.Lon, &p.Lat
	d.Assumed = append(d.Assumed, assumedDTO{"place", fmt.Sprintf("%.4f %.4f", p.Lon, p.Lat), "last observed on " + p.At.Format(time.RFC3339) + ", which may not be where it is on the day"})
}

// sourceWords names the source of a claim.
func sourceWords(source string) string {
	if source == sourceMID {
		return "the first digits of the MMSI, the weakest source"
	}
	return "source " + source
}
