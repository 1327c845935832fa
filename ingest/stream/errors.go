package stream

import (
	"errors"
	"fmt"
	"io"

	"github.com/segmentio/kafka-go"
)

// ErrLogin means that the broker did not accept the credentials.
var ErrLogin = errors.New("broker refused the login")

// ErrTooLarge means that a message is over the limit and was not sent.
var ErrTooLarge = errors.New("message too large")

// ErrNotEmbedded means that something was asked of an Apache Kafka cluster that only the embedded broker does.
var ErrNotEmbedded = errors.New("not the embedded broker")

// ErrNoSuchMessage means that the log holds no message at that partition and offset (any more).
var ErrNoSuchMessage = errors.New("no such message")

// explainLogin turns what a connection attempt fails with into what it means. A broker may answer a wrong secret, or a
// missing login, by closing the connection, which shows as no more than an end of file. It is for the first thing that is
// done on a connection: later, the same error is a broker that went away.
func explainLogin(address string, creds *Credentials, err error) error {
	if err == nil {
		return nil
	}
	refused := errors.Is(err, kafka.SASLAuthenticationFailed) || errors.Is(err, kafka.TopicAuthorizationFailed)
	closed := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
	switch {
	case creds == nil && closed:
		return fmt.Errorf("connect to broker %s: %w: it closed the connection, as it does when it asks for a username and "+
			"secret and gets none, or expects TLS (%w)", address, ErrLogin, err)
	case creds != nil && (refused || closed):
		return fmt.Errorf("connect to broker %s as %q: %w: the secret is wrong, or not the one the broker was first started "+
			"with; for the embedded broker it is in the file kafka/secret of its data directory (%w)",
			address, creds.Username, ErrLogin, err)
	}
	return fmt.Errorf("connect to broker %s: %w", address, err)
}
