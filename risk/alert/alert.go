package alert

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"
)

// State is where an alert stands.
type State string

// The states. The first three are active: the condition is believed to hold.
const (
	Open         State = "open"
	Acknowledged State = "acknowledged"
	Disputed     State = "disputed"
	Resolved     State = "resolved"  // no longer so, or closed by a person
	Retracted    State = "retracted" // it should not have been raised
	Expired      State = "expired"   // its occasion has passed
)

// States lists them.
func States() []State { return []State{Open, Acknowledged, Disputed, Resolved, Retracted, Expired} }

// Active tells whether the condition is believed to hold.
func (s State) Active() bool { return s == Open || s == Acknowledged || s == Disputed }

// Step is what happened to an alert.
type Step string

// The steps. Next takes all but acknowledged and disputed, which people take.
const (
	StepOpened       Step = "opened"
	StepRaised       Step = "raised"
	StepLowered      Step = "lowered"
	StepAcknowledged Step = "acknowledged"
	StepResolved     Step = "resolved"
	StepDisputed     Step = "disputed"
	StepRetracted    Step = "retracted"
	StepExpired      Step = "expired"
	StepReopened     Step = "reopened"
)

// Steps lists them.
func Steps() []Step {
	return []Step{StepOpened, StepRaised, StepLowered, StepAcknowledged, StepResolved, StepDisputed, StepRetracted, StepExpired, StepReopened}
}

// Closing tells whether the step ends what was active.
func (s Step) Closing() bool { return s == StepResolved || s == StepRetracted || s == StepExpired }

// upward steps say that the condition holds, or holds more than before.
func (s Step) upward() bool { return s == StepOpened || s == StepRaised || s == StepReopened }

// Rule is a built-in rule.
type Rule string

// The built-in rules.
const (
	RuleBand             Rule = "band"              // a population's band is elevated or above
	RuleIdentityConflict Rule = "identity_conflict" // the vessel's identity contradicts itself
	RuleArrival          Rule = "arrival"           // a vessel of such a band is announced at a port or has arrived
	RuleFeedStopped      Rule = "feed_stopped"      // operations: no position from anybody for a day
)

// Rules lists them.
func Rules() []Rule { return []Rule{RuleBand, RuleIdentityConflict, RuleArrival, RuleFeedStopped} }

// Known tells whether it is one of the built-in rules.
func (r Rule) Known() bool { return slices.Contains(Rules(), r) }

// Key is what makes two assessments be about the same alert. Empty parts say
// that the rule is not about that: an operations alarm has no vessel.
type Key struct {
	Vessel     string // vessel id
	Population string // seafarer, fisher
	Rule       Rule
	Place      string // UN/LOCODE of a port
}

// ID is the alert's id: a hash of the key, so that neither time nor score
// makes another alert of it.
func (k Key) ID() string {
	sum := sha256.Sum256([]byte(k.Vessel + "\x00" + k.Population + "\x00" + string(k.Rule) + "\x00" + k.Place))
	return hex.EncodeToString(sum[:12])
}

// Score is the score that an alert was seen against; the zero Score is none.
type Score struct {
	Population   string
	Band         string
	Points       uint8 // at least
	CouldBe      uint8 // if everything unknown were adverse
	Completeness uint8 // 0 to 100
	Model        string
	ScoredAt     time.Time
	AsOf         time.Time
}

// Alert is a condition as it stands after its last step.
type Alert struct {
	Key
	ID       string
	State    State
	Sequence uint32 // of the last step, from 1
	Level    int    // how far the rule is met: 0 is not; the higher the worse
	Score    Score
	// Suppressed counts the assessments since the last step that changed nothing.
	Suppressed uint32
	At         time.Time // of the last step
	OpenedAt   time.Time // of the last step opened or reopened
	OpenedBy   time.Time // ScoredAt of the score that it was opened or reopened with
	SpokeAt    time.Time // of the last step that was opened, raised or reopened
	HeldAt     time.Time // the moment that that step told of
	SeenAt     time.Time // ScoredAt of the newest score that it was assessed with
}

// Transition is one step of an alert, as it is stored and sent.
type Transition struct {
	Key
	ID         string
	Sequence   uint32
	Number     uint64 // order among all alerts; set when it is stored
	Step       Step
	State      State
	Reason     string // in plain words
	Level      int
	Score      Score
	Suppressed uint32    // repeats since the step before
	Facts      []Fact    // what it rests on besides the score; they are stored in Evidence
	ByPerson   bool      // only a person closes it; stored in Evidence
	Evidence   string    // JSON; set when it is stored
	ObservedAt time.Time // when what it tells of happened
	AcceptedAt time.Time // when the message that caused it was taken in; zero: the clock did
	At         time.Time
}

// Fact is one dated statement that an alert rests on.
type Fact struct {
	At     time.Time // zero: not dated
	Text   string
	Source string
}

// EventID names the step for who must recognise a repeated delivery.
func (t *Transition) EventID() string { return eventID(t.ID, t.Sequence) }
