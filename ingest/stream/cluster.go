package stream

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/segmentio/kafka-go"
	"github.com/segmentio/kafka-go/sasl"
	"github.com/segmentio/kafka-go/sasl/plain"
	"github.com/segmentio/kafka-go/sasl/scram"
	"github.com/twmb/franz-go/pkg/kfake"
)

// Cluster is a connection to a broker, embedded or not. It is safe for concurrent use.
type Cluster struct {
	brokers    []string
	creds      *Credentials
	tls        *tls.Config
	topics     []Topic
	maxMessage int
	log        *slog.Logger
	now        func() time.Time

	dialer    *kafka.Dialer
	transport *kafka.Transport
	client    *kafka.Client
	embedded  *kfake.Cluster
	admin     admin
}

// Open starts the embedded broker, or connects to the given ones, and makes the topics that are missing. Close it when
// everything that reads and writes has ended.
func Open(ctx context.Context, cfg Config) (*Cluster, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("open stream: %w", err)
	}
	var broker *kfake.Cluster
	if len(cfg.Brokers) == 0 {
		var creds Credentials
		if broker, creds, err = startEmbedded(cfg); err != nil {
			return nil, fmt.Errorf("start embedded broker: %w", err)
		}
		cfg.Brokers, cfg.SASL, cfg.TLS = broker.ListenAddrs(), &creds, nil
	}
	c, err := connect(ctx, cfg)
	if err == nil {
		c.embedded = broker
		err = c.createTopics(ctx, cfg)
	}
	if err != nil {
		if c != nil {
			c.transport.CloseIdleConnections()
		}
		if broker != nil {
			broker.Close()
		}
		return nil, err
	}
	return c, nil
}

// Dial connects to brokers without making topics, for a process that only produces or reads. creds is nil when the
// brokers ask for none.
func Dial(ctx context.Context, brokers []string, creds *Credentials) (*Cluster, error) {
	if len(brokers) == 0 {
		return nil, errors.New("dial brokers: no address given")
	}
	cfg, err := Config{Brokers: brokers, SASL: creds}.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("dial brokers: %w", err)
	}
	return connect(ctx, cfg)
}

func connect(ctx context.Context, cfg Config) (*Cluster, error) {
	mechanism, err := cfg.SASL.mechanism()
	if err != nil {
		return nil, err
	}
	c := &Cluster{
		brokers: slices.Clone(cfg.Brokers), creds: cfg.SASL, tls: cfg.TLS, topics: cfg.Topics,
		maxMessage: cfg.MaxMessageBytes, log: cfg.Logger, now: cfg.Now,
		dialer:    &kafka.Dialer{Timeout: 10 * time.Second, DualStack: true, SASLMechanism: mechanism, TLS: cfg.TLS, ClientID: clientID},
		transport: &kafka.Transport{SASL: mechanism, TLS: cfg.TLS, ClientID: clientID, DialTimeout: 10 * time.Second, MetadataTTL: 2 * time.Second},
	}
	c.client = &kafka.Client{Addr: kafka.TCP(c.brokers...), Transport: c.transport, Timeout: 10 * time.Second}
	if err := c.Check(ctx); err != nil {
		c.transport.CloseIdleConnections()
		return nil, err
	}
	return c, nil
}

const clientID = "plimsoll"

func (c *Credentials) mechanism() (sasl.Mechanism, error) {
	if c == nil {
		return nil, nil
	}
	switch strings.ToUpper(c.Mechanism) {
	case "", "SCRAM-SHA-256":
		return scram.Mechanism(scram.SHA256, c.Username, c.Password)
	case "SCRAM-SHA-512":
		return scram.Mechanism(scram.SHA512, c.Username, c.Password)
	case "PLAIN":
		return plain.Mechanism{Username: c.Username, Password: c.Password}, nil
	}
	return nil, fmt.Errorf("login mechanism %q: use SCRAM-SHA-256, SCRAM-SHA-512 or PLAIN", c.Mechanism)
}

// Name says in words what this is: "embedded kfake", or "kafka" and its brokers.
func (c *Cluster) Name() string {
	if c.embedded != nil {
		return "embedded kfake"
	}
	return "kafka " + strings.Join(c.brokers, ",")
}

// Embedded says whether the broker runs in this process.
func (c *Cluster) Embedded() bool { return c.embedded != nil }

// Brokers are the addresses to connect to.
func (c *Cluster) Brokers() []string { return slices.Clone(c.brokers) }

// Credentials are what to log in with; nil when the brokers ask for nothing.
func (c *Cluster) Credentials() *Credentials {
	if c.creds == nil {
		return nil
	}
	copied := *c.creds
	return &copied
}

// MaxMessageBytes is the largest message (key, value and headers) that is accepted.
func (c *Cluster) MaxMessageBytes() int { return c.maxMessage }

// Check reports whether a broker answers, with a fresh connection and login. ErrLogin tells a refused login from an
// unreachable broker.
func (c *Cluster) Check(ctx context.Context) error {
	var errs []error
	for _, address := range c.brokers {
		err := c.checkOne(ctx, address)
		if err == nil {
			return nil
		}
		errs = append(errs, explainLogin(address, c.creds, err))
	}
	return errors.Join(errs...)
}

func (c *Cluster) checkOne(ctx context.Context, address string) error {
	conn, err := c.dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(deadlineOf(ctx, 10*time.Second)); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	_, err = conn.Brokers()
	return err
}

func deadlineOf(ctx context.Context, most time.Duration) time.Time {
	limit := time.Now().Add(most)
	if d, ok := ctx.Deadline(); ok && d.Before(limit) {
		return d
	}
	return limit
}

// Close lets go of connections and, when the broker is embedded, stops it and writes its state. What was acknowledged
// is safe without it. End consumers first: a member that did not leave its group stalls its partitions for six seconds
// at the next start.
func (c *Cluster) Close() {
	c.admin.close()
	c.transport.CloseIdleConnections()
	if c.embedded != nil {
		c.embedded.Close()
	}
}
