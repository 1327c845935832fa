// Package indicator holds the indicators: for each one its definition in words
// (the question it answers, what unknown means, why it counts, its known bias)
// and its measurement, an .sql that returns one row per vessel that it can say
// something about.
//
// A row has vessel_id, populations (bit 1 seafarers, bit 2 fishers), value in
// [0, 1], could (the value if what is unknown were adverse), known (the share of
// it that was measured), decay, state (0 unknown, 1 measured, 2 not applicable),
// flags (what floors ask for), evidence (JSON) and the time it was observed in.
// A vessel without a row is measured and nothing found where a source's list is
// said to be complete, else unknown.
//
// The package weighs nothing and combines nothing: weights, scales, caps and
// floors are data of risk/model, which hands in what a measurement needs of them.
package indicator
