package alert

import (
	"context"
	"fmt"
	"sync"
	"time"

	"plimsoll/data/warehouse"
	"plimsoll/risk/indicator"
)

// Log keeps the table of steps and what every alert of some rules stands at.
// It is the one writer of those rules in a process; safe for concurrent use.
// Another process may take its place: Sync notices.
type Log struct {
	w     *warehouse.Warehouse
	now   func() time.Time
	rules []Rule
	defs  map[string]indicator.Definition

	metrics *Metrics

	mu           sync.Mutex
	loaded       bool
	alerts       map[string]Alert // by id
	highest, own uint64           // numbers in use, of all rules and of ours
	changed      chan struct{}    // closed when a step was stored
}

// NewLog makes a log of all rules, or of those given when the watch and the
// scorer are processes of their own. Nothing is read before it is needed.
func NewLog(w *warehouse.Warehouse, now func() time.Time, rules ...Rule) (*Log, error) {
	if len(rules) == 0 {
		rules = Rules()
	}
	for _, r := range rules {
		if !r.Known() {
			return nil, fmt.Errorf("alert rule %q: want one of %v", r, Rules())
		}
	}
	defs, err := indicator.Definitions()
	if err != nil {
		return nil, fmt.Errorf("read what alerts say about indicators: %w", err)
	}
	return &Log{w: w, now: now, rules: rules, defs: defs, changed: make(chan struct{})}, nil
}

// CountIn lets metrics count from now on. Call it before the log is used.
func (l *Log) CountIn(m *Metrics) { l.metrics = m }

// Sync reads the table again if another process wrote steps of our rules.
func (l *Log) Sync(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.loaded {
		_, own, err := l.numbers(ctx)
		if err != nil {
			return fmt.Errorf("look for others' alerts: %w", err)
		}
		if own == l.own {
			return nil
		}
	}
	return l.load(ctx)
}

// Find gives the alert of a key, false when there never was one. Sync first.
func (l *Log) Find(k Key) (Alert, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	a, ok := l.alerts[k.ID()]
	return a, ok
}

// Active lists a rule's alerts that are active, in no order. Sync first.
func (l *Log) Active(rule Rule) []Alert {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []Alert
	for _, a := range l.alerts {
		if a.Rule == rule && a.State.Active() {
			out = append(out, a)
		}
	}
	return out
}

// Changed gives a channel that is closed when the next step has been stored.
// Take it before reading, so that nothing is missed.
func (l *Log) Changed() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.changed
}

// Taken says what became of assessments.
type Taken struct {
	Steps      []Transition // stored, in the order of their numbers
	Suppressed int          // repeats that were counted and changed nothing

	repeats map[Rule]int // of those, by rule
}

// Take assesses: what follows from the life cycle is explained, stored in one
// insert and then believed. After an error nothing of it is believed, and the
// table is read again before the next assessment.
func (l *Log) Take(ctx context.Context, assessments []Assessment) (Taken, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.loaded {
		if err := l.load(ctx); err != nil {
			return Taken{}, err
		}
	}
	taken, after := l.next(assessments, l.now().UTC().Truncate(time.Microsecond))
	if len(taken.Steps) > 0 {
		if err := l.explain(ctx, taken.Steps); err != nil {
			return Taken{}, fmt.Errorf("explain %d alerts: %w", len(taken.Steps), err)
		}
		l.number(taken.Steps)
		if err := l.insert(ctx, taken.Steps); err != nil {
			l.loaded = false // it may have been stored all the same
			return Taken{}, fmt.Errorf("store %d steps of alerts: %w", len(taken.Steps), err)
		}
		l.own = l.highest
		close(l.changed)
		l.changed = make(chan struct{})
	}
	for id, a := range after {
		l.alerts[id] = a
	}
	l.metrics.count(&taken)
	return taken, nil
}

// next applies the life cycle, one assessment after the other.
func (l *Log) next(assessments []Assessment, now time.Time) (Taken, map[string]Alert) {
	taken := Taken{repeats: map[Rule]int{}}
	after := map[string]Alert{}
	for _, a := range assessments {
		id := a.ID()
		var current *Alert
		if c, ok := after[id]; ok {
			current = &c
		} else if c, ok := l.alerts[id]; ok {
			current = &c
		}
		if current != nil && a.Rule == RuleBand && a.Score.ScoredAt.Before(current.SeenAt) {
			continue // by a pass that read the scores before a newer one was told of
		}
		next, step := Next(current, a, now)
		if step != nil {
			taken.Steps = append(taken.Steps, *step)
		} else if current != nil && next.Suppressed > current.Suppressed {
			taken.Suppressed++
			taken.repeats[a.Rule]++
		}
		if current != nil || step != nil {
			after[id] = next
		}
	}
	return taken, after
}

// number gives the steps their places in the stream: microseconds since 1970,
// or one more than the last where that is later, so that they increase across
// restarts and also while the clock is set back.
func (l *Log) number(steps []Transition) {
	for i := range steps {
		l.highest = max(l.highest+1, uint64(max(0, steps[i].At.UnixMicro())))
		steps[i].Number = l.highest
	}
}
