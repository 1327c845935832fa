package event

import (
	"strings"
	"testing"
)

func BenchmarkPositionAppendJSON(b *testing.B) {
	value, env := []byte(strings.Replace(goodPosition, `,"source":"x"`, "", 1)), envelope(TopicPositions)
	var p Positions
	b.SetBytes(int64(len(value)))
	b.ReportAllocs()
	for b.Loop() {
		if p.Len() == 50000 {
			p.Reset()
		}
		if _, _, reject := p.AppendJSON(value, env); reject != nil {
			b.Fatal(reject)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	value := []byte(goodPosition)
	headers := Headers(TypePosition, "a-source/1", "a-source", received())
	get := func(name string) (string, bool) {
		for _, h := range headers {
			if h.Key == name {
				return h.Value, true
			}
		}
		return "", false
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, reject := Open(TopicPositions, get, value, received()); reject != nil {
			b.Fatal(reject)
		}
	}
}

func BenchmarkPositionAppendTo(b *testing.B) {
	var p Positions
	_, _, _ = p.AppendJSON([]byte(goodPosition), envelope(TopicPositions))
	r := p.at(0)
	buf := make([]byte, 0, 512)
	b.ReportAllocs()
	for b.Loop() {
		buf = r.AppendTo(buf[:0])
	}
}
