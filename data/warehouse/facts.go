package warehouse

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"plimsoll/data/warehouse/engine"
)

// FactsName is the dictionary of a vintage: what a query names to look facts
// up, as in
//
//	dictGet('facts_2026_11_22_0123abcd', 'value', ('tip_tier', 'NOR'), toDateTime64('2025-01-01', 3, 'UTC'))
func FactsName(vintage string) string {
	return "facts_" + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '_'
	}, vintage)
}

// LoadFacts makes the dictionary of a vintage that is in reference_spans, and
// holds it to the number of facts that it must have: fewer, as on a replica that
// lags, would be facts unknown without anybody noticing. It never changes once
// it is whole, so one that is there and whole is left alone; any other (dropped,
// loaded in part, or with a password that is wrong by now) is made anew. One
// that is there costs a millisecond: call it before every use.
func (w *Warehouse) LoadFacts(ctx context.Context, vintage string, facts int) error {
	name := FactsName(vintage)
	count := func() (uint64, error) { return w.countFacts(ctx, name) }
	if n, err := count(); err == nil && n == uint64(facts) {
		return nil
	}
	return w.locked(ctx, func() error {
		if n, err := count(); err == nil && n == uint64(facts) {
			return nil // another process has just made it, and may be reading it
		}
		if err := w.conn.Exec(ctx, w.factsDictionary(name, vintage)); err != nil {
			return fmt.Errorf("make dictionary %s: %w", name, err)
		}
		n, err := count()
		if err != nil {
			return fmt.Errorf("load dictionary %s: %w; the user of the warehouse's address must be one that can log in from the server itself", name, err)
		}
		switch {
		case n > uint64(facts):
			return fmt.Errorf("dictionary %s holds %d facts and the catalogue %d: somebody wrote to reference_spans; delete the rows of vintage %s there", name, n, facts, vintage)
		case n < uint64(facts):
			return fmt.Errorf("dictionary %s holds %d of %d facts; a replica may lag: it is loaded anew at the next try", name, n, facts)
		}
		return nil
	})
}

func (w *Warehouse) countFacts(ctx context.Context, name string) (n uint64, err error) {
	return n, w.conn.QueryRow(ctx, "SELECT count() FROM "+name).Scan(&n)
}

// factsDictionary is the DDL. A range of a dictionary has both its ends in it,
// to the millisecond; a span of the table ends before its last moment. A
// dictionary reads its own server and logs in to do so: what it logs in with is
// hidden where it is shown, and stands in the server's own metadata.
func (w *Warehouse) factsDictionary(name, vintage string) string {
	const columns = "topic, subject, from_at, to_at - toIntervalMillisecond(1) AS until, value, stale, last_known, note, source, status"
	rows := "SELECT " + columns + " FROM " + w.database + ".reference_spans FINAL WHERE vintage = " + engine.QuoteText(vintage)
	login := "DB " + engine.QuoteText(w.database)
	if auth := w.options.Auth; auth.Username != "" || auth.Password != "" {
		login += " USER " + engine.QuoteText(cmp.Or(auth.Username, "default")) + " PASSWORD " + engine.QuoteText(auth.Password)
	}
	return "CREATE OR REPLACE DICTIONARY " + name + ` (
    topic String, subject String, from_at DateTime64(3, 'UTC'), until DateTime64(3, 'UTC'), value String, stale Bool,
    last_known DateTime64(3, 'UTC'), note String, source String, status String
) PRIMARY KEY topic, subject
SOURCE(CLICKHOUSE(` + login + " QUERY " + engine.QuoteText(rows) + `))
LAYOUT(COMPLEX_KEY_RANGE_HASHED()) RANGE(MIN from_at MAX until) LIFETIME(0)`
}
