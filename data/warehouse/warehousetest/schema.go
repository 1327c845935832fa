package warehousetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"plimsoll/data/warehouse"
)

// template is a migrated database that the tests of a binary copy: recording
// every statement of every migration for every test took as long as many tests.
var template = sync.OnceValues(migrateTemplate)

// templateMade tells that there is one to drop.
var templateMade atomic.Bool

const templatePrefix = "template_"

func migrateTemplate() (*warehouse.Warehouse, error) {
	base, err := shared()
	if err != nil {
		return nil, err
	}
	w, err := base.OpenDatabase(context.Background(), templatePrefix+random())
	if err != nil {
		return nil, err
	}
	templateMade.Store(true)
	return w, w.Migrate(context.Background())
}

func dropTemplate(b *base) error {
	if !templateMade.Load() {
		return nil
	}
	w, _ := template()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return errors.Join(b.Conn().Exec(ctx, "DROP DATABASE "+w.Database()+" SYNC"), w.Close())
}

// copySchema makes the template's tables and views, and its history, in w.
func copySchema(ctx context.Context, w *warehouse.Warehouse) error {
	from, err := template()
	if err != nil {
		return err
	}
	var made []struct {
		Query string `ch:"create_table_query"`
	}
	// Views name the tables that they read and write, so they come last.
	if err := from.Conn().Select(ctx, &made, "SELECT create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY endsWith(engine, 'View'), name"); err != nil {
		return fmt.Errorf("read the template's schema: %w", err)
	}
	for _, m := range made {
		if err := w.Conn().Exec(ctx, strings.ReplaceAll(m.Query, from.Database()+".", w.Database()+".")); err != nil {
			return err
		}
	}
	return w.Conn().Exec(ctx, "INSERT INTO schema_migrations SELECT * FROM "+from.Database()+".schema_migrations")
}
