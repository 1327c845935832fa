package alert

import (
	_ "embed"
	"slices"
)

var (
	//go:embed schema/alert.schema.json
	messageSchema []byte
	//go:embed example/alert.json
	messageExample []byte
)

// Schema is the JSON Schema (draft 2020-12) of what EncodeTransition writes. The
// contracts of what comes in are in ingest/event; this one is of what goes out,
// so it lies with who writes it.
func Schema() []byte { return slices.Clone(messageSchema) }

// Example is such a message.
func Example() []byte { return slices.Clone(messageExample) }
