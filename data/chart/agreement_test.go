package chart

import (
	"flag"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// go test ./data/chart -run Agreement -v -agreement 100000 gives the figures of SOURCES.md.
var (
	agreementPoints = flag.Int("agreement", 20_000, "points at sea on which the chart is compared with the world file of zones")
	agreementShown  = flag.Int("agreement-shown", 0, "how many pairs that disagree are listed")
)

// disagreement sorts what differs into kinds that can be explained.
type disagreement struct {
	c     *Chart
	coast map[string]*coastTree // of one State each
}

// shareOf is how much farther the coast of a State is than the nearest coast.
func (d *disagreement) shareOf(state string, p point, at Placing) float64 {
	if own, ok := fileCodes[state]; ok {
		state = own
	}
	if d.coast[state] == nil {
		l, st := d.c.raster.lines, d.c.states
		d.coast[state] = buildCoastTree(l, nil, func(owner uint16) bool { return st.territories[owner].state == state })
	}
	if len(d.coast[state].runs) < 2 {
		return math.Inf(1)
	}
	return d.coast[state].nearest(ecef(p.lon, p.lat), nowhere).metres() / at.ShoreM
}

// zoneKind explains a point that one has on the high seas and the other in a zone.
func (d *disagreement) zoneKind(e *eezFeature, p point, at Placing) string {
	_, z, m := d.c.fromShore(ecef(p.lon, p.lat))
	switch {
	case e == nil && z <= ZoneContiguous:
		return "the file's coast is coarser: fjords and bays are land to it"
	case e != nil && e.kind == "Disputed" && len(e.states) == 1:
		return "the file's disputed area in the South China Sea, high seas by the award of 2016"
	case math.Abs(m-eezM) < 10*nauticalMileM:
		return "the limit of 200 miles is drawn less than 10 miles apart"
	case e == nil:
		return "a coast from which the file measures no zone"
	}
	return "a coast that the chart lacks, or a baseline far from it"
}

// stateKind explains a point in a zone by both, but of different States.
func (d *disagreement) stateKind(e *eezFeature, p point, at Placing) string {
	switch {
	case len(e.states) == 1 && d.c.sovereign(e.states[0]) == d.c.sovereign(at.State):
		return "a territory of the same sovereign, under its own name in one of the two"
	case len(e.states) > 1:
		return "a disputed or joint area of the file of which the chart does not name every State"
	case at.Contested:
		return "a contested coast is nearest, and the file has the zone of a State that does not claim it"
	case d.shareOf(e.states[0], p, at) < 1.5:
		return "a boundary by agreement or practice that is no median line (the file's coast less than half farther)"
	}
	return "a boundary by agreement or practice, or archipelagic baselines, far from the median line"
}

// How often the chart agrees with the polygons on random points at sea.
func TestAgreementWithEEZ(t *testing.T) {
	zones := readEEZ(t)
	c := loaded(t)
	rng := rand.New(rand.NewPCG(5, 9))
	n := *agreementPoints
	sea, zone, within, state, sovereign, disputed, among := 0, 0, 0, 0, 0, 0, 0
	type miss struct {
		n   int
		sum point
	}
	misses := map[string]miss{}
	why, kinds := &disagreement{c, map[string]*coastTree{}}, map[string]int{}
	missed := func(what string, p point) {
		m := misses[what]
		misses[what] = miss{m.n + 1, point{m.sum.lon + p.lon, m.sum.lat + p.lat}}
	}
	for sea < n {
		p := point{rng.Float64()*360 - 180, math.Asin(rng.Float64()*2-1) / radians}
		at := c.At(p.lon, p.lat)
		if at.Land {
			continue
		}
		sea++
		e := eezAt(zones, p)
		ours := strings.Join(append([]string{at.State}, at.States...), " ")
		switch {
		case (e == nil) == (at.Zone == ZoneHighSeas):
			zone++
		case e == nil:
			missed("zone: high seas | "+at.Zone.String()+" of "+ours, p)
			kinds["zone: "+why.zoneKind(e, p, at)]++
		default:
			missed("zone: "+e.name+" | high seas", p)
			kinds["zone: "+why.zoneKind(e, p, at)]++
		}
		if e == nil || at.Zone == ZoneHighSeas {
			continue
		}
		within++
		if len(e.states) == 1 && at.Contested {
			disputed++
		}
		if len(e.states) == 1 && c.sovereign(at.State) == c.sovereign(e.states[0]) || e.agrees(at, c) {
			sovereign++
		}
		if e.agrees(at, c) {
			state++
			if len(e.states) == 1 && at.State != e.states[0] && fileCodes[e.states[0]] != at.State {
				among++
			}
		} else {
			missed("State: "+e.name+" | "+ours, p)
			kinds["State: "+why.stateKind(e, p, at)]++
		}
	}
	zoneShare, stateShare := 100*float64(zone)/float64(sea), 100*float64(state)/float64(within)
	t.Logf("%d points at sea: zone agrees on %.2f %%; State on %.2f %% of %d in a zone by both", sea, zoneShare, stateShare, within)
	t.Logf("a territory of the right sovereign counted too: %.2f %%; contested here and not in the file: %.2f %%; the file's State named only among those that claim or share: %.2f %%",
		100*float64(sovereign)/float64(within), 100*float64(disputed)/float64(within), 100*float64(among)/float64(within))
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		t.Logf("%5d  %s", kinds[k], k)
	}
	shown := slices.SortedFunc(maps.Keys(misses), func(a, b string) int { return misses[b].n - misses[a].n })
	for _, k := range shown[:min(len(shown), *agreementShown)] {
		m := misses[k]
		t.Logf("%5d  %s, about %.1f, %.1f", m.n, k, m.sum.lon/float64(m.n), m.sum.lat/float64(m.n))
	}
	if zoneShare < 99 || stateShare < 98.2 { // of 20,000 points; the whole is a little better
		t.Error("the approximation has become worse")
	}
}
