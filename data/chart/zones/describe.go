package zones

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

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

// overlaps measures where two zones lie over the same water: cells that lie wholly in both, and of the others a share by points
// spread over them.
func (s *Set) overlaps() []Overlap {
	km2 := map[[2]uint32]float64{}
	add := func(owners []uint32, area float64) {
		for i, a := range owners {
			for _, b := range owners[i+1:] {
				km2[[2]uint32{a, b}] += area
			}
		}
	}
	var buf []uint32
	s.index.Cells(func(c pointloc.Cell, owners []uint32, whole bool) {
		if whole {
			add(owners, cellKm2(c.Low, c.High))
			return
		}
		width, height := c.High[0]-c.Low[0], c.High[1]-c.Low[1]
		n := int(min(max(width/0.05, 4), 64))
		for i := range n {
			lat := c.Low[1] + height*(float64(i)+0.5)/float64(n)
			half := orb.Point{width / float64(2*n), height / float64(2*n)}
			for j := range n {
				lon := c.Low[0] + width*(float64(j)+0.5)/float64(n)
				if buf = s.index.Owners(lon, lat, buf[:0]); len(buf) > 1 {
					add(buf, cellKm2(orb.Point{lon - half[0], lat - half[1]}, orb.Point{lon + half[0], lat + half[1]}))
				}
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
