package jurisdiction

import (
	"errors"
	"fmt"
	"slices"
)

// caveat is a fixed sentence that stands beside an answer.
type caveat struct {
	id, text string
	// when it stands by itself; a caveat without is one that a rule or the
	// evaluator asks for.
	general bool
	zones   map[Zone]bool
	any     Facts
	none    Facts
	classes []Class
}

// caveatSet is a set of caveats by their place in the file.
type caveatSet uint64

func (c caveat) holds(q *Question, z Zone) bool {
	return c.general && (c.zones == nil || c.zones[z]) && (c.any == 0 || c.any&q.Facts != 0) && c.none&q.Facts == 0 &&
		(c.classes == nil || slices.Contains(c.classes, q.Vessel.Class))
}

// The caveats that the evaluator asks for.
const (
	caveatApproximated = "approximated"
	caveatArchipelagic = "archipelagic"
	caveatNearLimit    = "near_limit"
	caveatDiffers      = "chart_differs"
	caveatContested    = "contested"
	caveatJoint        = "joint"
	caveatStale        = "stale"
	caveatBeyond       = "beyond_tables"
	caveatOwnPort      = "own_port"
	caveatFOC          = "flag_of_convenience"
	caveatRatified     = "ratified_not_bound"
)

type caveatsYAML struct {
	Caveats []struct {
		ID   string `yaml:"id"`
		Text string `yaml:"text"`
		When *struct {
			Zones   []string `yaml:"zones"`
			Any     []string `yaml:"any"`
			None    []string `yaml:"none"`
			Classes []string `yaml:"classes"`
		} `yaml:"when"`
	} `yaml:"caveats"`
}

func (in caveatsYAML) into(l *law) (err error) {
	for _, c := range in.Caveats {
		out := caveat{id: c.ID, text: c.Text, general: c.When != nil}
		if c.ID == "" || c.Text == "" || slices.ContainsFunc(l.caveats, func(o caveat) bool { return o.id == c.ID }) {
			return fmt.Errorf("caveat %q has no text or is there twice", c.ID)
		}
		if w := c.When; w != nil {
			var errs [3]error
			out.zones, errs[0] = zoneSet(w.Zones)
			out.any, errs[1] = factSet(w.Any)
			out.none, errs[2] = factSet(w.None)
			for _, name := range w.Classes {
				class, err := known("class", name, classes)
				errs[0] = errors.Join(errs[0], err)
				out.classes = append(out.classes, class)
			}
			if err := errors.Join(errs[:]...); err != nil {
				return fmt.Errorf("caveat %q: %w", c.ID, err)
			}
		}
		l.caveats = append(l.caveats, out)
	}
	for _, id := range []string{
		caveatApproximated, caveatArchipelagic, caveatNearLimit, caveatDiffers, caveatContested, caveatJoint, caveatStale, caveatBeyond, caveatOwnPort, caveatFOC, caveatRatified,
	} {
		if !slices.ContainsFunc(l.caveats, func(c caveat) bool { return c.id == id }) {
			return fmt.Errorf("caveat %q is missing", id)
		}
	}
	if len(l.caveats) > 64 {
		return fmt.Errorf("%d caveats; a set holds 64", len(l.caveats))
	}
	for i, c := range l.caveats {
		l.bits[c.id] = 1 << i
	}
	return nil
}

type scopesYAML struct {
	Scopes []struct {
		ID      string            `yaml:"id"`
		Yes     []string          `yaml:"yes"`
		Doubt   map[string]string `yaml:"doubt"`
		No      map[string]string `yaml:"no"`
		Caveats map[string]string `yaml:"caveats"`
		Unknown string            `yaml:"unknown"`
		Silent  bool              `yaml:"silent"`
	} `yaml:"scopes"`
	Archipelagic []string `yaml:"archipelagic"`
}

func (in scopesYAML) into(l *law) error {
	for _, s := range in.Scopes {
		out := &scope{name: s.ID, unknown: s.Unknown, silent: s.Silent, yes: map[Class]bool{}, doubt: map[Class]string{}, no: map[Class]string{}, caveats: map[Class]string{}}
		for _, w := range s.Yes {
			out.yes[Class(w)] = true
		}
		for _, m := range []struct {
			from map[string]string
			into map[Class]string
		}{{s.Doubt, out.doubt}, {s.No, out.no}, {s.Caveats, out.caveats}} {
			for w, text := range m.from {
				m.into[Class(w)] = text
			}
		}
		for _, c := range classes { // each class is inside, doubtful or outside
			n := 0
			for _, in := range []bool{out.yes[c], out.doubt[c] != "", out.no[c] != ""} {
				if in {
					n++
				}
			}
			if n != 1 {
				return fmt.Errorf("scope %q: class %s is not in exactly one of yes, doubt, no", s.ID, c)
			}
		}
		l.scopes[s.ID] = out
	}
	for _, code := range in.Archipelagic {
		l.archipelagic[code] = true
	}
	return nil
}
