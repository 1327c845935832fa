package behaviour

import (
	"embed"
	"fmt"
)

//go:embed pass/*.sql
var statements embed.FS

// statement reads one of our own statements; a name that is not there is a
// defect that every test would show.
func statement(name string) (string, error) {
	text, err := statements.ReadFile(name + ".sql")
	if err != nil {
		return "", fmt.Errorf("statement %s is not in the program: %w", name, err)
	}
	return string(text), nil
}
