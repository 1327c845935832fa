// Package jurisdiction answers who can act: for a vessel, a place, a day and
// people, which State has which power, duty or limit, under which article, on
// what condition, and how strong. The law is data (law/*.yaml), the evaluator
// is small, and an answer explains itself: why a rule speaks, what was missing
// where one nearly spoke, and what would have to be known.
//
// It gives decision support and no legal advice. It does not find facts (they
// are asserted by whoever asks), judge people or vessels, know national law or
// bilateral agreements, or guess: what the tables do not show stays unknown.
package jurisdiction
