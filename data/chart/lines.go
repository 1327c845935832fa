package chart

import (
	"fmt"
	"math"

	"plimsoll/data/chart/internal/coastfile"
)

// maxSegmentM is the longest segment kept, in metres: a straight chord through the earth is then at most 0.3 m below the
// ground, and a line in degrees and a geodesic are the same within the coast's own accuracy.
const maxSegmentM = 4000

// segment joins vertex at and at+1 of the lines.
type segment struct {
	at                 uint32
	left, right, owner uint16
}

// lines are all coasts and land borders: vertices in degrees and in earth-centred metres, and what segments separate.
type lines struct {
	points   []point
	vecs     []vec
	segments []segment
	southLat float64 // the lowest latitude of any vertex
}

// readLines turns chains of grid vertices into lines, cutting long segments into short ones.
func readLines(c *coastfile.Coast, territories int) (*lines, error) {
	n := 0
	for _, ch := range c.Chains {
		n += len(ch.Vertices)
	}
	n += n / 16 // room for the cuts
	l := &lines{points: make([]point, 0, n), vecs: make([]vec, 0, n), segments: make([]segment, 0, n), southLat: 90}
	for i, ch := range c.Chains {
		if max(ch.Left, ch.Right, ch.Owner) >= territories || len(ch.Vertices) < 2 {
			return nil, fmt.Errorf("chain %d of the coast file names a territory or a length that cannot be", i)
		}
		for _, v := range ch.Vertices {
			if lon, lat := c.LonLat(v); !inRange(lon/2, lat) { // a chain may end just past the antimeridian
				return nil, fmt.Errorf("chain %d of the coast file leaves the globe at %v, %v", i, lon, lat)
			}
		}
		l.addChain(c, ch)
	}
	return l, nil
}

func (l *lines) addChain(c *coastfile.Coast, ch coastfile.Chain) {
	s := segment{left: uint16(ch.Left), right: uint16(ch.Right), owner: uint16(ch.Owner)}
	for i, v := range ch.Vertices {
		lon, lat := c.LonLat(v)
		l.southLat = min(l.southLat, lat)
		to, toVec := point{lon, lat}, ecef(lon, lat)
		if i > 0 {
			from, fromVec := l.points[len(l.points)-1], l.vecs[len(l.vecs)-1]
			pieces := int(math.Sqrt(fromVec.dist2(toVec))/maxSegmentM) + 1
			for p := 1; p < pieces; p++ {
				f := float64(p) / float64(pieces)
				mid := point{from.lon + f*(to.lon-from.lon), from.lat + f*(to.lat-from.lat)}
				l.addVertex(mid, ecef(mid.lon, mid.lat), s)
			}
			l.addVertex(to, toVec, s)
			continue
		}
		l.points, l.vecs = append(l.points, to), append(l.vecs, toVec)
	}
}

// addVertex appends a vertex and the segment from the one before it.
func (l *lines) addVertex(p point, v vec, s segment) {
	s.at = uint32(len(l.points) - 1)
	l.points, l.vecs, l.segments = append(l.points, p), append(l.vecs, v), append(l.segments, s)
}
