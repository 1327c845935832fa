package stream

import (
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestDataDirectoryKeepsMessagesOffsetsAndSecret(t *testing.T) {
	cfg := Config{DataDir: t.TempDir(), Logger: slog.New(slog.DiscardHandler)}
	first := open(t, cfg)
	creds := *first.Credentials()
	produce(t, first, numbered(TopicPositions, 0, 1000)...)
	got := newSink()
	consumer, stop := consume(t, first, ConsumeConfig{Group: GroupIngest, Topics: []string{TopicPositions}, Handler: got.handle})
	await(t, "all to be committed", func() bool { return consumer.Status().Messages >= 1000 })
	stop()
	first.Close()

	cfg.Topics = append(Topics(), Topic{Name: "plimsoll.later", Partitions: 1})
	second := open(t, cfg)
	if *second.Credentials() != creds {
		t.Error("the second start has another secret")
	}
	if parts, err := second.partitions(t.Context(), "plimsoll.later"); err != nil || len(parts["plimsoll.later"]) != 1 {
		t.Errorf("a topic that came later: %v, %v", parts, err)
	}
	if lag := lagOf(t, second, GroupIngest, TopicPositions); lag != 0 {
		t.Errorf("lag %d after a restart", lag)
	}
	if lag := lagOf(t, second, GroupWatch, TopicPositions); lag != 1000 {
		t.Errorf("lag %d of a group that has read nothing, want 1000", lag)
	}
}

func TestConsumerOutlivesTheBroker(t *testing.T) {
	cfg := Config{DataDir: t.TempDir(), Logger: slog.New(slog.DiscardHandler)}
	broker := open(t, cfg)
	produce(t, broker, numbered(TopicPositions, 0, 100)...)
	remote, err := Dial(t.Context(), broker.Brokers(), broker.Credentials())
	if err != nil {
		t.Fatal(err)
	}
	defer remote.Close()
	remote.log = cfg.Logger
	got := newSink()
	consumer, _ := consume(t, remote, ConsumeConfig{Group: GroupIngest, Topics: []string{TopicPositions}, Handler: got.handle})
	await(t, "the first hundred", func() bool { return consumer.Status().Messages >= 100 })

	_, port, err := net.SplitHostPort(broker.Brokers()[0])
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Port, err = strconv.Atoi(port); err != nil {
		t.Fatal(err)
	}
	broker.Close()
	await(t, "the consumer to say so", func() bool { s := consumer.Status(); return s.Problem != "" && !s.Joined })
	broker = open(t, cfg)
	produce(t, broker, numbered(TopicPositions, 100, 200)...)
	await(t, "the second hundred", func() bool { return got.distinct() == 200 })
	await(t, "the problem to be over", func() bool { return consumer.Status().Problem == "" })
}

func TestSecretIsForTheOwnerAlone(t *testing.T) {
	dir := t.TempDir()
	c := open(t, Config{DataDir: dir})
	for path, want := range map[string]fs.FileMode{"kafka": 0o700, "kafka/secret": 0o600} {
		info, err := os.Stat(filepath.Join(dir, path))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	if !strings.HasPrefix(c.Brokers()[0], "127.0.0.1:") || c.Name() != "embedded kfake" {
		t.Errorf("%s listens on %v", c.Name(), c.Brokers())
	}
	if len(c.Credentials().Password) < 20 {
		t.Error("the secret is short")
	}
	if text := slog.AnyValue(*c.Credentials()).Resolve().String(); strings.Contains(text, c.Credentials().Password) {
		t.Errorf("a log would show the secret: %s", text)
	}
	if err := os.WriteFile(filepath.Join(dir, "kafka", "secret"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c.Close()
	if _, err := Open(t.Context(), Config{DataDir: dir}); err == nil || !strings.Contains(err.Error(), "empty") {
		t.Errorf("an empty secret file: %v", err)
	}
}

func TestOpenNeedsABrokerOrADirectory(t *testing.T) {
	if _, err := Open(t.Context(), Config{}); err == nil || !strings.Contains(err.Error(), "data directory") {
		t.Errorf("got %v", err)
	}
}

func TestTopicsTable(t *testing.T) {
	name, seen := regexp.MustCompile(`^plimsoll\.[a-z]+(\.[a-z]+)?$`), map[string]bool{}
	for _, topic := range Topics() {
		if !name.MatchString(topic.Name) || seen[topic.Name] || topic.Key == "" {
			t.Errorf("topic %+v", topic)
		}
		seen[topic.Name] = true
		if topic.Partitions < 1 || topic.Partitions > MaxEmbeddedPartitions || (topic.Single && topic.Partitions != 1) {
			t.Errorf("topic %s has %d partitions", topic.Name, topic.Partitions)
		}
		if sensitive := slices.Contains([]string{TopicComplaints, TopicAlertsSensitive}, topic.Name); (topic.Class == ClassSensitive) != sensitive {
			t.Errorf("topic %s is %s", topic.Name, topic.Class)
		}
		if unread := slices.Contains([]string{TopicDeadLetter, TopicAlerts, TopicAlertsSensitive, TopicComplaints, TopicCrew, TopicJournal}, topic.Name); (len(topic.Groups) == 0) != unread {
			t.Errorf("topic %s is consumed by %v", topic.Name, topic.Groups)
		}
		if topic.Retention.Duration() <= 0 {
			t.Errorf("topic %s has no retention", topic.Name)
		}
	}
	if len(seen) != 13 {
		t.Errorf("%d topics", len(seen))
	}
	Topics()[0].Groups[0] = "changed"
	if Topics()[0].Groups[0] == "changed" {
		t.Error("a caller can change the table")
	}
}
