package api

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"plimsoll/risk/model"
)

type dossierInput struct {
	ID          string `path:"id" maxLength:"40" doc:"The vessel's id; a provisional one that turned out to be another vessel's answers with that one." example:"imo-9074729"`
	AsOf        string `query:"as_of" maxLength:"40" doc:"As of this date (its end, UTC) or time, with what is known now." example:"2024-05-31"`
	IfNoneMatch string `header:"If-None-Match" doc:"The ETag of an answer that is at hand."`
}

type dossierOutput struct {
	ETag string `header:"ETag"`
	Body dossierDTO
}

type dossierDTO struct {
	VesselID    string            `json:"vessel_id"`
	AskedFor    string            `json:"asked_for,omitempty" doc:"The id that was asked for, where it turned out to be this vessel."`
	AsOf        time.Time         `json:"as_of"`
	Identity    identityDTO       `json:"identity"`
	Conflicts   []conflictDTO     `json:"conflicts"`
	Scores      []scoreSummaryDTO `json:"scores" doc:"Empty: the vessel is not of a kind that is scored."`
	LastKnown   *placeDTO         `json:"last_known" doc:"Where it was last observed; null: it never was."`
	Seen        *seenDTO          `json:"seen" doc:"null: no position is known."`
	LastCall    *callDTO          `json:"last_confirmed_call" doc:"null: no confirmed call is known."`
	Calls       []callDTO         `json:"calls" doc:"The newest ten confirmed calls."`
	Gaps        gapsDTO           `json:"gaps"`
	Zones       []zoneDTO         `json:"zones"`
	Records     []recordDTO       `json:"records"`
	Inspections []inspectionDTO   `json:"inspections" doc:"The newest ten."`
	NotKnown    []string          `json:"not_known" doc:"What is not known, in words."`
	Note        string            `json:"note"`
}

type identityDTO struct {
	Name          string    `json:"name" doc:"The last known, else the vessel's number."`
	IMO           *uint32   `json:"imo" doc:"null: not known."`
	MMSIs         []string  `json:"mmsis"`
	CallSign      string    `json:"callsign,omitempty"`
	Flag          *flagDTO  `json:"flag" doc:"null: not known."`
	Class         string    `json:"class"`
	Gear          string    `json:"gear,omitempty"`
	LengthM       *float64  `json:"length_m"`
	GT            *float64  `json:"gt" doc:"Gross tonnage."`
	BuiltYear     *uint16   `json:"built_year"`
	OwnerKnown    bool      `json:"owner_known" doc:"A source names the owner; names are not shown here."`
	OwnerState    string    `json:"owner_state,omitempty" doc:"The owner's State, ISO 3166-1 alpha-3."`
	OwnerWithheld bool      `json:"owner_withheld" doc:"A register that publishes owners withholds this one."`
	Names         []spanDTO `json:"names"`
	CallSigns     []spanDTO `json:"callsigns"`
	Flags         []spanDTO `json:"flags"`
	Classes       []spanDTO `json:"classes"`
}

type flagDTO struct {
	Code        string    `json:"code" doc:"ISO 3166-1 alpha-3"`
	Name        string    `json:"name"`
	Register    string    `json:"register,omitempty"`
	Bareboat    bool      `json:"bareboat" doc:"A bareboat registration beside the underlying one."`
	Source      string    `json:"source" doc:"mid: only the MMSI's digits say so, the weakest source."`
	Convenience answerDTO `json:"flag_of_convenience"`
	LabourLaw   answerDTO `json:"labour_convention" doc:"Whether the convention that would cover this crew is in force for the flag: MLC 2006 for seafarers, ILO C188 for fishers."`
	Protocol    answerDTO `json:"forced_labour_protocol" doc:"ILO P029."`
	Tier        string    `json:"tip_tier,omitempty" doc:"Trafficking in Persons report: 1, 2, 2WL, 3, special; absent: not known."`
}

type answerDTO struct {
	What   string `json:"what"`
	Value  string `json:"value" enum:"yes,no,unknown"`
	Since  string `json:"since,omitempty"`
	Note   string `json:"note,omitempty"`
	Source string `json:"source,omitempty"`
}

type spanDTO struct {
	Value    string     `json:"value"`
	Name     string     `json:"name,omitempty" doc:"Of a flag: the State."`
	Register string     `json:"register,omitempty"`
	Bareboat bool       `json:"bareboat,omitempty"`
	From     *time.Time `json:"from" doc:"null: not known."`
	To       *time.Time `json:"to" doc:"null: not known to have ended."`
	Source   string     `json:"source"`
}

type conflictDTO struct {
	Kind     string          `json:"kind"`
	Words    string          `json:"words"`
	Subject  string          `json:"subject"`
	From     *time.Time      `json:"from"`
	To       *time.Time      `json:"to" doc:"null: not known to have ended."`
	KnownAt  time.Time       `json:"known_since"`
	Evidence json.RawMessage `json:"evidence"`
}

type scoreSummaryDTO struct {
	Population   string       `json:"population" enum:"seafarer,fisher"`
	Band         string       `json:"band"`
	Meaning      string       `json:"meaning"`
	Words        string       `json:"words"`
	AtLeast      int          `json:"at_least"`
	CouldBe      int          `json:"could_be"`
	Completeness int          `json:"completeness"`
	Model        string       `json:"model"`
	AsOf         time.Time    `json:"as_of"`
	Top          []topDTO     `json:"top" doc:"What gave most points."`
	Since        *time.Time   `json:"since" doc:"Since when the band has been this one; null: asked for another day, or not stored."`
	NotKnown     []unknownDTO `json:"not_known" doc:"What could add most, first."`
	WouldHelp    []changeDTO  `json:"would_help" doc:"Changes for the crew that would lower the band."`
}

type topDTO struct {
	Indicator string  `json:"indicator"`
	Title     string  `json:"title"`
	Text      string  `json:"text"`
	At        string  `json:"at,omitempty" doc:"Date of its newest fact."`
	Points    float64 `json:"points"`
}

type seenDTO struct {
	Positions  uint64    `json:"positions" doc:"Each counted once."`
	Days       uint64    `json:"days" doc:"Days with a position."`
	FirstAt    time.Time `json:"first_at"`
	LastAt     time.Time `json:"last_at"`
	DaysInYear uint64    `json:"days_in_year" doc:"Days with a position in the 365 days up to as_of."`
}

type gapsDTO struct {
	Count   int      `json:"count" doc:"Six hours or more without a position."`
	Twelve  int      `json:"of_12_hours_or_more"`
	Longest *gapDTO  `json:"longest"`
	Newest  []gapDTO `json:"newest" doc:"The newest ten."`
}

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
	out := gapsDTO{Count: len(gaps), Newest: some(gaps, newest)}
	for i := range gaps {
		if gaps[i].Hours >= 12 {
			out.Twelve++
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
