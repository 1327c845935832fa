package reference

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the README's table of tables")

// The README's list of tables, with rows and statuses, is what the tables hold.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), "-update -->\n")
	_, after, ok2 := strings.Cut(rest, "<!-- end of tables -->")
	if !ok || !ok2 {
		t.Fatal("README.md has lost the marks around its tables")
	}
	want := before + "-update -->\n" + readmeTable(catalogue(t)) + "<!-- end of tables -->" + after
	if *update {
		if err := os.WriteFile("README.md", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(text) != want {
		t.Errorf("README.md does not list the tables as they are; run go test ./data/reference -run TestReadme -update. Want\n%s", readmeTable(catalogue(t)))
	}
}

func readmeTable(c *Catalogue) string {
	var b strings.Builder
	b.WriteString("| table | rows | sourced | derived | recalled | newest | how far it reaches | a row is |\n|---|---|---|---|---|---|---|---|\n")
	for _, t := range c.Tables() {
		fmt.Fprintf(&b, "| `%s` | %d | %d | %d | %d | %s | %s | %s |\n", t.Name, t.Rows, t.Sourced, t.Derived, t.Recalled, t.Newest, t.Reach, t.Purpose)
	}
	return b.String()
}
