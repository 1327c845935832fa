package warehouse

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

//go:embed sql/*.sql
var queryFiles embed.FS

// The kinds of import.
const (
	ImportTable = "table" // a table of data/reference
	ImportZones = "zones" // polygons of maritime zones
	ImportPorts = "ports" // a list of ports
)

// What a row of imports does.
const (
	ActionImport = "import"
	ActionUndo   = "undo"
)

// ErrImportsMoved says that what an import would replace is not in use any
// more: somebody else was quicker.
var ErrImportsMoved = errors.New("somebody else changed it meanwhile")

// ErrNoImports says that the schema is older than imports are.
var ErrNoImports = errors.New("the database has no table of imports yet; plimsoll migrate makes it")

// Import is one act of an operator on what is known beforehand: content that
// takes a table's place, or the taking back of such an act.
type Import struct {
	ID       string    `ch:"id"`
	Sequence uint64    `ch:"sequence"` // order among all acts, from 1; imports that belong together share one
	Kind     string    `ch:"kind"`     // ImportTable, ImportZones or ImportPorts
	Name     string    `ch:"name"`     // the table; of zones and ports the same as Kind
	Action   string    `ch:"action"`   // ActionImport or ActionUndo
	Of       string    `ch:"of"`       // undo: the import that it takes back
	At       time.Time `ch:"at"`
	By       string    `ch:"by"`
	File     string    `ch:"file"`
	SHA256   string    `ch:"sha256"` // of the content
	Bytes    uint64    `ch:"bytes"`
	Rows     uint64    `ch:"rows"`
	Compiled string    `ch:"compiled"` // what came with the program that took it
	Changes  []string  `ch:"changes"`  // in words; the first is a summary
}

// Imports are all imports and undos in their order.
func (w *Warehouse) Imports(ctx context.Context) ([]Import, error) {
	var list []Import
	text, err := queryFiles.ReadFile("sql/imports.sql")
	if err != nil {
		return nil, fmt.Errorf("list imports: %w", err)
	}
	if err := w.conn.Select(Interactive(ctx), &list, string(text)); err != nil {
		if e, ok := errors.AsType[*clickhouse.Exception](err); ok && e.Code == codeUnknownTable {
			err = ErrNoImports
		}
		return nil, fmt.Errorf("list imports: %w", err)
	}
	for i := range list {
		list[i].At = list[i].At.UTC()
	}
	return list, nil
}

// ActiveImports are the imports in use after a history, at most one a name, by
// name: the last one that was not taken back.
func ActiveImports(history []Import) []Import {
	var active []Import
	for _, stack := range importStacks(history) {
		active = append(active, stack[len(stack)-1])
	}
	slices.SortFunc(active, func(a, b Import) int { return cmp.Compare(a.Name, b.Name) })
	return active
}

// ImportsOf are the imports of a name that were not taken back, the one in use
// last.
func ImportsOf(history []Import, name string) []Import { return importStacks(history)[name] }

// importStacks lays the imports of each name on top of each other; an undo
// takes the one that it names away.
func importStacks(history []Import) map[string][]Import {
	stacks := map[string][]Import{}
	for _, i := range history {
		stack := stacks[i.Name]
		if i.Action == ActionUndo {
			stack = slices.DeleteFunc(stack, func(x Import) bool { return x.ID == i.Of })
		} else {
			stack = append(stack, i)
		}
		if stacks[i.Name] = stack; len(stack) == 0 {
			delete(stacks, i.Name)
		}
	}
	return stacks
}

// chunkBytes is the size of a piece of content, sendBytes how much goes into
// one insert.
const (
	chunkBytes = 1 << 20
	sendBytes  = 16 << 20
)

// Act is an import or an undo that is asked for. Base is the import of that
// name that was in use when the operator looked, empty when none was; an undo
// takes it back.
type Act struct {
	Import
	Base    string
	Content []byte
}

// AddImports stores acts that belong together: their contents in pieces, then,
// in one insert and only when every base is still in use, the rows that make
// them count. Sequence, id, size and checksum are filled in here. It returns
// ErrImportsMoved when somebody was quicker. Killed on the way it leaves
// nothing in use.
func (w *Warehouse) AddImports(ctx context.Context, acts ...Act) ([]Import, error) {
	added := make([]Import, len(acts))
	for n, act := range acts {
		i := act.Import
		var b [12]byte
		_, _ = rand.Read(b[:]) // never fails
		sum := sha256.Sum256(act.Content)
		i.ID, i.SHA256, i.Bytes = hex.EncodeToString(b[:]), hex.EncodeToString(sum[:]), uint64(len(act.Content))
		if i.Action == ActionUndo {
			i.Of, i.SHA256 = act.Base, ""
		}
		i.At = i.At.UTC().Truncate(time.Millisecond)
		if err := w.addChunks(ctx, i.ID, act.Content); err != nil {
			return nil, fmt.Errorf("store the content of an import: %w", err)
		}
		added[n] = i
	}
	// Two operators at once would both take the next number, on the same base.
	err := w.locked(ctx, func() error {
		history, err := w.Imports(ctx)
		if err != nil {
			return err
		}
		next := uint64(1)
		if len(history) > 0 {
			next = history[len(history)-1].Sequence + 1
		}
		for n, act := range acts {
			if err := stillInUse(history, act); err != nil {
				return err
			}
			added[n].Sequence = next
		}
		return w.insert(ctx, "imports", columnsOf(Import{}), func(b driver.Batch) error {
			for n := range added {
				if err := b.AppendStruct(&added[n]); err != nil {
					return err
				}
			}
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("store an import: %w", err)
	}
	return added, nil
}

// stillInUse refuses an act whose base is not in use any more.
func stillInUse(history []Import, act Act) error {
	inUse := ""
	if stack := ImportsOf(history, act.Name); len(stack) > 0 {
		inUse = stack[len(stack)-1].ID
	}
	if inUse != act.Base || act.Action == ActionUndo && act.Base == "" {
		return fmt.Errorf("%s %s: %w; look again at what it would change", act.Action, act.Name, ErrImportsMoved)
	}
	return nil
}

// addChunks writes the content, some megabytes an insert.
func (w *Warehouse) addChunks(ctx context.Context, id string, content []byte) error {
	n := uint32(0)
	for part := range slices.Chunk(content, sendBytes) {
		err := w.insert(ctx, "import_chunks", "id, n, content", func(b driver.Batch) error {
			for piece := range slices.Chunk(part, chunkBytes) {
				if err := b.Append(id, n, string(piece)); err != nil {
					return err
				}
				n++
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ImportContent reads what an import put in use, and checks that it is whole.
func (w *Warehouse) ImportContent(ctx context.Context, i Import) ([]byte, error) {
	content := make([]byte, 0, i.Bytes)
	var piece string
	err := w.Each(ctx, queryFiles, "import_content", func(rows driver.Rows) error {
		if err := rows.Scan(&piece); err != nil {
			return err
		}
		content = append(content, piece...)
		return nil
	}, clickhouse.Named("id", i.ID))
	if err != nil {
		return nil, fmt.Errorf("read the content of the import of %s: %w", i.Name, err)
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != i.SHA256 {
		return nil, fmt.Errorf("the content of the import of %s from %s (%d bytes of %d) is not what was accepted: restore the table import_chunks, or undo that import",
			i.Name, i.At.Format(time.RFC3339), len(content), i.Bytes)
	}
	return content, nil
}
