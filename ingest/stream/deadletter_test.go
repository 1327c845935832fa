package stream

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDeadLetterRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 40, 200)
		d := DeadLetter{
			Reason: text.Draw(t, "reason"), Field: text.Draw(t, "field"), Fix: text.Draw(t, "fix"),
			Source: Message{
				Topic: rapid.SampledFrom([]string{TopicPositions, TopicComplaints, "elsewhere"}).Draw(t, "topic"), Partition: rapid.IntRange(0, 9).Draw(t, "partition"),
				Offset: rapid.Int64Range(0, 1<<50).Draw(t, "offset"), Key: rapid.SliceOf(rapid.Byte()).Draw(t, "key"), Value: rapid.SliceOf(rapid.Byte()).Draw(t, "value"),
				Time: time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "time")).UTC(),
			},
		}
		for _, name := range rapid.SliceOfN(rapid.StringMatching(`(ce|x)_[a-z]{1,5}`), 0, 5).Draw(t, "headers") {
			d.Source.Headers = append(d.Source.Headers, Header{Key: name, Value: []byte(name)})
		}
		stored := parseDeadLetter(d.message(1 << 20))
		if stored.Reason != d.Reason || stored.Field != d.Field || stored.Fix != d.Fix || stored.TruncatedFrom != 0 {
			t.Fatalf("stored %+v, sent %+v", stored, d)
		}
		got, want := stored.Source, d.Source
		if got.Topic != want.Topic || got.Partition != want.Partition || got.Offset != want.Offset || !got.Time.Equal(want.Time) ||
			!bytes.Equal(got.Key, want.Key) || !bytes.Equal(got.Value, want.Value) || len(got.Headers) != len(want.Headers) {
			t.Fatalf("source came as %+v, was %+v", got, want)
		}
		if open := want.Topic == TopicPositions; (stored.Class == ClassOpen) != open {
			t.Fatalf("class %q of a dead letter from %s", stored.Class, want.Topic)
		}
		again, err := stored.replay()
		if err != nil || again.Header(HeaderReplays) != "1" || len(again.Headers) != len(want.Headers)+1 || !again.Time.Equal(want.Time) {
			t.Fatalf("replay %+v, %v", again, err)
		}
	})
}

func TestTooLargeDeadLetterIsCutAndSaysSo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		room := rapid.IntRange(2048, 20_000).Draw(t, "room")
		size := rapid.IntRange(0, 60_000)
		src := Message{Topic: TopicRecords, Key: make([]byte, size.Draw(t, "key")), Value: make([]byte, size.Draw(t, "value"))}
		for range rapid.IntRange(0, 4).Draw(t, "headers") {
			src.Headers = append(src.Headers, Header{Key: "h", Value: make([]byte, size.Draw(t, "header"))})
		}
		d := DeadLetter{Reason: strings.Repeat("long é ", 1000), Source: src}
		m := d.message(room)
		if m.Size() > room+deadLetterMargin {
			t.Fatalf("dead letter of %d bytes, room was %d", m.Size(), room)
		}
		stored := parseDeadLetter(m)
		if truncated := src.Size() > room; (truncated && stored.TruncatedFrom != src.Size()) || (!truncated && stored.TruncatedFrom != 0) {
			t.Fatalf("source of %d bytes, room for %d, said to be cut from %d", src.Size(), room, stored.TruncatedFrom)
		}
		if _, err := stored.replay(); (err != nil) != (stored.TruncatedFrom > 0) {
			t.Fatalf("replay of a message cut from %d: %v", stored.TruncatedFrom, err)
		}
		if !bytes.HasPrefix(src.Value, stored.Source.Value) || len(stored.Reason) > maxDeadText+3 || strings.ToValidUTF8(stored.Reason, "") != stored.Reason {
			t.Fatalf("reason of %d bytes, value of %d", len(stored.Reason), len(stored.Source.Value))
		}
	})
}

// A foreign producer's message that is larger than our own limit reaches the dead letters through a real broker.
func TestForeignLargeMessageIsDeadLettered(t *testing.T) {
	c := openMemory(t, func(cfg *Config) { cfg.MaxMessageBytes = 21 << 20 })
	small := NewProducer(c, ProducerConfig{MaxMessageBytes: DefaultMaxMessageBytes})
	defer func() { _ = small.Close() }()
	source := Message{Topic: TopicPositions, Partition: 3, Offset: 9, Key: []byte("k"), Value: make([]byte, 20<<20)}
	if err := small.DeadLetter(t.Context(), []DeadLetter{{Reason: "larger than 1 MB", Source: source}}); err != nil {
		t.Fatal(err)
	}
	d, err := c.ShowDeadLetter(t.Context(), 0, 0)
	if err != nil || d.TruncatedFrom != source.Size() || len(d.Source.Value) < 900_000 || string(d.Source.Key) != "k" {
		t.Fatalf("stored: cut from %d, value of %d bytes, %v", d.TruncatedFrom, len(d.Source.Value), err)
	}
	if _, err := small.ReplayDeadLetter(t.Context(), 0, 0); err == nil {
		t.Error("a message that was cut short was replayed")
	}
}

func TestListDeadLettersPages(t *testing.T) {
	c := openMemory(t)
	p := newProducer(t, c)
	for i := range 20 {
		topic := []string{TopicPositions, TopicRecords}[i%2]
		if err := p.DeadLetter(t.Context(), []DeadLetter{{Reason: "r", Source: Message{Topic: topic, Offset: int64(i)}}}); err != nil {
			t.Fatal(err)
		}
	}
	offsets := func(from int64, limit int, keep func(*StoredDeadLetter) bool) (list []int64) {
		t.Helper()
		page, err := c.ListDeadLetters(t.Context(), from, limit, keep)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range page {
			list = append(list, d.Offset)
		}
		return list
	}
	records := func(d *StoredDeadLetter) bool { return d.Source.Topic == TopicRecords }
	for _, test := range []struct {
		from  int64
		limit int
		keep  func(*StoredDeadLetter) bool
		want  []int64
	}{
		{0, 3, nil, []int64{0, 1, 2}},
		{18, 10, nil, []int64{18, 19}},
		{-3, 10, nil, []int64{17, 18, 19}},
		{-1000, 1, nil, []int64{0}},
		{4, 3, records, []int64{5, 7, 9}},
		{20, 5, nil, nil},
		{0, 0, nil, nil},
	} {
		if got := offsets(test.from, test.limit, test.keep); !slices.Equal(got, test.want) {
			t.Errorf("from %d, at most %d: %v, want %v", test.from, test.limit, got, test.want)
		}
	}
}
