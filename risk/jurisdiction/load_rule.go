package jurisdiction

import (
	"errors"
	"fmt"
	"slices"

	"plimsoll/data/reference"
)

// rulesYAML is a file of rules; what stands above the list holds for all of
// them that do not say otherwise.
type rulesYAML struct {
	Instrument string   `yaml:"instrument"`
	Also       []string `yaml:"also"`
	Custom     bool     `yaml:"custom"`
	Scope      string   `yaml:"scope"`
	Caveats    []string `yaml:"caveats"`
	About      []string `yaml:"about"`
	// TerritoryNotes are the zone notes of rules about a State's territory.
	TerritoryNotes map[string]string `yaml:"territory_notes"`
	Rules          []ruleYAML        `yaml:"rules"`
}

type ruleYAML struct {
	ID         string            `yaml:"id"`
	Instrument string            `yaml:"instrument"`
	Also       []string          `yaml:"also"`
	Article    string            `yaml:"article"`
	Who        string            `yaml:"who"`
	Kind       string            `yaml:"kind"`
	Strength   string            `yaml:"strength"`
	Action     string            `yaml:"action"`
	Aloud      string            `yaml:"aloud"`
	Condition  string            `yaml:"condition"`
	Zones      []string          `yaml:"zones"`
	About      []string          `yaml:"about"`
	Without    []string          `yaml:"without"`
	From       string            `yaml:"from"`
	Until      string            `yaml:"until"`
	Approved   string            `yaml:"approved"`
	Ship       string            `yaml:"ship"`
	NearZones  []string          `yaml:"near_zones"`
	NearWhy    string            `yaml:"near_why"`
	Scope      string            `yaml:"scope"`
	Needs      []clauseYAML      `yaml:"needs"`
	Flag       string            `yaml:"flag"`
	Place      string            `yaml:"place"`
	Never      string            `yaml:"never"`
	Reservable string            `yaml:"reservable"`
	Favour     string            `yaml:"favour"`
	ZoneNotes  map[string]string `yaml:"zone_notes"`
	Caveats    []string          `yaml:"caveats"`
	Unsaid     *struct {
		Facts     []string `yaml:"facts"`
		Condition string   `yaml:"condition"`
		Unknown   string   `yaml:"unknown"`
	} `yaml:"unsaid"`
	Disputed *struct {
		When   []string `yaml:"when"`
		Unless []string `yaml:"unless"`
		Text   string   `yaml:"text"`
		Caveat string   `yaml:"caveat"`
	} `yaml:"disputed"`
	Renumbered *struct {
		Before  string `yaml:"before"`
		Article string `yaml:"article"`
	} `yaml:"renumbered"`
}

// clauseYAML is one need, or a list of alternatives.
type clauseYAML []string

func (c *clauseYAML) UnmarshalYAML(unmarshal func(any) error) error {
	var one string
	if unmarshal(&one) == nil {
		*c = clauseYAML{one}
		return nil
	}
	var many []string
	err := unmarshal(&many)
	*c = many
	return err
}

func (in ruleYAML) rule(file rulesYAML, l *law, instruments []reference.Instrument) (rule, error) {
	r := rule{
		id: in.ID, instrument: first(in.Instrument, file.Instrument), also: firstOf(in.Also, file.Also), article: in.Article, aloud: in.Aloud, condition: in.Condition,
		foreign: in.Ship == "foreign", nearBecause: in.NearWhy, never: in.Never, reservable: in.Reservable,
		favour: in.Favour, placeBound: in.Place == "bound", custom: file.Custom, caveats: append(slices.Clone(file.Caveats), in.Caveats...),
	}
	return r, errors.Join(
		in.words(&r), in.zones(file, &r), in.factSets(file, &r), in.days(&r), in.scope(file, l, &r), in.clauses(&r), in.more(&r), r.check(in, l, instruments),
	)
}

func firstOf(a, b []string) []string {
	if a != nil {
		return a
	}
	return b
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (in ruleYAML) words(r *rule) (err error) {
	var errs [4]error
	r.who, errs[0] = known("who", in.Who, allWho)
	r.kind, errs[1] = known("kind", in.Kind, []Kind{Power, Duty, Limit})
	r.strength, errs[2] = known("strength", in.Strength, []Strength{Must, May, ShouldNot, MustNot})
	r.action = Action(in.Action)
	if _, ok := actions[r.action]; !ok {
		errs[3] = fmt.Errorf("no action %q", in.Action)
	}
	return errors.Join(errs[:]...)
}

func (in ruleYAML) zones(file rulesYAML, r *rule) (err error) {
	if r.zones, err = zoneSet(in.Zones); err != nil {
		return err
	}
	if r.nearZones, err = zoneSet(in.NearZones); err != nil {
		return err
	}
	r.zoneNotes = map[Zone]string{}
	notes := in.ZoneNotes
	if notes == nil && r.who == whoTerritory {
		notes = file.TerritoryNotes
	}
	for w, text := range notes {
		z, err := known("zone", w, zones)
		if err != nil {
			return err
		}
		r.zoneNotes[z] = text
	}
	return nil
}

func (in ruleYAML) factSets(file rulesYAML, r *rule) (err error) {
	if r.about, err = factSet(firstOf(in.About, file.About)); err != nil {
		return err
	}
	r.without, err = factSet(in.Without)
	return err
}

func (in ruleYAML) days(r *rule) (err error) {
	if r.from, err = readDay(in.From); err != nil {
		return err
	}
	if r.approved, err = readDay(in.Approved); err != nil {
		return err
	}
	if r.until, err = readDay(in.Until); err != nil || in.Renumbered == nil {
		return err
	}
	r.renumbered.article = in.Renumbered.Article
	r.renumbered.before, err = readDay(in.Renumbered.Before)
	return err
}

func (in ruleYAML) scope(file rulesYAML, l *law, r *rule) error {
	name := first(in.Scope, file.Scope)
	if name == "" || name == "all" {
		return nil
	}
	r.scope = l.scopes[name]
	if r.scope == nil {
		return fmt.Errorf("no scope %q", name)
	}
	return nil
}

func (in ruleYAML) clauses(r *rule) error {
	for _, c := range in.Needs {
		var out clause
		for _, text := range c {
			a, err := readAtom(text)
			if err != nil {
				return err
			}
			out = append(out, a)
		}
		r.needs = append(r.needs, out)
	}
	return nil
}

func (in ruleYAML) more(r *rule) (err error) {
	switch in.Flag {
	case "":
	case "bound":
		r.flagIs = reference.Yes
	case "unbound":
		r.flagIs = reference.No
	default:
		return fmt.Errorf("flag %q: want bound or unbound", in.Flag)
	}
	if u := in.Unsaid; u != nil {
		r.unsaid = &unsaid{condition: u.Condition, unknown: u.Unknown}
		if r.unsaid.facts, err = factSet(u.Facts); err != nil {
			return err
		}
	}
	if d := in.Disputed; d != nil {
		r.disputed = &disputed{text: d.Text, caveat: d.Caveat, always: d.When == nil && d.Unless == nil}
		if r.disputed.when, err = factSet(d.When); err != nil {
			return err
		}
		r.disputed.unless, err = factSet(d.Unless)
	}
	return err
}
