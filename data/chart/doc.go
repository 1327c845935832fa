// Package chart is the sea: where is this point, whose waters are these, how far is the shore, which port is this.
//
// It answers from a coastline that is embedded (Natural Earth 1:10 million through the npm package world-atlas) and a list
// of ports (the npm package sea-ports). Zones are approximated from the nearest coast: no baselines, no median lines, no
// treaties, so internal waters never appear and opposite coasts are divided where they are equally near. Lakes are land, as
// in the source; the Caspian is sea, as in the source. The coast is quantised to about 400 by 190 metres and lacks many
// islets. A point outside the range of coordinates has zone unknown: nothing is wrapped or clamped, since AIS says "not
// available" with longitude 181 and latitude 91.
//
// It does not judge: which law applies, what a vessel may do there, or whether a visit was a port call. It reads no files at
// run time and keeps no state; a Chart is immutable and safe for concurrent use.
package chart

//go:generate go run ./internal/generate
