package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"plimsoll/data/chart"
	"plimsoll/risk/jurisdiction"
)

// jurisdictionCmd asks who can act. A question comes as flags, or as JSON on
// standard input.
type jurisdictionCmd struct {
	connections
	Question string `arg:"" optional:"" help:"- reads a question as JSON from standard input; then no flag about the question may be given." placeholder:"-"`

	Flag         string   `help:"The ship's flag, ISO 3166-1 alpha-3. None given is not known, and not the same as none." group:"vessel" placeholder:"CODE"`
	FlagsClaimed []string `help:"Flags that it shows." group:"vessel" placeholder:"CODE"`
	Register     string   `help:"A second or international register." group:"vessel"`
	Class        string   `help:"fishing, fish_carrier, merchant, passenger, government, factory, support or other." group:"vessel"`
	GT           *float64 `name:"gt" help:"Gross tonnage." group:"vessel"`
	Length       *float64 `help:"Length L in metres (C188 1(i))." group:"vessel"`
	DaysAtSea    *float64 `help:"Days that it normally stays at sea." group:"vessel"`
	Distance     *float64 `help:"Nautical miles from its flag State's coast at which it normally navigates." group:"vessel"`

	Zone      string   `help:"port, internal_waters, archipelagic_waters, territorial_sea, contiguous_zone, eez or high_seas; without it --lon and --lat are looked up on the chart." group:"place"`
	Coastal   string   `help:"Whose waters." group:"place" placeholder:"CODE"`
	Port      string   `help:"Whose port." group:"place" placeholder:"CODE"`
	Contested []string `help:"Who else claims the place." group:"place" placeholder:"CODE"`
	Lon       *float64 `help:"Longitude in degrees." group:"place"`
	Lat       *float64 `help:"Latitude in degrees." group:"place"`

	Date    string   `help:"The day, as in 2026-11-01; today when not given." group:"question"`
	Victim  []string `help:"Nationalities of presumed victims or abandoned crew." group:"question" placeholder:"CODE"`
	Suspect []string `help:"A suspect's nationality and, after a slash, where the person is: TWN/ZAF; either may be left out." group:"question" placeholder:"CODE/CODE"`
	Fact    []string `help:"What is asserted: complaint, clear_grounds, no_nationality, trafficking_suspected, ...; a word that is not known is answered with the nearest." group:"question" placeholder:"FACT"`
	Asking  string   `help:"Who asks; it orders the answer and changes no row: port_officer, labour_inspector, warship, coast_guard, prosecutor, researcher." group:"question"`

	Suppose []string `help:"Suppose that a State is bound by an instrument on that day, as in PHL/ILO_C188: what would change if it ratified." placeholder:"CODE/ID"`
	Compare []string `help:"Instead: what each of these port States could do if the ship were in its port." placeholder:"CODE"`
	Visit   bool     `help:"Instead: the grounds of the right of visit, one by one."`
	Inspect bool     `help:"Instead: on what a port officer can base an inspection, what is missing, and a report to the flag State."`
	Brief   bool     `help:"Leave out the rows: in short who may or must do what, what is not known, what to read with it." xor:"form"`
	JSON    bool     `help:"Print JSON." xor:"form"`
}

// Run implements the command.
func (c *jurisdictionCmd) Run(p *process) error {
	question, err := c.question(p)
	if err != nil {
		return err
	}
	e, closing, err := c.evaluator(p)
	if err != nil {
		return err
	}
	defer closing()
	for _, s := range c.Suppose {
		state, instrument, _ := strings.Cut(s, "/")
		if e, err = e.Supposing(state, instrument, question.Date); err != nil {
			return fmt.Errorf("%w: --suppose %s: %w", errUsage, s, err)
		}
	}
	switch {
	case len(c.Compare) > 0:
		err = c.compare(p, e, question)
	case c.Visit:
		err = c.visit(p, e, question)
	case c.Inspect:
		err = c.inspect(p, e, question)
	default:
		err = c.answer(p, e, question)
	}
	if _, wrong := errors.AsType[*jurisdiction.InvalidError](err); wrong {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	return err
}

// evaluator rests on the facts and the chart in use where there is a service or
// a warehouse, and on the embedded ones elsewhere.
func (c *jurisdictionCmd) evaluator(p *process) (*jurisdiction.Evaluator, func(), error) {
	d, err := openDesk(p, c.connections, false)
	if err != nil {
		return nil, nil, err
	}
	closing := func() { _ = d.close() }
	sea, err := chart.Load()
	if err != nil {
		closing()
		return nil, nil, err
	}
	d.base = sea
	tables, err := d.catalogue(p.ctx, d.active, nil)
	if err == nil {
		sea, err = d.chart(p.ctx, d.active, nil)
	}
	var e *jurisdiction.Evaluator
	if err == nil {
		e, err = jurisdiction.New(tables, sea)
	}
	if err != nil {
		closing()
		return nil, nil, err
	}
	return e, closing, nil
}

// question reads the question, wherever it is.
func (c *jurisdictionCmd) question(p *process) (q jurisdiction.Question, err error) {
	var text []byte
	switch c.Question {
	case "":
		if text, err = c.asJSON(p); err != nil {
			return q, fmt.Errorf("%w: %w", errUsage, err)
		}
	case "-":
		if c.asked() {
			return q, fmt.Errorf("%w: - reads the whole question from standard input; leave out the flags about vessel, place and facts", errUsage)
		}
		if text, err = io.ReadAll(io.LimitReader(p.stdin, 1<<20)); err != nil {
			return q, fmt.Errorf("read the question: %w", err)
		}
	default:
		return q, fmt.Errorf("%w: %q: want - for a question on standard input, or flags", errUsage, c.Question)
	}
	q, err = jurisdiction.ParseQuestion(text)
	if err != nil {
		return q, fmt.Errorf("%w: %w", errUsage, err)
	}
	return q, nil
}

// asked tells whether a flag gives a part of the question.
func (c *jurisdictionCmd) asked() bool {
	for _, s := range []string{c.Flag, c.Register, c.Class, c.Zone, c.Coastal, c.Port, c.Date, c.Asking} {
		if s != "" {
			return true
		}
	}
	for _, m := range []*float64{c.GT, c.Length, c.DaysAtSea, c.Distance, c.Lon, c.Lat} {
		if m != nil {
			return true
		}
	}
	return len(c.FlagsClaimed)+len(c.Contested)+len(c.Victim)+len(c.Suspect)+len(c.Fact) > 0
}

// asJSON is the question of the flags in the exchange format, so that there is
// one reader for both.
func (c *jurisdictionCmd) asJSON(p *process) ([]byte, error) {
	suspects := []map[string]any{}
	for _, s := range c.Suspect {
		nationality, location, _ := strings.Cut(s, "/")
		suspects = append(suspects, map[string]any{"nationality": nationality, "location": location})
	}
	date := c.Date
	if date == "" {
		date = p.now().UTC().Format("2006-01-02")
	}
	return json.Marshal(map[string]any{
		"vessel": map[string]any{
			"flag": c.Flag, "flags_claimed": c.FlagsClaimed, "register": c.Register, "class": c.Class, "gt": c.GT, "length_m": c.Length,
			"days_at_sea": c.DaysAtSea, "distance_from_flag_coast_nm": c.Distance,
		},
		"place": map[string]any{
			"zone": c.Zone, "coastal_state": c.Coastal, "port_state": c.Port, "contested": c.Contested, "lon": c.Lon, "lat": c.Lat,
		},
		"date": date, "people": map[string]any{"victims": c.Victim, "suspects": suspects}, "facts": c.Fact, "asking": c.Asking,
	})
}

func (c *jurisdictionCmd) answer(p *process, e *jurisdiction.Evaluator, q jurisdiction.Question) error {
	a, err := e.Answer(q)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(p.stdout, a)
	}
	return printAnswer(p.stdout, e, q.Date, a, c.Brief)
}
