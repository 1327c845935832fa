package feed

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/gzip"

	"plimsoll/ingest/event"
)

// Options say how a file is read. The zero value detects the format, takes
// the format's own source, and uses the clock.
type Options struct {
	Format   string    // one of Formats; "" detects it from the first 64 KB
	At       time.Time // time of the first sentence of AIVDM without times
	Source   string    // replaces the format's own source where that is a single word
	Now      func() time.Time
	Seen     *Seen                 // keys of the run; nil remembers this file only
	Progress func(bytesRead int64) // called now and then with the bytes read so far, before unpacking
}

func (o *Options) source(own string) string {
	if o.Source != "" {
		return o.Source
	}
	return own
}

// Output is one event, ready to be produced.
type Output struct {
	Topic      string
	Key, Value []byte
	Headers    []event.Header
	key        uint64 // natural key, hashed
}

// ErrFormat says that a file is in no format known here, or that the format
// named does not exist.
var ErrFormat = errors.New("format not known")

const (
	sniffBytes     = 64 << 10
	progressStride = 1 << 20
)

// Read reads one file to its end and emits an event for everything new in it,
// in order. Bad units are counted and left behind; an error means that the
// file could not be read on (it came from r, from unpacking, from emit or from
// ctx) or that its format is not known. The summary holds in any case for the
// units that were read. Values and headers are the receiver's to keep.
func Read(ctx context.Context, name string, r io.Reader, opt Options, emit func(Output) error) (Summary, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Seen == nil {
		opt.Seen = NewSeen()
	}
	if opt.Source != "" && !tidy(opt.Source) {
		return Summary{File: name}, fmt.Errorf("read %s: source %q: want at most 100 letters, digits and any of -_.:/+", name, opt.Source)
	}
	job := &run{ctx: ctx, opt: opt, name: name, emit: emit, sum: Summary{File: name}}
	in, err := unpack(r, opt.Progress)
	if err != nil {
		return job.sum, fmt.Errorf("read %s: %w", name, err)
	}
	format, err := choose(opt.Format, name, in)
	if err != nil {
		return job.sum, fmt.Errorf("read %s: %w", name, err)
	}
	job.sum.Format = format.name
	if err := format.read(job, in); err != nil {
		return job.sum, fmt.Errorf("read %s: %w", name, err)
	}
	return job.sum, nil
}

// unpack looks through gzip, told by its first two bytes.
func unpack(r io.Reader, progress func(int64)) (*bufio.Reader, error) {
	in := bufio.NewReaderSize(&counter{r: r, progress: progress}, sniffBytes)
	magic, err := in.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return in, nil
	}
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	return bufio.NewReaderSize(z, sniffBytes), nil
}

// counter reports progress once per megabyte and at the end.
type counter struct {
	r        io.Reader
	n, told  int64
	progress func(int64)
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.progress != nil && (c.n-c.told >= progressStride || err != nil && c.n != c.told) {
		c.told = c.n
		c.progress(c.n)
	}
	return n, err
}
