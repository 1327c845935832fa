package coastfile

import (
	"encoding/binary"
	"hash/crc32"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func anyCoast(t *rapid.T) *Coast {
	c := &Coast{
		Source: rapid.String().Draw(t, "source"), Scale: [2]float64{0.5, 0.25}, Offset: [2]float64{-180, -90},
		Width: rapid.Int32Range(1, 1<<20).Draw(t, "width"), SouthCap: rapid.IntRange(0, 300).Draw(t, "cap"),
		StatesChecksum: rapid.Uint32().Draw(t, "sum"),
	}
	vertex := rapid.Custom(func(t *rapid.T) Vertex {
		return Vertex{rapid.Int32Range(-500, 1<<20).Draw(t, "x"), rapid.Int32Range(0, 1<<20).Draw(t, "y")}
	})
	c.Chains = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Chain {
		return Chain{
			rapid.IntRange(0, 300).Draw(t, "left"), rapid.IntRange(0, 300).Draw(t, "right"), rapid.IntRange(0, 300).Draw(t, "owner"),
			rapid.SliceOfN(vertex, 2, 20).Draw(t, "vertices"),
		}
	}), 1, 5).Draw(t, "chains")
	return c
}

func TestWhatIsEncodedIsDecoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCoast(t)
		b := Encode(c)
		back, err := Decode(b)
		if err != nil || !reflect.DeepEqual(c, back) {
			t.Fatalf("%+v came back as %+v: %v", c, back, err)
		}
		b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		if _, err := Decode(b); err == nil {
			t.Fatal("a flipped bit went unnoticed")
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add(Encode(&Coast{Source: "s", Width: 8, Chains: []Chain{{1, 0, 1, []Vertex{{1, 2}, {3, 4}}}}}))
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		// Behind a right checksum the content is anything.
		c, err := Decode(binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b)))
		if err != nil {
			return
		}
		if _, err := Decode(Encode(c)); err != nil {
			t.Fatalf("what was accepted does not come back: %v", err)
		}
	})
}
