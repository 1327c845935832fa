package jurisdiction

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"plimsoll/data/reference"
)

// check refuses what is well formed and wrong.
func (r rule) check(in ruleYAML, l *law, instruments []reference.Instrument) error {
	has := func(id string) bool {
		return slices.ContainsFunc(instruments, func(i reference.Instrument) bool { return i.ID == id })
	}
	var p []string
	if r.id == "" || strings.ToLower(r.id) != r.id {
		p = append(p, "id must be in small letters")
	}
	for _, i := range append([]string{r.instrument}, r.also...) {
		if !has(i) {
			p = append(p, fmt.Sprintf("instrument %q is not in the tables", i))
		}
	}
	for _, a := range []string{r.article, r.renumbered.article} {
		if !articleForm.MatchString(a) && (a != "" || r.article == "") {
			p = append(p, fmt.Sprintf("article %q: want one article, the smallest", a))
		}
	}
	if in.Ship != "" && in.Ship != "foreign" {
		p = append(p, fmt.Sprintf("ship %q: want foreign", in.Ship))
	}
	if in.Place != "" && in.Place != "bound" {
		p = append(p, fmt.Sprintf("place %q: want bound", in.Place))
	}
	if !r.approved.IsZero() && !r.approved.Before(r.from) {
		p = append(p, "an amendment is approved before it is in force")
	}
	if r.condition == "" && r.never == "" {
		p = append(p, "no condition")
	}
	if (r.nearZones == nil) != (r.nearBecause == "") {
		p = append(p, "near_zones and near_why belong together")
	}
	named := slices.Clone(r.caveats)
	if r.disputed != nil {
		named = append(named, r.disputed.caveat)
	}
	for _, c := range named {
		if !slices.ContainsFunc(l.caveats, func(o caveat) bool { return o.id == c }) {
			p = append(p, fmt.Sprintf("no caveat %q", c))
		}
	}
	if (r.strength == MustNot || r.strength == ShouldNot) != (r.kind == Limit) || (r.strength == May) != (r.kind == Power) {
		p = append(p, "a power may, a duty must, a limit must not or should not")
	}
	if len(p) > 0 {
		return errors.New(strings.Join(p, "; "))
	}
	return nil
}
