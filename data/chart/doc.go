// Package chart is the sea: where is this point, whose waters are these, how far is the shore, which port is this.
//
// It answers from a coastline that is embedded (Natural Earth 1:10 million through the npm package world-atlas), a table of
// islets that it lacks, and a list of ports (the npm package sea-ports). Zones are approximated from the nearest coast: there
// are no baselines, so internal waters never appear; opposite coasts are divided where they are equally near, but for a small
// table of boundaries, joint and contested areas. Imported zones (WithZones) win over all that. SOURCES.md says what the
// tables rest on and how often the approximation agrees with a world file of zones. Lakes are land, as in the source; the
// Caspian is sea, as in the source. The coast is quantised to about 400 by 190 metres. Land that has no coastal State
// (Antarctica) has shores and no zones; a rock has a territorial sea at most. A point outside the range of coordinates has
// zone unknown: nothing is wrapped or clamped, since AIS says "not available" with longitude 181 and latitude 91.
//
// It does not judge: which law applies, what a vessel may do there, or whether a visit was a port call. It reads no files at
// run time and keeps no state; a Chart is immutable and safe for concurrent use, and a Store swaps one for another.
//
// How it is fast: a raster of cells knows land from sea, with the few lines that cross a cell where one does (raster.go). A
// tree of boxes in earth-centred coordinates finds the nearest coast by chords (tree.go, nearest.go), and one arc over the
// chord is the distance (arcM); no geodesic is solved.
package chart

//go:generate go run ./internal/generate
