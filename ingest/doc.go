// Package ingest is the pipeline from Kafka to the warehouse: decode,
// validate, locate, write, commit, in one straight line, a batch at a time.
//
// It keeps no state between batches, so any number may run and any may be
// killed. It derives nothing (risk/behaviour does) and decides nothing about
// what a message may contain (ingest/event does).
package ingest
