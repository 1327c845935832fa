package api

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"time"

	"plimsoll/data/vessel"
)

// vesselRow is a vessel as query/vessels.sql gives it.
type vesselRow struct {
	ID            string      `ch:"vessel_id"`
	IMO           uint32      `ch:"imo"`
	MMSIs         []uint32    `ch:"mmsis"`
	Kind          string      `ch:"kind"`
	MergedInto    string      `ch:"merged_into"`
	FirstKnown    time.Time   `ch:"first_known"`
	Gear          string      `ch:"gear"`
	LengthM       float32     `ch:"length_m"`
	GT            float32     `ch:"gt"`
	BuiltYear     uint16      `ch:"built_year"`
	OwnerState    string      `ch:"owner_state"`
	OwnerNamed    bool        `ch:"owner_named"`
	OwnerWithheld bool        `ch:"owner_withheld"`
	Names         []string    `ch:"name_values"`
	NameSources   []string    `ch:"name_sources"`
	NameFrom      []time.Time `ch:"name_from"`
	NameTo        []time.Time `ch:"name_to"`
	Signs         []string    `ch:"callsign_values"`
	SignSources   []string    `ch:"callsign_sources"`
	SignFrom      []time.Time `ch:"callsign_from"`
	SignTo        []time.Time `ch:"callsign_to"`
	Flags         []string    `ch:"flag_values"`
	Registers     []string    `ch:"flag_registers"`
	Bareboat      []bool      `ch:"flag_bareboat"`
	FlagSources   []string    `ch:"flag_sources"`
	FlagFrom      []time.Time `ch:"flag_from"`
	FlagTo        []time.Time `ch:"flag_to"`
	Classes       []string    `ch:"class_values"`
	ClassSources  []string    `ch:"class_sources"`
	ClassFrom     []time.Time `ch:"class_from"`
	ClassTo       []time.Time `ch:"class_to"`
}

// span is a value that held for some time, according to a source.
type span struct {
	Value, Source string
	From, To      time.Time
	Register      string // of a flag
	Bareboat      bool   // of a flag: a temporary registration beside the underlying one
}

func (s span) holds(at time.Time) bool { return !s.From.After(at) && s.To.After(at) }

func spansOf(values, sources []string, from, to []time.Time, asOf time.Time) []span {
	var out []span
	for i, v := range values {
		if v != "" && !from[i].After(asOf) {
			out = append(out, span{Value: v, Source: sources[i], From: from[i].UTC(), To: to[i].UTC()})
		}
	}
	return out
}

// Each of these leaves out what begins after the moment.
func (r *vesselRow) names(asOf time.Time) []span {
	return spansOf(r.Names, r.NameSources, r.NameFrom, r.NameTo, asOf)
}

func (r *vesselRow) callSigns(asOf time.Time) []span {
	return spansOf(r.Signs, r.SignSources, r.SignFrom, r.SignTo, asOf)
}

func (r *vesselRow) classes(asOf time.Time) []span {
	return spansOf(r.Classes, r.ClassSources, r.ClassFrom, r.ClassTo, asOf)
}

func (r *vesselRow) flags(asOf time.Time) []span {
	out := make([]span, 0, len(r.Flags))
	for i, v := range r.Flags {
		if v != "" && !r.FlagFrom[i].After(asOf) {
			out = append(out, span{
				Value: v, Source: r.FlagSources[i], From: r.FlagFrom[i].UTC(), To: r.FlagTo[i].UTC(), Register: r.Registers[i], Bareboat: r.Bareboat[i],
			})
		}
	}
	return out
}

// latest is the span that holds, the one that began last among several, or the
// last that held; the zero span without any.
func latest(spans []span, at time.Time) span {
	var best span
	for _, s := range spans {
		if best.Value == "" || s.holds(at) && !best.holds(at) || s.holds(at) == best.holds(at) && !s.From.Before(best.From) {
			best = s
		}
	}
	return best
}

// flag is the flag as scoring sees it: a bareboat registration before any, what
// a source told before what the MMSI's digits say.
func (r *vesselRow) flag(at time.Time) span {
	var held, told, bareboat []span
	for _, s := range r.flags(at) {
		if !s.holds(at) {
			continue
		}
		held = append(held, s)
		if s.Source != sourceMID {
			told = append(told, s)
		}
		if s.Bareboat {
			bareboat = append(bareboat, s)
		}
	}
	for _, best := range [][]span{bareboat, told, held} {
		if len(best) > 0 {
			return best[len(best)-1]
		}
	}
	return span{}
}

const sourceMID = "mid"

// class is the word of the class at a moment, "unknown" when it is not known.
func (r *vesselRow) class(at time.Time) string {
	class := "unknown"
	for _, s := range r.classes(at) {
		if s.holds(at) && s.Value != "unknown" {
			class = s.Value
		}
	}
	return class
}

// title is what to call a vessel: its name, else its number.
func (r *vesselRow) title(at time.Time) string {
	if name := latest(r.names(at), at).Value; name != "" {
		return name
	}
	if r.IMO != 0 {
		return fmt.Sprintf("IMO %07d", r.IMO)
	}
	if len(r.MMSIs) > 0 {
		return "MMSI " + vessel.MMSI(r.MMSIs[len(r.MMSIs)-1]).String()
	}
	return r.ID
}

var vesselID = regexp.MustCompile(`^(imo-\d{7}|mmsi-\d{9}(-\d{1,3})?)$`)

// mergers bounds how often a vessel can have been found to be another one.
const mergers = 8

// vessel reads a vessel; a provisional one that turned out to be another
// vessel's answers with that one.
func (s *Server) vessel(ctx context.Context, id string) (*vesselRow, error) {
	if !vesselID.MatchString(id) {
		return nil, fmt.Errorf("%w: %.40q is no vessel's id; it looks like imo-9074729 or mmsi-150402951, and /v1/vessels?q= finds it", errNotFound, id)
	}
	asked := id
	for range mergers {
		row, found, err := readOne[vesselRow](ctx, s, "vessels", parameters{"ids": words([]string{id})})
		switch {
		case err != nil:
			return nil, err
		case !found:
			waits, err := s.waiting(ctx, []string{asked})
			if err != nil {
				return nil, err
			}
			if waits {
				return nil, fmt.Errorf("%w: no vessel %s is known yet, but %s", errNotFound, asked, waitingWords)
			}
			return nil, fmt.Errorf("%w: no vessel %s is known; a search by name or number finds others", errNotFound, asked)
		case row.MergedInto == "" || row.MergedInto == id:
			return &row, nil
		}
		id = row.MergedInto
	}
	return nil, fmt.Errorf("vessel %s: merged more than %d times", asked, mergers)
}

// vessels reads several by id, in the order asked for.
func (s *Server) vessels(ctx context.Context, ids []string) ([]vesselRow, error) {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !vesselID.MatchString(id) })
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := read[vesselRow](ctx, s, "vessels", parameters{"ids": words(ids)})
	slices.SortFunc(rows, func(a, b vesselRow) int { return slices.Index(ids, a.ID) - slices.Index(ids, b.ID) })
	return rows, err
}
