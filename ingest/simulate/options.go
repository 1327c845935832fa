package simulate

import (
	"errors"
	"fmt"
	"time"
)

// Options say how large a fleet is, how long its history, and how it falls out.
type Options struct {
	Vessels int       // at least 1, at most MaxVessels
	Days    int       // days of history that end at End, at least 2, at most MaxDays
	Seed    uint64    // the same seed and End give the same bytes
	End     time.Time // the moment at which all of it is taken in; nothing happens after it
}

// The largest fleet and the longest history. The first follows from the four
// digits that a synthetic MMSI has after its flag's, the second from tracks
// that are planned before the first message.
const (
	MaxVessels    = 20_000
	MaxDays       = 1500
	maxVesselDays = 4_000_000 // about half a gigabyte of plan
)

// A fleet this large and this long holds the cast of every story; a smaller
// one holds ordinary ships and those conditions that fit into its days.
const (
	castVessels = 60
	castDays    = 428
)

// Demo is the fleet that a first start is shown: every story, among ordinary
// ships, small enough to be explained within seconds.
func Demo(end time.Time) Options {
	return Options{Vessels: 66, Days: 430, Seed: 1876, End: end}
}

func (o *Options) check() error {
	switch {
	case o.Vessels < 1 || o.Vessels > MaxVessels:
		return fmt.Errorf("simulate %d vessels: want 1 to %d", o.Vessels, MaxVessels)
	case o.Days < 2 || o.Days > MaxDays:
		return fmt.Errorf("simulate %d days: want 2 to %d", o.Days, MaxDays)
	case o.Vessels*o.Days > maxVesselDays:
		return fmt.Errorf("simulate %d vessels for %d days: their product may be at most %d; ask for fewer or for less", o.Vessels, o.Days, maxVesselDays)
	case o.End.IsZero():
		return errors.New("simulate: say when the history ends")
	case o.End.AddDate(0, 0, -o.Days).Year() < 2005:
		return fmt.Errorf("simulate until %s: want a history that begins in 2005 or later, when ships had AIS", o.End.Format(time.DateOnly))
	}
	return nil
}
