package alert

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// Bands are the bands that the band rule tells of, the worst last. A band's
// level is its place among them, from 1; that of any other band is 0.
func Bands() []string { return []string{"elevated", "high", "severe"} }

func levelOf(band string) int { return slices.Index(Bands(), band) + 1 }

// bandRow is a row of bands.sql.
type bandRow struct {
	key      Key
	score    Score
	personal bool
}

func scanBand(q driver.Rows) (bandRow, error) {
	x := bandRow{key: Key{Rule: RuleBand}}
	s := &x.score
	err := q.Scan(&x.key.Vessel, &x.key.Population, &s.Band, &s.Points, &s.CouldBe, &s.Completeness, &s.Model, &s.ScoredAt, &s.AsOf, &x.personal)
	s.Population, s.ScoredAt, s.AsOf = x.key.Population, s.ScoredAt.UTC(), s.AsOf.UTC()
	return x, err
}

// bands assesses the newest scores. What did not change and waits for nothing
// is left out.
func (r *Runner) bands(ctx context.Context, known identities, asOf time.Time) ([]Assessment, error) {
	var rows []bandRow
	if err := query(ctx, r.log.w, "bands", func(q driver.Rows) error {
		x, err := scanBand(q)
		rows = append(rows, x)
		return err
	}, clickhouse.Named("bands", Bands())); err != nil {
		return nil, err
	}
	var ready, waiting []Assessment
	for i := range rows {
		current, there := r.log.Find(rows[i].key)
		a := assessBand(&rows[i], current)
		if into := known[a.Vessel].mergedInto; into != "" {
			if there && current.State.Active() {
				ready = append(ready, merged(a, into))
			}
			continue
		}
		switch r.look(there, current, &a) {
		case lookNow:
			if current.State == Retracted && !r.again(ctx, &a, current, asOf) {
				continue
			}
			ready = append(ready, a)
		case lookBack:
			waiting = append(waiting, a)
		case lookAway:
		}
	}
	if err := r.mark(ctx, waiting); err != nil {
		return nil, err
	}
	start := time.Now()
	r.disprove(ctx, waiting, asOf, start)
	r.disprove(ctx, ready, asOf, start)
	return append(ready, waiting...), nil
}

func assessBand(x *bandRow, current Alert) Assessment {
	s := x.score
	level := levelOf(s.Band)
	told := fmt.Sprintf("the band for %ss is %s: at least %d points, could be %d", s.Population, words(s.Band), s.Points, s.CouldBe)
	if s.Band == "" {
		told = fmt.Sprintf("there is no score for %ss on this vessel any more, by its kind, class or size", s.Population)
	}
	return Assessment{
		Key: x.key, Level: level, Score: s, ObservedAt: s.AsOf, News: s.ScoredAt.After(current.SeenAt),
		Marks: []Mark{{At: s.ScoredAt, Level: level, Personal: x.personal}},
		Words: told,
	}
}

// A look says how much has to be read to assess a score.
type look uint8

const (
	lookAway look = iota // nothing can follow from it
	lookNow              // the score itself says it all
	lookBack             // what stood before it matters: marks
)

// look decides, and counts the passes that found the alert's level too high.
func (r *Runner) look(there bool, current Alert, a *Assessment) look {
	switch {
	case a.Level == 0 && (!there || !current.State.Active()):
		return lookAway
	case !there:
		return lookNow
	case current.State == Resolved && current.Level > 0: // closed by a person
		if r.settled[current.ID].Equal(a.Score.ScoredAt) {
			return lookAway
		}
		r.settled[current.ID] = a.Score.ScoredAt
		return lookBack
	case !current.State.Active():
		return lookNow
	case a.Level > current.Level, a.Level == current.Level && a.Level > 0:
		delete(r.lower, current.ID)
		if a.Level == current.Level && !a.News && !r.unsure(current, a) {
			return lookAway
		}
		return lookNow
	}
	r.lower[current.ID]++
	a.Passes = r.lower[current.ID]
	if a.Level == 0 && current.Level == 0 && !a.News && r.personal[current.ID] {
		return lookAway // a person will close it
	}
	return lookBack
}

// mark adds to assessments what was stored since the alert was opened or closed.
func (r *Runner) mark(ctx context.Context, assessments []Assessment) error {
	if len(assessments) == 0 {
		return nil
	}
	byKey := map[Key]*Assessment{}
	since := map[Key]time.Time{}
	var vessels []string
	for i := range assessments {
		a := &assessments[i]
		current, _ := r.log.Find(a.Key)
		byKey[a.Key], since[a.Key] = a, current.OpenedBy
		if !current.State.Active() {
			since[a.Key] = current.At
		}
		a.Marks = nil
		vessels = append(vessels, a.Vessel)
	}
	slices.Sort(vessels)
	for part := range slices.Chunk(slices.Compact(vessels), 500) {
		if err := query(ctx, r.log.w, "marks", func(q driver.Rows) error {
			k := Key{Rule: RuleBand}
			var m Mark
			var band string
			if err := q.Scan(&k.Vessel, &k.Population, &m.At, &band, &m.Personal); err != nil {
				return err
			}
			a, ok := byKey[k]
			if !ok || m.At.Before(since[k]) || m.At.After(a.Score.ScoredAt) {
				return nil
			}
			m.At, m.Level = m.At.UTC(), levelOf(band)
			a.Marks = append(a.Marks, m)
			if m.Personal {
				r.personal[k.ID()] = true
			}
			return nil
		}, clickhouse.Named("vessels", part)); err != nil {
			return err
		}
	}
	return nil
}

func merged(a Assessment, into string) Assessment {
	a.End, a.Words = Merged, "merged: this track is now known to be vessel "+into+"; look there"
	return a
}
