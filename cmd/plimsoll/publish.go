package main

import (
	"context"
	"time"

	"plimsoll/ingest/event"
	"plimsoll/ingest/stream"
	"plimsoll/risk/alert"
)

const (
	// publishEvery is how often is looked for steps that another process stored;
	// of its own a process hears at once.
	publishEvery = 500 * time.Millisecond
	// publishGrace is how long a publisher that is to make way may go on with
	// what it is sending: less than the group waits for it.
	publishGrace = 4 * time.Second
)

// publish sends stored steps to the topic, at once when this process stored
// them, and soon what another one did, until the context ends.
func (s *parts) publish(ctx context.Context, log *alert.Log, told func([]alert.Transition)) {
	outbox := alert.NewOutbox(s.warehouse, s.now, alert.ChannelKafka)
	sink := alertTopic{producer: s.producer, told: told}
	every(ctx, publishEvery, log.Changed, func() {
		// Another publisher sends again what this one did not record as sent.
		work, done := outliving(ctx, publishGrace)
		defer done()
		if _, err := outbox.Publish(work, sink); err != nil && ctx.Err() == nil {
			s.log.Warn("alerts could not be published and are tried again", "error", err)
		}
	})
}

// alertTopic publishes steps on plimsoll.alerts.
type alertTopic struct {
	producer *stream.Producer
	told     func([]alert.Transition)
}

// Publish implements alert.Sink.
func (a alertTopic) Publish(ctx context.Context, steps []alert.Transition) error {
	messages := make([]stream.Message, len(steps))
	for i := range steps {
		value, err := alert.EncodeTransition(&steps[i])
		if err != nil {
			return err
		}
		key := steps[i].Vessel
		if key == "" {
			key = string(steps[i].Rule)
		}
		m := stream.Message{Topic: stream.TopicAlerts, Key: []byte(key), Value: value}
		for _, h := range event.Headers(event.TypeAlert, steps[i].EventID(), "plimsoll", steps[i].At) {
			m.Headers = append(m.Headers, stream.Header{Key: h.Key, Value: []byte(h.Value)})
		}
		messages[i] = m
	}
	if err := a.producer.Produce(ctx, messages...); err != nil {
		return err
	}
	a.told(steps)
	return nil
}
