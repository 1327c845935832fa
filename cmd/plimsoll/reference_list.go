package main

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"plimsoll/data/reference"
	"plimsoll/data/warehouse"
)

// referenceList lists the tables and the imports.
type referenceList struct {
	connections
	JSON bool `help:"Print JSON."`
}

type listJSON struct {
	Vintage string       `json:"vintage"`
	Tables  []tableJSON  `json:"tables"`
	History []importJSON `json:"history"`
}

type tableJSON struct {
	Table   string      `json:"table"`
	Title   string      `json:"title"`
	Rows    int         `json:"rows"`
	Import  *importJSON `json:"import,omitempty"` // absent: as compiled in
	Hides   bool        `json:"hides_newer"`      // other facts are compiled in than when it was imported
	Imports int         `json:"imports"`          // that undo can go back through
}

type importJSON struct {
	Sequence uint64    `json:"sequence"`
	Action   string    `json:"action"`
	Kind     string    `json:"kind"`
	Name     string    `json:"name"`
	At       time.Time `json:"at"`
	By       string    `json:"by"`
	File     string    `json:"file,omitempty"`
	SHA256   string    `json:"sha256,omitempty"`
	Rows     uint64    `json:"rows"`
	Changes  []string  `json:"changes,omitempty"`
}

func importToJSON(i warehouse.Import) importJSON {
	return importJSON{
		Sequence: i.Sequence, Action: i.Action, Kind: i.Kind, Name: i.Name, At: i.At, By: i.By, File: i.File, SHA256: i.SHA256,
		Rows: i.Rows, Changes: i.Changes,
	}
}

// Run implements the command.
func (c *referenceList) Run(p *process) error {
	d, err := openDesk(p, c.connections, false)
	if err != nil {
		return err
	}
	defer func() { _ = d.close() }()
	list := listJSON{Tables: []tableJSON{}, History: []importJSON{}}
	infos := reference.Tables()
	compiled, err := d.compiled()
	if err != nil {
		return err
	}
	if catalogue, err := d.catalogue(p.ctx, d.active, nil); err != nil {
		fmt.Fprintf(p.stderr, "plimsoll: the imported tables cannot be used: %v\n", err)
	} else {
		list.Vintage, infos = catalogue.Vintage(), catalogue.Tables()
	}
	for _, t := range infos {
		list.Tables = append(list.Tables, d.inList(compiled, t.Name, t.Title, t.Rows))
	}
	list.Tables = append(list.Tables, d.inList(compiled, warehouse.ImportZones, "Maritime zones", 0), d.inList(compiled, warehouse.ImportPorts, "Ports", 0))
	for _, i := range d.history {
		list.History = append(list.History, importToJSON(i))
	}
	if c.JSON {
		return printJSON(p.stdout, list)
	}
	return list.print(p.stdout)
}

// inList is a table's line; zones and ports count the rows of their import.
func (d *desk) inList(compiled map[bool]string, name, title string, rows int) tableJSON {
	t := tableJSON{Table: name, Title: title, Rows: rows, Imports: len(warehouse.ImportsOf(d.history, name))}
	if i := d.inUse(name); i.ID != "" {
		imported := importToJSON(i)
		imported.Changes = nil
		t.Import, t.Hides = &imported, i.Compiled != compiled[i.Kind == warehouse.ImportTable]
		if i.Kind != warehouse.ImportTable {
			t.Rows = int(i.Rows)
		}
	}
	return t
}

func (l listJSON) print(out io.Writer) error {
	fmt.Fprintf(out, "vintage %s\n\n", l.Vintage)
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "TABLE\tROWS\tIN USE")
	for _, t := range l.Tables {
		rows, use := fmt.Sprint(t.Rows), "as compiled in"
		switch {
		case t.Import != nil:
			use = fmt.Sprintf("imported %s by %s from %s", t.Import.At.Format("2006-01-02 15:04"), t.Import.By, t.Import.File)
			if t.Hides {
				use += "; this program came with newer ones: look at what undo would bring"
			}
		case t.Table == warehouse.ImportZones:
			rows, use = "-", "none imported: approximated from the coast"
		case t.Table == warehouse.ImportPorts:
			rows, use = "-", "none imported: as compiled in"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", t.Table, rows, use)
	}
	if len(l.History) > 0 {
		fmt.Fprintln(w, "\nNUMBER\tWHEN\tWHO\tWHAT")
		for _, i := range l.History {
			what := i.Action + " " + i.Name
			if len(i.Changes) > 0 {
				what += ": " + i.Changes[0]
			}
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", i.Sequence, i.At.Format("2006-01-02 15:04"), i.By, what)
		}
	}
	return w.Flush()
}

// printJSON prints one object, indented.
func printJSON(out io.Writer, value any) error {
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(value)
}
