package simulate

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
	"plimsoll/ingest/event"
)

// The stories: small fleets that hold one tale each, for scenario tests.
const (
	StoryFairLongliner     = "fair_longliner"     // and its twin that nobody inspected
	StoryYearOut           = "year_out"           // the jigger and its carriers
	StoryForgotten         = "forgotten"          // the abandoned bulk carrier
	StoryForgottenInactive = "forgotten_inactive" // the same, its case said to be inactive
	StoryForgottenPaid     = "forgotten_paid"     // the same, its crew paid and home
	StorySilence           = "silence"            // long out, then dark for thirteen months
	StoryFeedStops         = "feed_stops"         // twelve ordinary ships; a day ago all went silent
	StoryHomeOnFriday      = "home_on_friday"
	StorySmallFry          = "small_fry"
	StoryTwoFlags          = "two_flags"
	StoryTwoHulls          = "two_hulls"
	StoryUnallocatedMID    = "unallocated_mid"
	StoryDisabling         = "disabling"
	StoryArriving          = "arriving"
	StoryFlagHopping       = "flag_hopping"
)

type story struct {
	name string
	days int
	plan func(f *fleet)
}

func stories() []story {
	later := func(status string) func(f *fleet) {
		return func(f *fleet) { f.forgotten(statement{f.end - 10*day, status}) }
	}
	return []story{
		{StoryFairLongliner, 400, (*fleet).fairLongliners},
		{StoryYearOut, 440, (*fleet).yearOut},
		{StoryForgotten, 430, func(f *fleet) { f.forgotten() }},
		{StoryForgottenInactive, 430, later(event.RecordInactive)},
		{StoryForgottenPaid, 430, later(event.RecordResolved)},
		{StorySilence, 840, func(f *fleet) { f.silence(820, 395) }},
		{StoryFeedStops, 40, (*fleet).feedStops},
		{StoryHomeOnFriday, 200, (*fleet).homeOnFriday},
		{StorySmallFry, 90, (*fleet).smallFry},
		{StoryTwoFlags, 400, (*fleet).twoFlags},
		{StoryTwoHulls, 60, func(f *fleet) { f.plotTwoHulls(distantGrounds()[0], distantGrounds()[2]) }},
		{StoryUnallocatedMID, 120, func(f *fleet) { f.plotUnallocated(distantGrounds()[1]) }},
		{StoryDisabling, 120, func(f *fleet) { f.plotDisabling(distantGrounds()[3], 5) }},
		{StoryArriving, 120, (*fleet).arriving},
		{StoryFlagHopping, 400, func(f *fleet) {
			f.plotHopping(f.addOrdinary(bulker), []string{"COM", "TGO", "CMR"}, []int{500, 280, 60})
		}},
	}
}

// Stories lists the names that GenerateStory takes.
func Stories() []string {
	var names []string
	for _, s := range stories() {
		names = append(names, s.name)
	}
	return names
}

// GenerateStory writes the ships of one story and returns what was planted on
// them. Every story has the same numbers each time: the first ship's IMO number
// is 2000004.
func GenerateStory(ctx context.Context, name string, end time.Time, c *chart.Chart, cat *reference.Catalogue, emit Emit) (Truth, error) {
	list := stories()
	i := slices.IndexFunc(list, func(s story) bool { return s.name == name })
	if i < 0 {
		return nil, fmt.Errorf("simulate story %q: want one of %s", name, strings.Join(Stories(), ", "))
	}
	f, err := newFleet(Options{Vessels: 20, Days: list[i].days, End: end.UTC().Truncate(time.Second)}, c, cat)
	if err != nil {
		return nil, err
	}
	f.coverage()
	list[i].plan(f)
	return f.write(ctx, emit)
}

// feedStops is a feed that ends a day before the history does: nothing is
// wrong with the ships.
func (f *fleet) feedStops() {
	for i := range 12 {
		s := f.addOrdinary([]string{longliner, jigger, bulker, tanker, container, trawler}[i%6])
		s.dark = append(s.dark, span{f.end - 26*hour, open})
	}
}
