package warehouse

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// ErrMigrationChanged says that a migration's file is not the one that was applied.
var ErrMigrationChanged = errors.New("an applied migration was changed")

// The history of the schema: one row per migration and statement reached, the furthest counts. A migration is done when
// its done equals its statements; one that stopped on the way is taken up where it stopped.
const createHistory = `CREATE TABLE IF NOT EXISTS schema_migrations (
    version UInt32,
    name String,
    checksum String COMMENT 'SHA-256 of the file',
    statements UInt32 COMMENT 'how many the file has',
    done UInt32 COMMENT 'how many of them were applied',
    applied_at DateTime('UTC')
) ENGINE = ReplacingMergeTree(done) ORDER BY version
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1, old_parts_lifetime = 480`

// Migrate brings the schema up to date. It can be called again, also by several processes at once: they take turns. A
// migration whose file changed after it was applied is refused with ErrMigrationChanged.
func (w *Warehouse) Migrate(ctx context.Context) error {
	files, err := fs.Sub(schemaFiles, "schema")
	if err != nil {
		return fmt.Errorf("open the schema's files: %w", err)
	}
	return w.migrate(ctx, files)
}

func (w *Warehouse) migrate(ctx context.Context, files fs.FS) error {
	migrations, err := readMigrations(files)
	if err != nil {
		return err
	}
	if err := w.conn.Exec(ctx, createHistory); err != nil {
		return fmt.Errorf("create the schema's history: %w", err)
	}
	if done, err := w.upToDate(ctx, migrations); err != nil || done {
		return err
	}
	return w.locked(ctx, func() error {
		applied, err := w.history(ctx)
		if err != nil {
			return err
		}
		for _, m := range migrations {
			if err := w.apply(ctx, m, applied[m.version]); err != nil {
				return err
			}
		}
		return nil
	})
}

// step is a row of schema_migrations.
type step struct {
	Version    uint32 `ch:"version"`
	Name       string `ch:"name"`
	Checksum   string `ch:"checksum"`
	Statements uint32 `ch:"statements"`
	Done       uint32 `ch:"done"`
}

// history reads how far each version came.
func (w *Warehouse) history(ctx context.Context) (map[uint32]step, error) {
	var steps []step
	err := w.conn.Select(ctx, &steps, "SELECT version, name, checksum, statements, done FROM schema_migrations FINAL ORDER BY version")
	if err != nil {
		return nil, fmt.Errorf("read the schema's history: %w", err)
	}
	applied := make(map[uint32]step, len(steps))
	for _, s := range steps {
		applied[s.Version] = s
	}
	return applied, nil
}

// upToDate tells whether nothing is left to apply, and refuses a history that these files don't tell.
func (w *Warehouse) upToDate(ctx context.Context, migrations []migration) (bool, error) {
	applied, err := w.history(ctx)
	if err != nil {
		return false, err
	}
	done := true
	newest := uint32(0)
	for _, m := range migrations {
		newest = m.version
		s, ok := applied[m.version]
		done = done && ok && s.Done == s.Statements
		if ok && s.Checksum != m.checksum {
			return false, fmt.Errorf("migrate %s: %w: it was applied as %s with checksum %.12s and is now %.12s; put the file back and add a new one",
				m.file, ErrMigrationChanged, s.Name, s.Checksum, m.checksum)
		}
	}
	for version, s := range applied {
		if version > newest {
			return false, fmt.Errorf("the database's schema is newer than this program: it has migration %04d_%s; use a newer release", version, s.Name)
		}
	}
	return done, nil
}

// apply runs what is left of a migration, recording each statement.
func (w *Warehouse) apply(ctx context.Context, m migration, s step) error {
	started := s.Version == m.version && s.Checksum == m.checksum
	if started && s.Done == s.Statements {
		return nil
	}
	if !started {
		if err := w.record(ctx, m, 0); err != nil {
			return err
		}
	}
	for i := int(s.Done); i < len(m.statements); i++ {
		err := w.conn.Exec(ctx, m.statements[i])
		// The process before this one may have ended between a statement and its record.
		resumed := started && i == int(s.Done)
		if err != nil && (!resumed || !alreadyApplied(err)) {
			return fmt.Errorf("migrate %s, statement %d: %w", m.file, i+1, err)
		}
		if err := w.record(ctx, m, i+1); err != nil {
			return err
		}
	}
	return nil
}

func (w *Warehouse) record(ctx context.Context, m migration, done int) error {
	err := w.conn.Exec(ctx, `INSERT INTO schema_migrations
		SELECT {version:UInt32}, {name:String}, {checksum:String}, {statements:UInt32}, {done:UInt32}, now('UTC')`,
		clickhouse.Named("version", m.version), clickhouse.Named("name", m.name), clickhouse.Named("checksum", m.checksum),
		clickhouse.Named("statements", len(m.statements)), clickhouse.Named("done", done))
	if err != nil {
		return fmt.Errorf("record migration %s: %w", m.file, err)
	}
	return nil
}

// Codes that say that what a statement makes is there already, or what it drops is gone.
const (
	codeDuplicateColumn = 15
	codeIllegalColumn   = 44
	codeTableExists     = 57
	codeUnknownTable    = 60
)

func alreadyApplied(err error) bool {
	e, ok := errors.AsType[*clickhouse.Exception](err)
	if !ok {
		return false
	}
	switch e.Code {
	case codeDuplicateColumn, codeIllegalColumn, codeTableExists, codeUnknownTable:
		return true
	}
	return false
}
