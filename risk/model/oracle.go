package model

import (
	"math"
	"slices"

	"plimsoll/data/vessel"
)

// Input is what was found out about one indicator.
type Input struct {
	State               string
	Value, Could, Known float64 // shares of the weight: found, if what is unknown were adverse, and measured
	Decay               float64
	Flags               []string // raised for floors
}

// Inputs are what was found out about one vessel. An indicator that is missing
// was not found anywhere: nothing adverse where its list is complete, else
// unknown.
type Inputs struct {
	Population vessel.Population
	ClassKnown bool
	Found      map[string]Input
	Complete   map[string]bool // lists that their source says are complete
}

// Result is what the combination makes of it.
type Result struct {
	Points, CouldBe, Completeness int
	Total                         float64
	Band, Gate                    string
	Floors                        []string
	Pillars                       []PillarScore
}

// nearly lets a sum of decimals that binary fractions miss by a hair count.
const nearly = 1e-9

func halfUp(x float64) int { return int(math.Floor(x + 0.5 + nearly)) }

// Combine is the combination in plain Go: the check on the one in SQL, and what
// answers "what if". It is written from the rules, one sentence at a time.
func (m *Model) Combine(in Inputs) Result {
	sums := make(map[string]*tally, len(m.Pillars))
	for _, p := range m.Pillars {
		sums[p.ID] = &tally{}
	}
	raised, raisable := map[string]bool{}, map[string]bool{}
	var all tally
	for _, x := range m.Asked(in.Population) {
		found, ok := in.Found[x.ID]
		if !ok {
			found = absent(x.CoveredBy != "" && in.Complete[x.CoveredBy])
		}
		for _, f := range found.Flags {
			raised[f], raisable[f] = true, true
		}
		if found.Could > found.Value*found.Decay {
			for _, f := range x.Flags {
				raisable[f] = true
			}
		}
		if found.State == NotApplicable {
			continue
		}
		weight := x.Weights[in.Population]
		sums[x.Pillar].add(weight, found, x.Lookup)
		all.add(weight, found, x.Lookup)
	}
	factor := 1.0
	if !in.ClassKnown {
		factor = m.UnknownClassCompleteness
	}
	r := Result{Completeness: halfUp(100 * all.share(1) * factor)}
	could := 0.0
	for _, p := range m.Pillars {
		s := sums[p.ID]
		score := PillarScore{ID: p.ID, Points: math.Min(p.Cap, s.points), CouldBe: math.Min(p.Cap, s.could), Completeness: 100 * s.share(math.NaN()) * factor}
		r.Pillars = append(r.Pillars, score)
		r.Total += score.Points
		could += score.CouldBe
	}
	r.Total = math.Min(100, r.Total)
	r.Points, r.CouldBe = halfUp(r.Total), halfUp(math.Min(100, could))
	for _, f := range m.Floors {
		if every(raised, f.Needs) {
			r.Floors = append(r.Floors, f.ID)
			r.Points = max(r.Points, f.Points)
		}
		if every(raisable, f.Needs) {
			r.CouldBe = max(r.CouldBe, f.Points)
		}
	}
	r.CouldBe = max(r.CouldBe, r.Points)
	m.place(&r, in)
	return r
}

// absent is what a missing indicator means.
func absent(complete bool) Input {
	if complete {
		return Input{State: Measured, Known: 1, Decay: 1}
	}
	return Input{State: Unknown, Could: 1, Decay: 1}
}

// tally sums weights; a State look-up that is known says nothing about the
// vessel and leaves the completeness.
type tally struct{ points, could, asked, known float64 }

func (t *tally) add(weight float64, found Input, lookup bool) {
	t.points += weight * found.Value * found.Decay
	t.could += weight * found.Could
	if lookup && found.Known >= 1 {
		return
	}
	t.asked += weight
	t.known += weight * found.Known
}

func (t *tally) share(nothingAsked float64) float64 {
	if t.asked == 0 {
		return nothingAsked
	}
	return t.known / t.asked
}

func every(have map[string]bool, needs []string) bool {
	for _, n := range needs {
		if !have[n] {
			return false
		}
	}
	return true
}

// place finds the band: the highest for the points, one lower for every gate on
// the way that is shut; and the lowest only when it was earned.
func (m *Model) place(r *Result, in Inputs) {
	level := 0
	for i, b := range m.Bands {
		if r.Points >= b.From {
			level = i
		}
	}
	for level > 0 && !m.open(m.Bands[level].ID, r) {
		r.Gate = m.Bands[level].ID
		level--
	}
	r.Band = m.Bands[level].ID
	if level > 0 {
		return
	}
	tracked := in.Found[m.Earned.Track].Value+nearly >= m.Earned.TrackAtLeast
	switch {
	case !tracked:
		r.Band = m.Earned.NotSeen
	case in.Found[m.Earned.Inspection].Value < 1:
		r.Band = m.Earned.NotExamined
	}
}

func (m *Model) open(band string, r *Result) bool {
	for _, g := range m.Gates {
		if g.Band != band {
			continue
		}
		if g.FloorOpens && len(r.Floors) > 0 {
			return true
		}
		together, reached := 0.0, 0
		for _, p := range r.Pillars {
			if !slices.Contains(g.Pillars, p.ID) {
				continue
			}
			together += p.Points
			if p.Points+nearly >= g.Each {
				reached++
			}
		}
		if g.Together > 0 {
			return together+nearly >= g.Together
		}
		return reached >= g.Count
	}
	return true
}
