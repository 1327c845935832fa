package chart

import (
	"fmt"
	"math"

	"plimsoll/data/chart/internal/coastfile"
)

// lines are all coasts and land borders as the source has them: vertices on its grid, and what each line separates.
type lines struct {
	width    int32      // grid steps around the globe
	scale    [2]float64 // degrees = grid*scale + offset, longitude then latitude
	offset   [2]float64
	vertices []coastfile.Vertex
	chains   []chain
	southLat float64 // the lowest latitude of any vertex
}

// chain is a polyline: its vertices, and what lies on either side of it, seen in their direction.
type chain struct {
	first, last        uint32 // range of vertices
	left, right, owner uint16
}

// readLines takes the chains over from the coast file and checks what the searches rely on.
func readLines(c *coastfile.Coast, territories int) (*lines, error) {
	n := 0
	for _, ch := range c.Chains {
		n += len(ch.Vertices)
	}
	l := &lines{
		width: c.Width, scale: c.Scale, offset: c.Offset, southLat: 90,
		vertices: make([]coastfile.Vertex, 0, n), chains: make([]chain, 0, len(c.Chains)),
	}
	if len(c.Chains) > math.MaxUint16 {
		return nil, fmt.Errorf("the coast file has %d chains, more than the %d that the chart can tell apart", len(c.Chains), math.MaxUint16)
	}
	for i, ch := range c.Chains {
		if max(ch.Left, ch.Right, ch.Owner) >= territories || len(ch.Vertices) < 2 {
			return nil, fmt.Errorf("chain %d of the coast file names a territory or a length that cannot be", i)
		}
		for _, v := range ch.Vertices {
			lon, lat := c.LonLat(v)
			if !inRange(lon/2, lat) { // a chain may end just past the antimeridian
				return nil, fmt.Errorf("chain %d of the coast file leaves the globe at %v, %v", i, lon, lat)
			}
			l.southLat = min(l.southLat, lat)
		}
		first := uint32(len(l.vertices))
		l.vertices = append(l.vertices, ch.Vertices...)
		l.chains = append(l.chains, chain{first, uint32(len(l.vertices)), uint16(ch.Left), uint16(ch.Right), uint16(ch.Owner)})
	}
	return l, nil
}

// degrees is where a vertex is.
func (l *lines) degrees(v coastfile.Vertex) point {
	return point{float64(v.X)*l.scale[0] + l.offset[0], float64(v.Y)*l.scale[1] + l.offset[1]}
}

// grid is where a point in degrees is on the grid of the vertices.
func (l *lines) grid(p point) point {
	return point{(p.lon - l.offset[0]) / l.scale[0], (p.lat - l.offset[1]) / l.scale[1]}
}
