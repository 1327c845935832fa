package simulate_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
	"plimsoll/ingest/event"
	"plimsoll/ingest/feed"
	"plimsoll/ingest/simulate"
)

// What is written is read back by the feed: every message, with its topic, key,
// value and headers.
func TestFeedReadsWhatIsWritten(t *testing.T) {
	c, err := chart.Load()
	if err != nil {
		t.Fatal(err)
	}
	cat, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	opt := simulate.Options{Vessels: 66, Days: 60, Seed: 3, End: time.Date(2025, 9, 14, 16, 30, 0, 0, time.UTC)}
	type message struct {
		key, value string
		headers    map[string]string
	}
	text := func(key, value []byte, headers []event.Header) message {
		m := message{string(key), string(value), map[string]string{}}
		for _, h := range headers {
			m.headers[h.Key] = h.Value
		}
		return m
	}
	made := map[string]message{}
	wantTruth, err := simulate.Generate(context.Background(), opt, c, cat, func(topic string, key, value []byte, headers []event.Header) error {
		m := text(key, value, headers)
		made[topic+" "+m.headers[event.HeaderID]] = m
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "fleet")
	truth, err := simulate.WriteDir(context.Background(), dir, opt, c, cat)
	if err != nil {
		t.Fatal(err)
	}
	onDisk, err := os.ReadFile(filepath.Join(dir, "truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	if string(onDisk) != string(truth.JSON()) || string(onDisk) != string(wantTruth.JSON()) {
		t.Error("the truth file is not the truth that was returned")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl.gz"))
	if err != nil || len(files) != len(event.Topics()) {
		t.Fatalf("files %v (%v), want one for each topic", files, err)
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = f.Close() }()
		summary, err := feed.Read(context.Background(), name, f, feed.Options{Now: func() time.Time { return opt.End.Add(time.Hour) }}, func(out feed.Output) error {
			got, id := text(out.Key, out.Value, out.Headers), out.Topic+" "
			id += got.headers[event.HeaderID]
			want, ok := made[id]
			if !ok || got.key != want.key || got.value != want.value {
				t.Errorf("%s: read %+v, made %+v", id, got, want)
			}
			for k, v := range want.headers {
				if got.headers[k] != v {
					t.Errorf("%s: header %s is %q, was %q", id, k, got.headers[k], v)
				}
			}
			delete(made, id)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(summary.Rejected) > 0 || summary.Duplicates > 0 || len(summary.Nulled) > 0 || !summary.Adds() {
			t.Errorf("%s: %+v", name, summary)
		}
	}
	for id := range made {
		t.Errorf("%s was made and is not in the files", id)
	}
}
