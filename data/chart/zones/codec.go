package zones

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/cespare/xxhash/v2"

	"plimsoll/data/chart/zones/internal/pointloc"
)

// The compact file: magic with the version of the format, the zones, the polygons, the index, and a checksum of all before it.
// Numbers of the head are varints; the index is plain little-endian words, because it has to load fast.
const magic = "PLIMZON1"

var errDamaged = errors.New("the stored zones are damaged; import the file again")

// Marshal writes the set as bytes. The same set always gives the same bytes.
func (s *Set) Marshal() []byte {
	b := append([]byte{}, magic...)
	b = appendString(b, s.source)
	b = binary.AppendUvarint(b, uint64(len(s.zones)))
	for i := range s.zones {
		z := &s.zones[i]
		b = binary.AppendVarint(b, z.ID)
		b = appendString(b, z.Name)
		b = append(b, byte(z.Kind))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(z.AreaKm2))
		b = binary.AppendUvarint(b, uint64(len(z.Parties)))
		for _, p := range z.Parties {
			b = appendString(appendString(b, p.State), p.Sovereign)
		}
	}
	shapes, words := s.index.Shapes(), s.index.Words()
	for _, w := range [...][]uint32{shapes.Rings, shapes.Parts, shapes.Owners, words.Nodes, words.Leaves, words.Sets} {
		b = appendWords(b, w)
	}
	b = appendPoints(b, shapes.Points)
	return binary.LittleEndian.AppendUint64(b, xxhash.Sum64(b))
}

// WriteTo writes Marshal's bytes.
func (s *Set) WriteTo(w io.Writer) (int64, error) {
	n, err := w.Write(s.Marshal())
	return int64(n), err
}

// Unmarshal reads what Marshal wrote. It checks the whole of it, so that damaged bytes are an error and nothing worse.
func Unmarshal(b []byte) (*Set, error) {
	if len(b) < len(magic)+8 {
		return nil, errDamaged
	}
	if string(b[:len(magic)]) != magic {
		if string(b[:len(magic)-1]) == magic[:len(magic)-1] {
			return nil, fmt.Errorf("the stored zones are of format %q and this program reads %q: import the file again", b[:len(magic)], magic)
		}
		return nil, errors.New("these are no stored zones")
	}
	body := b[:len(b)-8]
	if xxhash.Sum64(body) != binary.LittleEndian.Uint64(b[len(b)-8:]) {
		return nil, errDamaged
	}
	s, err := decode(&decoder{b: body[len(magic):]})
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", errDamaged, err)
	}
	return s, nil
}

func decode(d *decoder) (*Set, error) {
	source := d.text()
	zs := make([]Zone, d.count(12)) // a zone is no shorter
	for i := range zs {
		z := &zs[i]
		z.ID, z.Name, z.Kind, z.AreaKm2 = d.varint(), d.text(), Kind(d.byte()), d.float()
		if z.Kind < EEZ || z.Kind > OverlappingClaim {
			d.fail("a zone of an unknown kind")
		}
		z.Parties = make([]Party, d.count(2))
		for j := range z.Parties {
			z.Parties[j] = Party{d.text(), d.text()}
		}
		if len(z.Parties) == 0 && z.Kind != OverlappingClaim {
			d.fail("a zone of nobody")
		}
	}
	var shapes pointloc.Shapes
	var words pointloc.Words
	for _, w := range [...]*[]uint32{&shapes.Rings, &shapes.Parts, &shapes.Owners, &words.Nodes, &words.Leaves, &words.Sets} {
		*w = d.words()
	}
	shapes.Points = d.points()
	if d.err == nil && len(d.b) > 0 {
		d.fail("bytes behind the end")
	}
	if d.err != nil {
		return nil, d.err
	}
	x, err := pointloc.Restore(&shapes, words, uint32(len(zs)))
	if err != nil {
		return nil, err
	}
	return newSet(source, zs, x), nil
}
