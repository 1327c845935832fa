package zones

import (
	"encoding/binary"
	"errors"
	"math"
)

// decoder takes values off the front of bytes and remembers the first failure. It never makes room for more than the bytes
// that are left can hold.
type decoder struct {
	b   []byte
	err error
}

func (d *decoder) fail(why string) {
	if d.err == nil {
		d.err = errors.New(why)
	}
	d.b = nil
}

func (d *decoder) take(n int) []byte {
	if n < 0 || n > len(d.b) {
		d.fail("it ends early")
		return nil
	}
	out := d.b[:n]
	d.b = d.b[n:]
	return out
}

func (d *decoder) byte() byte {
	if b := d.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (d *decoder) varint() int64 {
	v, n := binary.Varint(d.b)
	if n <= 0 {
		d.fail("a number is damaged")
		return 0
	}
	d.b = d.b[n:]
	return v
}

// count is a number of things of at least so many bytes each.
func (d *decoder) count(bytesEach int) int {
	v, n := binary.Uvarint(d.b)
	if n <= 0 || v > uint64((len(d.b)-n)/bytesEach) {
		d.fail("a number of things is damaged")
		return 0
	}
	d.b = d.b[n:]
	return int(v)
}

func (d *decoder) text() string { return string(d.take(d.count(1))) }

func (d *decoder) float() float64 {
	if b := d.take(8); b != nil {
		return math.Float64frombits(binary.LittleEndian.Uint64(b))
	}
	return 0
}

func (d *decoder) words() []uint32 {
	n := d.count(4)
	raw := d.take(4 * n)
	if raw == nil {
		return nil
	}
	out := make([]uint32, n)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(raw[4*i:])
	}
	return out
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendWords(b []byte, words []uint32) []byte {
	b = binary.AppendUvarint(b, uint64(len(words)))
	for _, w := range words {
		b = binary.LittleEndian.AppendUint32(b, w)
	}
	return b
}
