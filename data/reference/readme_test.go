package reference

import (
	"flag"
	"fmt"
	"os"
	"slices"
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
	b.WriteString("| table | rows | sourced | derived | recalled | sources | a row is |\n|---|---|---|---|---|---|---|\n")
	for _, info := range c.Tables() {
		_, rows, _ := c.Rows(info.Name)
		status := slices.IndexFunc(info.Columns, func(c Column) bool { return c.Kind == ColumnStatus })
		source := slices.IndexFunc(info.Columns, func(c Column) bool { return c.Kind == ColumnSource })
		count, sources := map[string]int{}, map[string]bool{}
		for _, row := range rows {
			if status >= 0 {
				count[row[status]]++
				sources[row[source]] = true
			}
		}
		delete(sources, "recalled")
		if status < 0 {
			fmt.Fprintf(&b, "| `%s` | %d | | | | | %s |\n", info.Name, len(rows), info.Purpose)
			continue
		}
		fmt.Fprintf(&b, "| `%s` | %d | %d | %d | %d | %d | %s |\n",
			info.Name, len(rows), count[Sourced], count[Derived], count[Recalled], len(sources), info.Purpose)
	}
	return b.String()
}
