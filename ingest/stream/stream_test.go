package stream

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestWatchSeesAMessageAtOnce(t *testing.T) {
	c := openMemory(t)
	seen := make(chan time.Time, 1)
	consumer, _ := consume(t, c, ConsumeConfig{
		Group: GroupWatch, Topics: []string{TopicPositions, TopicPortCalls, TopicRecords}, MaxWait: -1,
		Handler: func(context.Context, []Message) error { seen <- time.Now(); return nil },
	})
	await(t, "the assignment", func() bool { return len(consumer.Status().Partitions) == 8 })
	producer := newProducer(t, c)
	var took []time.Duration
	for i := range 100 {
		began := time.Now()
		if err := producer.Produce(t.Context(), numbered(TopicPositions, i, i+1)...); err != nil {
			t.Fatal(err)
		}
		took = append(took, (<-seen).Sub(began))
	}
	slices.Sort(took)
	t.Logf("from producing to handling: median %v, p95 %v, worst %v", took[50], took[95], took[99])
	if took[95] > 100*time.Millisecond {
		t.Errorf("p95 %v", took[95])
	}
}

func TestLargeMessages(t *testing.T) {
	t.Run("over the limit is refused before sending", func(t *testing.T) {
		c := openMemory(t)
		err := newProducer(t, c).Produce(t.Context(), Message{Topic: TopicRecords, Value: make([]byte, DefaultMaxMessageBytes+1)})
		if !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), "1000001 bytes") {
			t.Errorf("got %v", err)
		}
		produce(t, c, Message{Topic: TopicRecords, Value: bytes.Repeat([]byte("ab\x00"), DefaultMaxMessageBytes/3)})
	})
	t.Run("what does not compress fits into batches", func(t *testing.T) {
		c := openMemory(t)
		random := rand.New(rand.NewPCG(1, 2))
		for _, size := range []int{300, 900, 50_000, DefaultMaxMessageBytes} {
			msgs := make([]Message, max(2, 3_000_000/size))
			for i := range msgs {
				msgs[i] = Message{Topic: TopicControl, Value: make([]byte, size)}
				for j := range msgs[i].Value {
					msgs[i].Value[j] = byte(random.Uint32())
				}
			}
			produce(t, c, msgs...)
		}
	})
	t.Run("20 MB passes when the limit is raised, and what follows too", func(t *testing.T) {
		c := openMemory(t, func(cfg *Config) { cfg.MaxMessageBytes = 21 << 20 })
		big := make([]byte, 20<<20)
		for i := range big {
			big[i] = byte(i * 7919 >> 3)
		}
		produce(t, c, Message{Topic: TopicControl, Value: []byte("before")}, Message{Topic: TopicControl, Value: big}, Message{Topic: TopicControl, Value: []byte("after")})
		got := newSink()
		consume(t, c, ConsumeConfig{Group: GroupScore, Topics: []string{TopicControl}, Handler: got.handle, MaxBytes: 1 << 20})
		await(t, "three messages", func() bool { return got.distinct() == 3 })
		if got.counts[string(big)] != 1 {
			t.Error("the large message came changed")
		}
	})
}

func TestReceivedAtIsSetOnceFromTheClock(t *testing.T) {
	now := time.Date(2026, 2, 3, 4, 5, 6, 789e6, time.FixedZone("", 3600))
	c := openMemory(t, func(cfg *Config) { cfg.Now = func() time.Time { return now } })
	earlier := "2020-01-02T03:04:05.006Z"
	produce(t, c, Message{Topic: TopicControl, Value: []byte("a")},
		Message{Topic: TopicControl, Value: []byte("b"), Headers: []Header{{Key: HeaderReceivedAt, Value: []byte(earlier)}}})
	var got []string
	if err := c.scan(t.Context(), TopicControl, 0, 0, func(m Message) bool { got = append(got, m.Header(HeaderReceivedAt)); return true }); err != nil {
		t.Fatal(err)
	}
	if want := []string{"2026-02-03T03:05:06.789Z", earlier}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestLoginErrorsSayWhatTheyMean(t *testing.T) {
	c := openMemory(t)
	wrong := *c.Credentials()
	wrong.Password = "wrong"
	for name, creds := range map[string]*Credentials{"wrong secret": &wrong, "no login": nil} {
		_, err := Dial(t.Context(), c.Brokers(), creds)
		if !errors.Is(err, ErrLogin) || !strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
	}
	other, err := Dial(t.Context(), c.Brokers(), c.Credentials())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	produce(t, other, numbered(TopicPositions, 0, 10)...)
	if _, err := Dial(t.Context(), []string{"127.0.0.1:1"}, nil); err == nil || errors.Is(err, ErrLogin) {
		t.Errorf("nobody there: %v", err)
	}
}
