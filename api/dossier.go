package api

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"plimsoll/risk/model"
)

func (s *Server) getDossier(ctx context.Context, in *dossierInput) (*dossierOutput, error) {
	asOf, err := s.moment("as_of", in.AsOf, s.AsOf())
	if err != nil {
		return nil, err
	}
	body, err := s.dossier(ctx, in.ID, asOf, in.AsOf != "")
	if err != nil {
		return nil, err
	}
	etag, err := body.etag(in.AsOf != "")
	if err != nil {
		return nil, err
	}
	if matches(in.IfNoneMatch, etag) {
		return nil, notModified(etag)
	}
	return &dossierOutput{ETag: etag, Body: *body}, nil
}

// newest is how many events of a kind a dossier shows.
const newest = 10

// historyRead is how many changes of its scores are looked through.
const historyRead = 1000

// pendingFor is how long a vessel that is new here may wait for the pass that
// scores it, if it is of a kind that is scored.
const pendingFor = 2 * time.Minute

// atOnce is how many questions one request has at the warehouse at a time.
const atOnce = 4

// dossier reads everything about a vessel as of a moment. Where somebody named
// it the scores are computed for it; else they are the newest.
func (s *Server) dossier(ctx context.Context, id string, asOf time.Time, named bool) (*dossierDTO, error) {
	v, err := s.vessel(ctx, id)
	if err != nil {
		return nil, err
	}
	about, err := s.subject(ctx, v, asOf, 1000)
	if err != nil {
		return nil, err
	}
	d := &dossierDTO{VesselID: v.ID, AsOf: asOf, Identity: s.identity(v, asOf), Note: scoreNote}
	if id != v.ID {
		d.AskedFor = id
	}
	var scores []model.Score
	var history []historyDTO
	var gaps []gapDTO
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	group.Go(func() (err error) { scores, err = s.scores(ctx, v, asOf, s.Now(), named); return err })
	if !named {
		group.Go(func() (err error) { history, err = s.history(ctx, v.ID, "", s.Now(), historyRead); return err })
	}
	group.Go(func() (err error) { gaps, err = s.gaps(ctx, about); return err })
	group.Go(func() (err error) { d.Calls, err = s.calls(ctx, about); return err })
	group.Go(func() (err error) { d.Conflicts, err = s.conflicts(ctx, v.ID, asOf); return err })
	group.Go(func() (err error) { d.LastKnown, err = s.lastPlace(ctx, v.ID, asOf); return err })
	group.Go(func() (err error) { d.Seen, err = s.seen(ctx, v.ID, asOf); return err })
	group.Go(func() (err error) { d.Zones, err = s.zones(ctx, v.ID, asOf); return err })
	group.Go(func() (err error) { d.Records, err = s.records(ctx, about); return err })
	group.Go(func() (err error) { d.Inspections, err = s.inspections(ctx, about); return err })
	if err := group.Wait(); err != nil {
		return nil, fmt.Errorf("dossier of %s: %w", v.ID, err)
	}
	d.Scores = s.summaries(scores, history)
	d.Gaps = gapsOfDossier(gaps)
	if len(d.Calls) > 0 {
		d.LastCall = &d.Calls[0]
	}
	d.pending = !named && len(scores) == 0 && s.Now().Sub(v.FirstKnown) < pendingFor
	d.NotKnown = s.missing(d, about)
	d.Calls, d.Inspections = some(d.Calls, newest), some(d.Inspections, newest)
	d.Records = some(d.Records, len(d.Records))
	return d, nil
}

// some is the beginning of a list, never null.
func some[T any](list []T, most int) []T {
	if list == nil {
		return []T{}
	}
	return list[:min(most, len(list))]
}

func gapsOfDossier(gaps []gapDTO) gapsDTO {
	out := gapsDTO{Newest: some(gaps, newest)}
	for i := range gaps {
		switch {
		case gaps[i].Lasts:
			out.Lasting = &gaps[i]
		case gaps[i].Hours >= 12:
			out.Count, out.Twelve = out.Count+1, out.Twelve+1
		default:
			out.Count++
		}
		if out.Longest == nil || gaps[i].Hours > out.Longest.Hours {
			out.Longest = &gaps[i]
		}
	}
	return out
}

func (s *Server) seen(ctx context.Context, id string, asOf time.Time) (*seenDTO, error) {
	r, found, err := readOne[seenRow](ctx, s, "seen", parameters{"vessel": id, "as_of": instant(asOf)})
	if err != nil || !found {
		return nil, err
	}
	return &seenDTO{r.Positions, r.Days, r.FirstAt.UTC(), r.LastAt.UTC(), r.DaysInYear}, nil
}

func (s *Server) conflicts(ctx context.Context, id string, asOf time.Time) ([]conflictDTO, error) {
	type conflictRow struct {
		Kind     string    `ch:"kind"`
		Subject  string    `ch:"subject"`
		From     time.Time `ch:"observed_from"`
		To       time.Time `ch:"observed_to"`
		Evidence string    `ch:"evidence"`
		KnownAt  time.Time `ch:"known_from"`
	}
	rows, err := read[conflictRow](ctx, s, "conflicts", parameters{"vessel": id, "as_of": instant(asOf), "now": instant(s.Now())})
	out := []conflictDTO{}
	for _, r := range rows {
		evidence := json.RawMessage(r.Evidence)
		if !json.Valid(evidence) {
			evidence = json.RawMessage("null")
		}
		out = append(out, conflictDTO{r.Kind, conflictWords(r.Kind), r.Subject, known(r.From), known(r.To), r.KnownAt.UTC(), evidence})
	}
	return out, err
}

// topFacts is how many facts a summary gives for a score.
const topFacts = 3

func (s *Server) summaries(scores []model.Score, history []historyDTO) []scoreSummaryDTO {
	out := []scoreSummaryDTO{}
	for _, score := range scores {
		d := scoreSummaryDTO{
			Population: score.Population.String(), Band: score.Band, Meaning: bandMeaning(score.Band), Words: scoreWords(score), AtLeast: score.Points,
			CouldBe: score.CouldBe, Completeness: score.Completeness, Model: score.Model, AsOf: score.AsOf, Top: []topDTO{}, NotKnown: s.notKnown(score), WouldHelp: changesOf(s.explain(score)),
			Since: bandSince(history, score.Population.String(), score.Band),
		}
		for _, x := range some(s.observed(score), topFacts) {
			d.Top = append(d.Top, topDTO{x.ID, s.definitions[x.ID].Title, s.summary(x), newestFact(x), rounded(x.Points)})
		}
		out = append(out, d)
	}
	return out
}

// newestFact is the date of the newest fact of an indicator's evidence.
func newestFact(x model.IndicatorScore) string {
	at := ""
	for _, f := range x.Evidence.Facts {
		at = max(at, datedFrom(f.At))
	}
	return at
}
