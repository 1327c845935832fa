package jurisdiction

import (
	"fmt"
	"maps"
	"slices"
)

// scope moves each class to the other two sides, and takes away what else a scope says.
func (b *breeder) scope(s *scope) {
	for _, c := range classes {
		side := map[bool]string{s.yes[c]: "yes", s.doubt[c] != "": "doubt", s.no[c] != "": "no"}[true]
		for _, to := range []string{"yes", "doubt", "no"} {
			if to == side {
				continue
			}
			b.scoped(s, string(c)+" "+to, func(o *scope) {
				o.yes, o.doubt, o.no = less(s.yes, c), less(s.doubt, c), less(s.no, c)
				switch to {
				case "yes":
					o.yes[c] = true
				case "doubt":
					o.doubt[c] = doubtful(s)
				case "no":
					o.no[c] = "Not this class."
				}
			})
		}
		if s.caveats[c] != "" {
			b.scoped(s, "no caveat for "+string(c), func(o *scope) { o.caveats = less(s.caveats, c) })
		}
	}
	b.scoped(s, fmt.Sprintf("silent %v", !s.silent), func(o *scope) { o.silent = !s.silent })
	if s.unknown != "" {
		b.scoped(s, "unknown class is only near", func(o *scope) { o.unknown = "" })
	}
}

// doubtful is what the scope says of a doubtful class, so that a class put on
// the wrong side reads as it would in the file.
func doubtful(s *scope) string {
	for _, c := range classes {
		if s.doubt[c] != "" {
			return s.doubt[c]
		}
	}
	return "Only perhaps."
}

func (b *breeder) scoped(s *scope, what string, change func(*scope)) {
	other := *s
	change(&other)
	rules := map[int]*rule{}
	for i, r := range b.l.rules {
		if r.scope == s {
			r.scope = &other
			rules[i] = &r
		}
	}
	b.out = append(b.out, b.mutant("scope "+s.name+": "+what, rules, nil))
}

// standing takes away what a caveat that stands by itself asks for.
func (b *breeder) standing(i int) {
	c := b.l.caveats[i]
	with := func(what string, change func(*caveat)) {
		other := c
		change(&other)
		b.out = append(b.out, Mutant{Name: "caveat " + c.id + ": " + what, caveats: replacedAt(b.l.caveats, i, other), caveat: i})
	}
	if !c.general {
		return
	}
	with("only if asked for", func(o *caveat) { o.general = false })
	for _, z := range zones {
		if c.zones[z] {
			with("not in "+string(z), func(o *caveat) { o.zones = less(c.zones, z) })
		}
		if c.zones != nil && !c.zones[z] && slices.ContainsFunc(beside[z], func(n Zone) bool { return c.zones[n] }) {
			with("also in "+string(z), func(o *caveat) { o.zones = maps.Clone(c.zones); o.zones[z] = true })
		}
	}
	for f := range factWords {
		if c.any.Has(Fact(f)) {
			with("not with "+Fact(f).String(), func(o *caveat) { o.any &^= 1 << f; o.general = o.any != 0 })
		}
		if c.none.Has(Fact(f)) {
			with("also with "+Fact(f).String(), func(o *caveat) { o.none &^= 1 << f })
		}
	}
	if c.any != 0 {
		with("with any facts", func(o *caveat) { o.any = 0 })
	}
	if c.classes != nil {
		with("for every class", func(o *caveat) { o.classes = nil })
	}
}
