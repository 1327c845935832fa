package alert

import "time"

// The limits of the life cycle.
const (
	// RepeatInterval is how soon an occasion that comes again is told again.
	RepeatInterval = 24 * time.Hour
	// quiet is how long something must have been lower before that is told, and
	// how long a rule must not have been met before the clock closes an alert.
	quiet = 24 * time.Hour
	// quietPasses is in how many passes in a row that must have been seen.
	quietPasses = 2
)

// Closing says what may close an alert whose rule is no longer met.
type Closing uint8

// The ways of closing.
const (
	// ByClock closes after two passes and 24 hours below the rule.
	ByClock Closing = iota
	// ByPerson never closes by itself: conditions and recruitment.
	ByPerson
	// AtOnce closes, and lowers, with the first assessment that says so: what
	// was counted, not measured, and what operations watch.
	AtOnce
)

// End says that an alert ends whatever its rule says.
type End uint8

// The ends.
const (
	// NotEnded leaves it to the rule.
	NotEnded End = iota
	// Merged retracts: the vessel turned out to be another one.
	Merged
	// Disproved retracts: what is known now does not support the alert as of
	// the moment that it told of.
	Disproved
	// Departed expires: the vessel has left, or was never seen to come.
	Departed
)

// Mark is an earlier assessment, as far as it was stored.
type Mark struct {
	At    time.Time
	Level int
	// Personal: conditions or recruitment had points.
	Personal bool
}

// Assessment is what a rule finds about one key.
type Assessment struct {
	Key
	Level int // 0: not met
	// Marks are the assessments stored since the alert was last opened (while it
	// is active) or last closed, oldest first, the present one last. None: the
	// present one is the only one, made now.
	Marks   []Mark
	Passes  int // passes in a row, this one included, that found the level lower than the alert's
	Closing Closing
	End     End
	Words   string // what is so, for a person; with End, why
	Facts   []Fact
	News    bool // it rests on something that was not assessed before: a repeat that counts
	Score   Score
	// ObservedAt is when what it tells of happened.
	ObservedAt time.Time
	// AcceptedAt is when the message behind it was taken in; zero: there is none.
	AcceptedAt time.Time
}

// lowerSince is since when, without a break, the level has been below one.
func (a *Assessment) lowerSince(level int, now time.Time) time.Time {
	since := now
	for i := len(a.Marks) - 1; i >= 0 && a.Marks[i].Level < level; i-- {
		since = a.Marks[i].At
	}
	return since
}

// unmetAfter tells whether the rule was not met at some moment after t.
func (a *Assessment) unmetAfter(t time.Time) bool {
	for _, m := range a.Marks {
		if m.At.After(t) && m.Level == 0 {
			return true
		}
	}
	return false
}

// byPerson tells whether the alert rests, or has rested since it was opened, on
// what only a person may close.
func (a *Assessment) byPerson() bool {
	if a.Closing == ByPerson {
		return true
	}
	for _, m := range a.Marks {
		if m.Personal {
			return true
		}
	}
	return false
}
