package zones

import (
	"encoding/binary"
	"math"

	"github.com/paulmach/orb"
)

// Coordinates are kept exactly. Files that were written with few decimals are stored as steps between whole multiples of a
// power of ten, about four bytes a vertex; the rest as they are, sixteen.
const (
	mostDecimals = 9
	asTheyAre    = 255
)

// decimals is the least number of decimals that holds every coordinate exactly, asTheyAre when there is none.
func decimals(ps []orb.Point) byte {
	d := 0
	for _, p := range ps {
		for _, v := range p {
			for !exact(v, d) {
				if d++; d > mostDecimals {
					return asTheyAre
				}
			}
		}
	}
	return byte(d)
}

func exact(v float64, d int) bool {
	scale := math.Pow10(d)
	return math.Round(v*scale)/scale == v && !(v == 0 && math.Signbit(v))
}

func appendPoints(b []byte, ps []orb.Point) []byte {
	d := decimals(ps)
	b = append(b, d)
	b = binary.AppendUvarint(b, uint64(len(ps)))
	if d == asTheyAre {
		for _, p := range ps {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p[0]))
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(p[1]))
		}
		return b
	}
	scale := math.Pow10(int(d))
	var last [2]int64
	for _, p := range ps {
		for i, v := range p {
			at := int64(math.Round(v * scale))
			b = binary.AppendVarint(b, at-last[i])
			last[i] = at
		}
	}
	return b
}

func (d *decoder) points() []orb.Point {
	form := d.byte()
	switch {
	case form == asTheyAre:
		ps := make([]orb.Point, d.count(16))
		raw := d.take(16 * len(ps))
		if d.err != nil {
			return nil
		}
		for i := range ps {
			ps[i][0] = math.Float64frombits(binary.LittleEndian.Uint64(raw[16*i:]))
			ps[i][1] = math.Float64frombits(binary.LittleEndian.Uint64(raw[16*i+8:]))
		}
		return d.placed(ps)
	case form > mostDecimals:
		d.fail("coordinates in an unknown form")
		return nil
	}
	ps := make([]orb.Point, d.count(2))
	scale := math.Pow10(int(form))
	var last [2]int64
	for i := range ps {
		last[0] += d.varint()
		last[1] += d.varint()
		ps[i] = orb.Point{float64(last[0]) / scale, float64(last[1]) / scale}
	}
	return d.placed(ps)
}

// placed refuses coordinates that no set can have.
func (d *decoder) placed(ps []orb.Point) []orb.Point {
	for _, p := range ps {
		if !(math.Abs(p[0]) <= 1080 && math.Abs(p[1]) <= 90) {
			d.fail("a coordinate out of range")
			return nil
		}
	}
	return ps
}
