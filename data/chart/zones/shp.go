package zones

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/paulmach/orb"
)

// The shapefile reader is our own: github.com/jonas-p/go-shp allocates what a damaged length says and panics on a bad .dbf. Its
// writer makes the files of the tests.

// Shape types whose records hold polygons.
const (
	shpNull     = 0
	shpPolygon  = 5
	shpPolygonZ = 15
	shpPolygonM = 25
)

var shpTypes = map[uint32]string{
	0: "no shapes", 1: "points", 3: "lines", 5: "polygons", 8: "points", 11: "points", 13: "lines", 15: "polygons",
	18: "points", 21: "points", 23: "lines", 25: "polygons", 31: "patches",
}

// shpHeader reads the head of a .shp and returns the type of its shapes.
func shpHeader(r io.Reader) (uint32, error) {
	var head [100]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, fmt.Errorf("it ends inside the header: %w", err)
	}
	if binary.BigEndian.Uint32(head[:]) != 9994 || binary.LittleEndian.Uint32(head[28:]) != 1000 {
		return 0, errors.New("it is no .shp")
	}
	return binary.LittleEndian.Uint32(head[32:]), nil
}

// shpReader reads the records of a .shp behind its header.
type shpReader struct{ r *bufio.Reader }

// next returns the rings of the next record, nil for one without a shape, and io.EOF behind the last.
func (s *shpReader) next() ([]orb.Ring, error) {
	var head [8]byte
	if _, err := io.ReadFull(s.r, head[:]); errors.Is(err, io.EOF) {
		return nil, io.EOF
	} else if err != nil {
		return nil, fmt.Errorf("it ends inside a record's head: %w", err)
	}
	size := 2 * int64(binary.BigEndian.Uint32(head[4:]))
	b, err := io.ReadAll(io.LimitReader(s.r, size)) // grows with what is there, not with what the head says
	if err != nil {
		return nil, err
	}
	if int64(len(b)) != size || size < 4 {
		return nil, fmt.Errorf("record %d says that it has %d bytes, and %d are there", binary.BigEndian.Uint32(head[:]), size, len(b))
	}
	return shpRings(b)
}

// shpRings takes a record apart.
func shpRings(b []byte) ([]orb.Ring, error) {
	switch binary.LittleEndian.Uint32(b) {
	case shpNull:
		return nil, nil
	case shpPolygon, shpPolygonZ, shpPolygonM:
	default:
		return nil, fmt.Errorf("a record holds %s, not polygons", shpTypes[binary.LittleEndian.Uint32(b)])
	}
	if len(b) < 44 {
		return nil, errors.New("a polygon's record is too short")
	}
	parts, points := int64(binary.LittleEndian.Uint32(b[36:])), int64(binary.LittleEndian.Uint32(b[40:]))
	at := 44 + 4*parts
	if at+16*points > int64(len(b)) {
		return nil, fmt.Errorf("a record of %d bytes says that it has %d rings of %d points", len(b), parts, points)
	}
	rings := make([]orb.Ring, 0, parts)
	for i := range parts {
		from, to := int64(binary.LittleEndian.Uint32(b[44+4*i:])), points
		if i+1 < parts {
			to = int64(binary.LittleEndian.Uint32(b[48+4*i:]))
		}
		if from > to || to > points {
			return nil, fmt.Errorf("ring %d goes from point %d to %d of %d", i+1, from, to, points)
		}
		ring := make(orb.Ring, 0, to-from)
		for p := from; p < to; p++ {
			x := math.Float64frombits(binary.LittleEndian.Uint64(b[at+16*p:]))
			y := math.Float64frombits(binary.LittleEndian.Uint64(b[at+16*p+8:]))
			ring = append(ring, orb.Point{x, y})
		}
		rings = append(rings, ring)
	}
	return rings, nil
}

// assemble makes polygons of a shapefile's rings: those that run clockwise are outer, the others holes of the outer ring
// around them. A hole that no outer ring has around it takes nothing away and is dropped; it is counted.
func assemble(rings []orb.Ring) (m orb.MultiPolygon, lost int) {
	outer := orb.CW
	if !hasOrientation(rings, orb.CW) {
		outer = orb.CCW // all rings run the wrong way: holes cannot be told, and there are none without an outer ring
	}
	var holes []orb.Ring
	var bounds []orb.Bound
	for _, r := range rings {
		if len(r) > 0 && r.Orientation() == outer {
			m = append(m, orb.Polygon{r})
			bounds = append(bounds, r.Bound())
		} else {
			holes = append(holes, r)
		}
	}
	for _, h := range holes {
		if at := around(m, bounds, h); at >= 0 {
			m[at] = append(m[at], h)
		} else {
			lost++
		}
	}
	return m, lost
}

func hasOrientation(rings []orb.Ring, o orb.Orientation) bool {
	for _, r := range rings {
		if len(r) > 0 && r.Orientation() == o {
			return true
		}
	}
	return false
}
