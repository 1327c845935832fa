package stream

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// DefaultMaxMessageBytes is the largest message (key, value and headers) that is accepted unless a Config says
// otherwise: 1 MB, which leaves room for framing and a dead letter's headers under the brokers' usual limit.
const DefaultMaxMessageBytes = 1_000_000

// framingBytes is what a broker must accept beyond the largest message: record framing and dead-letter headers.
const framingBytes = 48_588

// Credentials are what a client logs in with.
type Credentials struct {
	// Mechanism is SCRAM-SHA-256, SCRAM-SHA-512 or PLAIN; empty means SCRAM-SHA-256.
	Mechanism string
	Username  string
	Password  string
}

// LogValue keeps the password out of logs.
func (c Credentials) LogValue() slog.Value {
	return slog.GroupValue(slog.String("mechanism", c.Mechanism), slog.String("username", c.Username))
}

// Config says which broker to use. The zero value of every optional field is a sensible default.
type Config struct {
	// Brokers of an Apache Kafka cluster ("host:port"). Empty starts the embedded broker.
	Brokers []string
	// DataDir is where the embedded broker persists, in its folder "kafka". The caller holds a lock on it.
	DataDir string
	// Memory lets the embedded broker keep everything in memory; DataDir is then not used.
	Memory bool
	// Port of the embedded broker on loopback; 0 takes a free one.
	Port int
	// SASL is what Brokers ask for, nil for none. The embedded broker makes its own.
	SASL *Credentials
	// TLS for Brokers, nil for none.
	TLS *tls.Config
	// MaxMessageBytes is the largest message; 0 means DefaultMaxMessageBytes.
	MaxMessageBytes int
	// Partitions of topics that are made on Brokers; 0 takes the table's. Topics that exist are left as they are.
	Partitions int
	// Topics to make; nil means Topics().
	Topics []Topic
	// Logger; nil means slog.Default().
	Logger *slog.Logger
	// Now is the clock; nil means time.Now.
	Now func() time.Time

	segmentBytes int // tests make it small; 0 means defaultSegmentBytes
}

func (c Config) withDefaults() (Config, error) {
	if c.MaxMessageBytes == 0 {
		c.MaxMessageBytes = DefaultMaxMessageBytes
	}
	if c.MaxMessageBytes < 0 {
		return c, fmt.Errorf("message limit %d: must be positive", c.MaxMessageBytes)
	}
	if c.Topics == nil {
		c.Topics = Topics()
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.segmentBytes == 0 {
		c.segmentBytes = defaultSegmentBytes
	}
	if len(c.Brokers) == 0 && c.DataDir == "" && !c.Memory {
		return c, errors.New("no brokers and no data directory: give one of them")
	}
	return c, nil
}
