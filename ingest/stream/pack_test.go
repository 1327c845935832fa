package stream

import (
	"bytes"
	"fmt"
	"reflect"
	"testing"

	"github.com/segmentio/kafka-go"
)

// What is packed is what was read, also across the ends of blocks, and what is
// appended to one text does not run into the next.
func TestPackedMessagesAreWhatWasRead(t *testing.T) {
	var p packer
	var read []kafka.Message
	var packed []Message
	for i := range 3000 {
		k := kafka.Message{
			Topic: "t", Offset: int64(i), Key: fmt.Appendf(nil, "key %d", i), Value: bytes.Repeat([]byte{byte(i)}, i%700),
			Headers: []kafka.Header{{Key: fmt.Sprint("name ", i%100), Value: fmt.Append(nil, i)}, {Key: "empty", Value: []byte{}}},
		}
		switch i {
		case 7:
			k.Value = nil
		case 8:
			k.Value = make([]byte, packBytes+1)
		case 9:
			k.Headers = nil
		}
		read, packed = append(read, k), append(packed, p.message(&k))
	}
	for i := range packed {
		_ = append(packed[i].Value, "runs over"...)
		_ = append(packed[i].Headers, Header{Key: "runs over"})
	}
	for i, m := range packed {
		k := &read[i]
		if m.Offset != k.Offset || !bytes.Equal(m.Key, k.Key) || !bytes.Equal(m.Value, k.Value) || (m.Value == nil) != (k.Value == nil) || len(m.Headers) != len(k.Headers) {
			t.Fatalf("message %d: got %+v, want %+v", i, m, k)
		}
		for j, h := range m.Headers {
			if !reflect.DeepEqual(h, Header(k.Headers[j])) {
				t.Fatalf("message %d: header %+v, want %+v", i, h, k.Headers[j])
			}
		}
	}
}
