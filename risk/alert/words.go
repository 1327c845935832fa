package alert

import "strings"

// words turns a word of the wire into words for a person.
func words(word string) string { return strings.ReplaceAll(word, "_", " ") }
