// Package api answers people and programs over HTTP: vessels, dossiers, scores
// with their explanation, events, alerts and their stream, health, metrics, the
// OpenAPI document, and the page that says the same in words (api/web draws it).
//
// It reads and never writes. It judges nothing: scores are risk/model's, alerts
// risk/alert's. It knows no keys and no roles yet, so it serves loopback alone.
package api
