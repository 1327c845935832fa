package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
	"plimsoll/ingest/simulate"
	"plimsoll/ingest/stream"
	"plimsoll/risk/alert"
)

// An alert that rests on a year without a call. Then positions that nobody had
// received show the ship moored a month before: what was said should not have
// been. It is retracted with the reason, and the score falls.
func TestStoryLateData(t *testing.T) {
	s := newStory(t)
	messages, _ := s.script(simulate.StoryYearOut, s.clock)
	s.take(s.without(messages, hero, 50, 30), 2500)
	s.round()
	key := bandAlert(hero, vessel.Fishers)
	s.wantSteps(key, alert.StepOpened)
	before := s.score(hero, vessel.Fishers)
	s.later(oneDay)
	s.take(s.berthed(hero, "UYMVD", 40, 3), 1000)
	s.round()
	after := s.score(hero, vessel.Fishers)
	if after.Points >= before.Points-20 || len(after.Floors) != 0 {
		t.Errorf("%d points, floors %v; before %d, %v", after.Points, after.Floors, before.Points, before.Floors)
	}
	if days := s.found(after, "days_since_call").Evidence.Summary; !strings.Contains(days, "41 days since the last confirmed call") {
		t.Errorf("%q, want 41 days", days)
	}
	retracted := s.wantSteps(key, alert.StepOpened, alert.StepRetracted)[1]
	if !strings.HasPrefix(retracted.Reason, "late data") || retracted.State != alert.Retracted {
		t.Errorf("%s because %q", retracted.State, retracted.Reason)
	}
	s.dump(after)
	// What was said stays on record, as it was said.
	if stood, err := s.scorer.Stored(t.Context(), hero, storyEnd.Add(time.Millisecond)); err != nil || len(stood) != 1 || stood[0].Points != before.Points {
		t.Errorf("as it stood: %+v, %v", stood, err)
	}
}

// The same, by word of the port: it lay there a month before, says a message that
// was a month on its way. What the alert said is retracted, because of it alone.
func TestStoryLateCall(t *testing.T) {
	s := newStory(t)
	messages, _ := s.script(simulate.StoryYearOut, s.clock)
	s.take(s.without(messages, hero, 50, 30), 2500)
	s.round()
	key := bandAlert(hero, vessel.Fishers)
	s.wantSteps(key, alert.StepOpened)
	before := s.score(hero, vessel.Fishers)
	s.later(oneDay)
	left := storyEnd.AddDate(0, 0, -40)
	call := event.PortCall{Subject: subjectOf(hero), Kind: event.PortCallDeparted, Port: "UYMVD", At: left, ArrivedAt: left.AddDate(0, 0, -3)}
	s.say(event.TopicPortCalls, "agent:sim", event.EncodePortCall(call)) // an agent's word confirms nothing
	s.round()
	s.wantSteps(key, alert.StepOpened)
	call.ByThePort = true
	s.say(event.TopicPortCalls, "port:sim", event.EncodePortCall(call))
	s.round()
	after := s.score(hero, vessel.Fishers)
	if days := s.found(after, "days_since_call").Evidence.Summary; after.Points >= before.Points-20 || !strings.Contains(days, "41 days since the last confirmed call") {
		t.Errorf("%d points, before %d: %q, want 41 days", after.Points, before.Points, days)
	}
	if retracted := s.wantSteps(key, alert.StepOpened, alert.StepRetracted)[1]; !strings.HasPrefix(retracted.Reason, "late data") {
		t.Errorf("retracted because %q", retracted.Reason)
	}
}

// without leaves out what a ship reported from one day to another, in days ago.
func (s *story) without(messages []stream.Message, id vessel.ID, from, to int) []stream.Message {
	s.Helper()
	mmsi := s.claimedMMSI(messages, id)
	since, until := event.FormatTime(storyEnd.AddDate(0, 0, -from)), event.FormatTime(storyEnd.AddDate(0, 0, -to))
	return slices.DeleteFunc(slices.Clone(messages), func(m stream.Message) bool {
		at := m.Header(event.HeaderTime)
		return m.Topic == event.TopicPositions && string(m.Key) == string(event.KeyPosition(mmsi)) && at > since && at < until
	})
}

// claimedMMSI is the number that messages say a ship has.
func (s *story) claimedMMSI(messages []stream.Message, id vessel.ID) vessel.MMSI {
	s.Helper()
	for _, m := range messages {
		var claim struct{ IMO, MMSI uint32 }
		if m.Topic == event.TopicVessels && json.Unmarshal(m.Value, &claim) == nil && vessel.IMO(claim.IMO) == subjectOf(id).IMO {
			return vessel.MMSI(claim.MMSI)
		}
	}
	s.Fatalf("no message says what MMSI %s has", id)
	return 0
}

// mmsiOf is the number that a ship is heard under.
func (s *story) mmsiOf(id vessel.ID) vessel.MMSI {
	s.Helper()
	m, err := vessel.ParseMMSI(s.ask("SELECT mmsis[1] FROM vessels FINAL WHERE vessel_id = '" + string(id) + "'"))
	if err != nil {
		s.Fatal(err)
	}
	return m
}

// berthed is a track that comes from the sea, lies moored, and leaves again so
// many days ago.
func (s *story) berthed(id vessel.ID, port string, leftAgo, days int) []stream.Message {
	s.Helper()
	p, ok := s.chart.Port(port)
	if !ok {
		s.Fatalf("port %s is not on the chart", port)
	}
	mmsi, left := s.mmsiOf(id), storyEnd.AddDate(0, 0, -leftAgo)
	var out []stream.Message
	for hour := -days*24 - 6; hour <= 6; hour++ {
		r := event.Position{MMSI: mmsi, ObservedAt: left.UnixMilli() + int64(hour)*3_600_000, Lon: p.Lon, Lat: p.Lat, NavStatus: 5, HeadingDeg: event.HeadingNotReported, Transmitter: event.ClassA, Receiver: event.Terrestrial}
		if off := max(-days*24-hour, hour); off > 0 { // outside, ten miles for every hour
			r.Lat, r.SpeedKn, r.NavStatus = p.Lat-float64(off)/6, 10, 0
		}
		m := stream.Message{Topic: event.TopicPositions, Key: event.KeyPosition(mmsi), Value: r.AppendTo(nil), Time: s.clock}
		for _, h := range event.Headers(event.TypeOf(event.TopicPositions), "late", "ais:late", s.clock) {
			if h.Key != event.HeaderID {
				m.Headers = append(m.Headers, stream.Header{Key: h.Key, Value: []byte(h.Value)})
			}
		}
		out = append(out, m)
	}
	return out
}
