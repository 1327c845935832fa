package main

import (
	"fmt"
	"strings"

	"plimsoll/data/reference"
	"plimsoll/data/warehouse"
)

// referenceUndo takes imports back.
type referenceUndo struct {
	connections
	Tables []string `arg:"" optional:"" name:"table" help:"Tables, zones or ports to take one import back of."`
	By     string   `help:"Who takes it back; otherwise the user's name." placeholder:"NAME"`
	JSON   bool     `help:"Print JSON, with every change."`
}

// Run implements the command.
func (c *referenceUndo) Run(p *process) error {
	d, err := openDesk(p, c.connections, true)
	if err != nil {
		return err
	}
	defer func() { _ = d.close() }()
	names := c.Tables
	if len(names) == 0 {
		names = d.lastTaken()
	}
	if len(names) == 0 {
		return fmt.Errorf("there is no import to take back")
	}
	var f candidate
	for _, name := range names {
		i := d.inUse(name)
		if i.ID == "" {
			return fmt.Errorf("no import of %s is in use: plimsoll reference list shows which are", name)
		}
		f.acts = append(f.acts, warehouse.Act{
			Import: warehouse.Import{Kind: i.Kind, Name: name, Action: warehouse.ActionUndo, At: p.now(), By: operator(c.By)},
			Base:   i.ID,
		})
		f.notes = append(f.notes, name+": back to "+d.below(name))
	}
	f.backInWords(p, d)
	if err := d.take(p, f.acts); err != nil {
		return err
	}
	if c.JSON {
		return printJSON(p.stdout, importResultJSON{Taken: true, Problems: []problemJSON{}, Notes: f.notes, Changes: f.changes})
	}
	f.print(p.stdout)
	fmt.Fprintln(p.stdout, d.inUseWords())
	return nil
}

// lastTaken names what the last act brought that is still in use.
func (d *desk) lastTaken() (names []string) {
	last := uint64(0)
	for _, i := range d.active {
		last = max(last, i.Sequence)
	}
	for _, i := range d.active {
		if i.Sequence == last {
			names = append(names, i.Name)
		}
	}
	return names
}

// below is what comes back when the import of a name is taken back.
func (d *desk) below(name string) string {
	stack := warehouse.ImportsOf(d.history, name)
	if len(stack) < 2 {
		return "what is compiled in"
	}
	return "the import of " + byWhom(stack[len(stack)-2])
}

// backInWords adds what going back changes, where both sides can be read: an
// import that this release cannot read must not be in the way of taking it back.
func (f *candidate) backInWords(p *process, d *desk) {
	f.changes = []changesJSON{}
	before, err := d.catalogue(p.ctx, d.active, nil)
	if err != nil {
		return
	}
	active, more := after(d.history, f.acts)
	then, err := d.catalogue(p.ctx, active, more)
	if err != nil {
		return
	}
	for n := range f.acts {
		i := &f.acts[n].Import
		i.Changes = []string{strings.TrimPrefix(f.notes[n], i.Name+": ")}
		if i.Kind != warehouse.ImportTable {
			continue
		}
		changes := reference.Compare(before, then, i.Name)
		c := changesJSON{Name: i.Name, Summary: reference.Summary(changes), Changes: []string{}, Same: len(changes) == 0}
		for _, one := range changes {
			c.Changes = append(c.Changes, one.Words)
		}
		i.Changes[0] += "; " + c.Summary
		f.changes = append(f.changes, c)
	}
}
