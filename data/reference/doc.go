// Package reference is what is known beforehand: States with their codes and the
// names that feeds write, maritime identification digits, registers and flags of
// convenience, treaties and reservations, tiers of the Trafficking in Persons
// report, lists and codes of port State control, fishery cards, withhold-release
// orders, and whom to turn to. The facts are CSV tables compiled into the
// program; the Catalogue made from them is immutable and answers by date.
//
// Each table is described as data (Tables): columns, keys and rules. Reading and
// checking work from that description, so that an operator's own file is taken
// exactly when Check finds nothing wrong with it.
//
// Unknown is an answer of its own. A question about a day before a list began,
// inside a date known only by its year or month, or too long after the last
// known list is answered with Unknown and a note, never with a guess. Absence
// from a list is known only where the list is whole.
//
// Every dated fact is also a Span, a flat row without overlap, and the answers
// are looked up in those same spans: what is mirrored into a database and what
// Go answers cannot disagree.
//
// The package does not say what a fact means in law or for a score, does not
// know vessels, ports or waters, and fetches nothing.
package reference
