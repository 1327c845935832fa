// Package reference is what is known beforehand about States: their codes, the
// maritime identification digits allocated to them, the registers listed as
// flags of convenience, the treaties that bind them, and their tier in the
// yearly Trafficking in Persons report. The facts are CSV tables compiled into
// the program; the Catalogue made from them is immutable and answers by date.
//
// Unknown is an answer of its own. A question about a day before a list began,
// inside a date known only by its year or month, or too long after the last
// known list is answered with Unknown and a note, never with a guess.
//
// Every dated fact is also a Span, a flat row without overlap, and the answers
// are looked up in those same spans: what is mirrored into a database and what
// Go answers cannot disagree.
//
// The package does not say what a fact means in law or for a score, does not
// know vessels, ports or waters, and fetches nothing.
package reference
