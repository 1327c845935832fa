package zones

import (
	"math"

	"github.com/paulmach/orb"

	"plimsoll/data/chart"
)

// Placer tells whose coast is nearest to a point.
type Placer interface {
	At(lon, lat float64) chart.Placing
}

// WithChart lets every exclusive economic zone be checked against coasts: some of its outline should lie nearest to a coast of
// its State. Where none does, and with longitude and latitude exchanged some does, the feature is a problem; else a note.
func WithChart(c Placer) Option {
	return func(r *reading) { r.chart = c }
}

// mostAsked is how many points of an outline are looked at.
const mostAsked = 100

// plausible says whether a zone may stay where it is.
func (in *reading) plausible(f *feature, z Zone, m orb.MultiPolygon) bool {
	if in.chart == nil || z.Kind != EEZ || z.ofAntarctica() {
		return true
	}
	points := outline(m)
	if in.anyNear(points, z.Parties[0]) {
		return true
	}
	for i, p := range points {
		points[i] = orb.Point{p[1], p[0]}
	}
	if in.anyNear(points, z.Parties[0]) {
		in.report.problem(f, "longitude and latitude look swapped: no coast of %s is near its outline, and the other way round there is", z.Parties[0].State)
		return false
	}
	in.report.note(f, "none of its outline lies nearest to a coast of %s on the chart", z.Parties[0].State)
	return true
}

// outline is points spread over the rings; holes are islands and lie at the coast.
func outline(m orb.MultiPolygon) []orb.Point {
	total := 0
	for _, p := range m {
		for _, r := range p {
			total += len(r)
		}
	}
	step := max(total/mostAsked, 1)
	var out []orb.Point
	at := 0
	for _, p := range m {
		for _, r := range p {
			for _, q := range r {
				if at%step == 0 {
					out = append(out, q)
				}
				at++
			}
		}
	}
	return out
}

func (in *reading) anyNear(points []orb.Point, of Party) bool {
	for _, p := range points {
		lon := math.Remainder(p[0], 360)
		if math.Abs(p[1]) > 90 {
			continue
		}
		at := in.chart.At(lon, p[1])
		if at.State == of.State || (of.Sovereign != "" && at.Sovereign == of.Sovereign) {
			return true
		}
	}
	return false
}
