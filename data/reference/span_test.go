package reference

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// oracle looks a subject up the plain way: every span, one by one.
func oracle(spans []Span, topic, subject string, at time.Time) (Span, bool) {
	for _, s := range spans {
		if s.Topic == topic && s.Subject == subject && !at.Before(s.From) && (s.To.IsZero() || at.Before(s.To)) {
			return s, true
		}
	}
	return Span{}, false
}

func hasSubject(spans []Span, topic, subject string) bool {
	return slices.ContainsFunc(spans, func(s Span) bool { return s.Topic == topic && s.Subject == subject })
}

func TestSpansAnswerLikeTheCatalogue(t *testing.T) {
	c := catalogue(t)
	spans := c.Spans()
	topics := slices.Compact(func() (all []string) {
		for _, s := range spans {
			all = append(all, s.Topic)
		}
		return all
	}())
	if len(topics) != 20 || !slices.Equal(topics, c.Topics()) {
		t.Fatalf("topics %v, want twelve instruments and eight others", topics)
	}
	typed := typedLookups(c)
	rapid.Check(t, func(t *rapid.T) {
		state := rapid.SampledFrom(c.states).Draw(t, "state").ISO3
		topic := rapid.SampledFrom(topics).Draw(t, "topic")
		register := rapid.SampledFrom([]string{"", "MAIN", "MAR", "FIS", "GIS", "FAS", "ZNZ", "BMU", "none"}).Draw(t, "register")
		// Half of the times lie on or next to a turning point.
		at := beginning.Add(time.Duration(rapid.Int64Range(-400*24, 150*366*24).Draw(t, "hours")) * time.Hour)
		if rapid.Bool().Draw(t, "edge") {
			s := rapid.SampledFrom(spans).Draw(t, "span")
			state, _, _ = strings.Cut(s.Subject, "/")
			topic = s.Topic
			at = s.From.Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "off")))
		}
		switch topic {
		case TopicTier:
			want, _ := oracle(spans, topic, state, at)
			got := c.TIPTier(state, at)
			if string(got.Tier) != want.Value || got.Stale != want.Stale || got.Source != want.Source {
				t.Fatalf("%s %s at %v: catalogue %+v, spans %+v", topic, state, at, got, want)
			}
		case TopicFOC:
			subject := state
			if register != "" && hasSubject(spans, topic, state+"/"+register) {
				subject += "/" + register
			}
			want, ok := oracle(spans, topic, subject, at)
			compareAnswer(t, c.FlagOfConvenience(state, register, at), want, ok, at)
		default:
			want, ok := oracle(spans, topic, state, at)
			compareAnswer(t, typed(topic, state, at), want, ok, at)
		}
		want, ok := oracle(spans, topic, state, at)
		got := c.Lookup(topic, state, at)
		if ok != (got.Value != "") || got.Value != want.Value || got.Stale != want.Stale || !got.LastKnown.Equal(want.LastKnown) && ok {
			t.Fatalf("%s %s at %v: Lookup %+v, spans %+v", topic, state, at, got, want)
		}
	})
}

// typedLookups asks each topic's own question and gives its answer's common part;
// of answers that are no yes or no, the value is checked here.
func typedLookups(c *Catalogue) func(topic, state string, at time.Time) Answer {
	tri := map[string]Tri{"yes": Yes, "no": No}
	return func(topic, state string, at time.Time) Answer {
		flag := func(a FlagAnswer) Answer {
			return Answer{Value: tri[string(a.List)], Since: a.Since, Until: a.Until, Stale: a.Stale, Note: a.Note, Source: a.Source, Status: a.Status}
		}
		switch topic {
		case TopicEUMember:
			return c.EUMember(state, at)
		case TopicLandlocked:
			return c.Landlocked(state, at)
		case TopicQualship:
			return c.Qualship(state, at)
		case TopicParisList:
			return flag(c.ParisList(state, at))
		case TopicTokyoList:
			return flag(c.TokyoList(state, at))
		case TopicIUUCard:
			a := c.IUUCard(state, at)
			return Answer{Since: a.Since, Until: a.Until, Stale: a.Stale, Note: a.Note, Source: a.Source, Status: a.Status}
		}
		return c.Instrument(state, topic, at)
	}
}

func compareAnswer(t *rapid.T, got Answer, want Span, ok bool, at time.Time) {
	value := cmp.Or(want.Value, "unknown")
	if value != "yes" && value != "no" {
		value = "unknown" // a card or a list, which TestTypedValues compares
	}
	if got.Value.String() != value || got.Stale != want.Stale || got.Source != want.Source || got.Status != want.Status {
		t.Fatalf("catalogue %+v, span %+v", got, want)
	}
	if ok && (at.Before(got.Since) || (!got.Until.IsZero() && !at.Before(got.Until)) || got.Note != want.Note) {
		t.Fatalf("at %v: bounds or note of %+v do not fit span %+v", at, got, want)
	}
}

// Rows for a database: sorted, no overlap, whole days in UTC, every one with
// its source, and nothing outside the closed sets.
func TestSpansAreCleanRows(t *testing.T) {
	c := catalogue(t)
	values := map[string][]string{
		TopicTier:      {"1", "2", "2WL", "3", "special"},
		TopicIUUCard:   {"none", "yellow", "red", "unknown"},
		TopicParisList: {"white", "grey", "black", "not_black", "unlisted"},
		TopicTokyoList: {"unknown"},
	}
	spans := c.Spans()
	for i, s := range spans {
		allowed := values[s.Topic]
		if allowed == nil {
			allowed = []string{"yes", "no", "unknown"}
		}
		state, register, _ := strings.Cut(s.Subject, "/")
		code, known := c.State(state)
		switch {
		case !slices.Contains(allowed, s.Value):
			t.Errorf("value %q in %+v", s.Value, s)
		case !known || code.ISO3 != state, register != "" && s.Topic != TopicFOC:
			t.Errorf("subject of %+v", s)
		case s.From.Location() != time.UTC, !s.From.Equal(s.From.Truncate(day)), s.From.Before(beginning):
			t.Errorf("start of %+v", s)
		case !s.To.IsZero() && (!s.To.After(s.From) || !s.To.Equal(s.To.Truncate(day))):
			t.Errorf("end of %+v", s)
		case s.Value != "unknown" && (s.Source == "" || s.Status == "" || s.LastKnown.IsZero()) && s.Status != Recalled:
			t.Errorf("no source, status or day in %+v", s)
		case s.Stale && s.Note == "":
			t.Errorf("carried without a note: %+v", s)
		}
		if i == 0 {
			continue
		}
		before := spans[i-1]
		order := cmp.Or(cmp.Compare(before.Topic, s.Topic), cmp.Compare(before.Subject, s.Subject))
		if order > 0 || (order == 0 && (before.To.IsZero() || before.To.After(s.From))) {
			t.Errorf("out of order or overlapping: %+v, %+v", before, s)
		}
	}
}

func TestOverlapIsRefused(t *testing.T) {
	a := Span{Topic: "foc", Subject: "PAN", From: on("2020-01-01"), To: on("2021-01-02"), Value: "yes"}
	b := Span{Topic: "foc", Subject: "PAN", From: on("2021-01-01"), Value: "no"}
	if _, err := newTimeline([]Span{b, a}); err == nil || !strings.Contains(err.Error(), "PAN") {
		t.Errorf("got %v", err)
	}
	a.To = b.From
	if _, err := newTimeline([]Span{b, a}); err != nil {
		t.Errorf("neighbours do not overlap: %v", err)
	}
}

// A release that reads the same tables another way has other facts, and so
// another vintage: everything that a span says is in it.
func TestEverythingASpanSaysIsInTheVintage(t *testing.T) {
	base := Span{"topic", "NOR", on("2020-01-01"), on("2021-01-01"), "yes", false, on("2020-06-01"), "note", "source", Sourced}
	seen := map[string]bool{string(base.appendTo(nil)): true}
	for _, change := range []func(*Span){
		func(s *Span) { s.Topic = "topi" }, func(s *Span) { s.Subject = "cNOR" }, func(s *Span) { s.From = on("2020-01-02") }, func(s *Span) { s.To = time.Time{} }, func(s *Span) { s.Value = "no" },
		func(s *Span) { s.Stale = true }, func(s *Span) { s.LastKnown = on("2020-06-02") }, func(s *Span) { s.Note = "" }, func(s *Span) { s.Source = "other" }, func(s *Span) { s.Status = Derived },
	} {
		other := base
		change(&other)
		text := string(other.appendTo(nil))
		if seen[text] {
			t.Errorf("%+v is in no way another", other)
		}
		seen[text] = true
	}
}
