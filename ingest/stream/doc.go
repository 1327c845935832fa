// Package stream is the way events travel: a producer, a consumer, dead letters and the table of topics, over the
// Kafka protocol. It talks to Apache Kafka, or to a broker it runs inside this process and persists in the data
// directory; nothing above it can tell which. It guarantees at-least-once delivery: an offset is committed only after
// the handler said that the batch is durable, and a failing handler sees the same batch again.
//
// It does not know what a message means: it neither decodes nor validates, keeps no state of vessels, removes no
// duplicates (rows have natural keys for that), and does not lock the data directory, which its caller must do before
// opening it.
package stream
