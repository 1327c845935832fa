package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"plimsoll/api/control"
	"plimsoll/ingest/feed"
	"plimsoll/ingest/stream"
)

// feedCmd sends files to a running service, by way of its broker.
type feedCmd struct {
	connections
	Files  []string `arg:"" help:"Files or folders; - reads standard input. Gzip is recognised."`
	Format string   `help:"Format of the files, when it should not be detected: ${formats}."`
	At     moment   `help:"Time of the first sentence, for AIVDM without times (RFC 3339)."`
	Source string   `help:"Name the source instead of the format's own name."`
	JSON   bool     `help:"Print one JSON object per file."`
	Wait   bool     `help:"Wait until the running service has stored everything."`
}

// Run implements the command.
func (c *feedCmd) Run(p *process) error {
	files, err := expand(c.Files)
	if err != nil {
		return err
	}
	line, err := dialFeed(p, c.connections)
	if err != nil {
		return err
	}
	defer line.close()
	seen := feed.NewSeen()
	total, leftOut := feed.Summary{File: "all files"}, 0
	for _, name := range files {
		summary, err := c.feedFile(p, line, name, seen)
		total.Add(summary)
		if printErr := c.print(p.stdout, summary); printErr != nil {
			return printErr
		}
		if errors.Is(err, feed.ErrFormat) && len(files) > 1 {
			fmt.Fprintf(p.stderr, "plimsoll: %s is left out: %v\n", name, err)
			leftOut++
			continue
		}
		if err != nil {
			return fmt.Errorf("feed %s: %w", name, err)
		}
	}
	if len(files) > 1 && !c.JSON {
		if err := c.print(p.stdout, total); err != nil {
			return err
		}
	}
	if c.Wait {
		if err := line.wait(p.ctx); err != nil {
			return err
		}
	}
	if len(total.Rejected) > 0 || leftOut > 0 {
		return errInPart
	}
	return nil
}

func (c *feedCmd) feedFile(p *process, line *feedLine, name string, seen *feed.Seen) (feed.Summary, error) {
	in, size, err := openInput(p, name)
	if err != nil {
		return feed.Summary{File: name}, err
	}
	defer func() { _ = in.Close() }()
	options := feed.Options{Format: c.Format, At: c.At.Time, Source: c.Source, Now: p.now, Seen: seen}
	if bar := progress(p.stderr, size, filepath.Base(name)); bar != nil {
		options.Progress = func(read int64) { _ = bar.Set64(read) }
		defer func() { _ = bar.Finish() }()
	}
	summary, err := feed.Read(p.ctx, name, in, options, line.send(p.ctx))
	if flushErr := line.flush(p.ctx); err == nil {
		err = flushErr
	}
	return summary, err
}

func openInput(p *process, name string) (io.ReadCloser, int64, error) {
	if name == "-" {
		return io.NopCloser(p.stdin), -1, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// progress draws a bar when somebody is watching.
func progress(w io.Writer, size int64, name string) *progressbar.ProgressBar {
	f, isFile := w.(*os.File)
	if !isFile || size < 1<<20 {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return progressbar.NewOptions64(size, progressbar.OptionSetDescription(name), progressbar.OptionShowBytes(true),
		progressbar.OptionSetWriter(f), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
}

// expand turns folders into the files below them, in order.
func expand(names []string) ([]string, error) {
	var files []string
	for _, name := range names {
		if name == "-" {
			files = append(files, name)
			continue
		}
		err := filepath.WalkDir(name, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// feedJSON is a summary on the wire.
type feedJSON struct {
	File       string           `json:"file"`
	Format     string           `json:"format"`
	Read       int64            `json:"read"`
	Accepted   int64            `json:"accepted"`
	Duplicates int64            `json:"duplicates"`
	Ignored    map[string]int64 `json:"ignored"`
	Rejected   map[string]int64 `json:"rejected"`
}

func (c *feedCmd) print(w io.Writer, s feed.Summary) error {
	if c.JSON {
		return json.NewEncoder(w).Encode(feedJSON{
			File: s.File, Format: s.Format, Read: s.Read, Accepted: s.Accepted, Duplicates: s.Duplicates,
			Ignored: orEmpty(s.Ignored), Rejected: orEmpty(s.Rejected),
		})
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s): read %d = accepted %d + duplicates %d + ignored %s + rejected %s\n",
		s.File, formatOr(s.Format), s.Read, s.Accepted, s.Duplicates, counts(s.Ignored), counts(s.Rejected))
	for _, e := range s.Examples {
		fmt.Fprintf(&b, "  line %d rejected, %s: %s\n    %s\n", e.Line, e.Reason, e.Fix, e.Text)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func formatOr(format string) string {
	if format == "" {
		return "several formats"
	}
	return format
}

func orEmpty(m map[string]int64) map[string]int64 {
	if m == nil {
		return map[string]int64{}
	}
	return m
}

// counts writes the sum and, in brackets, what it is made of.
func counts(m map[string]int64) string {
	var sum int64
	reasons := make([]string, 0, len(m))
	for reason, n := range m {
		sum += n
		reasons = append(reasons, fmt.Sprintf("%s %d", reason, n))
	}
	if sum == 0 {
		return "0"
	}
	slices.Sort(reasons)
	return fmt.Sprintf("%d (%s)", sum, strings.Join(reasons, ", "))
}

const (
	feedBatch    = 5000
	backlogLimit = 1 << 30
	backlogEvery = 20 // batches
)

// feedLine is the way from files to the broker: batches, and a wait while more
// than a gigabyte of the log has not been consumed.
type feedLine struct {
	cluster  *stream.Cluster
	producer *stream.Producer
	client   *control.Client // nil when the broker is Apache Kafka
	pending  []stream.Message
	batches  int
}

func dialFeed(p *process, conf connections) (*feedLine, error) {
	line := &feedLine{}
	brokers, credentials := conf.Kafka, (*stream.Credentials)(nil)
	if conf.KafkaUser != "" {
		credentials = &stream.Credentials{Username: conf.KafkaUser, Password: conf.KafkaPassword}
	}
	if len(brokers) == 0 {
		line.client = control.Dial(conf.DataDir)
		broker, err := line.client.Broker(p.ctx)
		if err != nil {
			return nil, err
		}
		brokers = broker.Addresses
		if broker.Username != "" {
			credentials = &stream.Credentials{Mechanism: broker.Mechanism, Username: broker.Username, Password: broker.Password}
		}
	}
	cluster, err := stream.Dial(p.ctx, brokers, credentials)
	if err != nil {
		return nil, err
	}
	line.cluster = cluster
	line.producer = stream.NewProducer(cluster, stream.ProducerConfig{})
	return line, nil
}

func (l *feedLine) close() {
	_ = l.producer.Close() // every batch was acknowledged before
	l.cluster.Close()
}

func (l *feedLine) send(ctx context.Context) func(feed.Output) error {
	return func(o feed.Output) error {
		headers := make([]stream.Header, len(o.Headers))
		for i, h := range o.Headers {
			headers[i] = stream.Header{Key: h.Key, Value: []byte(h.Value)}
		}
		l.pending = append(l.pending, stream.Message{Topic: o.Topic, Key: o.Key, Value: o.Value, Headers: headers})
		if len(l.pending) < feedBatch {
			return nil
		}
		return l.flush(ctx)
	}
}

func (l *feedLine) flush(ctx context.Context) error {
	if len(l.pending) == 0 {
		return nil
	}
	if err := l.producer.Produce(ctx, l.pending...); err != nil {
		return err
	}
	l.pending = l.pending[:0]
	if l.batches++; l.client != nil && l.batches%backlogEvery == 0 {
		return l.untilBacklog(ctx, backlogLimit)
	}
	return nil
}

// untilBacklog waits while more than limit bytes wait to be consumed.
func (l *feedLine) untilBacklog(ctx context.Context, limit int64) error {
	for {
		backlog, err := l.client.Backlog(ctx)
		if err != nil || backlog <= limit {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

// patience is how often in a row the lag may not be had: a cluster that has
// just elected a coordinator answers after a moment.
const patience = 100

// wait returns when the ingesters have committed everything there is.
func (l *feedLine) wait(ctx context.Context) error {
	for failures := 0; ; {
		lag, err := l.cluster.Lag(ctx, stream.GroupIngest)
		if err == nil {
			failures = 0
			if sumOf(lag) == 0 {
				return nil
			}
		} else if failures++; failures > patience {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func sumOf(lag map[string]int64) (behind int64) {
	for _, n := range lag {
		behind += n
	}
	return behind
}
