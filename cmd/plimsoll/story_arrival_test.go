package main

import (
	"strings"
	"testing"
	"time"

	"plimsoll/data/vessel"
	"plimsoll/ingest"
	"plimsoll/ingest/event"
	"plimsoll/ingest/simulate"
	"plimsoll/ingest/stream"
	"plimsoll/risk/alert"
	"plimsoll/risk/watch"
)

// watched is a story with somebody who watches the topics, beside who stores them.
type watched struct {
	*story
	eyes    *watch.Watch
	sighter *ingest.Sighter
}

// watch begins to watch with what is stored now.
func (s *story) watch() *watched {
	s.Helper()
	now := func() time.Time { return s.clock }
	log, err := alert.NewLog(s.w, now, alert.RuleArrival)
	if err != nil {
		s.Fatal(err)
	}
	w := &watched{story: s, eyes: watch.New(s.w, now, log, watch.Options{Ports: s.chart}), sighter: ingest.NewSighter(s.chart, now)}
	if _, err := w.eyes.Assigned(s.Context()); err != nil {
		s.Fatal(err)
	}
	return w
}

// hear takes messages in twice, as the two groups do: to store and to watch.
func (w *watched) hear(messages []stream.Message) []alert.Transition {
	w.Helper()
	w.take(messages, 500)
	steps, err := observe(w.Context(), w.eyes, w.sighter.Read(messages, w.clock.Add(-watch.Recent)))
	if err != nil {
		w.Fatal(err)
	}
	return steps
}

// A tanker whose crew claims unpaid wages is on an open alert when it comes to
// port: that is told at once, of that port, and not again while it lies there. It
// leaves, and the alert on its arrival expires; the one on its band does not.
func TestStoryArrival(t *testing.T) {
	s := newStory(t)
	messages, truth := s.script(simulate.StoryArriving, s.clock)
	planted(t, truth, hero, simulate.UnpaidWages)
	end := s.clock
	s.clock = end.Add(-40 * time.Minute)
	coming := statedBy(messages, s.clock)
	s.take(coming, 2500)
	s.round()
	band := bandAlert(hero, vessel.Seafarers)
	opened := s.wantSteps(band, alert.StepOpened)[0]
	w := s.watch()
	s.wantAlerts(alert.RuleArrival)

	s.clock = end
	var last []stream.Message
	for _, m := range messages {
		if at := m.Header(event.HeaderTime); m.Topic == event.TopicPositions && at > event.FormatTime(end.Add(-40*time.Minute)) && at <= event.FormatTime(end) {
			last = append(last, m)
		}
	}
	told := w.hear(last)
	if len(told) != 1 || told[0].Step != alert.StepOpened || told[0].Rule != alert.RuleArrival || told[0].Vessel != string(hero) {
		t.Fatalf("told %+v", told)
	}
	arrival := told[0].Key
	port, known := s.chart.Port(arrival.Place)
	if !known || !strings.Contains(told[0].Reason, "arrived at "+port.Name) || told[0].Score.Band != opened.Score.Band {
		t.Errorf("told of %q with band %s: %s", arrival.Place, told[0].Score.Band, told[0].Reason)
	}
	if late := end.Sub(told[0].ObservedAt); late < 0 || late > 40*time.Minute {
		t.Errorf("arrived at %s, planted twenty minutes before %s", told[0].ObservedAt, end)
	}
	if again := w.hear(last); len(again) != 0 { // delivered again
		t.Errorf("told again: %+v", again)
	}

	mmsi := s.mmsiOf(hero)
	var leaving []stream.Message
	for minutes := 30; minutes <= 240; minutes += 30 {
		at := end.Add(time.Duration(minutes) * time.Minute)
		p := event.Position{MMSI: mmsi, ObservedAt: at.UnixMilli(), Lon: port.Lon, Lat: port.Lat + float64(max(0, minutes-60))/360, SpeedKn: 10, HeadingDeg: event.HeadingNotReported, Transmitter: event.ClassA, Receiver: event.Terrestrial}
		m := stream.Message{Topic: event.TopicPositions, Key: event.KeyPosition(mmsi), Value: p.AppendTo(nil), Time: at}
		for _, h := range event.Headers(event.TypeOf(event.TopicPositions), "leaving-"+at.Format(time.RFC3339), "ais:sim", at) {
			m.Headers = append(m.Headers, stream.Header{Key: h.Key, Value: []byte(h.Value)})
		}
		leaving = append(leaving, m)
	}
	s.clock = end.Add(4*time.Hour + time.Minute)
	if left := w.hear(leaving); len(left) != 1 || left[0].Step != alert.StepExpired || left[0].Key != arrival || !strings.Contains(left[0].Reason, "left "+port.Name) {
		t.Errorf("when it left: %+v", left)
	}
	s.round()
	s.wantSteps(arrival, alert.StepOpened, alert.StepExpired)
	s.wantAlerts(alert.RuleArrival)
	s.wantSteps(band, alert.StepOpened)
}
