package zones

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The attributes of Marine Regions, in lower case: version 10 writes GeoName and Pol_type, 11 and 12 GEONAME and POL_TYPE, the
// web feature service and many copies geoname and pol_type. None is longer than the ten characters of a .dbf. Version 10 has
// no ISO codes of sovereigns. What they mean: https://www.marineregions.org/eezattribute.php
const (
	attrID    = "mrgid"
	attrName  = "geoname"
	attrKind  = "pol_type"
	attrArea  = "area_km2"
	attrX     = "x_1" // longitude of a point of the zone
	attrY     = "y_1"
	attrState = "iso_ter" // 1 to 3
	attrLand  = "territory"
	attrSov   = "iso_sov"
	attrRuler = "sovereign"
)

// checkColumns fails on a file that is not of this kind, naming what is there and what is needed.
func checkColumns(columns []string) error {
	has := func(names ...string) bool {
		return slices.ContainsFunc(columns, func(c string) bool { return slices.Contains(names, strings.ToLower(c)) })
	}
	var missing []string
	if !has(attrName) {
		missing = append(missing, "GEONAME (the zone's name)")
	}
	if !has(attrKind) {
		missing = append(missing, `POL_TYPE ("200NM", "Joint regime" or "Overlapping claim")`)
	}
	if !has(attrState+"1", attrSov+"1", attrLand+"1", attrRuler+"1") {
		missing = append(missing, "ISO_TER1 or ISO_SOV1 (whose it is)")
	}
	if missing == nil {
		return nil
	}
	there := "none"
	if len(columns) > 0 {
		there = strings.Join(columns, ", ")
	}
	return fmt.Errorf("attributes are not those of Marine Regions: it lacks %s, in capitals or not; it has %s. Rename the attributes that mean these, or import the file of zones as downloaded",
		strings.Join(missing, " and "), there)
}

// kinds are the words of versions 8 to 12 for what a polygon is.
var kinds = map[string]Kind{
	"200nm": EEZ, "200 nm": EEZ, "200 nautical miles": EEZ,
	"joint regime": JointRegime, "joint regime (eez)": JointRegime,
	"overlapping claim": OverlappingClaim, "disputed": OverlappingClaim,
}

// readZone makes a zone of attributes, or says all that is wrong with them.
func (c *codes) readZone(f *feature, r *Report) (Zone, bool) {
	before := len(r.Problems)
	z := Zone{Name: strings.TrimSpace(f.name())}
	if z.Name == "" {
		r.problem(f, "it has no name (GEONAME)")
	}
	if strings.ContainsRune(z.Name, '\uFFFD') {
		r.note(f, "letters of its name were lost before this file was written")
	}
	kind, ok := kinds[strings.ToLower(strings.TrimSpace(f.attributes[attrKind]))]
	if !ok {
		r.problem(f, "POL_TYPE is %q; known are 200NM, Joint regime, Overlapping claim and Disputed", f.attributes[attrKind])
	}
	z.Kind = kind
	if id, ok := number(f.attributes[attrID]); ok {
		z.ID = int64(id)
	}
	z.Parties = c.parties(f, kind, r)
	switch {
	case len(z.Parties) > 0 || len(r.Problems) > before:
	case kind == OverlappingClaim: // versions 11 and 12 name nobody in the South China Sea
		r.note(f, "an overlapping claim that names no State; who claims it is not known")
	default:
		r.problem(f, "it names no State: ISO_TER1, ISO_SOV1 and their names are empty")
	}
	if kind == EEZ && len(z.Parties) > 1 {
		r.problem(f, "POL_TYPE is 200NM and it names %d States or territories: say that it is a joint regime or an overlapping claim", len(z.Parties))
	}
	if kind == EEZ && len(z.Parties) == 1 && z.ofAntarctica() {
		r.note(f, "the Antarctic Treaty holds claims in abeyance: the chart answers there as without an import")
	}
	if kind == JointRegime && len(z.Parties) == 1 {
		r.note(f, "a joint regime that names one State only; who shares it is not known")
	}
	if kind == OverlappingClaim && len(z.Parties) == 1 {
		r.note(f, "an overlapping claim that names one State only; who else claims it is not known")
	}
	return z, len(r.Problems) == before
}

// number reads what formats write for numbers; a .dbf has them as text, sometimes with stars for none.
func number(s string) (float64, bool) {
	v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return v, err == nil
}
