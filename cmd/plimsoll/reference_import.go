package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"

	"plimsoll/data/warehouse"
)

// referenceImport takes files of an operator's own in.
type referenceImport struct {
	connections
	filesOfFacts
	Extend bool   `help:"Add the file's rows to the table, or put them in the place of rows with the same key, instead of replacing it whole."`
	Yes    bool   `help:"Take it without asking; needed where nobody can be asked."`
	By     string `help:"Who imports; otherwise the user's name." placeholder:"NAME"`
	JSON   bool   `help:"Print JSON, with every change."`
}

// filesOfFacts says which files are meant, and for what.
type filesOfFacts struct {
	Files    []string `arg:"" help:"CSV of a table, or of several that belong together; zones as GeoJSON, zipped shapefile or GeoPackage; a list of ports." type:"existingfile"`
	Table    string   `help:"The table that the file is for, when its name or header does not tell."`
	As       string   `help:"What the file is, when that should not be detected: table, zones, ports." enum:",table,zones,ports" default:""`
	LeaveOut []int    `help:"Lines of the file (features of zones, by number) that are not taken." placeholder:"N,..."`
}

// candidate is what would be taken: acts that belong together, and in words
// what they change.
type candidate struct {
	acts     []warehouse.Act
	problems []problemJSON
	notes    []string
	changes  []changesJSON
	leftOut  int
	several  bool // files: lines cannot be left out of them by number
}

type problemJSON struct {
	File    string `json:"file,omitempty"`  // absent: of what is in use
	Table   string `json:"table,omitempty"` // absent: of zones and ports
	Line    int    `json:"line,omitempty"`  // in the file; of zones the number of the feature
	Column  string `json:"column,omitempty"`
	Value   string `json:"value,omitempty"`
	Message string `json:"message"`
}

type changesJSON struct {
	Name    string   `json:"name"`
	Summary string   `json:"summary"`
	Changes []string `json:"changes"`
	Same    bool     `json:"same"` // nothing changes
}

type importResultJSON struct {
	Taken    bool          `json:"taken"`
	Problems []problemJSON `json:"problems"`
	Notes    []string      `json:"notes"`
	Changes  []changesJSON `json:"changes"`
	LeftOut  int           `json:"left_out"`
}

// errNotTaken says that there is something wrong with a file, which was listed.
var errNotTaken = errors.New("nothing was taken")

// Run implements the command.
func (c *referenceImport) Run(p *process) error {
	d, err := openDesk(p, c.connections, true)
	if err != nil {
		return err
	}
	defer func() { _ = d.close() }()
	found, err := c.read(p, d, c.Extend)
	if err != nil {
		return err
	}
	result := importResultJSON{Problems: orNone(found.problems), Notes: orNone(found.notes), Changes: orNone(found.changes), LeftOut: found.leftOut}
	if !c.JSON {
		found.print(p.stdout)
	}
	if err = c.accept(p, d, found); err == nil {
		result.Taken = !found.same()
	}
	if c.JSON {
		if printErr := printJSON(p.stdout, result); printErr != nil {
			return printErr
		}
	}
	if err == nil && found.leftOut > 0 {
		return errInPart
	}
	return err
}

// accept asks, where somebody can be asked, and takes what was found.
func (c *referenceImport) accept(p *process, d *desk, found candidate) error {
	switch {
	case len(found.problems) > 0:
		return fmt.Errorf("%w: %s", errNotTaken, found.advice())
	case found.same():
		return nil
	case !c.Yes:
		if err := confirm(p, "Take this?"); err != nil {
			return err
		}
	}
	compiled, err := d.compiled()
	if err != nil {
		return err
	}
	for n := range found.acts {
		i := &found.acts[n].Import
		i.At, i.By, i.Compiled = p.now(), operator(c.By), compiled[i.Kind == warehouse.ImportTable]
	}
	if err := d.take(p, found.acts); err != nil {
		return err
	}
	if !c.JSON {
		fmt.Fprintf(p.stdout, "taken; %s\n", d.inUseWords())
	}
	return nil
}

// confirm wants a yes of whoever sits at the terminal.
func confirm(p *process, question string) error {
	in, ok := p.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return fmt.Errorf("%w: nothing was taken; add --yes where nobody can be asked", errUsage)
	}
	fmt.Fprintf(p.stdout, "%s [y/N] ", question)
	line, err := bufio.NewReader(in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if answer := strings.ToLower(strings.TrimSpace(line)); answer != "y" && answer != "yes" {
		return errNotTaken
	}
	return nil
}

// same tells whether nothing would change.
func (f *candidate) same() bool {
	for _, c := range f.changes {
		if !c.Same {
			return false
		}
	}
	return true
}

// mostShown is how many changes are listed without --json.
const mostShown = 20

// mostKept is how many changes are kept in words beside an import.
const mostKept = 1000

func (f *candidate) print(out io.Writer) {
	for _, n := range f.notes {
		fmt.Fprintln(out, n)
	}
	for _, pr := range f.problems {
		fmt.Fprintln(out, pr.String())
	}
	for _, c := range f.changes {
		fmt.Fprintf(out, "%s: %s\n", c.Name, c.Summary)
		for n, words := range c.Changes {
			if n == mostShown {
				fmt.Fprintf(out, "  ... and %d more; --json lists all\n", len(c.Changes)-n)
				break
			}
			fmt.Fprintln(out, "  "+words)
		}
	}
}

// String names the place and says what is wrong.
func (p problemJSON) String() string {
	where := p.File
	if where == "" {
		where = p.Table + " in use"
	}
	if p.Line > 0 {
		where = fmt.Sprintf("%s, line %d", where, p.Line)
		if p.Table == "" {
			where = fmt.Sprintf("%s, feature %d", p.File, p.Line)
		}
	}
	return where + ": " + p.Message
}

// advice says how to go on, naming the rows that could be left out.
func (f *candidate) advice() string {
	var lines []string
	header := false // no row that is left out mends it
	for _, p := range f.problems {
		header = header || p.Line == 1 && p.Table != ""
		if p.File == "" || p.Line == 0 {
			continue // a row in use that one of the file contradicts, or the file as a whole
		}
		if line := fmt.Sprint(p.Line); len(lines) == 0 || lines[len(lines)-1] != line {
			lines = append(lines, line)
		}
	}
	text := counted(len(f.problems), "problem") + "; mend the file"
	if !header && !f.several && len(lines) > 0 {
		text += ", or leave rows out: --leave-out " + strings.Join(lines, ",")
	}
	return text
}

// counted is a number of things.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// readAll reads a file into memory.
func readAll(name string) ([]byte, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", filepath.Base(name), err)
	}
	return text, nil
}
