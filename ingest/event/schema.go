package event

import (
	"embed"
	"strings"
)

//go:embed schema/*.schema.json example/*.json
var contracts embed.FS

// Schema is the JSON Schema (draft 2020-12) of a topic's messages, nil for a
// topic without a contract. It says what to send; the decoders take
// somewhat more than it allows, where a field can be left out without harm.
func Schema(topic string) []byte { return contract("schema/", topic, ".schema.json") }

// Example is a message that a topic accepts, nil for a topic without a contract.
func Example(topic string) []byte { return contract("example/", topic, ".json") }

// contract finds a file by the kind in the topic's type: plimsoll.KIND.v1.
func contract(folder, topic, suffix string) []byte {
	kind := strings.TrimSuffix(strings.TrimPrefix(TypeOf(topic), "plimsoll."), ".v1")
	b, err := contracts.ReadFile(folder + kind + suffix)
	if err != nil {
		return nil
	}
	return b
}
