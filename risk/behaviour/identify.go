package behaviour

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/vessel"
)

// identify folds the identity of some tracks and IMO numbers anew and stores
// what came out differently.
func (d *Deriver) identify(ctx context.Context, tracks []vessel.MMSI, numbers []vessel.IMO, r *Report) error {
	tracks, numbers = sortedSet(tracks), sortedSet(numbers)
	r.Identities += len(tracks) + len(numbers)
	for len(tracks)+len(numbers) > 0 {
		t, n := min(len(tracks), foldTracks), min(len(numbers), foldTracks)
		if err := d.identifySome(ctx, tracks[:t], numbers[:n], r); err != nil {
			return err
		}
		tracks, numbers = tracks[t:], numbers[n:]
	}
	return nil
}

func (d *Deriver) identifySome(ctx context.Context, tracks []vessel.MMSI, numbers []vessel.IMO, r *Report) error {
	e, err := d.evidence(ctx, tracks, numbers)
	if err != nil {
		return err
	}
	before, err := d.linksOf(ctx, e.Tracks)
	if err != nil {
		return err
	}
	found := FoldIdentity(e, d.book)
	found.Vessels = append(found.Vessels, merged(found.Links, before)...)
	opened, closed := compareLinks(before, found.Links)
	if moved := tracksMoved(before, opened, closed); len(moved) > 0 {
		if err := d.exec(writing(ctx), "pass/touch_tracks", clickhouse.Named("mmsis", moved)); err != nil {
			return err
		}
	}
	now, version := d.now().UTC().Truncate(time.Millisecond), d.version()
	if err := d.storeVessels(ctx, found.Vessels, now, version); err != nil {
		return err
	}
	if err := d.storeConflicts(ctx, found, now, version, r); err != nil {
		return err
	}
	r.Vessels += len(found.Vessels)
	r.Links += len(opened) + len(closed)
	// Last, since it is what makes a track count as identified.
	return d.storeLinks(ctx, opened, closed, now, version)
}

// evidence reads all that bears on some tracks and IMO numbers.
func (d *Deriver) evidence(ctx context.Context, tracks []vessel.MMSI, numbers []vessel.IMO) (Evidence, error) {
	e := Evidence{Tracks: tracks, IMOs: numbers}
	asked := make(map[vessel.MMSI]bool, len(tracks))
	for _, m := range tracks {
		asked[m] = true
	}
	err := d.selectInto(ctx, &e.Claims, "pass/claims", clickhouse.Named("mmsis", numbersOf(tracks)), clickhouse.Named("imos", numbersOf(numbers)))
	if err != nil {
		return e, err
	}
	wanted := make(map[vessel.IMO]bool, len(numbers))
	for _, n := range numbers {
		wanted[n] = true
	}
	for _, c := range e.Claims {
		if n := vessel.IMO(c.IMO); n.Valid() && asked[vessel.MMSI(c.MMSI)] {
			wanted[n] = true
		}
	}
	for _, c := range e.Claims {
		if c.MMSI != 0 && wanted[vessel.IMO(c.IMO)] {
			asked[vessel.MMSI(c.MMSI)] = true
		}
	}
	e.Tracks, e.IMOs = keys(asked), keys(wanted)
	var spans []struct {
		MMSI      uint32    `ch:"mmsi"`
		Segment   uint8     `ch:"segment"`
		From      time.Time `ch:"from_at"`
		To        time.Time `ch:"to_at"`
		Positions uint64    `ch:"positions"`
	}
	if err := d.selectInto(ctx, &spans, "pass/hull_spans", clickhouse.Named("mmsis", numbersOf(e.Tracks))); err != nil {
		return e, err
	}
	for _, s := range spans {
		e.Hulls = append(e.Hulls, HullSpan{vessel.MMSI(s.MMSI), s.Segment, s.From.UTC(), s.To.UTC(), s.Positions})
	}
	return e, nil
}

// merged are the provisional vessels whose tracks turned out to be another's:
// that of the MMSI's last link.
func merged(links []Link, before []linkRow) []Vessel {
	now, last := map[vessel.ID]bool{}, map[vessel.MMSI]vessel.ID{}
	for _, l := range links {
		now[l.VesselID] = true
		if l.Segment == FirstHull {
			last[l.MMSI] = l.VesselID // in order of time
		}
	}
	seen := map[vessel.ID]bool{}
	var out []Vessel
	for _, b := range before {
		id, m := vessel.ID(b.VesselID), vessel.MMSI(b.MMSI)
		if b.Basis == BasisIMO || now[id] || seen[id] || last[m] == "" {
			continue
		}
		seen[id] = true
		out = append(out, Vessel{ID: id, MMSIs: []vessel.MMSI{m}, Kind: KindVessel, MergedInto: last[m]})
	}
	return out
}

func numbersOf[T ~uint32](in []T) []uint32 {
	out := make([]uint32, len(in))
	for i, n := range in {
		out[i] = uint32(n)
	}
	return out
}

func keys[T vessel.MMSI | vessel.IMO](in map[T]bool) []T {
	out := make([]T, 0, len(in))
	for k := range in {
		out = append(out, k)
	}
	return sortedSet(out)
}
