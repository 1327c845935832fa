package web

import (
	"cmp"
	"slices"
	"time"
)

// Fact is one dated statement; At is a date, empty where none is known.
type Fact struct{ Title, Text, At string }

// Row is something that happened or held.
type Row struct{ When, What, Detail string }

// Pair is a named value.
type Pair struct{ Name, Value string }

// Band is a band of one population's score.
type Band struct{ Population, Band, Words string }

// Alerts is the first page.
type Alerts struct {
	AsOf        time.Time
	FeedStopped string // why the alarm is on that the whole feed stopped; empty: it is not
	Vessels     []Vessel
	More        bool // there are more than are shown
}

// Vessel is a vessel with its alerts, the most severe first.
type Vessel struct {
	ID, Name, Number, Flag, Class string
	Alerts                        []Alert
}

// Alert is one alert in words. Band and what follows it is empty where no
// score belongs to it.
type Alert struct {
	ID, VesselID, Vessel, Number, Flag, Class string
	What, Rule, Reason, State, Step, Place    string
	At, ObservedAt, ScoredAt                  time.Time
	Population, Band, BandWords, Model        string
	Completeness, AtLeast, CouldBe            int
	Facts                                     []Fact
	NotKnown                                  []string
}

// severity orders bands; what is not examined stands between.
func severity(band string) int {
	return slices.Index([]string{"", "low", "guarded", "not_seen", "not_examined", "elevated", "high", "severe"}, band)
}

// Add puts an alert under its vessel.
func (a *Alerts) Add(x Alert) {
	for i := range a.Vessels {
		if a.Vessels[i].ID == x.VesselID {
			a.Vessels[i].Alerts = append(a.Vessels[i].Alerts, x)
			return
		}
	}
	a.Vessels = append(a.Vessels, Vessel{ID: x.VesselID, Name: x.Vessel, Number: x.Number, Flag: x.Flag, Class: x.Class, Alerts: []Alert{x}})
}

// Sort puts the most severe first and, among those, the newest.
func (a *Alerts) Sort() {
	worse := func(x, y Alert) int { return cmp.Or(severity(y.Band)-severity(x.Band), y.At.Compare(x.At)) }
	for i := range a.Vessels {
		slices.SortStableFunc(a.Vessels[i].Alerts, worse)
	}
	slices.SortStableFunc(a.Vessels, func(x, y Vessel) int { return worse(x.Alerts[0], y.Alerts[0]) })
}

// Worst is the alert that is shown first.
func (v Vessel) Worst() Alert { return v.Alerts[0] }

// Others are the alerts after the first.
func (v Vessel) Others() []Alert { return v.Alerts[1:] }

// Search is the page of what was found.
type Search struct {
	Q       string
	Hits    []Hit
	More    bool
	Waiting string // why nothing fits yet; empty: nothing is on its way
}

// Hit is a vessel that fits.
type Hit struct {
	ID, Name, Number, CallSign, Flag, Class string
	Matched                                 string // the name that fits, where it is not the present one
	Nearby                                  bool   // letters or digits differ
	Bands                                   []Band
}

// Dossier is a vessel's page.
type Dossier struct {
	ID, Name, Class  string
	AsOf             time.Time
	Dated            bool   // somebody named the moment
	Pending          bool   // it came in a moment ago, and no pass has judged it
	Today            string // the date that the picker starts from
	Identity         []Pair
	Scores           []Score // none: the vessel is not of a kind that is scored
	Alerts           []Alert
	NotKnown         []string
	Place            *Place // nil: never observed
	LastCall         string // empty: none is known
	Seen             string // empty: never
	Conflicts        []Row
	Records          []Row
	Inspections      []Row
	Calls            []Row
	Gaps             []Row
	GapCount         int // of six hours or more that ended
	GapTwelve        int // of those, of twelve or more
	Zones            []Pair
	Names, CallSigns []Row
	Flags            []Row
}

// Score is a score in words.
type Score struct {
	Population, Band, BandWords, Meaning string
	AtLeast, CouldBe, Completeness       int
	Model                                string
	AsOf                                 time.Time
	Since                                *time.Time // since when it has been in this band; nil: not told
	Top, NotKnown                        []Fact
	WouldHelp                            []Fact // Title: the band that the change would give
}

// Place is where a vessel was last observed.
type Place struct {
	Words, Position string
	At              time.Time
	DaysAgo         int
}

// Problem is a page that says what is wrong and what to do.
type Problem struct {
	Status        int
	Title, Detail string
}

// Docs is the API's document.
type Docs struct {
	Title, Version, Text string
	Operations           []Operation
}

// Operation is one thing to ask.
type Operation struct {
	Method, Path, Summary, Text string
	Parameters                  []Parameter
	Answers                     []string // media types
	Fields                      []Field
}

// Parameter is part of a question.
type Parameter struct {
	Name, In, Type, Text string
	Required             bool
}

// Field is part of an answer.
type Field struct{ Name, Type, Text string }

// Choice is one thing that can be chosen in a form.
type Choice struct {
	Value, Words string
	Chosen       bool
}
