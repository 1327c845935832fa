package warehouse

import (
	"context"
	"fmt"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// insert sends one block of the columns that are named. An insert may touch
// many months, which are as many partitions: replay is what makes that safe, so
// the engine's limit is lifted.
func (w *Warehouse) insert(ctx context.Context, table, columns string, fill func(driver.Batch) error) (err error) {
	statement := "INSERT INTO " + table + " (" + columns + ")"
	defer func() {
		if err != nil {
			w.types.Delete(statement) // the table may have been changed
			err = fmt.Errorf("insert into %s: %w", table, err)
		}
	}()
	types, err := w.columnTypes(ctx, statement, table, columns)
	if err != nil {
		return err
	}
	batch, err := w.Conn().PrepareBatch(clickhouse.Context(Insert(ctx), clickhouse.WithColumnNamesAndTypes(types)), statement)
	if err != nil {
		return err
	}
	if err := fill(batch); err != nil {
		_ = batch.Abort() // the failure that matters is the one being returned
		return err
	}
	return batch.Send()
}

// columnTypes looks up the types of an insert's columns once. Over HTTP, as the
// embedded engine is reached, the driver would describe the table before each
// block. nil lets it do that, and say what is wrong with the table.
func (w *Warehouse) columnTypes(ctx context.Context, statement, table, columns string) ([]clickhouse.ColumnNameAndType, error) {
	if known, ok := w.types.Load(statement); ok {
		return known.([]clickhouse.ColumnNameAndType), nil
	}
	var found []struct {
		Name string `ch:"name"`
		Type string `ch:"type"`
	}
	err := w.conn.Select(ctx, &found, "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String}",
		clickhouse.Named("table", table))
	if err != nil {
		return nil, fmt.Errorf("look up its columns: %w", err)
	}
	typeOf := map[string]string{}
	for _, c := range found {
		typeOf[c.Name] = c.Type
	}
	var types []clickhouse.ColumnNameAndType
	for name := range strings.SplitSeq(columns, ", ") {
		t, ok := typeOf[name]
		if !ok {
			return nil, nil
		}
		types = append(types, clickhouse.ColumnNameAndType{Name: name, Type: t})
	}
	w.types.Store(statement, types)
	return types, nil
}
