package zones

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// shape tells geometries apart well enough to find repeated ones.
type shape struct {
	box   orb.Bound
	rings int
	area  float64
}

// checkAgainstFile compares with what the file says of the feature and with the features before it.
func (in *reading) checkAgainstFile(f *feature, z Zone, m orb.MultiPolygon) bool {
	rep := &in.report
	before := len(rep.Problems)
	if first, ok := in.byID[z.ID]; ok && z.ID != 0 {
		rep.problem(f, "%s is also that of feature %d: leave one of them out", mrgid(z.ID), first)
	}
	box := m.Bound()
	key := shape{box, len(m), math.Round(z.AreaKm2 * 1000)}
	if first, ok := in.byShape[key]; ok {
		at := slices.Index(in.numbers, first)
		if at >= 0 && in.zones[at].Kind == z.Kind && slices.Equal(in.zones[at].Parties, z.Parties) {
			rep.problem(f, "it repeats feature %d: leave one of them out", first)
		}
	}
	if x, y, ok := swappedPoint(f, box); ok {
		rep.problem(f, "longitude and latitude look swapped: X_1 %v and Y_1 %v lie outside of its polygons, and the other way round within them", x, y)
	}
	if stated, ok := number(f.attributes[attrArea]); ok && stated > 0 && math.Abs(z.AreaKm2/stated-1) > 0.1 {
		rep.note(f, "its polygons have %.0f km2, and AREA_KM2 says %.0f", z.AreaKm2, stated)
	}
	return len(rep.Problems) == before
}

// swappedPoint says whether the point that the file gives as one of the zone lies outside of its polygons, and would lie within
// them with longitude and latitude exchanged.
func swappedPoint(f *feature, box orb.Bound) (x, y float64, swapped bool) {
	x, xOK := number(f.attributes[attrX])
	y, yOK := number(f.attributes[attrY])
	if !xOK || !yOK {
		return 0, 0, false
	}
	box = box.Pad(1)
	for _, turn := range [...]float64{0, 360, -360} { // some files count longitudes from 0 to 360
		if box.Contains(orb.Point{x + turn, y}) {
			return x, y, false
		}
	}
	return x, y, box.Contains(orb.Point{y, x})
}

func (in *reading) keep(f *feature, z Zone, m orb.MultiPolygon) {
	in.byID[z.ID] = f.number
	in.byShape[shape{m.Bound(), len(m), math.Round(z.AreaKm2 * 1000)}] = f.number
	in.zones, in.numbers = append(in.zones, z), append(in.numbers, f.number)
	for _, p := range around180(m) {
		in.shapes.Add(uint32(len(in.zones)-1), p)
	}
}
