// Package model holds the model that turns indicators into a score (weights,
// caps, floors, gates, bands: data in v1.yaml, released and then never changed),
// the scoring pass that runs it in ClickHouse over the whole fleet at once, and
// the explanation of a score in words.
//
// It measures nothing (risk/indicator does), raises no alert (risk/alert) and
// gives no probability: points say which conditions were observed and how much
// is not known, never that a crime happens on board.
package model
