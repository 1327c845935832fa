package watch

import (
	"context"
	"fmt"
	"sync"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/warehouse"
	"plimsoll/risk/alert"
)

// Recent is how old an arrival may be to alert anybody, unless said otherwise:
// history that is fed late alerts nobody.
const Recent = 24 * time.Hour

// Ports names ports; *chart.Chart is one.
type Ports interface {
	Port(locode string) (chart.Port, bool)
}

// Options change how a Watch works.
type Options struct {
	Recent time.Duration // 0: Recent
	Ports  Ports         // nil: ports are told by their UN/LOCODE alone
}

// Watch keeps where everybody is and whom to watch. Safe for concurrent use:
// one goroutine feeds it while another refreshes it.
type Watch struct {
	w      *warehouse.Warehouse
	log    *alert.Log
	now    func() time.Time
	recent time.Duration
	ports  Ports

	locator    locator
	refreshing sync.Mutex // one refresh at a time; taken before mu

	mu      sync.Mutex
	places  map[uint32]place
	vessels map[string]*subject
	byMMSI  map[uint32]*subject
	codes   map[string]uint32 // ports as small numbers, from 1
	locodes []string
	pending []alert.Assessment // what could not be stored yet
}

// subject is a vessel that is watched.
type subject struct {
	id    string
	score alert.Score
	risky bool // its band is elevated or above now; else it only waits to leave
	mmsis []uint32
	ports map[uint32]told
}

// told is what was told of a vessel at a port.
type told struct {
	active  bool
	arrived bool      // not only announced
	heldAt  time.Time // of the arrival, or when it is expected
	quietMs int64     // not to be told again before
}

// New makes a watch that writes to a log. It watches nobody before Assigned.
func New(w *warehouse.Warehouse, now func() time.Time, log *alert.Log, opts Options) *Watch {
	if opts.Recent == 0 {
		opts.Recent = Recent
	}
	x := &Watch{w: w, log: log, now: now, recent: opts.Recent, ports: opts.Ports, locator: stored{w}}
	x.forget()
	return x
}

func (w *Watch) forget() {
	w.places, w.vessels, w.byMMSI = map[uint32]place{}, map[string]*subject{}, map[uint32]*subject{}
	w.codes, w.locodes = map[string]uint32{}, []string{""}
}

// Report counts what was observed, each position or call under one head.
type Report struct {
	Observed    int // positions or calls
	Late        int // no newer than the last one known
	Implausible int // that would need an impossible speed, or agree with one that would
	Arrivals    int // of vessels that are watched
	Departures  int // likewise
	History     int // of those, arrivals and announcements too old to alert anybody
	Suppressed  int // of those, repeats
	Steps       []alert.Transition
}

func (r *Report) took(t alert.Taken) {
	r.Steps = append(r.Steps, t.Steps...)
	r.Suppressed += t.Suppressed
}

// Assigned begins anew with what the warehouse knows, when partitions were
// assigned: who was away finds here who came or left meanwhile.
func (w *Watch) Assigned(ctx context.Context) (Report, error) {
	w.refreshing.Lock()
	defer w.refreshing.Unlock()
	w.mu.Lock()
	w.forget()
	w.mu.Unlock()
	return w.refresh(ctx)
}

// take stores what follows, with what is still pending, and remembers it. The
// caller holds the lock.
func (w *Watch) take(ctx context.Context, report *Report, found []alert.Assessment) error {
	w.pending = append(w.pending, found...)
	if len(w.pending) == 0 {
		return nil
	}
	taken, err := w.log.Take(ctx, w.pending)
	if err != nil {
		return fmt.Errorf("tell of arrivals: %w", err)
	}
	for i := range w.pending {
		w.remember(w.pending[i].Key)
	}
	w.pending = nil
	report.took(taken)
	return nil
}

// remember keeps what the log says of an arrival.
func (w *Watch) remember(k alert.Key) {
	s := w.vessels[k.Vessel]
	if s == nil {
		return
	}
	if a, ok := w.log.Find(k); ok {
		s.ports[w.code(k.Place)] = toldOf(&a)
	}
}

func toldOf(a *alert.Alert) told {
	t := told{active: a.State.Active(), arrived: a.Level >= levelArrived, heldAt: a.HeldAt}
	if a.State == alert.Expired {
		t.quietMs = a.SpokeAt.Add(alert.RepeatInterval).UnixMilli()
	} else if !t.active {
		t.quietMs = forever // until it comes again
	}
	return t
}

const forever = int64(1) << 62

// code numbers ports, so that a place is small.
func (w *Watch) code(locode string) uint32 {
	if locode == "" {
		return 0
	}
	n, ok := w.codes[locode]
	if !ok {
		n = uint32(len(w.locodes))
		w.codes[locode] = n
		w.locodes = append(w.locodes, locode)
	}
	return n
}
