package watch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"plimsoll/data/warehouse"
	"plimsoll/risk/alert"
)

// noShow is how long after its time an announced arrival is waited for.
const noShow = 24 * time.Hour

// Refresh reads whom to watch, after a scoring pass or every few seconds. It
// tells of those who came to a port or left one unseen by this process, of
// vessels that were merged, and of announced arrivals that did not come. What is
// observed meanwhile does not wait for it.
func (w *Watch) Refresh(ctx context.Context) (Report, error) {
	w.refreshing.Lock()
	defer w.refreshing.Unlock()
	return w.refresh(ctx)
}

// refresh reads without the lock that observing takes, and merges under it.
func (w *Watch) refresh(ctx context.Context) (Report, error) {
	var report Report
	if err := w.log.Sync(ctx); err != nil {
		return report, fmt.Errorf("refresh the watch: %w", err)
	}
	active := w.log.Active(alert.RuleArrival)
	vessels, merged, err := w.readVessels(ctx, active)
	if err != nil {
		return report, fmt.Errorf("refresh the watch: %w", err)
	}
	byMMSI := owners(vessels)
	ids, mmsis := w.unlocated(byMMSI)
	found, err := w.locator.locate(ctx, ids, mmsis, w.now().Add(-overstay))
	if err != nil {
		return report, fmt.Errorf("refresh the watch: %w", err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	added := w.adopt(vessels, byMMSI, active)
	w.merge(mmsis, found)
	told := w.ended(active, merged)
	for _, v := range added {
		told = append(told, w.missed(&report, v)...)
	}
	return report, w.take(ctx, &report, told)
}

// unlocated are the MMSIs that are to be watched from now on and that this
// process has not seen, and their vessels.
func (w *Watch) unlocated(byMMSI map[uint32]*subject) (ids []string, mmsis []uint32) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for m, v := range byMMSI {
		if _, seen := w.places[m]; !seen && w.byMMSI[m] == nil {
			ids, mmsis = append(ids, v.id), append(mmsis, m)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), mmsis
}

// readVessels reads whom to watch, and which of the alerted were merged.
func (w *Watch) readVessels(ctx context.Context, active []alert.Alert) (map[string]*subject, map[string]string, error) {
	also := []string{}
	for _, a := range active {
		also = append(also, a.Vessel)
	}
	vessels, merged := map[string]*subject{}, map[string]string{}
	err := query(warehouse.Pass(ctx), w.w, "vessels", func(rows driver.Rows) error {
		var into string
		var score []any
		v := &subject{ports: map[uint32]told{}}
		if err := rows.Scan(&v.id, &score, &v.mmsis, &into); err != nil {
			return err
		}
		if into != "" {
			merged[v.id] = into
			return nil
		}
		var err error
		if v.score, err = scoreOf(score); err != nil {
			return fmt.Errorf("vessel %s: %w", v.id, err)
		}
		for _, b := range alert.Bands() {
			v.risky = v.risky || b == v.score.Band
		}
		vessels[v.id] = v
		return nil
	}, clickhouse.Named("bands", alert.Bands()), clickhouse.Named("also", also), clickhouse.Named("now", w.now()))
	return vessels, merged, err
}

// scoreOf reads the tuple (population, band, points, could_be, completeness,
// model, scored_at, as_of).
func scoreOf(tuple []any) (s alert.Score, err error) {
	var ok [8]bool
	if len(tuple) == len(ok) {
		s.Population, ok[0] = tuple[0].(string)
		s.Band, ok[1] = tuple[1].(string)
		s.Points, ok[2] = tuple[2].(uint8)
		s.CouldBe, ok[3] = tuple[3].(uint8)
		s.Completeness, ok[4] = tuple[4].(uint8)
		s.Model, ok[5] = tuple[5].(string)
		s.ScoredAt, ok[6] = tuple[6].(time.Time)
		s.AsOf, ok[7] = tuple[7].(time.Time)
	}
	for _, good := range ok {
		if !good {
			return s, fmt.Errorf("its score reads as %v", tuple)
		}
	}
	s.ScoredAt, s.AsOf = s.ScoredAt.UTC(), s.AsOf.UTC()
	return s, nil
}

// owners says whose each MMSI is. One that two of the vessels have is nobody's.
func owners(vessels map[string]*subject) map[uint32]*subject {
	byMMSI, shared := map[uint32]*subject{}, map[uint32]bool{}
	for _, v := range vessels {
		for _, m := range v.mmsis {
			if byMMSI[m] != nil {
				shared[m] = true
			}
			byMMSI[m] = v
		}
	}
	for m := range shared {
		delete(byMMSI, m)
	}
	return byMMSI
}

// adopt takes the vessels over and gives those with an MMSI that was not
// watched before.
func (w *Watch) adopt(vessels map[string]*subject, byMMSI map[uint32]*subject, active []alert.Alert) []*subject {
	var added []*subject
	for _, v := range vessels {
		if before := w.vessels[v.id]; before != nil {
			v.ports = before.ports
		}
		if slices.ContainsFunc(v.mmsis, func(m uint32) bool { return w.byMMSI[m] == nil && byMMSI[m] == v }) {
			added = append(added, v)
		}
	}
	w.vessels, w.byMMSI = vessels, byMMSI
	for i := range active {
		w.remember(active[i].Key)
	}
	return added
}

// ended finds the alerts whose vessel was merged, or did not come.
func (w *Watch) ended(active []alert.Alert, merged map[string]string) []alert.Assessment {
	var found []alert.Assessment
	for _, a := range active {
		x := alert.Assessment{Key: a.Key, ObservedAt: w.now().UTC()}
		if into := merged[a.Vessel]; into != "" {
			x.End, x.Words = alert.Merged, "merged: this track is now known to be vessel "+into+"; look there"
		} else if a.Level < levelArrived && w.now().Sub(a.HeldAt) > noShow {
			x.End, x.Words = alert.Departed, fmt.Sprintf("announced at %s for %s, and not seen to arrive within a day", w.portName(a.Place), clock(a.HeldAt))
		} else {
			continue
		}
		found = append(found, x)
	}
	return found
}
