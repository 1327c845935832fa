// Package vessel is the vocabulary for ships: IMO number, MMSI, vessel class,
// population, and the ids that Plimsoll gives them.
//
// It knows how numbers are written and which are valid. It does not know which
// ship has which number on which day (that is derived from claims, in
// risk/behaviour), nor which State a code belongs to (data/reference).
package vessel
