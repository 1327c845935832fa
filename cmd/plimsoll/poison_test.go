package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"plimsoll/api/control"
	"plimsoll/ingest/event"
	"plimsoll/ingest/stream"
)

// What cannot be accepted is dead-lettered with its reason and fix, the
// partition goes on behind it, and the command line lists, shows and replays.
func TestPoisonThroughTheService(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir())
	broker, err := control.Dial(s.dir).Broker(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	cluster, err := stream.Dial(t.Context(), broker.Addresses, &stream.Credentials{Mechanism: broker.Mechanism, Username: broker.Username, Password: broker.Password})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cluster.Close)
	producer := stream.NewProducer(cluster, stream.ProducerConfig{})
	t.Cleanup(func() { _ = producer.Close() })

	seen := time.Now().UTC().Add(-time.Hour).Format(time.RFC3339)
	poison := map[string]string{
		`{"mmsi":412999001,"observed_at":`:                                           event.ReasonMalformedJSON,
		`{"mmsi":412999001,"observed_at":"` + seen + `","lon":181,"lat":95}`:         event.ReasonBadPosition,
		`{"mmsi":412999001,"observed_at":"` + seen + `","lon":NaN,"lat":5}`:          event.ReasonBadPosition,
		`{"mmsi":412999001,"observed_at":"2090-01-01T00:00:00Z","lon":-45,"lat":40}`: event.ReasonFutureTime,
	}
	good := fmt.Sprintf(`{"mmsi":412999001,"observed_at":%q,"lon":-45,"lat":40,"speed_kn":9,"ais_class":"A"}`, seen)
	key := []byte("412999001") // one key, so one partition
	var messages []stream.Message
	for value := range poison {
		messages = append(messages, stream.Message{Topic: event.TopicPositions, Key: key, Value: []byte(value)})
	}
	newer := stream.Message{Topic: event.TopicPositions, Key: key, Value: []byte(good), Headers: []stream.Header{{Key: event.HeaderType, Value: []byte("plimsoll.position.v2")}}}
	messages = append(messages, newer, stream.Message{Topic: event.TopicPositions, Key: key, Value: []byte(good)})
	if err := producer.Produce(t.Context(), messages...); err != nil {
		t.Fatal(err)
	}
	if err := producer.Produce(t.Context(), stream.Message{Topic: event.TopicPositions, Key: key, Value: make([]byte, 20<<20)}); !errors.Is(err, stream.ErrTooLarge) {
		t.Errorf("20 MB were not refused before sending: %v", err)
	}
	var d dossier
	await(t, "the good position behind the bad ones", time.Minute, func() bool {
		return s.get("/v1/vessels/mmsi-412999001", &d) == 200 && d.Seen.Positions == 1
	})
	reasons := map[string]int{}
	offset := int64(-1)
	for _, letter := range listed(t, s) {
		reasons[letter.Reason]++
		if letter.Fix == "" || letter.Topic != event.TopicPositions {
			t.Errorf("%+v names neither where it came from nor what would mend it", letter)
		}
		if letter.Reason == event.ReasonUnknownVersion {
			offset = letter.Offset
		}
	}
	if want := map[string]int{event.ReasonMalformedJSON: 1, event.ReasonBadPosition: 2, event.ReasonFutureTime: 1, event.ReasonUnknownVersion: 1}; fmt.Sprint(reasons) != fmt.Sprint(want) {
		t.Fatalf("dead letters %v, want %v", reasons, want)
	}
	shown, err := program("deadletter", "show", "--data-dir", s.dir, fmt.Sprint(offset)).CombinedOutput()
	if err != nil || !strings.Contains(string(shown), "plimsoll.position.v2") || !strings.Contains(string(shown), "412999001") {
		t.Errorf("show: %v\n%s", err, shown)
	}
	if out, err := program("deadletter", "replay", "--data-dir", s.dir, fmt.Sprint(offset)).CombinedOutput(); err != nil {
		t.Errorf("replay: %v\n%s", err, out)
	}
	await(t, "the replayed letter, refused again", time.Minute, func() bool {
		letters := listed(t, s)
		return len(letters) == 6 && letters[5].Replays == 1
	})
	s.stop()
}

func listed(t *testing.T, s *service) (letters []deadletterJSON) {
	t.Helper()
	out, err := program("deadletter", "list", "--json", "--data-dir", s.dir).Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		var one deadletterJSON
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		letters = append(letters, one)
	}
	return letters
}

// Somebody raised the broker's limit and put 20 MB on the topic: it is
// dead-lettered, without its 20 MB, and the partition goes on behind it.
func TestTwentyMegabytesOfAnotherProducer(t *testing.T) {
	t.Parallel()
	raised, err := stream.Open(t.Context(), stream.Config{Memory: true, MaxMessageBytes: 32 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(raised.Close)
	login := raised.Credentials()
	s := start(t, t.TempDir(), "--kafka", raised.Brokers()[0], "--kafka-user", login.Username, "--kafka-password", login.Password)
	producer := stream.NewProducer(raised, stream.ProducerConfig{})
	t.Cleanup(func() { _ = producer.Close() })
	seen := time.Now().UTC().Add(-time.Hour).Format(time.RFC3339)
	report := fmt.Sprintf(`{"mmsi":412999001,"observed_at":%q,"lon":-45,"lat":40,"speed_kn":9,"ais_class":"A"`, seen)
	key := []byte("412999001") // one key, so one partition
	huge := report + `,"remark":"` + strings.Repeat("x", 20<<20) + `"}`
	for _, value := range []string{huge, report + "}"} {
		if err := producer.Produce(t.Context(), stream.Message{Topic: event.TopicPositions, Key: key, Value: []byte(value)}); err != nil {
			t.Fatal(err)
		}
	}
	var d dossier
	await(t, "the position behind the huge message", time.Minute, func() bool {
		return s.get("/v1/vessels/mmsi-412999001", &d) == 200 && d.Seen.Positions == 1
	})
	letters := listed(t, s)
	if len(letters) != 1 || letters[0].Topic != event.TopicPositions || letters[0].Reason == "" || letters[0].Fix == "" {
		t.Fatalf("dead letters %+v, want the huge message with its reason and fix", letters)
	}
	t.Logf("refused as %s: %s", letters[0].Reason, letters[0].Fix)
	s.stop()
}
