package zones

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Change is how a zone of one set differs from the same zone of another.
type Change struct {
	Name string
	What string // in words: what was, and what is
}

// Difference is what another set changes.
type Difference struct {
	Added, Removed []Zone
	Changed        []Change
	Same           int // zones that differ in nothing that is compared

	StatesAdded, StatesRemoved []string // States and territories that only one of the sets names
}

// Compare tells what taking next in place of old changes. Zones are the same by their identifier or, where a set has none, by
// name. Old may be nil: then all is added.
func Compare(old, next *Set) Difference {
	var d Difference
	if old == nil {
		old = &Set{}
	}
	before := map[string]*Zone{}
	for i := range old.zones {
		before[old.zones[i].key()] = &old.zones[i]
	}
	for i := range next.zones {
		z := &next.zones[i]
		was, ok := before[z.key()]
		delete(before, z.key())
		switch {
		case !ok:
			d.Added = append(d.Added, *z)
		default:
			if what := z.differs(was); what != "" {
				d.Changed = append(d.Changed, Change{z.Name, what})
			} else {
				d.Same++
			}
		}
	}
	for i := range old.zones {
		if before[old.zones[i].key()] == &old.zones[i] {
			d.Removed = append(d.Removed, old.zones[i])
		}
	}
	a, b := old.States(), next.States()
	d.StatesAdded, d.StatesRemoved = without(b, a), without(a, b)
	return d
}

func (z *Zone) key() string {
	if z.ID != 0 {
		return mrgid(z.ID)
	}
	return strings.ToLower(z.Name)
}

// differs says in words what is new about a zone, "" when nothing is. An area counts when it differs by a hundredth.
func (z *Zone) differs(was *Zone) string {
	var what []string
	if z.Name != was.Name {
		what = append(what, fmt.Sprintf("was called %s", was.Name))
	}
	if z.Kind != was.Kind {
		what = append(what, fmt.Sprintf("was: %s, is: %s", was.Kind, z.Kind))
	}
	if a, b := was.claimants(), z.claimants(); !slices.Equal(a, b) {
		what = append(what, fmt.Sprintf("was of %s, is of %s", was.whose(), z.whose()))
	} else if z.Kind == EEZ && z.Parties[0].State != was.Parties[0].State {
		what = append(what, fmt.Sprintf("was of %s, is of %s", was.Parties[0].State, z.Parties[0].State))
	}
	if math.Abs(z.AreaKm2-was.AreaKm2) > 0.01*was.AreaKm2 {
		what = append(what, fmt.Sprintf("had %.0f km2, has %.0f", was.AreaKm2, z.AreaKm2))
	}
	return strings.Join(what, "; ")
}

// Words are the lines that an operator reads before accepting.
func (d Difference) Words() []string {
	out := []string{fmt.Sprintf("%s added, %d removed, %d changed, %d as before",
		count(len(d.Added), "zone", "zones"), len(d.Removed), len(d.Changed), d.Same)}
	for _, s := range []struct {
		what   string
		states []string
	}{{"States new", d.StatesAdded}, {"States no longer there", d.StatesRemoved}} {
		if len(s.states) > 0 {
			out = append(out, s.what+": "+strings.Join(s.states, ", "))
		}
	}
	for _, z := range d.Removed {
		out = append(out, "removed: "+z.words())
	}
	for _, c := range d.Changed {
		out = append(out, "changed: "+c.Name+": "+c.What)
	}
	for _, z := range d.Added {
		out = append(out, "added: "+z.words())
	}
	return out
}

func (z *Zone) words() string {
	return fmt.Sprintf("%s (%s of %s, %.0f km2)", z.Name, z.Kind, z.whose(), z.AreaKm2)
}

// whose names the claimants of a zone.
func (z *Zone) whose() string {
	if len(z.Parties) == 0 {
		return "States not named"
	}
	return strings.Join(z.claimants(), ", ")
}

// without is what of a sorted list is not in another.
func without(list, other []string) []string {
	var out []string
	for _, s := range list {
		if _, found := slices.BinarySearch(other, s); !found {
			out = append(out, s)
		}
	}
	return out
}
