package zones

import (
	"slices"

	"plimsoll/data/chart/zones/internal/pointloc"
)

// Kind is the legal character that a file gives a zone.
type Kind uint8

const (
	// EEZ is a zone of one State, to 200 nautical miles or to a boundary.
	EEZ Kind = iota + 1
	// JointRegime is an area that States have agreed to share.
	JointRegime
	// OverlappingClaim is an area that more than one State claims. None is preferred.
	OverlappingClaim
)

// String is the kind in words.
func (k Kind) String() string {
	switch k {
	case EEZ:
		return "exclusive economic zone"
	case JointRegime:
		return "joint regime"
	case OverlappingClaim:
		return "overlapping claim"
	}
	return "unknown"
}

// Party is a State or territory that a zone names.
type Party struct {
	State     string // ISO 3166-1 alpha-3 of the State or territory
	Sovereign string // the State that answers for it, "" when undetermined
}

// claimant is the code under which a party claims: its sovereign's, or its own where there is none.
func (p Party) claimant() string {
	if p.Sovereign != "" {
		return p.Sovereign
	}
	return p.State
}

// Zone is one feature of the file.
type Zone struct {
	ID      int64 // Marine Regions' identifier, 0 without one
	Name    string
	Kind    Kind
	Parties []Party // in the order of the file; none where a file does not say who claims it
	AreaKm2 float64 // on the ellipsoid, of its polygons less their holes; where an outline crosses itself, its parts are set off
}

// claimants are the States of a zone, sorted, each once.
func (z *Zone) claimants() []string {
	var out []string
	for _, p := range z.Parties {
		out = append(out, p.claimant())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Set is an accepted file: zones with an index. It is immutable and safe for concurrent use.
type Set struct {
	source string
	zones  []Zone
	index  *pointloc.Index
	world  bool
	answers
}

// worldwide is how many sovereign States a file must have zones of to be taken as one of the whole world. About 150 States
// have a coast; no ocean's have half as many.
const worldwide = 120

// newSet puts zones and their index together.
func newSet(source string, zs []Zone, x *pointloc.Index) *Set {
	s := &Set{source: source, zones: zs, index: x}
	s.world = len(s.sovereigns()) >= worldwide
	s.prepare(zs)
	return s
}

// Source is the name of the file that the set was read from.
func (s *Set) Source() string { return s.source }

// Zones are the zones in the order of the file. The slice is the caller's; the parties are shared.
func (s *Set) Zones() []Zone { return slices.Clone(s.zones) }

// World says whether the set has zones all over the world, so that a point in none of them is on the high seas. Around a
// regional set the chart goes on approximating.
func (s *Set) World() bool { return s.world }

// States are the States and territories that the set names, sorted.
func (s *Set) States() []string {
	return s.codes(func(p Party) string { return p.State })
}

func (s *Set) sovereigns() []string { return s.codes(Party.claimant) }

func (s *Set) codes(of func(Party) string) []string {
	var out []string
	for i := range s.zones {
		for _, p := range s.zones[i].Parties {
			out = append(out, of(p))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Bytes is how much memory the polygons take (two numbers of eight bytes a vertex) and how much the index beside them.
func (s *Set) Bytes() (geometry, index int) { return s.index.Bytes() }
