package stream

import (
	"slices"
	"time"
)

// Names of the topics.
const (
	TopicPositions       = "plimsoll.positions"
	TopicVessels         = "plimsoll.vessels"
	TopicPortCalls       = "plimsoll.portcalls"
	TopicEncounters      = "plimsoll.encounters"
	TopicInspections     = "plimsoll.inspections"
	TopicRecords         = "plimsoll.records"
	TopicComplaints      = "plimsoll.complaints"
	TopicCrew            = "plimsoll.crew"
	TopicAlerts          = "plimsoll.alerts"
	TopicAlertsSensitive = "plimsoll.alerts.sensitive"
	TopicDeadLetter      = "plimsoll.deadletter"
	TopicControl         = "plimsoll.control"
	TopicJournal         = "plimsoll.journal"
)

// Names of the consumer groups.
const (
	GroupIngest  = "plimsoll-ingest"
	GroupWatch   = "plimsoll-watch"
	GroupScore   = "plimsoll-score"
	GroupNotify  = "plimsoll-notify"
	GroupJournal = "plimsoll-journal"
)

// Class says who may see what a topic carries.
type Class string

// The classes of a topic. A dead letter inherits the class of its source.
const (
	ClassOpen      Class = "open"
	ClassSensitive Class = "sensitive"
)

// Retention says for how long Apache Kafka keeps a topic's messages. The embedded broker knows no retention time: its
// janitor deletes what every group has consumed.
type Retention int

// The retention classes.
const (
	// RetainWork keeps messages until they can be assumed to be consumed.
	RetainWork Retention = iota
	// RetainPersonal is for topics that may name natural persons: bounded, and no longer than the work needs.
	RetainPersonal
	// RetainEvidence keeps what people will want to look at again: dead letters.
	RetainEvidence
	// RetainInternal is for the service's own topics. The truth of the journal is its table, so the topic is bounded.
	RetainInternal
)

// Duration is the retention time set on Apache Kafka when a topic is made.
func (r Retention) Duration() time.Duration {
	const day = 24 * time.Hour
	switch r {
	case RetainPersonal:
		return 7 * day
	case RetainEvidence:
		return 30 * day
	case RetainInternal:
		return 30 * day
	case RetainWork:
		return 14 * day
	}
	return 7 * day
}

// Topic declares one topic.
type Topic struct {
	// Name as on the wire.
	Name string
	// Key says in words what messages are keyed by; messages of one key stay in order.
	Key string
	// Partitions on the embedded broker, at most MaxEmbeddedPartitions.
	Partitions int
	// Single says that the number of partitions is part of the meaning and is one on every broker.
	Single bool
	// Retention on Apache Kafka.
	Retention Retention
	// Class of what it carries.
	Class Class
	// Groups of ours that consume it. The janitor deletes nothing that one of them has not committed. A topic without
	// any, which only others read, is trimmed to its newest part and does not hold up a feed.
	Groups []string
}

// MaxEmbeddedPartitions bounds the partitions of a topic on the embedded broker: each costs files and a synchronous
// write per batch.
const MaxEmbeddedPartitions = 4

// Topics returns the table of all topics. The caller owns the copy.
func Topics() []Topic {
	ingest := []string{GroupIngest}
	watched := []string{GroupIngest, GroupWatch}
	table := []Topic{
		{Name: TopicPositions, Key: "MMSI", Partitions: 4, Groups: watched},
		{Name: TopicVessels, Key: "IMO number or source id", Partitions: 2, Retention: RetainPersonal, Groups: ingest},
		{Name: TopicPortCalls, Key: "IMO number or MMSI", Partitions: 2, Groups: watched},
		{Name: TopicEncounters, Key: "MMSI", Partitions: 2, Groups: ingest},
		{Name: TopicInspections, Key: "IMO number", Partitions: 2, Groups: ingest},
		{Name: TopicRecords, Key: "IMO number, MMSI or source id", Partitions: 2, Retention: RetainPersonal, Groups: watched},
		{Name: TopicComplaints, Key: "IMO number", Partitions: 2, Retention: RetainPersonal, Class: ClassSensitive},
		{Name: TopicCrew, Key: "IMO number", Partitions: 2, Retention: RetainPersonal},
		{Name: TopicAlerts, Key: "vessel", Partitions: 2},
		{Name: TopicAlertsSensitive, Key: "vessel", Partitions: 2, Retention: RetainPersonal, Class: ClassSensitive},
		{Name: TopicDeadLetter, Key: "as in the source", Partitions: 1, Single: true, Retention: RetainEvidence},
		{Name: TopicControl, Key: "none", Partitions: 1, Single: true, Retention: RetainInternal, Groups: []string{GroupScore}},
		{Name: TopicJournal, Key: "what is changed", Partitions: 4, Retention: RetainInternal},
	}
	for i := range table {
		if table[i].Class == "" {
			table[i].Class = ClassOpen
		}
		table[i].Groups = slices.Clone(table[i].Groups)
	}
	return table
}

// ClassOf is the class of a topic by name. A topic that is not in the table is sensitive: what is unknown is not open.
func ClassOf(topic string) Class {
	for _, t := range Topics() {
		if t.Name == topic {
			return t.Class
		}
	}
	return ClassSensitive
}
