package zones

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"plimsoll/data/chart"
)

// mostStacked is how many zones over one point are remembered together; more are answered too, but slower.
const mostStacked = 6

// stack is the zones that cover a point, from the lowest, each plus one; 0 is none.
type stack [mostStacked]uint32

// answers are what the chart is told, made once.
type answers struct {
	one  []chart.ZoneAnswer // of a point in one zone
	lock sync.Mutex
	many atomic.Pointer[map[stack]chart.ZoneAnswer] // of a point in several, made when first asked for
}

func (a *answers) prepare(zs []Zone) {
	a.one = make([]chart.ZoneAnswer, len(zs))
	for i := range zs {
		a.one[i] = combine(zs[i : i+1])
	}
	a.many.Store(&map[stack]chart.ZoneAnswer{})
}

// ZoneAt is what the zones say of a point in degrees; see chart.Zoner. A point on a line between two zones is in exactly one of
// them. In none of the zones of a set of the whole world it is on the high seas; in none of a regional set nothing is said.
func (s *Set) ZoneAt(lon, lat float64) (chart.ZoneAnswer, bool) {
	var room [mostStacked]uint32
	in := s.index.Owners(lon, lat, room[:0])
	switch len(in) {
	case 0:
		return chart.ZoneAnswer{Zone: chart.ZoneHighSeas}, s.world
	case 1:
		a := s.one[in[0]]
		return a, a.Zone != chart.ZoneUnknown
	}
	a := s.together(in)
	return a, a.Zone != chart.ZoneUnknown
}

// At lists the zones that cover a point, in the order of the file.
func (s *Set) At(lon, lat float64) []Zone {
	var out []Zone
	for _, i := range s.index.Owners(lon, lat, nil) {
		out = append(out, s.zones[i])
	}
	return out
}

func (s *Set) together(in []uint32) chart.ZoneAnswer {
	var key stack
	if len(in) <= mostStacked {
		for i, z := range in {
			key[i] = z + 1
		}
		if a, ok := (*s.many.Load())[key]; ok {
			return a
		}
	}
	var zs []Zone
	for _, i := range in {
		zs = append(zs, s.zones[i])
	}
	a := combine(zs)
	if len(in) <= mostStacked {
		s.lock.Lock()
		defer s.lock.Unlock()
		next := maps.Clone(*s.many.Load())
		next[key] = a
		s.many.Store(&next)
	}
	return a
}

// antarctica is the code of zones of which nothing is said: article IV of the Antarctic Treaty holds claims in abeyance, and the
// chart has its own answer there.
const antarctica = "ATA"

func (z *Zone) ofAntarctica() bool {
	return z.Kind == EEZ && z.Parties[0].State == antarctica
}

// combine is what zones over one point say together; nothing (the zero answer) of Antarctica. A joint regime covers the zones of those who share it; any other zones of
// different States over each other are a contest, as is a claim that the file calls overlapping.
func combine(zs []Zone) chart.ZoneAnswer {
	zs = slices.DeleteFunc(slices.Clone(zs), func(z Zone) bool { return z.ofAntarctica() })
	if len(zs) == 0 {
		return chart.ZoneAnswer{}
	}
	a := chart.ZoneAnswer{Zone: chart.ZoneEEZ}
	var names, joint, all, sharing []string
	for i := range zs {
		names = append(names, zs[i].Name)
		all = append(all, zs[i].claimants()...)
		switch zs[i].Kind {
		case JointRegime:
			a.Joint = true
			joint = append(joint, zs[i].Name)
			sharing = append(sharing, zs[i].claimants()...)
		case OverlappingClaim:
			a.Contested = true
		}
	}
	a.Name = strings.Join(names, "; ")
	slices.Sort(all)
	all = slices.Compact(all)
	outside := slices.ContainsFunc(all, func(s string) bool { return !slices.Contains(sharing, s) })
	if len(all) > 1 && outside {
		a.Contested = true
	}
	if a.Joint && !a.Contested {
		a.Name = strings.Join(joint, "; ")
	}
	if a.Contested || a.Joint {
		a.States = all
		return a
	}
	a.State, a.Sovereign = zs[0].Parties[0].State, zs[0].Parties[0].Sovereign
	for i := range zs {
		if zs[i].Parties[0].State != a.State { // two territories of one State
			a.State = a.Sovereign
		}
	}
	return a
}
