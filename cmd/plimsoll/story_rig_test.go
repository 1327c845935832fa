package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
	"plimsoll/ingest"
	"plimsoll/ingest/event"
	"plimsoll/ingest/simulate"
	"plimsoll/ingest/stream"
	"plimsoll/risk/alert"
	"plimsoll/risk/behaviour"
	"plimsoll/risk/model"
)

// storyEnd is when the stories have been told and the first pass is made, a
// Monday at noon.
var storyEnd = time.Date(2025, 9, 15, 12, 0, 0, 0, time.UTC)

// hero is the first ship of every story.
const hero = vessel.ID("imo-2000004")

// What is compiled in is read once for all stories: it never changes.
var (
	theChart = sync.OnceValues(func() (*chart.Chart, error) { return chart.Load() })
	theFacts = sync.OnceValues(reference.Load)
)

// story is everything between the topics and the alerts, in one process, under
// a clock that a test moves.
type story struct {
	*testing.T
	w        *warehouse.Warehouse
	chart    *chart.Chart
	cat      *reference.Catalogue
	pipeline *ingest.Pipeline
	deriver  *behaviour.Deriver
	scorer   *model.Scorer
	runner   *alert.Runner
	clock    time.Time
	serial   int
}

func newStory(t *testing.T) *story {
	t.Helper()
	s := &story{T: t, w: warehousetest.New(t), clock: storyEnd}
	// The stories' time stands still and the engine's does not: what it would
	// clear away by its own clock has to stay.
	if err := s.w.Conn().Exec(t.Context(), "ALTER TABLE positions REMOVE TTL"); err != nil {
		t.Fatal(err)
	}
	var err error
	if s.chart, err = theChart(); err != nil {
		t.Fatal(err)
	}
	if s.cat, err = theFacts(); err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return s.clock }
	s.pipeline = ingest.NewPipeline(s.chart, ingest.WarehouseStore{Warehouse: s.w}, ingest.NewMetrics(prometheus.NewRegistry()), now)
	s.deriver = behaviour.New(s.w, s.cat, now)
	if s.scorer, err = model.New(s.w, s.cat, model.Options{Now: now}); err != nil {
		t.Fatal(err)
	}
	if err := s.scorer.Mirror(t.Context()); err != nil {
		t.Fatal(err)
	}
	log, err := alert.NewLog(s.w, now)
	if err != nil {
		t.Fatal(err)
	}
	s.runner = alert.New(log, alert.Options{Rescore: s.scorer})
	return s
}

// script is a story's messages and what was planted in it.
func (s *story) script(name string, end time.Time) ([]stream.Message, simulate.Truth) {
	s.Helper()
	var told []stream.Message
	truth, err := simulate.GenerateStory(s.Context(), name, end, s.chart, s.cat, collect(&told))
	if err != nil {
		s.Fatal(err)
	}
	return told, truth
}

// collect keeps what a simulation emits as messages off a topic.
func collect(into *[]stream.Message) simulate.Emit {
	return func(topic string, key, value []byte, headers []event.Header) error {
		m := stream.Message{Topic: topic, Key: bytes.Clone(key), Value: bytes.Clone(value), Time: storyEnd}
		for _, h := range headers {
			m.Headers = append(m.Headers, stream.Header{Key: h.Key, Value: []byte(h.Value)})
		}
		*into = append(*into, m)
		return nil
	}
}

// statedBy keeps the messages that were stated by a moment.
func statedBy(messages []stream.Message, t time.Time) []stream.Message {
	return slices.DeleteFunc(slices.Clone(messages), func(m stream.Message) bool { return m.Header(event.HeaderTime) > event.FormatTime(t) })
}

// take lets the pipeline take in messages, now, in batches.
func (s *story) take(messages []stream.Message, batch int) {
	s.Helper()
	for part := range slices.Chunk(messages, batch) {
		for i := range part {
			part[i].Headers = slices.Clone(part[i].Headers)
			for k := range part[i].Headers {
				if part[i].Headers[k].Key == event.HeaderReceivedAt {
					part[i].Headers[k].Value = []byte(event.FormatTime(s.clock))
				}
			}
		}
		if err := s.pipeline.Handle(s.Context(), part); err != nil {
			s.Fatal(err)
		}
	}
}

// tell takes in a whole story that ends now, and makes the first pass.
func (s *story) tell(name string) simulate.Truth {
	s.Helper()
	messages, truth := s.script(name, s.clock)
	s.take(messages, 2500)
	s.round()
	return truth
}

// say takes in one event that is stated now.
func (s *story) say(topic, source string, value []byte) {
	s.Helper()
	s.serial++
	m := stream.Message{Topic: topic, Value: value, Time: s.clock}
	for _, h := range event.Headers(event.TypeOf(topic), fmt.Sprint(topic, "-", s.serial), source, s.clock) {
		m.Headers = append(m.Headers, stream.Header{Key: h.Key, Value: []byte(h.Value)})
	}
	s.take([]stream.Message{m}, 1)
}

// lightship is a ship moored for ever, heard every four hours: while it is, the
// feed lives, whoever else is silent.
func (s *story) lightship(from, to time.Time) {
	s.Helper()
	const mmsi = vessel.MMSI(244999999)
	var batch []stream.Message
	for at := from; at.Before(to); at = at.Add(4 * time.Hour) {
		p := event.Position{MMSI: mmsi, ObservedAt: at.UnixMilli(), Lon: 4.05, Lat: 51.95, HeadingDeg: event.HeadingNotReported, NavStatus: 5, Transmitter: event.ClassA, Receiver: event.Terrestrial}
		m := stream.Message{Topic: event.TopicPositions, Key: event.KeyPosition(mmsi), Value: p.AppendTo(nil), Time: s.clock}
		for _, h := range event.Headers(event.TypeOf(event.TopicPositions), "light-"+at.Format(time.RFC3339), "ais:sim", s.clock) {
			m.Headers = append(m.Headers, stream.Header{Key: h.Key, Value: []byte(h.Value)})
		}
		batch = append(batch, m)
	}
	s.take(batch, 5000)
}

// round derives, scores and judges, as a pass of the service does.
func (s *story) round() {
	s.Helper()
	if _, err := s.deriver.Pass(s.Context()); err != nil {
		s.Fatal(err)
	}
	s.judge()
}

// judge is the rest of a pass when nothing new has come in.
func (s *story) judge() {
	s.Helper()
	if _, err := s.scorer.Pass(s.Context(), s.clock, s.clock); err != nil {
		s.Fatal(err)
	}
	if _, err := s.runner.Pass(s.Context(), s.clock); err != nil {
		s.Fatal(err)
	}
	s.clock = s.clock.Add(15 * time.Second)
}

func (s *story) later(d time.Duration) { s.clock = s.clock.Add(d) }

const oneDay = 24 * time.Hour

// score is the stored one of a vessel that has one.
func (s *story) score(id vessel.ID, p vessel.Population) model.Score {
	s.Helper()
	scores, err := s.scorer.Stored(s.Context(), id, s.clock)
	if err != nil {
		s.Fatal(err)
	}
	for _, score := range scores {
		if score.Population == p {
			return score
		}
	}
	s.Fatalf("%s has no score for %ss, only %d others", id, p, len(scores))
	return model.Score{}
}

// foretell is a score of another moment, with what is known now.
func (s *story) foretell(id vessel.ID, p vessel.Population, asOf time.Time) model.Score {
	s.Helper()
	score, err := s.scorer.At(s.Context(), id, p, asOf)
	if err != nil {
		s.Fatal(err)
	}
	return score
}

// found is an indicator's part of a score.
func (s *story) found(score model.Score, indicator string) model.IndicatorScore {
	s.Helper()
	x, ok := score.Indicator(indicator)
	if !ok {
		s.Fatalf("%s: the score has no indicator %s", score.Vessel, indicator)
	}
	return x
}

// steps are those of one alert, in words, oldest first; none when there is none.
func (s *story) steps(k alert.Key) []alert.Transition {
	s.Helper()
	all, err := alert.Since(s.Context(), s.w, 0, 100_000)
	if err != nil {
		s.Fatal(err)
	}
	return slices.DeleteFunc(all, func(t alert.Transition) bool { return t.Key != k })
}

// wantSteps compares an alert's whole history.
func (s *story) wantSteps(k alert.Key, want ...alert.Step) []alert.Transition {
	s.Helper()
	history := s.steps(k)
	var got []alert.Step
	for _, t := range history {
		got = append(got, t.Step)
	}
	if !slices.Equal(got, want) {
		for _, t := range history {
			s.Logf("  %s: %s", t.Step, t.Reason)
		}
		s.Fatalf("alert %+v: steps %v, want %v", k, got, want)
	}
	return history
}

// wantAlerts lists who has an active alert of a rule.
func (s *story) wantAlerts(rule alert.Rule, want ...vessel.ID) {
	s.Helper()
	list, _, err := alert.List(s.Context(), s.w, alert.Filter{Rules: []alert.Rule{rule}, States: []alert.State{alert.Open, alert.Acknowledged, alert.Disputed}, Limit: 1000})
	if err != nil {
		s.Fatal(err)
	}
	var got []vessel.ID
	for _, t := range list {
		got = append(got, vessel.ID(t.Vessel))
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		s.Errorf("alerts of %s about %v, want %v", rule, got, want)
	}
}

func bandAlert(id vessel.ID, p vessel.Population) alert.Key {
	return alert.Key{Vessel: string(id), Population: p.String(), Rule: alert.RuleBand}
}

// ask reads a query's rows as text.
func (s *story) ask(sql string) string {
	s.Helper()
	var out strings.Builder
	if err := s.w.QueryFormat(s.Context(), &out, "TSV", sql, nil); err != nil {
		s.Fatalf("%s: %v", sql, err)
	}
	return strings.TrimSpace(out.String())
}

// dump shows why a score is what it is, when a test has failed.
func (s *story) dump(score model.Score) {
	s.Helper()
	if !s.Failed() {
		return
	}
	s.Logf("%s %s: %s, %d to %d points, %d complete, floors %v, gate %q", score.Vessel, score.Population, score.Band, score.Points, score.CouldBe, score.Completeness, score.Floors, score.Gate)
	for _, x := range score.Indicators {
		if x.Points > 0 || x.State == model.Measured && x.Evidence.Summary != "" {
			s.Logf("  %-36s %-9s %.3f of %g: %.2f, known %.2f: %s", x.ID, x.State, x.Value, x.Weight, x.Points, x.Known, x.Evidence.Summary)
		}
	}
}
