// Package behaviour derives from observations what vessels are and did: which
// vessel a track is and when (links), what it was over time (vessels), what
// does not fit together (conflicts), which positions come from a further hull
// on the same MMSI, and one row per vessel and day that later passes read
// instead of positions. Gaps, outages of the feed and confirmed calls are
// queries over those rows.
//
// What it derives is a function of what was observed: a replay, or the same
// messages in other batches, gives the same current rows. It judges nothing:
// indicators, weights and alerts are other packages of risk. It takes in no
// event and never looks at a message.
package behaviour
