package stream

// DeadLetter is a message that could not be accepted, and why.
type DeadLetter struct {
	// Reason in a short sentence; Field names what is wrong, Fix says what would make it right. Both may be empty.
	Reason, Field, Fix string
	// Source is the message as it was read, with its topic, partition and offset.
	Source Message
}
