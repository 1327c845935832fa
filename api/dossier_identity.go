package api

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"plimsoll/data/reference"
	"plimsoll/data/vessel"
)

// identity describes a vessel as of a moment: what it was, and what it was before.
func (s *Server) identity(v *vesselRow, at time.Time) identityDTO {
	d := identityDTO{
		Name: v.title(at), MMSIs: mmsiTexts(v.MMSIs), CallSign: latest(v.callSigns(at), at).Value, Class: v.class(at), Gear: v.Gear,
		OwnerKnown: v.OwnerNamed || v.OwnerState != "", OwnerState: v.OwnerState, OwnerWithheld: v.OwnerWithheld,
		Names: spanDTOs(v.names(at)), CallSigns: spanDTOs(v.callSigns(at)), Flags: spanDTOs(v.flags(at)), Classes: spanDTOs(v.classes(at)),
		LengthM: measure(v.LengthM), GT: measure(v.GT),
	}
	if v.IMO != 0 {
		d.IMO = &v.IMO
	}
	if v.BuiltYear != 0 {
		d.BuiltYear = &v.BuiltYear
	}
	for i := range d.Flags {
		d.Flags[i].Name = s.stateName(d.Flags[i].Value)
	}
	if flag := v.flag(at); flag.Value != "" {
		d.Flag = s.flag(flag, d.Class, at)
	}
	return d
}

func measure(x float32) *float64 {
	if x == 0 {
		return nil
	}
	y := rounded(float64(x))
	return &y
}

func spanDTOs(spans []span) []spanDTO {
	out := []spanDTO{}
	for _, s := range spans {
		out = append(out, spanDTO{Value: s.Value, Register: s.Register, Bareboat: s.Bareboat, From: known(s.From), To: known(s.To), Source: s.Source})
	}
	return out
}

// flag tells what is known of a flag State on the day: facts about the State,
// which say nothing about this vessel.
func (s *Server) flag(flag span, class string, at time.Time) *flagDTO {
	c, err := vessel.ParseClass(class)
	if err != nil {
		c = vessel.ClassUnknown
	}
	populations := c.Populations()
	convention, title := reference.MLC2006, "Maritime Labour Convention, 2006, in force"
	if slices.Equal(populations, []vessel.Population{vessel.Fishers}) {
		convention, title = reference.ILOC188, "Work in Fishing Convention (ILO C188) in force"
	}
	facts := s.Facts.Current()
	return &flagDTO{
		Code: flag.Value, Name: s.stateName(flag.Value), Register: flag.Register, Bareboat: flag.Bareboat, Source: flag.Source,
		Convenience: answer("flag of convenience", facts.FlagOfConvenience(flag.Value, flag.Register, at)),
		LabourLaw:   answer(title, facts.Instrument(flag.Value, convention, at)),
		Protocol:    answer("Forced-labour protocol (ILO P029) in force", facts.Instrument(flag.Value, reference.ILOP029, at)),
		Tier:        string(facts.TIPTier(flag.Value, at).Tier),
	}
}

func answer(what string, a reference.Answer) answerDTO {
	d := answerDTO{What: what, Value: a.Value.String(), Note: a.Note, Source: a.Source}
	if a.Since.Year() > 1900 {
		d.Since = a.Since.Format(time.DateOnly)
	}
	return d
}

// missing says in words what is not known of a vessel, the weightiest first. It
// speaks where nothing was found, too: silence is no safety.
func (s *Server) missing(d *dossierDTO, about subject) []string {
	out := []string{}
	add := func(when bool, text string, args ...any) {
		if when {
			out = append(out, fmt.Sprintf(text, args...))
		}
	}
	id := d.Identity
	add(d.pending, "its score: it came in a moment ago and was not judged yet, ask again in a few seconds")
	add(d.Seen == nil, "where it is or was: no position is known")
	if d.LastKnown != nil {
		add(d.LastKnown.DaysAgo >= 1, "where it is now: last observed %d days before %s", d.LastKnown.DaysAgo, day(d.AsOf))
	}
	add(d.LastCall == nil, "when it last called at a port: no confirmed call is on record")
	add(d.LastCall != nil, "whether anyone went ashore: a confirmed call does not show it")
	add(!slices.ContainsFunc(d.Inspections, func(i inspectionDTO) bool { return i.Labour && i.CrewInterviewed == "yes" }),
		"what the crew say: no labour inspection with crew interviews is on record")
	add(id.Flag == nil, "its flag")
	add(id.Flag != nil && id.Flag.Source == sourceMID, "its flag from any register: only the MMSI's first digits say %s", flagName(id.Flag))
	add(id.Class == "unknown", "what kind of vessel it is, and so whether its crew are seafarers or fishers")
	add(id.IMO == nil, "its IMO number")
	add(!id.OwnerKnown && !id.OwnerWithheld, "who owns it")
	add(id.OwnerWithheld, "who owns it: the register withholds the owner")
	add(about.shared, "which hull an event told only under its MMSI belongs to: two hulls send on that number, and such events are left out")
	if d.Seen != nil {
		unseen := 365 - int(d.Seen.DaysInYear)
		add(unseen > 0, "what it did on %d of the last 365 days: it was not seen", unseen)
	}
	return out
}

func flagName(f *flagDTO) string {
	if f == nil {
		return ""
	}
	return f.Name
}

// day writes a date for people.
func day(t time.Time) string { return t.UTC().Format("2 January 2006") }

// placeWords says where a place is.
func placeWords(d *placeDTO, name func(iso3 string) string) string {
	if d.Port != "" {
		return fmt.Sprintf("in port, %s (%s)", d.PortName, d.Port)
	}
	text := zoneWords(d.Zone)
	if d.StateName != "" {
		text += " of " + d.StateName
	}
	if len(d.Contested) > 0 {
		text += ", claimed by " + nameAll(d.Contested, name)
	}
	if len(d.Joint) > 0 {
		text += ", shared by " + nameAll(d.Joint, name)
	}
	if d.Zone != "land" && d.Zone != "unknown" {
		text += fmt.Sprintf(", %.0f NM from shore", d.ShoreM/metresPerNM)
	}
	return text
}

func nameAll(codes []string, name func(iso3 string) string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = name(code)
	}
	return strings.Join(names, " and ")
}

const metresPerNM = 1852
