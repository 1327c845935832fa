package reference

import (
	"encoding/binary"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// The topics that are not instruments. An instrument's topic is its id in lower
// case: mlc2006, ilo_c188, ...
const (
	TopicFOC        = "foc"
	TopicTier       = "tip_tier"
	TopicEUMember   = "eu_member"
	TopicLandlocked = "landlocked"
	TopicIUUCard    = "iuu_card"
	TopicParisList  = "paris_list"
	TopicTokyoList  = "tokyo_list"
	TopicQualship   = "qualship21"
)

// ownTopics are the topics that are not instruments.
var ownTopics = []string{
	TopicFOC, TopicTier, TopicEUMember, TopicLandlocked, TopicIUUCard, TopicParisList, TopicTokyoList, TopicQualship,
}

// overlapError is that of two spans of one topic and subject, which the rules of
// their table should not have let through.
type overlapError struct{ span Span }

func (e *overlapError) Error() string {
	return fmt.Sprintf("%s of %s: what holds from %s overlaps what holds before it", e.span.Topic, e.span.Subject, isoDay(e.span.From))
}

// problem places the overlap in the topic's table.
func (e *overlapError) problem() Problem {
	table, ok := map[string]string{
		TopicFOC: "foc_registers", TopicTier: "tip_tiers", TopicEUMember: "eu_members", TopicLandlocked: "landlocked",
		TopicIUUCard: "iuu_cards", TopicParisList: "psc_lists", TopicTokyoList: "psc_lists", TopicQualship: "psc_lists",
	}[e.span.Topic]
	if !ok {
		table = "treaty_status"
	}
	return Problem{Table: table, Value: e.span.Subject, Message: e.Error()}
}

// reservedTopic tells whether an instrument's topic would be one of these.
func reservedTopic(instrument string) bool {
	return slices.Contains(ownTopics, strings.ToLower(instrument))
}

// Span is one value that holds for one subject in the half-open time [From, To).
// Spans of a topic and subject never overlap; a gap between them is unknown.
type Span struct {
	Topic   string // one of the Topic constants or an instrument's id in lower case
	Subject string // ISO3, or ISO3/REGISTER under TopicFOC
	From    time.Time
	To      time.Time // zero: open
	// Value is yes, no or unknown; for tiers 1, 2, 2WL, 3, special; for cards
	// none, yellow, red, unknown; for lists white, grey, black, not_black,
	// unlisted, unknown.
	Value string
	// Stale marks time beyond what the list can show, in which its value is carried.
	Stale     bool
	LastKnown time.Time // day of the list that the span rests on
	Note      string
	Source    string
	Status    string // Sourced, Derived or Recalled
}

// appendTo appends everything that a span says, for a digest.
func (s *Span) appendTo(b []byte) []byte {
	for _, text := range []string{s.Topic, s.Subject, s.Value, s.Note, s.Source, s.Status} {
		b = append(append(b, text...), 0)
	}
	for _, at := range []time.Time{s.From, s.To, s.LastKnown} {
		b = binary.BigEndian.AppendUint64(b, uint64(at.Unix())) //nolint:gosec // a digest takes the bits
	}
	return strconv.AppendBool(b, s.Stale)
}

// run is the unbroken time in which neighbouring spans have one value.
type run struct{ since, until time.Time }

type indexKey struct {
	topic    int16
	register int16 // 0: none
	state    uint32
}

// timeline is every span, sorted, and where each subject's spans lie in them.
type timeline struct {
	spans     []Span
	runs      []run
	topics    []string
	registers []string // registers[0] is ""
	index     map[indexKey][2]int32
}

// newTimeline sorts the spans, refuses overlaps and indexes them.
func newTimeline(chunks ...[]Span) (*timeline, *overlapError) {
	spans := sortedSpans(chunks)
	t := &timeline{spans: spans, runs: make([]run, len(spans)), registers: []string{""}, index: map[indexKey][2]int32{}}
	for lo := 0; lo < len(spans); {
		hi := lo + 1
		for hi < len(spans) && spans[hi].Topic == spans[lo].Topic && spans[hi].Subject == spans[lo].Subject {
			before := spans[hi-1]
			if before.To.IsZero() || before.To.After(spans[hi].From) {
				return nil, &overlapError{spans[hi]}
			}
			hi++
		}
		t.addSubject(lo, hi)
		lo = hi
	}
	return t, nil
}

// sortedSpans sorts pointers and not the wide spans themselves, which would take
// most of the time of a load.
func sortedSpans(chunks [][]Span) []Span {
	n := 0
	for _, chunk := range chunks {
		n += len(chunk)
	}
	order := make([]*Span, 0, n)
	for _, chunk := range chunks {
		for i := range chunk {
			order = append(order, &chunk[i])
		}
	}
	slices.SortFunc(order, func(a, b *Span) int {
		if c := strings.Compare(a.Topic, b.Topic); c != 0 {
			return c
		}
		if c := strings.Compare(a.Subject, b.Subject); c != 0 {
			return c
		}
		return a.From.Compare(b.From)
	})
	out := make([]Span, n)
	for i, s := range order {
		out[i] = *s
	}
	return out
}

// addSubject indexes spans[lo:hi], which are all of one topic and subject.
func (t *timeline) addSubject(lo, hi int) {
	first := t.spans[lo]
	if len(t.topics) == 0 || t.topics[len(t.topics)-1] != first.Topic {
		t.topics = append(t.topics, first.Topic)
	}
	state, register, _ := strings.Cut(first.Subject, "/")
	number := slices.Index(t.registers, register)
	if number < 0 {
		number = len(t.registers)
		t.registers = append(t.registers, register)
	}
	key := indexKey{topic: int16(len(t.topics) - 1), register: int16(number), state: packCode(state)}
	t.index[key] = [2]int32{int32(lo), int32(hi)}

	for i := lo; i < hi; {
		end := i + 1
		for end < hi && t.spans[end].Value == t.spans[i].Value && t.spans[end-1].To.Equal(t.spans[end].From) {
			end++
		}
		whole := run{since: t.spans[i].From, until: t.spans[end-1].To}
		for ; i < end; i++ {
			t.runs[i] = whole
		}
	}
}

func fold(names []string, name string) int {
	return slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}

// subject gives the spans of a subject as positions [lo, hi).
func (t *timeline) subject(topic, register int, state uint32) (lo, hi int, ok bool) {
	bounds, ok := t.index[indexKey{topic: int16(topic), register: int16(register), state: state}]
	return int(bounds[0]), int(bounds[1]), ok
}

// at finds the span of [lo, hi) that holds at the time, or the reason why there
// is none and the last span before it (-1 without one).
func (t *timeline) at(lo, hi int, when time.Time) (found, before int, why string) {
	next := lo + sort.Search(hi-lo, func(i int) bool { return t.spans[lo+i].From.After(when) })
	switch {
	case next == lo:
		return -1, -1, noteBefore
	case t.spans[next-1].To.IsZero() || when.Before(t.spans[next-1].To):
		return next - 1, next - 1, ""
	case next == hi:
		return -1, next - 1, noteAfter
	}
	return -1, next - 1, noteBetween
}
