package event

// The topics. The first six are read by the ingester and have a contract here.
const (
	TopicPositions   = "plimsoll.positions"
	TopicVessels     = "plimsoll.vessels"
	TopicPortCalls   = "plimsoll.portcalls"
	TopicEncounters  = "plimsoll.encounters"
	TopicInspections = "plimsoll.inspections"
	TopicRecords     = "plimsoll.records"
	TopicAlerts      = "plimsoll.alerts"     // out: alert transitions
	TopicDeadLetter  = "plimsoll.deadletter" // out: what could not be accepted
	TopicControl     = "plimsoll.control"    // internal: its one partition decides who scores
)

// The CloudEvents types (ce_type) of what travels on the topics. The number
// at the end is the major version: a new one means that old readers would
// misread the message.
const (
	TypePosition   = "plimsoll.position.v1"
	TypeVessel     = "plimsoll.vessel.v1"
	TypePortCall   = "plimsoll.portcall.v1"
	TypeEncounter  = "plimsoll.encounter.v1"
	TypeInspection = "plimsoll.inspection.v1"
	TypeRecord     = "plimsoll.record.v1"
	TypeAlert      = "plimsoll.alert.v1"
	TypeDeadLetter = "plimsoll.deadletter.v1"
)

// Content types of a message's value.
const (
	ContentJSON = "application/json"
	ContentNMEA = "application/x-nmea0183" // positions only: one complete AIS message, its parts joined by line feeds
)

// MaxMessageBytes is the largest value that is accepted: what producers take
// for a whole message, 1 MB, less room for its key and headers. A feed thus
// rejects a line that is too long, and is not stopped by it.
const MaxMessageBytes = 1_000_000 - 32<<10

// Topics lists the topics with a contract, in the order of this package's files.
func Topics() []string {
	return []string{TopicPositions, TopicVessels, TopicPortCalls, TopicEncounters, TopicInspections, TopicRecords}
}

// TypeOf is the CloudEvents type of a topic's messages, those that go out
// among them; "" for a topic whose messages have none.
func TypeOf(topic string) string {
	switch topic {
	case TopicPositions:
		return TypePosition
	case TopicVessels:
		return TypeVessel
	case TopicPortCalls:
		return TypePortCall
	case TopicEncounters:
		return TypeEncounter
	case TopicInspections:
		return TypeInspection
	case TopicRecords:
		return TypeRecord
	case TopicAlerts:
		return TypeAlert
	case TopicDeadLetter:
		return TypeDeadLetter
	}
	return ""
}
