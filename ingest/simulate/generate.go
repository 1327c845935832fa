package simulate

import (
	"context"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
	"plimsoll/ingest/event"
)

// Emit takes one message: its topic, Kafka key, value and headers, which are
// the receiver's to keep. An error ends the writing.
type Emit func(topic string, key, value []byte, headers []event.Header) error

// Generate writes a fleet, message by message, in order of days, and returns
// what was planted in it. Every message's received time is the end of the
// history, and its ce_time when it was stated. The plan is held in memory,
// about 40 kB for each vessel and year; the messages are not.
func Generate(ctx context.Context, opt Options, c *chart.Chart, cat *reference.Catalogue, emit Emit) (Truth, error) {
	opt.End = opt.End.UTC().Truncate(time.Second)
	f, err := newFleet(opt, c, cat)
	if err != nil {
		return nil, err
	}
	f.coverage()
	if opt.Vessels >= castVessels && opt.Days >= castDays {
		f.cast()
	}
	f.ordinary()
	return f.write(ctx, emit)
}

// write finishes the plan and writes it.
func (f *fleet) write(ctx context.Context, emit Emit) (Truth, error) {
	for _, c := range f.carriers {
		c.plan(f)
	}
	for _, s := range f.ships {
		f.tellPapers(s)
		s.ready()
		s.next = s.first(f) + s.rng.Int64N(2*hour)
	}
	if f.err != nil {
		return nil, f.err
	}
	w := &writer{f: f, received: event.FormatTime(f.opt.End), emit: emit}
	for i := range f.told {
		if err := w.note(&f.told[i]); err != nil {
			return nil, err
		}
	}
	for t := f.start + day; ; t += day {
		t = min(t, f.end)
		for _, s := range f.ships {
			if err := w.ship(s, t); err != nil {
				return nil, err
			}
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if t == f.end {
			break
		}
	}
	f.truth.sort()
	return f.truth, nil
}
