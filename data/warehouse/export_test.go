package warehouse

import (
	"context"
	"io/fs"
)

// LockTable is the table whose presence locks the schema.
const LockTable = lockTable

// SplitStatements cuts a migration's file into statements.
func SplitStatements(text string) []string { return splitStatements(text) }

// MigrateFrom migrates from files other than this release's.
func (w *Warehouse) MigrateFrom(ctx context.Context, files fs.FS) error { return w.migrate(ctx, files) }
