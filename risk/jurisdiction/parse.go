package jurisdiction

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"time"
)

// The question as it travels. Absent and null are the same: not given.
type questionJSON struct {
	Vessel vesselJSON `json:"vessel"`
	Place  placeJSON  `json:"place"`
	Date   *string    `json:"date"`
	People peopleJSON `json:"people"`
	Facts  []string   `json:"facts"`
	Asking *string    `json:"asking"`
}

type vesselJSON struct {
	Flag         *string  `json:"flag"`
	FlagsClaimed []string `json:"flags_claimed"`
	Register     *string  `json:"register"`
	Class        *string  `json:"class"`
	GT           *float64 `json:"gt"`
	LengthM      *float64 `json:"length_m"`
	DaysAtSea    *float64 `json:"days_at_sea"`
	DistanceNM   *float64 `json:"distance_from_flag_coast_nm"`
}

type placeJSON struct {
	Zone         *string  `json:"zone"`
	CoastalState *string  `json:"coastal_state"`
	PortState    *string  `json:"port_state"`
	Contested    []string `json:"contested"`
	Lon          *float64 `json:"lon"`
	Lat          *float64 `json:"lat"`
}

type peopleJSON struct {
	Victims  []string      `json:"victims"`
	Suspects []suspectJSON `json:"suspects"`
}

type suspectJSON struct {
	Nationality *string `json:"nationality"`
	Location    *string `json:"location"`
}

// ParseQuestion reads a question in the exchange format. It refuses words that
// the format does not have, naming the nearest; codes of States are looked up
// when the question is answered.
func ParseQuestion(text []byte) (Question, error) {
	var in questionJSON
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		return Question{}, &InvalidError{[]string{explainJSON(err)}}
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Question{}, &InvalidError{[]string{"there is something after the question; send one question"}}
	}
	return in.question()
}

func (in questionJSON) question() (Question, error) {
	var p problems
	q := Question{
		Vessel: Vessel{
			Flag: text(in.Vessel.Flag), FlagsClaimed: in.Vessel.FlagsClaimed, Register: text(in.Vessel.Register),
			Class: word(&p, "vessel.class", in.Vessel.Class, classes), GT: number(in.Vessel.GT), LengthM: number(in.Vessel.LengthM),
			DaysAtSea: number(in.Vessel.DaysAtSea), DistanceFromFlagCoastNM: number(in.Vessel.DistanceNM),
		},
		Place: Place{
			Zone: word(&p, "place.zone", in.Place.Zone, zones), CoastalState: text(in.Place.CoastalState),
			PortState: text(in.Place.PortState), Contested: in.Place.Contested, Lon: number(in.Place.Lon), Lat: number(in.Place.Lat),
		},
		People: People{Victims: in.People.Victims},
		Asking: word(&p, "asking", in.Asking, askers),
	}
	for _, s := range in.People.Suspects {
		q.People.Suspects = append(q.People.Suspects, Suspect{text(s.Nationality), text(s.Location)})
	}
	for _, w := range in.Facts {
		if f, ok := parseFact(w); ok {
			q.Facts = q.Facts.With(f)
		} else {
			p.add("%s", unlike("fact", w, Facts(1<<len(factWords)-1).Words()))
		}
	}
	if d := text(in.Date); d != "" {
		var err error
		if q.Date, err = time.Parse(time.DateOnly, d); err != nil {
			p.add("date %q is not a day; write it as 2026-11-01", d)
		}
	}
	return q, p.err()
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return strings.TrimSpace(*s)
}

func number(f *float64) Measure {
	if f == nil {
		return Measure{}
	}
	return Measure{*f, true}
}

func word[S ~string](p *problems, field string, written *string, known []S) S {
	w := text(written)
	if w == "" {
		return ""
	}
	for _, k := range known {
		if w == string(k) {
			return k
		}
	}
	p.add("%s", unlike(field, w, known))
	return ""
}

// explainJSON words a decoder's error for the sender.
func explainJSON(err error) string {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return wrong.Field + " has the wrong type: " + wrong.Value + "; see the format of a question"
	}
	if _, name, ok := strings.Cut(err.Error(), `unknown field "`); ok {
		return unlike("field", strings.TrimSuffix(name, `"`), questionFields())
	}
	return "not a JSON question: " + err.Error()
}

// questionFields are all names that a question may have.
func questionFields() []string {
	var out []string
	for _, t := range []any{questionJSON{}, vesselJSON{}, placeJSON{}, peopleJSON{}, suspectJSON{}} {
		for f := range reflect.TypeOf(t).Fields() {
			out = append(out, f.Tag.Get("json"))
		}
	}
	return out
}
