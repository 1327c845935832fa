package indicator

import (
	"bytes"
	"embed"
	"fmt"

	"go.yaml.in/yaml/v3"
)

//go:embed definitions/*.yaml measure/*.sql shared/*.sql macros.sql
var files embed.FS

// Definition is an indicator in words.
type Definition struct {
	ID        string
	Title     string
	Question  string
	Window    string // the time it looks at
	None      string // what is said when it was measured and nothing was found
	Unknown   string // what unknown means and why it may be so
	Helps     string // the change for the crew that would end it; empty when none is to be named
	Rationale string
	Source    string
	Strength  string // strong, moderate, weak, legal fact
	Bias      string
	Connected bool // it has a measurement; without one it is unknown for every vessel
}

// definitionDTO is a definition as its file spells it.
type definitionDTO struct {
	ID        string `yaml:"id"`
	Title     string `yaml:"title"`
	Question  string `yaml:"question"`
	Window    string `yaml:"window"`
	None      string `yaml:"none"`
	Unknown   string `yaml:"unknown"`
	Helps     string `yaml:"helps"`
	Rationale string `yaml:"rationale"`
	Source    string `yaml:"source"`
	Strength  string `yaml:"strength"`
	Bias      string `yaml:"bias"`
}

// Definitions reads every definition, by id. The error names the file.
func Definitions() (map[string]Definition, error) {
	entries, err := files.ReadDir("definitions")
	if err != nil {
		return nil, fmt.Errorf("list the indicators' definitions: %w", err)
	}
	all := make(map[string]Definition, len(entries))
	for _, e := range entries {
		text, err := files.ReadFile("definitions/" + e.Name())
		if err != nil {
			return nil, fmt.Errorf("read definition %s: %w", e.Name(), err)
		}
		var d definitionDTO
		dec := yaml.NewDecoder(bytes.NewReader(text))
		dec.KnownFields(true)
		if err := dec.Decode(&d); err != nil {
			return nil, fmt.Errorf("definition %s: %w", e.Name(), err)
		}
		if d.ID+".yaml" != e.Name() {
			return nil, fmt.Errorf("definition %s: its id is %q; name the file after it", e.Name(), d.ID)
		}
		_, err = files.ReadFile("measure/" + d.ID + ".sql")
		all[d.ID] = Definition{
			ID: d.ID, Title: d.Title, Question: d.Question, Window: d.Window, None: d.None, Unknown: d.Unknown, Helps: d.Helps,
			Rationale: d.Rationale, Source: d.Source, Strength: d.Strength, Bias: d.Bias, Connected: err == nil,
		}
	}
	return all, nil
}
