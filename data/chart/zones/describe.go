package zones

import (
	"cmp"
	"slices"

	"plimsoll/data/chart/zones/internal/pointloc"
)

// describe fills in what the report says of the zones that were taken.
func (in *reading) describe(s *Set) {
	r := &in.report
	r.Zones, r.States, r.World = len(s.zones), s.States(), s.world
	r.Vertices = len(in.shapes.Points)
	for i := range s.zones {
		r.AreaKm2 += s.zones[i].AreaKm2
		switch s.zones[i].Kind {
		case JointRegime:
			r.JointRegimes++
		case OverlappingClaim:
			r.OverlappingClaims++
		}
	}
	for _, c := range s.index.SelfCrossings() {
		f := &feature{number: in.numbers[c.Owner], attributes: map[string]string{attrName: s.zones[c.Owner].Name}}
		r.note(f, "its outline crosses itself %s, first near %.4f %.4f; inside is what an odd number of edges surrounds",
			count(c.Count, "time", "times"), c.At[0], c.At[1])
	}
	r.Overlaps = s.overlaps()
}

// overlaps measures where two zones lie over the same water, in the cells that lie wholly in both.
func (s *Set) overlaps() []Overlap {
	km2 := map[[2]uint32]float64{}
	s.index.Whole(func(c pointloc.Cell, owners []uint32) {
		for i, a := range owners {
			for _, b := range owners[i+1:] {
				km2[[2]uint32{a, b}] += cellKm2(c.Low, c.High)
			}
		}
	})
	var out []Overlap
	for pair, a := range km2 {
		if a >= 1 {
			out = append(out, Overlap{s.zones[pair[0]].Name, s.zones[pair[1]].Name, a})
		}
	}
	slices.SortFunc(out, func(a, b Overlap) int {
		return cmp.Or(cmp.Compare(b.AreaKm2, a.AreaKm2), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	return out
}
