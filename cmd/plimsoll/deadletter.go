package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"plimsoll/ingest/stream"
)

// deadletterCmd works on messages that could not be accepted.
type deadletterCmd struct {
	List   deadletterList   `cmd:"" help:"List dead letters, newest last."`
	Show   deadletterShow   `cmd:"" help:"Show one, with the message as it came."`
	Replay deadletterReplay `cmd:"" help:"Send the original back to its topic; the dead letter stays."`
}

type deadletterList struct {
	connections
	Limit  int    `help:"At most this many." default:"100"`
	From   int64  `help:"Begin at this offset; negative counts from the end." default:"-1000"`
	Reason string `help:"Only those with this reason."`
	JSON   bool   `help:"Print one JSON object a line."`
}

type deadletterShow struct {
	connections
	Offset int64 `arg:"" help:"Offset, as list prints it."`
	JSON   bool  `help:"Print JSON."`
}

type deadletterReplay struct {
	connections
	Offsets []int64 `arg:"" help:"Offsets, as list prints them."`
}

// deadletterJSON is a dead letter on the wire.
type deadletterJSON struct {
	Offset    int64             `json:"offset"`
	At        time.Time         `json:"at"`
	Reason    string            `json:"reason"`
	Field     string            `json:"field,omitempty"`
	Fix       string            `json:"fix,omitempty"`
	Topic     string            `json:"topic"`
	Partition int               `json:"partition"`
	Source    int64             `json:"source_offset"`
	Class     string            `json:"class"`
	TrueBytes int               `json:"truncated_from,omitempty"`
	Replays   int               `json:"replays"`
	Key       string            `json:"key,omitempty"`
	Headers   map[string]string `json:"headers,omitempty"`
	Value     string            `json:"value,omitempty"`
}

func toJSON(d *stream.StoredDeadLetter, whole bool) deadletterJSON {
	out := deadletterJSON{
		Offset: d.Offset, At: d.At, Reason: d.Reason, Field: d.Field, Fix: d.Fix,
		Topic: d.Source.Topic, Partition: d.Source.Partition, Source: d.Source.Offset,
		Class: string(d.Class), TrueBytes: d.TruncatedFrom, Replays: d.Replays,
	}
	if whole {
		out.Key, out.Value, out.Headers = string(d.Source.Key), string(d.Source.Value), map[string]string{}
		for _, h := range d.Source.Headers {
			out.Headers[h.Key] = string(h.Value)
		}
	}
	return out
}

// Run implements the command.
func (c *deadletterList) Run(p *process) error {
	line, err := dialFeed(p, c.connections)
	if err != nil {
		return err
	}
	defer line.close()
	letters, err := line.cluster.ListDeadLetters(p.ctx, c.From, c.Limit, func(d *stream.StoredDeadLetter) bool {
		return c.Reason == "" || d.Reason == c.Reason
	})
	if err != nil {
		return err
	}
	for i := range letters {
		if d := &letters[i]; c.JSON {
			err = json.NewEncoder(p.stdout).Encode(toJSON(d, false))
		} else {
			_, err = fmt.Fprintf(p.stdout, "%6d  %s  %s  %s\n", d.Offset, d.At.Format(time.RFC3339), d.Source.String(), inWords(d))
		}
		if err != nil {
			return err
		}
	}
	if len(letters) == 0 && !c.JSON {
		fmt.Fprintln(p.stdout, "no dead letters")
	}
	return nil
}

func inWords(d *stream.StoredDeadLetter) string {
	words := []string{d.Reason}
	if d.Field != "" {
		words = append(words, "in "+d.Field)
	}
	if d.Fix != "" {
		words = append(words, "- "+d.Fix)
	}
	return strings.Join(words, " ")
}

// Run implements the command.
func (c *deadletterShow) Run(p *process) error {
	line, err := dialFeed(p, c.connections)
	if err != nil {
		return err
	}
	defer line.close()
	d, err := line.cluster.ShowDeadLetter(p.ctx, 0, c.Offset)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(p.stdout).Encode(toJSON(&d, true))
	}
	fmt.Fprintf(p.stdout, "dead letter %d of %s\nfrom   %s\nwhy    %s\n", d.Offset, d.At.Format(time.RFC3339), d.Source.String(), inWords(&d))
	if d.TruncatedFrom > 0 {
		fmt.Fprintf(p.stdout, "cut    the original had %d bytes\n", d.TruncatedFrom)
	}
	fmt.Fprintf(p.stdout, "key    %s\n", strconv.Quote(string(d.Source.Key)))
	for _, h := range d.Source.Headers {
		fmt.Fprintf(p.stdout, "header %s: %s\n", h.Key, strconv.Quote(string(h.Value)))
	}
	_, err = fmt.Fprintf(p.stdout, "value  %s\n", strconv.Quote(string(d.Source.Value)))
	return err
}

// Run implements the command.
func (c *deadletterReplay) Run(p *process) error {
	line, err := dialFeed(p, c.connections)
	if err != nil {
		return err
	}
	defer line.close()
	for _, offset := range c.Offsets {
		sent, err := line.producer.ReplayDeadLetter(p.ctx, 0, offset)
		if err != nil {
			return err
		}
		fmt.Fprintf(p.stdout, "%d sent again to %s\n", offset, sent.Topic)
	}
	return nil
}
