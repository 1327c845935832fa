package warehouse

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// stagePrefix begins the name of every table of a stage.
const stagePrefix = "stage_"

// Stage is a set of tables in memory that one derivation builds on the way to
// its result, each from the ones before it, and drops at its end. ClickHouse
// evaluates a common table expression anew for every mention; a stage is
// evaluated once. It belongs to one goroutine.
type Stage struct {
	w      *Warehouse
	prefix string
	names  []string
}

// NewStage starts an empty stage. Drop it when done.
func (w *Warehouse) NewStage() *Stage {
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails
	return &Stage{w: w, prefix: stagePrefix + hex.EncodeToString(b[:]) + "_"}
}

// Add runs a query into a table of the stage. The query, and those after it,
// may name the tables that were added before. Parameters come with the context.
func (s *Stage) Add(ctx context.Context, name, query string) error {
	sql := "CREATE TABLE " + s.prefix + name + " ENGINE = Memory AS\n" + s.With() + "SELECT * FROM (\n" + query + "\n)"
	s.names = append(s.names, name)
	if err := s.w.conn.Exec(ctx, sql); err != nil {
		return fmt.Errorf("stage %s: %w", name, err)
	}
	return nil
}

// With is the WITH clause that gives the tables their names; empty without any.
func (s *Stage) With() string {
	if len(s.names) == 0 {
		return ""
	}
	parts := make([]string, len(s.names))
	for i, name := range s.names {
		parts[i] = name + " AS (SELECT * FROM " + s.prefix + name + ")"
	}
	return "WITH " + strings.Join(parts, ", ") + "\n"
}

// Drop removes the tables. It runs to its end even when the context is over.
func (s *Stage) Drop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer cancel()
	var errs []error
	for _, name := range s.names {
		if err := s.w.conn.Exec(ctx, "DROP TABLE IF EXISTS "+s.prefix+name+" SYNC"); err != nil {
			errs = append(errs, fmt.Errorf("drop stage %s: %w", name, err))
		}
	}
	s.names = nil
	return errors.Join(errs...)
}

// DropStaleStages removes what a process that was killed left behind: tables of
// stages older than the age.
func (w *Warehouse) DropStaleStages(ctx context.Context, age time.Duration) error {
	rows, err := w.conn.Query(ctx, `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, '`+stagePrefix+`')
    AND metadata_modification_time < now() - toIntervalSecond({age:UInt32}) ORDER BY name`, clickhouse.Named("age", strconv.Itoa(int(age.Seconds()))))
	if err != nil {
		return fmt.Errorf("list stale stages: %w", err)
	}
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return errors.Join(fmt.Errorf("list stale stages: %w", err), rows.Close())
		}
		names = append(names, name)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return fmt.Errorf("list stale stages: %w", err)
	}
	for _, name := range names {
		if err := w.conn.Exec(ctx, "DROP TABLE IF EXISTS "+name+" SYNC"); err != nil {
			return fmt.Errorf("drop stale stage %s: %w", name, err)
		}
	}
	return nil
}
