package stream

import (
	"errors"
	"log/slog"
	"os"
	"strings"
	"testing"
)

// A broker is used through the same behaviours, whichever it is.
var behaviours = []struct {
	name string
	run  func(t *testing.T, c *Cluster, topic, group string)
}{
	{"what is produced is consumed once and in order", consumedOnceAndInOrder},
	{"a failing handler sees the same batch again", failingHandlerRetries},
	{"a rejected message becomes a dead letter and can be replayed", rejectedIsDeadLettered},
	{"a shutdown finishes the batch in hand", shutdownFinishesBatch},
	{"a batch that was never accepted is delivered to the next", unacceptedIsRedelivered},
	{"two consumers share partitions and take over", consumersShare},
	{"state is loaded before the first message", stateBeforeMessages},
	{"an offset beyond the log goes back to the first", offsetBeyondLog},
}

func TestEmbeddedBroker(t *testing.T) {
	for _, b := range behaviours {
		t.Run(b.name, func(t *testing.T) {
			topic, group := unique("plimsoll.test"), unique("plimsoll-test")
			b.run(t, openMemory(t, withTopic(topic, group)), topic, group)
		})
	}
}

// TestApacheKafka runs the same against a real broker; deploy/kafka/fetch-and-run.sh starts one.
func TestApacheKafka(t *testing.T) {
	brokers := os.Getenv("PLIMSOLL_TEST_KAFKA")
	if brokers == "" {
		t.Skip("PLIMSOLL_TEST_KAFKA names no broker: nothing was tested against Apache Kafka; deploy/kafka/fetch-and-run.sh starts one")
	}
	for _, b := range behaviours {
		t.Run(b.name, func(t *testing.T) {
			topic, group := unique("plimsoll.test"), unique("plimsoll-test")
			cfg := Config{Brokers: strings.Split(brokers, ","), Logger: slog.New(slog.DiscardHandler)}
			withTopic(topic, group)(&cfg)
			c := open(t, cfg)
			if _, err := NewJanitor(c, JanitorConfig{}); !errors.Is(err, ErrNotEmbedded) {
				t.Fatalf("a janitor on %s: %v", c.Name(), err)
			}
			b.run(t, c, topic, group)
		})
	}
}

func withTopic(topic, group string) func(*Config) {
	return func(cfg *Config) {
		cfg.Topics = append(Topics(), Topic{Name: topic, Key: "test", Partitions: 4, Class: ClassOpen, Groups: []string{group}})
	}
}
