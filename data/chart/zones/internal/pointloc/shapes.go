package pointloc

import (
	"fmt"

	"github.com/paulmach/orb"
)

// Shapes are polygons laid out flat. Every ring is closed: its last point repeats its first.
type Shapes struct {
	Points []orb.Point
	Rings  []uint32 // first point of each ring, and at the end the number of points
	Parts  []uint32 // first ring of each polygon, and at the end the number of rings
	Owners []uint32 // whose each polygon is, ascending
}

// Add appends a polygon. Its rings must be closed; owners must not go down from one call to the next.
func (s *Shapes) Add(owner uint32, p orb.Polygon) {
	if len(s.Rings) == 0 {
		s.Rings, s.Parts = []uint32{0}, []uint32{0}
	}
	for _, r := range p {
		s.Points = append(s.Points, r...)
		s.Rings = append(s.Rings, uint32(len(s.Points)))
	}
	s.Parts = append(s.Parts, uint32(len(s.Rings)-1))
	s.Owners = append(s.Owners, owner)
}

// Ring is one ring's points. They are shared: read them only.
func (s *Shapes) Ring(i uint32) orb.Ring { return orb.Ring(s.Points[s.Rings[i]:s.Rings[i+1]]) }

// Polygon is one polygon. Its points are shared: read them only.
func (s *Shapes) Polygon(part int) orb.Polygon {
	var p orb.Polygon
	for r := s.Parts[part]; r < s.Parts[part+1]; r++ {
		p = append(p, s.Ring(r))
	}
	return p
}

// Validate says whether the layout is sound; nothing else about polygons is looked at.
func (s *Shapes) Validate() error {
	switch {
	case len(s.Rings) == 0 || len(s.Parts) != len(s.Owners)+1:
		return fmt.Errorf("%d ring starts and %d polygon starts for %d polygons", len(s.Rings), len(s.Parts), len(s.Owners))
	case s.Rings[0] != 0 || int(s.Rings[len(s.Rings)-1]) != len(s.Points):
		return fmt.Errorf("rings do not span the %d points", len(s.Points))
	case s.Parts[0] != 0 || int(s.Parts[len(s.Parts)-1]) != len(s.Rings)-1:
		return fmt.Errorf("polygons do not span the %d rings", len(s.Rings)-1)
	}
	for i := 1; i < len(s.Rings); i++ {
		a, b := uint64(s.Rings[i-1]), uint64(s.Rings[i])
		if b < a+4 || b > uint64(len(s.Points)) {
			return fmt.Errorf("ring %d has fewer than four points", i-1)
		}
		if s.Points[a] != s.Points[b-1] {
			return fmt.Errorf("ring %d is not closed", i-1)
		}
	}
	for i := 1; i < len(s.Parts); i++ {
		if s.Parts[i] <= s.Parts[i-1] {
			return fmt.Errorf("polygon %d has no ring", i-1)
		}
		if i < len(s.Owners) && s.Owners[i] < s.Owners[i-1] {
			return fmt.Errorf("polygon %d is out of its owners' order", i)
		}
	}
	return nil
}
