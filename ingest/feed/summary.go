package feed

import (
	"strings"
	"unicode"

	"plimsoll/ingest/event"
)

const (
	exampleBytes      = 120 // of a rejected unit's text
	examplesPerReason = 3
	maxReasons        = 200 // a file cannot fill memory with reasons; what is beyond counts as "other"
)

// Summary counts what one file held. The unit is an AIS message (its parts
// joined), a row or a document. Each number is counted on its own where the
// unit's fate is decided, none by subtraction, so that Adds means something.
type Summary struct {
	File   string
	Format string
	// Read counts units; the rest say what became of them.
	Read, Accepted, Duplicates int64
	Ignored, Rejected          map[string]int64 // by reason
	// Nulled counts fields of accepted units that could not be used and were
	// left out, by name. They are part of no sum.
	Nulled map[string]int64
	// Outputs counts events by topic: one unit may make several or, when all
	// are duplicates, none.
	Outputs  map[string]int64
	Examples []Example
}

// Example is a rejected unit, for the person who fed the file.
type Example struct {
	Line   int64  // where the unit began, from 1
	Reason string // as in Rejected
	Fix    string
	Text   string // its beginning
}

// Adds says whether every unit read has exactly one fate.
func (s *Summary) Adds() bool {
	return s.Read == s.Accepted+s.Duplicates+sum(s.Ignored)+sum(s.Rejected)
}

// Add puts another file's numbers on top, for a total over a run. File and
// Format stay, and so do the examples.
func (s *Summary) Add(o Summary) {
	s.Read += o.Read
	s.Accepted += o.Accepted
	s.Duplicates += o.Duplicates
	addAll(&s.Ignored, o.Ignored)
	addAll(&s.Rejected, o.Rejected)
	addAll(&s.Nulled, o.Nulled)
	addAll(&s.Outputs, o.Outputs)
}

func (s *Summary) ignore(reason string) { count(&s.Ignored, reason) }

func (s *Summary) reject(r *event.Reject, line int64, text []byte) {
	reason := r.Reason
	if r.Field != "" {
		reason += ": " + r.Field
	}
	reason = count(&s.Rejected, reason)
	if s.Rejected[reason] > examplesPerReason {
		return
	}
	s.Examples = append(s.Examples, Example{Line: line, Reason: reason, Fix: r.Fix, Text: clip(text)})
}

// clip leaves nothing in that a terminal would obey.
func clip(text []byte) string {
	dots := ""
	if len(text) > exampleBytes {
		text, dots = text[:exampleBytes], "..."
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, strings.ToValidUTF8(string(text), "")) + dots
}

func count(m *map[string]int64, reason string) string {
	if *m == nil {
		*m = make(map[string]int64)
	}
	if _, known := (*m)[reason]; !known && len(*m) >= maxReasons {
		reason = "other"
	}
	(*m)[reason]++
	return reason
}

func addAll(to *map[string]int64, from map[string]int64) {
	for reason, n := range from {
		if *to == nil {
			*to = make(map[string]int64)
		}
		(*to)[reason] += n
	}
}

func sum(m map[string]int64) int64 {
	var n int64
	for _, v := range m {
		n += v
	}
	return n
}
