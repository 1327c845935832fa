package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
	"plimsoll/data/warehouse"
)

// lookEvery is how often a process looks whether somebody imported something,
// through it or through another one.
const lookEvery = 10 * time.Second

// facts is what is known beforehand, as the imports in use leave it. Who asks
// takes the catalogue or the chart that is in use and keeps it for as long as
// its answers have to agree.
type facts struct {
	tables *reference.Store
	sea    *chart.Store

	library *library
	log     *slog.Logger

	refreshing sync.Mutex         // held for as long as that takes
	active     []warehouse.Import // what the stores rest on

	mu      sync.Mutex
	told    func() // of other facts in use; nil: nobody is
	problem error  // why the newest imports are not in use
}

// openFacts puts the embedded facts in use, with the imports over them. It
// fails when those cannot be read: facts that an operator replaced do not come
// back unseen.
func openFacts(ctx context.Context, from shelf, log *slog.Logger) (*facts, error) {
	tables, err := reference.Load()
	if err != nil {
		return nil, err
	}
	sea, err := chart.Load()
	if err != nil {
		return nil, err
	}
	f := &facts{tables: reference.NewStore(tables), sea: chart.NewStore(sea), library: newLibrary(from, sea), log: log}
	if _, err := f.refresh(ctx); err != nil {
		return nil, fmt.Errorf("%w; plimsoll reference list shows the imports, plimsoll reference undo TABLE takes one back", err)
	}
	return f, nil
}

// refresh puts in use what was imported or taken back since the last time.
func (f *facts) refresh(ctx context.Context) (changed bool, err error) {
	f.refreshing.Lock()
	defer f.refreshing.Unlock()
	defer func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.problem = err
	}()
	history, err := f.library.shelf.Imports(ctx)
	if err != nil {
		return false, err
	}
	active := warehouse.ActiveImports(history)
	if sameImports(active, f.active, "") {
		return false, nil
	}
	tables, sea := f.tables.Current(), f.sea.Current()
	if !sameImports(active, f.active, warehouse.ImportTable) {
		if tables, err = f.library.catalogue(ctx, active, nil); err != nil {
			return false, fmt.Errorf("the imported tables cannot be used: %w", err)
		}
	}
	if !sameImports(active, f.active, warehouse.ImportZones) || !sameImports(active, f.active, warehouse.ImportPorts) {
		if sea, err = f.library.chart(ctx, active, nil); err != nil {
			return false, fmt.Errorf("the imported zones or ports cannot be used: %w", err)
		}
	}
	f.tables.Replace(tables)
	f.sea.Replace(sea)
	f.active = active
	return true, nil
}

// sameImports compares what is in use, of one kind or, without one, of all.
func sameImports(a, b []warehouse.Import, kind string) bool {
	ids := func(list []warehouse.Import) (ids []string) {
		for _, i := range list {
			if kind == "" || i.Kind == kind {
				ids = append(ids, i.ID)
			}
		}
		return ids
	}
	return slices.Equal(ids(a), ids(b))
}

// watch looks for imports on every tick until the context ends.
func (f *facts) watch(ctx context.Context, ticks <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
		before := f.held()
		changed, err := f.refresh(ctx)
		switch {
		case err != nil && ctx.Err() == nil && before == nil:
			f.log.Warn("imports could not be put in use; what was in use stays, and it is tried again", "error", err)
		case changed:
			f.announce()
		}
	}
}

// announce says that other facts are in use.
func (f *facts) announce() {
	f.log.Info("other facts are in use", "vintage", f.tables.Current().Vintage(), "chart", f.sea.Version())
	f.mu.Lock()
	told := f.told
	f.mu.Unlock()
	if told != nil {
		told()
	}
}

// tell names who is told when other facts are put in use.
func (f *facts) tell(who func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.told = who
}

// held is why the newest imports are not in use; nil when they are.
func (f *facts) held() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.problem
}

// accept is what the service does with acts that the command line sends: they
// are tried, stored and in use when it returns.
func (f *facts) accept(ctx context.Context, acts []warehouse.Act) ([]warehouse.Import, error) {
	if err := f.library.try(ctx, acts); err != nil {
		return nil, err
	}
	added, err := f.library.shelf.AddImports(ctx, acts...)
	if err != nil {
		return nil, err
	}
	if changed, err := f.refresh(ctx); err != nil {
		return nil, err
	} else if changed {
		f.announce()
	}
	return added, nil
}
