package ingest

import "plimsoll/data/chart"

// inForce is the chart that places a share of a batch from its first position
// to its last: where charts are swapped, the one in force now, so that the
// version beside a position is that of the chart which placed it.
func inForce(l Locator) Locator {
	if store, ok := l.(interface{ Current() *chart.Chart }); ok {
		return store.Current()
	}
	return l
}
