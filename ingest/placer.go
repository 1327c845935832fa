package ingest

import (
	"slices"

	"plimsoll/data/chart"
)

// placer asks for the places of many points region by region. A chart is large
// against a processor's caches, and reports come from all over the world in
// turn: in their own order, half the time would go into fetching the chart.
type placer struct {
	order      []uint64 // region and index of each point, sorted
	rank       []int32  // where the answer for a point stands
	lons, lats []float64
	answers    []chart.Placing
}

// place asks for all points; at gives the answers.
func (p *placer) place(locator Locator, lons, lats []float64) {
	n := len(lons)
	p.order, p.lons, p.lats = p.order[:0], p.lons[:0], p.lats[:0]
	p.rank, p.answers = slices.Grow(p.rank[:0], n)[:n], slices.Grow(p.answers[:0], n)[:n]
	for i := range lons {
		// Accepted positions lie between -180 and 180, -90 and 90 degrees.
		region := uint64(lats[i]+90)*361 + uint64(lons[i]+180)
		p.order = append(p.order, region<<32|uint64(i))
	}
	slices.Sort(p.order)
	for at, o := range p.order {
		i := uint32(o)
		p.rank[i] = int32(at)
		p.lons, p.lats = append(p.lons, lons[i]), append(p.lats, lats[i])
	}
	locator.PlaceBatch(p.lons, p.lats, p.answers)
}

// at is the place of point i.
func (p *placer) at(i int) *chart.Placing { return &p.answers[p.rank[i]] }
