// Package event holds the contracts: for each topic its Go type, its JSON
// Schema, an example and the validation that names the field and the fix.
//
// It decodes one message into columns or a row and says what was wrong with
// it. It does not read files (ingest/feed), speak Kafka (ingest/stream), place
// positions or write them (ingest).
package event
