package alert

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// conflictKinds are the conflicts that the identity rule tells of. Alternating
// names and implausible jumps alone are only shown.
func conflictKinds() []string {
	return []string{"unallocated_mid", "mid_not_flag", "two_hulls", "two_imo_numbers"}
}

// conflictMonths is how long after it was last observed a conflict is told of.
const conflictMonths = 12

func conflictWords(kind string) string {
	switch kind {
	case "unallocated_mid":
		return "the MMSI begins with digits that are allocated to no State"
	case "mid_not_flag":
		return "the MMSI begins with the digits of another State than the vessel's flag, and no bareboat registration explains it"
	case "two_hulls":
		return "two or more ships send under one MMSI at once"
	case "two_imo_numbers":
		return "two IMO numbers are claimed for one MMSI at once"
	}
	return words(kind)
}

// conflictRow is a row of conflicts.sql.
type conflictRow struct {
	key      Key
	held     []heldConflict
	believed uint64
	last     time.Time
	scored   bool
}

type heldConflict struct {
	kind, subject, evidence string
	from, to                time.Time
}

// conflicts assesses the identities of the vessels that are scored.
func (r *Runner) conflicts(ctx context.Context, asOf, now time.Time, known identities) ([]Assessment, error) {
	var out []Assessment
	window := asOf.AddDate(0, -conflictMonths, 0)
	err := query(ctx, r.log.w, "conflicts", func(q driver.Rows) error {
		x := conflictRow{key: Key{Rule: RuleIdentityConflict}}
		var held [][]any
		if err := q.Scan(&x.key.Vessel, &held, &x.believed, &x.last, &x.scored); err != nil {
			return err
		}
		for _, h := range held {
			c, err := readConflict(h)
			if err != nil {
				return err
			}
			x.held = append(x.held, c)
		}
		current, there := r.log.Find(x.key)
		if !x.scored && (!there || !current.State.Active()) {
			return nil
		}
		a := x.assess(current, asOf)
		if into := known[a.Vessel].mergedInto; into != "" {
			if !there || !current.State.Active() {
				return nil
			}
			a = merged(a, into)
		}
		if there && current.State.Active() && a.Level < current.Level {
			r.lower[current.ID]++
			a.Passes = r.lower[current.ID]
		} else {
			delete(r.lower, a.ID())
		}
		if a.Level != current.Level || a.End != NotEnded || a.Level > 0 && there && !current.State.Active() {
			out = append(out, a)
		}
		return nil
	}, clickhouse.Named("kinds", conflictKinds()), clickhouse.Named("now", now), clickhouse.Named("as_of", asOf), clickhouse.Named("window", window))
	return out, err
}

// assess: a conflict that is no longer believed is disproved, at once; one that
// was last observed more than the window ago is below the rule since then.
func (x *conflictRow) assess(current Alert, asOf time.Time) Assessment {
	a := Assessment{Key: x.key, Closing: ByClock, ObservedAt: asOf}
	kinds := map[[2]string]bool{}
	var said []string
	for _, c := range x.held {
		if k := [2]string{c.kind, c.subject}; !kinds[k] {
			kinds[k] = true
			said = append(said, conflictWords(c.kind)+" ("+c.subject+")")
			a.Facts = append(a.Facts, Fact{At: known(c.from), Text: conflictWords(c.kind) + ": " + c.details(), Source: "identity claims and positions"})
		}
	}
	a.Level = len(kinds)
	a.Words = "identity conflict: " + strings.Join(said, "; ")
	switch {
	case !x.scored:
		a.End, a.Words = Disproved, "there is no score on this vessel any more, by its kind, class or size, so nobody is told of its identity"
	case x.believed == 0 && current.Sequence > 0:
		a.End, a.Words = Disproved, "late data: with what is known now nothing in the vessel's identity contradicts itself"
	case int(x.believed) < current.Level:
		a.Closing = AtOnce
		a.Words += "; another is no longer believed"
	case a.Level < current.Level:
		since := x.last.UTC().AddDate(0, conflictMonths, 0)
		a.Marks = []Mark{{At: since, Level: a.Level}}
		a.Words = fmt.Sprintf("last observed %s, more than %d months ago", day(x.last), conflictMonths)
	}
	return a
}

// readConflict reads the tuple (kind, subject, observed_from, observed_to, evidence).
func readConflict(tuple []any) (heldConflict, error) {
	var c heldConflict
	if len(tuple) != 5 {
		return c, fmt.Errorf("a conflict reads as %v", tuple)
	}
	var ok [5]bool
	c.kind, ok[0] = tuple[0].(string)
	c.subject, ok[1] = tuple[1].(string)
	c.from, ok[2] = tuple[2].(time.Time)
	c.to, ok[3] = tuple[3].(time.Time)
	c.evidence, ok[4] = tuple[4].(string)
	if slices.Contains(ok[:], false) {
		return c, fmt.Errorf("a conflict reads as %v", tuple)
	}
	return c, nil
}

// details says what the evidence holds, as in "flag VUT, mid 412".
func (c *heldConflict) details() string {
	parts := []string{c.subject}
	var e map[string]any
	if json.Unmarshal([]byte(c.evidence), &e) == nil {
		keys := make([]string, 0, len(e))
		for k := range e {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, cmp.Compare[string])
		for _, k := range keys {
			if k != "mmsi" {
				parts = append(parts, fmt.Sprintf("%s %v", words(k), e[k]))
			}
		}
	}
	if until := observed(c.to); until != "" {
		parts = append(parts, "last observed "+day(c.to))
	}
	return strings.Join(parts, ", ")
}
