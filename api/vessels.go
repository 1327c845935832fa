package api

import (
	"context"
	"slices"
	"strings"
	"time"

	"plimsoll/data/vessel"
)

type vesselsInput struct {
	Q        string `query:"q" maxLength:"120" doc:"Whatever is at hand: a name, a former name or part of one, with up to three letters wrong; an IMO number, also without its check digit; an MMSI; a call sign." example:"sim aurora"`
	IMO      string `query:"imo" maxLength:"20" doc:"IMO number, seven digits, or six without the check digit." example:"9074729"`
	MMSI     string `query:"mmsi" maxLength:"20" doc:"MMSI, nine digits; finds every vessel that it was linked to." example:"150402951"`
	CallSign string `query:"callsign" maxLength:"20" doc:"Call sign, in any case." example:"3EAB7"`
	Flag     string `query:"flag" maxLength:"3" doc:"Flag State, ISO 3166-1 of two or three letters, in any case." example:"PAN"`
	Class    string `query:"class" maxLength:"20" doc:"Class of vessel: fishing, fish_carrier, factory, support, merchant, passenger, government, other, unknown." example:"fishing"`
	Band     string `query:"band" maxLength:"20" doc:"Vessels of which a score has this band: low, guarded, elevated, high, severe, not_examined, not_seen." example:"high"`
	Limit    int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Most vessels in an answer."`
	Cursor   string `query:"cursor" maxLength:"400" doc:"The next of the answer before."`
}

type vesselsOutput struct{ Body vesselListDTO }

type vesselListDTO struct {
	Vessels []vesselLineDTO `json:"vessels"`
	Next    string          `json:"next,omitempty" doc:"Cursor of the next page; absent on the last."`
	Note    string          `json:"note,omitempty" doc:"What to know about the answer."`
}

type vesselLineDTO struct {
	ID       string    `json:"id" example:"imo-9074729"`
	Name     string    `json:"name" doc:"The last name known, else the vessel's number."`
	Former   []string  `json:"former_names,omitempty"`
	IMO      *uint32   `json:"imo" doc:"null: not known."`
	MMSIs    []string  `json:"mmsis"`
	CallSign string    `json:"callsign,omitempty"`
	Flag     string    `json:"flag,omitempty" doc:"ISO 3166-1 alpha-3; absent: not known."`
	FlagName string    `json:"flag_name,omitempty"`
	Class    string    `json:"class"`
	Bands    []bandDTO `json:"bands" doc:"The band of each population's score; empty: no score. Lists never show points."`
	Matched  string    `json:"matched,omitempty" doc:"The name that was found, where it is not the present one."`
	Nearby   bool      `json:"nearby,omitempty" doc:"Not exactly what was asked for: letters or digits differ."`
}

type bandDTO struct {
	Population   string    `json:"population" enum:"seafarer,fisher"`
	Band         string    `json:"band"`
	Completeness int       `json:"completeness" doc:"0 to 100: the share of what was asked that could be measured."`
	Model        string    `json:"model"`
	AsOf         time.Time `json:"as_of"`
}

const bulkNote = "Vessels are not listed in bulk by flag, class or band: add a name or number to narrow this."

func (s *Server) listVessels(ctx context.Context, in *vesselsInput) (*vesselsOutput, error) {
	q, err := s.readSearch(ctx, in)
	if err != nil {
		return nil, err
	}
	rows, more, err := s.find(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &vesselsOutput{Body: vesselListDTO{Vessels: []vesselLineDTO{}}}
	if out.Body.Vessels, err = s.lines(ctx, rows, q); err != nil {
		return nil, err
	}
	filtersOnly := q.text == "" && q.sign == "" && !q.numbered
	switch {
	case more && filtersOnly:
		out.Body.Note = bulkNote
	case more:
		out.Body.Next = q.next(rows[len(rows)-1])
	case len(rows) == 0:
		out.Body.Note = nothingFits
		filtered := in.Flag+in.Class+in.Band+in.CallSign+in.Cursor != "" // they may hide a vessel that is known
		waits, err := s.waiting(ctx, q.ids)
		if err != nil {
			return nil, err
		}
		if waits && !filtered {
			out.Body.Note = "No vessel of this number is known yet, but " + waitingWords + "."
		}
	}
	return out, nil
}

const nothingFits = "Nothing fits. Try fewer letters, a former name, the IMO number without its check digit, or the call sign. A file that was fed a moment ago takes some seconds. That a vessel is not known here says nothing about it."

// readSearch checks and reads what is looked for.
func (s *Server) readSearch(ctx context.Context, in *vesselsInput) (search, error) {
	q := search{limit: in.Limit, asOf: s.AsOf().UTC(), sign: plain(in.CallSign), class: strings.ToLower(in.Class), band: strings.ToLower(in.Band)}
	if q.limit == 0 {
		q.limit = 20
	}
	if err := s.readFilters(&q, in); err != nil {
		return q, err
	}
	digits, isNumber := number(in.Q)
	id := strings.ToLower(strings.TrimSpace(in.Q))
	switch {
	case vesselID.MatchString(id):
		q.numbered, q.ids = true, append(q.ids, id)
	case isNumber && len(digits) == 9:
		if err := s.searchMMSI(ctx, &q, digits); err != nil {
			return q, err
		}
	case isNumber:
		q.imo(digits)
	default:
		q.text = plain(in.Q)
		for _, w := range strings.Fields(in.Q) {
			if w = plain(w); w != "" {
				q.words = append(q.words, w)
			}
		}
	}
	if given := nonEmpty(in.IMO, in.MMSI); len(given)+min(len(q.ids), 1) > 1 {
		return q, invalid("query.imo", in.IMO, "send one number: q, imo or mmsi; each finds the vessel by itself")
	}
	if err := s.readNumbers(ctx, &q, in); err != nil {
		return q, err
	}
	if q.text == "" && q.sign == "" && !q.numbered && q.flag == "" && q.class == "" && q.band == "" {
		return q, invalid("query.q", in.Q, "send a name, a number or a call sign, or at least flag, class or band; the whole fleet is not listed")
	}
	if in.Cursor == "" {
		return q, nil
	}
	var err error
	q.after, err = q.readCursor(in.Cursor)
	return q, err
}

func (s *Server) readFilters(q *search, in *vesselsInput) error {
	if in.Flag != "" {
		state, ok := s.Facts.Current().State(in.Flag)
		if !ok {
			return invalid("query.flag", in.Flag, "send the flag State's ISO 3166-1 code of two or three letters, as in PA or PAN")
		}
		q.flag = state.ISO3
	}
	if q.class != "" && q.class != "unknown" {
		if _, err := vessel.ParseClass(q.class); err != nil {
			return invalid("query.class", in.Class, "send one of fishing, fish_carrier, factory, support, merchant, passenger, government, other, unknown")
		}
	}
	if bands := s.bandIDs(); q.band != "" && !slices.Contains(bands, q.band) {
		return invalid("query.band", in.Band, "send one of "+strings.Join(bands, ", "))
	}
	return nil
}

// readNumbers reads the parameters imo and mmsi.
func (s *Server) readNumbers(ctx context.Context, q *search, in *vesselsInput) error {
	if in.IMO != "" {
		digits, ok := number(in.IMO)
		if !ok || len(digits) == 9 {
			return invalid("query.imo", in.IMO, "send seven digits, or six without the check digit")
		}
		q.imo(digits)
	}
	if in.MMSI != "" {
		digits, ok := number(in.MMSI)
		if !ok || len(digits) != 9 {
			return invalid("query.mmsi", in.MMSI, "send nine digits")
		}
		return s.searchMMSI(ctx, q, digits)
	}
	return nil
}

// bandIDs are the words of the bands, worst last, then the two of no judgement.
func (s *Server) bandIDs() []string {
	m := s.Scorer.Model()
	var ids []string
	for _, b := range m.Bands {
		ids = append(ids, b.ID)
	}
	return append(ids, m.Earned.NotExamined, m.Earned.NotSeen)
}

// lines describes vessels as lists show them.
func (s *Server) lines(ctx context.Context, rows []found, q search) ([]vesselLineDTO, error) {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	vessels, err := s.vessels(ctx, ids)
	if err != nil {
		return nil, err
	}
	bands, err := s.bandsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	lines := make([]vesselLineDTO, 0, len(vessels))
	for _, v := range vessels {
		line := s.line(&v, q.asOf)
		line.Bands = bands[v.ID]
		if line.Bands == nil {
			line.Bands = []bandDTO{}
		}
		hit := rows[slices.IndexFunc(rows, func(f found) bool { return f.ID == v.ID })]
		if hit.ByName && hit.Matched != line.Name {
			line.Matched = hit.Matched
		}
		line.Nearby = hit.Rank > 3 && hit.Rank < 99 || q.numbered && len(q.ids) > 0 && strings.HasPrefix(q.ids[0], "imo-") && v.ID != q.ids[0]
		lines = append(lines, line)
	}
	return lines, nil
}

func (s *Server) line(v *vesselRow, at time.Time) vesselLineDTO {
	line := vesselLineDTO{ID: v.ID, Name: v.title(at), MMSIs: mmsiTexts(v.MMSIs), CallSign: latest(v.callSigns(at), at).Value, Class: v.class(at)}
	if v.IMO != 0 {
		line.IMO = &v.IMO
	}
	for _, n := range v.names(at) {
		if n.Value != line.Name && !slices.Contains(line.Former, n.Value) {
			line.Former = append(line.Former, n.Value)
		}
	}
	if flag := v.flag(at); flag.Value != "" {
		line.Flag, line.FlagName = flag.Value, s.stateName(flag.Value)
	}
	return line
}

func mmsiTexts(mmsis []uint32) []string {
	out := make([]string, len(mmsis))
	for i, m := range mmsis {
		out[i] = vessel.MMSI(m).String()
	}
	return out
}

// stateName is a State's English name, its code when there is none.
func (s *Server) stateName(iso3 string) string {
	if state, ok := s.Facts.Current().State(iso3); ok {
		return state.Name
	}
	return iso3
}

// bandsOf reads the newest bands by vessel.
func (s *Server) bandsOf(ctx context.Context, ids []string) (map[string][]bandDTO, error) {
	type bandRow struct {
		Vessel       string    `ch:"vessel_id"`
		Population   string    `ch:"population"`
		Band         string    `ch:"band"`
		Completeness uint8     `ch:"completeness"`
		Model        string    `ch:"model"`
		AsOf         time.Time `ch:"as_of"`
	}
	if len(ids) == 0 {
		return map[string][]bandDTO{}, nil
	}
	rows, err := read[bandRow](ctx, s, "bands", parameters{"ids": words(ids)})
	out := map[string][]bandDTO{}
	for _, r := range rows {
		out[r.Vessel] = append(out[r.Vessel], bandDTO{r.Population, r.Band, int(r.Completeness), r.Model, r.AsOf.UTC()})
	}
	return out, err
}
