package zones

import (
	"fmt"
	"slices"
)

// Remark is something about one feature. Feature 0 is the file as a whole.
type Remark struct {
	Feature int // counted from 1 in the order of the file
	Name    string
	Text    string
}

// String is the remark in one line.
func (r Remark) String() string {
	switch {
	case r.Feature == 0:
		return r.Text
	case r.Name == "":
		return fmt.Sprintf("feature %d: %s", r.Feature, r.Text)
	}
	return fmt.Sprintf("feature %d (%s): %s", r.Feature, r.Name, r.Text)
}

// Report is what was found in a file. Nothing is taken while there are problems: they are mended in the file, or their features
// left out by number.
type Report struct {
	Source   string // name of the file
	Format   string // in words, with the layer where there were several
	Features int    // in the file
	LeftOut  []int  // features left out as asked, ascending
	Problems []Remark
	Notes    []Remark // what was mended or is odd; none of it hinders

	// Of the features that are not left out:
	Zones, JointRegimes, OverlappingClaims int
	States                                 []string // States and territories named, sorted
	Vertices                               int
	AreaKm2                                float64 // of all zones, overlaps counted each time
	World                                  bool    // see Set.World

	// Overlaps are pairs of zones over the same water, largest first. Slivers under a square kilometre are not among them.
	Overlaps []Overlap
}

// Overlap is two zones over the same water.
type Overlap struct {
	A, B    string
	AreaKm2 float64 // about: by cells of the index and points spread over those that edges cross
}

func (r *Report) problem(f *feature, format string, args ...any) {
	r.Problems = append(r.Problems, f.remark(format, args...))
}

func (r *Report) note(f *feature, format string, args ...any) {
	r.Notes = append(r.Notes, f.remark(format, args...))
}

// Words are the report's lines for people, the problems last.
func (r *Report) Words() []string {
	out := []string{
		fmt.Sprintf("%s: %s, %s", r.Source, r.Format, count(r.Features, "feature", "features")),
		fmt.Sprintf("%s of %s, among them %s and %s; %s, %.0f thousand km2",
			count(r.Zones, "zone", "zones"), count(len(r.States), "State or territory", "States and territories"),
			count(r.JointRegimes, "joint regime", "joint regimes"),
			count(r.OverlappingClaims, "overlapping claim", "overlapping claims"),
			count(r.Vertices, "vertex", "vertices"), r.AreaKm2/1000),
	}
	if len(r.LeftOut) > 0 {
		out = append(out, fmt.Sprintf("left out as asked: %v", r.LeftOut))
	}
	switch {
	case r.Zones == 0:
	case r.World:
		out = append(out, "zones of the whole world: what is in none of them is high seas")
	default:
		out = append(out, "not the whole world: what is in none of these zones goes on being approximated")
	}
	for i, o := range r.Overlaps {
		if i == 20 {
			out = append(out, fmt.Sprintf("... and %d more overlaps", len(r.Overlaps)-i))
			break
		}
		out = append(out, fmt.Sprintf("overlap of about %.0f km2: %s; %s", o.AreaKm2, o.A, o.B))
	}
	for _, n := range r.Notes {
		out = append(out, "note: "+n.String())
	}
	for _, p := range r.Problems {
		out = append(out, "problem: "+p.String())
	}
	return out
}

// finish sorts remarks by feature.
func (r *Report) finish() {
	byFeature := func(a, b Remark) int { return a.Feature - b.Feature }
	slices.SortStableFunc(r.Problems, byFeature)
	slices.SortStableFunc(r.Notes, byFeature)
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
