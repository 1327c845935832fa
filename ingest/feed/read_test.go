package feed_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"plimsoll/ingest/event"
	"plimsoll/ingest/feed"
)

func TestFedTwiceChangesNothing(t *testing.T) {
	text := stamped(seen, append(sentences(t, static(351990001, 0, "SIM ONE")), sentences(t, classA(351990001, 1, 2, 6))...)...)
	opt := feed.Options{Seen: feed.NewSeen()}
	first, again := read(t, "a", text, opt), read(t, "b", text, opt)
	if first.Accepted != 2 || again.Accepted != 0 || again.Duplicates != 2 || len(again.outputs) != 0 {
		t.Errorf("first %+v, again %+v", first.Summary, again.Summary)
	}
	other := read(t, "a", text, feed.Options{})
	for i, o := range other.outputs {
		if header(o, event.HeaderID) != header(first.outputs[i], event.HeaderID) || !bytes.Equal(o.Key, first.outputs[i].Key) {
			t.Errorf("output %d has another id or key in another run", i)
		}
	}
}

func TestEmptyAndUnknown(t *testing.T) {
	for _, text := range []string{"", " \n\r\n", "\xef\xbb\xbf", gzipped(t, "")} {
		if g := read(t, "x.csv", text, feed.Options{}); g.Format != feed.FormatEmpty || g.Read != 0 {
			t.Errorf("%q: %+v", text, g.Summary)
		}
	}
	for text, format := range map[string]string{"a,b\n1,2\n": "", "x": "no-such", `{"a":1}`: "", "\x00\x01\x02": ""} {
		_, err := feed.Read(context.Background(), "x", strings.NewReader(text), feed.Options{Format: format}, nil)
		if !errors.Is(err, feed.ErrFormat) || !strings.Contains(err.Error(), "aivdm") {
			t.Errorf("%q as %q: %v", text, format, err)
		}
	}
}

// A line of any length is rejected, the file goes on, and memory stays.
func TestEndlessLine(t *testing.T) {
	const size = 64 << 20
	line := sentences(t, classA(351990001, 1, 2, 6))[0]
	for name, c := range map[string]struct{ begin, end string }{
		feed.FormatAIVDM: {stamped(seen, line), "\n" + stamped(seen.AddDate(0, 0, 1), line)},
		feed.FormatTrack: {trackHeader + "1,a,351990001,s,2022-01-26 15:32:37,1,2,,,,,,\n", "\n1,a,351990001,s,2022-01-27 15:32:37,1,2,,,,,,\n"},
		feed.FormatLines: {example(t, event.TopicPositions) + "\n", "\n" + strings.Replace(example(t, event.TopicPositions), "2022", "2021", 1)},
	} {
		in := io.MultiReader(strings.NewReader(c.begin), io.LimitReader(endless{}, size), strings.NewReader(c.end))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		s, err := feed.Read(context.Background(), "x", in, feed.Options{Now: clock}, func(feed.Output) error { return nil })
		runtime.ReadMemStats(&after)
		if err != nil || s.Format != name || s.Accepted != 2 || s.Rejected["too_large: line"] != 1 || !s.Adds() {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > size/4 {
			t.Errorf("%s: %d MB allocated for a line of %d MB", name, used>>20, size>>20)
		}
	}
}

// endless is one line without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// A gzip bomb is streamed through: it takes time, not memory.
func TestGzipBomb(t *testing.T) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(z, io.MultiReader(strings.NewReader(trackHeader), io.LimitReader(endless{}, 256<<20))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	s, err := feed.Read(context.Background(), "x", &b, feed.Options{}, nil)
	runtime.ReadMemStats(&after)
	if err != nil || s.Rejected["too_large: line"] != 1 || !s.Adds() {
		t.Errorf("%+v, %v", s, err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
		t.Errorf("%d MB allocated", used>>20)
	}
}

// What was read before a file breaks off is counted, and the break is said.
func TestBrokenGzip(t *testing.T) {
	var text strings.Builder
	for i := range 2000 {
		text.WriteString(stamped(seen.AddDate(0, 0, i%700), sentences(t, classA(351990001+uint32(i), 1, 2, 6))[0]))
	}
	whole := gzipped(t, text.String())
	var emitted int64
	s, err := feed.Read(context.Background(), "x", strings.NewReader(whole[:len(whole)/2]), feed.Options{}, func(feed.Output) error { emitted++; return nil })
	if !errors.Is(err, io.ErrUnexpectedEOF) || s.Accepted == 0 || s.Accepted != emitted || !s.Adds() {
		t.Errorf("%d emitted, %+v, %v", emitted, s, err)
	}
}

func TestReadStops(t *testing.T) {
	line := stamped(seen, sentences(t, classA(351990001, 1, 2, 6))[0])
	full := errors.New("broker away")
	s, err := feed.Read(context.Background(), "x", strings.NewReader(line), feed.Options{}, func(feed.Output) error { return full })
	if !errors.Is(err, full) || s.Read != 0 || !s.Adds() {
		t.Errorf("an event that was not taken counts: %+v, %v", s, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := feed.Read(ctx, "x", strings.NewReader(strings.Repeat(line, 3000)), feed.Options{}, func(feed.Output) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled run goes on: %v", err)
	}
}

func TestProgress(t *testing.T) {
	text := gzipped(t, strings.Repeat(stamped(seen, sentences(t, classA(351990001, 1, 2, 6))[0]), 5000))
	var last int64
	read(t, "x", text, feed.Options{Progress: func(n int64) {
		if n < last {
			t.Errorf("progress goes back from %d to %d", last, n)
		}
		last = n
	}})
	if last != int64(len(text)) {
		t.Errorf("progress ends at %d of %d bytes", last, len(text))
	}
}

func TestSummary(t *testing.T) {
	a := feed.Summary{Read: 4, Accepted: 1, Duplicates: 1, Ignored: map[string]int64{"x": 1}, Rejected: map[string]int64{"y": 1}}
	b := a
	b.File = "b"
	var total feed.Summary
	total.Add(a)
	total.Add(b)
	if total.Read != 8 || total.Ignored["x"] != 2 || total.Rejected["y"] != 2 || !total.Adds() || a.Ignored["x"] != 1 {
		t.Errorf("%+v", total)
	}
	if total.Read++; total.Adds() {
		t.Error("a unit without a fate adds up")
	}
	text := strings.Repeat("\x1b[31m{\"no\":\"json\"\n", 50)
	g := read(t, "positions.jsonl", text, feed.Options{})
	if len(g.Examples) != 3 || strings.Contains(g.Examples[0].Text, "\x1b") || g.Examples[2].Line != 3 {
		t.Errorf("examples %+v", g.Examples)
	}
}
