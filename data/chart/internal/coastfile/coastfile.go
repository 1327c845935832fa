// Package coastfile is the compact form of the world's coasts and land borders that the chart embeds: chains of
// quantised vertices, each with the territory on its left, on its right and the one whose coast it is. It encodes and
// decodes bytes; it knows nothing of where the lines come from, of distances or of zones.
package coastfile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
)

const magic = "PLIMCOA1"

// Sea is the territory index that means water. Territory indexes are row numbers of states.csv plus one.
const Sea = 0

// Vertex is a point of the quantised grid; X may lie past either end of the grid where a chain crosses the antimeridian.
type Vertex struct{ X, Y int32 }

// Chain is a polyline whose attributes hold for every segment of it, seen in the direction of its vertices.
type Chain struct {
	Left, Right int // territory on either side, Sea for water
	Owner       int // territory whose coast this is, Sea when the line is a land border
	Vertices    []Vertex
}

// Coast is everything in the file.
type Coast struct {
	Source         string     // what it was made from, with versions
	Scale, Offset  [2]float64 // degrees = grid*Scale + Offset, longitude then latitude
	Width          int32      // grid steps around the globe: longitude -180 is 0 and Width
	SouthCap       int        // territory south of every vertex
	StatesChecksum uint32     // CRC-32 of the states.csv that the territory indexes refer to
	Chains         []Chain
}

// LonLat turns a vertex into degrees.
func (c *Coast) LonLat(v Vertex) (lon, lat float64) {
	return float64(v.X)*c.Scale[0] + c.Offset[0], float64(v.Y)*c.Scale[1] + c.Offset[1]
}

// Encode writes the file; the same coast always gives the same bytes.
func Encode(c *Coast) []byte {
	b := append([]byte{}, magic...)
	b = binary.AppendUvarint(b, uint64(len(c.Source)))
	b = append(b, c.Source...)
	for _, f := range [...]float64{c.Scale[0], c.Scale[1], c.Offset[0], c.Offset[1]} {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(f))
	}
	b = binary.AppendUvarint(b, uint64(c.Width))
	b = binary.AppendUvarint(b, uint64(c.SouthCap))
	b = binary.LittleEndian.AppendUint32(b, c.StatesChecksum)
	b = binary.AppendUvarint(b, uint64(len(c.Chains)))
	for _, ch := range c.Chains {
		b = binary.AppendUvarint(b, uint64(ch.Left))
		b = binary.AppendUvarint(b, uint64(ch.Right))
		b = binary.AppendUvarint(b, uint64(ch.Owner))
		b = binary.AppendUvarint(b, uint64(len(ch.Vertices)))
		var last Vertex
		for _, v := range ch.Vertices {
			b = binary.AppendVarint(b, int64(v.X-last.X))
			b = binary.AppendVarint(b, int64(v.Y-last.Y))
			last = v
		}
	}
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

// errShort says that the file ends early.
var errShort = errors.New("coast file ends early")

// reader takes values off the front of the file and remembers the first failure.
type reader struct {
	b   []byte
	err error
}

func (r *reader) take(n int) []byte {
	if r.err != nil || n < 0 || n > len(r.b) {
		r.err = errShort
		return make([]byte, 8)
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) uvarint() int {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || v > math.MaxInt32 {
		r.err, r.b = errShort, nil
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

func (r *reader) varint() int32 {
	v, n := binary.Varint(r.b)
	if n <= 0 || v > math.MaxInt32 || v < math.MinInt32 {
		r.err, r.b = errShort, nil
		return 0
	}
	r.b = r.b[n:]
	return int32(v)
}

func (r *reader) float() float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(r.take(8)))
}

// Decode reads a file that Encode wrote. It fails when the checksum does not match or the file ends early.
func Decode(b []byte) (*Coast, error) {
	if len(b) < len(magic)+4 || string(b[:len(magic)]) != magic {
		return nil, errors.New("not a coast file; rebuild it with go generate ./data/chart")
	}
	body := b[:len(b)-4]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(b[len(b)-4:]) {
		return nil, errors.New("coast file is damaged (checksum); rebuild it with go generate ./data/chart")
	}
	r := &reader{b: body[len(magic):]}
	c := &Coast{Source: string(r.take(r.uvarint()))}
	c.Scale[0], c.Scale[1] = r.float(), r.float()
	c.Offset[0], c.Offset[1] = r.float(), r.float()
	c.Width, c.SouthCap = int32(r.uvarint()), r.uvarint()
	c.StatesChecksum = binary.LittleEndian.Uint32(r.take(4))
	n := r.uvarint()
	for i := 0; i < n && r.err == nil; i++ {
		ch, err := decodeChain(r)
		if err != nil {
			return nil, fmt.Errorf("chain %d: %w", i, err)
		}
		c.Chains = append(c.Chains, ch)
	}
	if r.err == nil && len(r.b) > 0 {
		r.err = fmt.Errorf("coast file has %d bytes after its last chain", len(r.b))
	}
	return c, r.err
}

// decodeChain reads one chain; a vertex takes at least two bytes, which bounds what a false count can allocate.
func decodeChain(r *reader) (Chain, error) {
	ch := Chain{Left: r.uvarint(), Right: r.uvarint(), Owner: r.uvarint()}
	n := r.uvarint()
	if r.err != nil || n > len(r.b)/2 {
		return ch, errShort
	}
	ch.Vertices = make([]Vertex, n)
	var last Vertex
	for i := range ch.Vertices {
		last.X += r.varint()
		last.Y += r.varint()
		ch.Vertices[i] = last
	}
	return ch, r.err
}
