package jurisdiction

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"plimsoll/data/reference"
)

// decodedLaw is the law as it is compiled in: its files of rules as they are
// decoded, in the order in which they are read, and what the loader makes of them.
func decodedLaw(facts *reference.Catalogue) ([]rulesYAML, *law, error) {
	files, err := fs.Sub(lawFiles, "law")
	if err != nil {
		return nil, nil, err
	}
	l, err := loadLaw(files, facts.Instruments())
	if err != nil {
		return nil, nil, err
	}
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, nil, err
	}
	slices.SortStableFunc(names, func(a, b string) int { return fileRank(a) - fileRank(b) })
	var out []rulesYAML
	n := 0
	for _, name := range names {
		if name == scopesFile || name == caveatsFile {
			continue
		}
		var f rulesYAML
		if err := readYAML(files, name, &f); err != nil {
			return nil, nil, err
		}
		for _, in := range f.Rules {
			if n >= len(l.rules) || l.rules[n].id != in.ID {
				return nil, nil, fmt.Errorf("%s: rule %q is not where the loader has it", name, in.ID)
			}
			n++
		}
		out = append(out, f)
	}
	return out, l, nil
}

// shared makes the mutants of what several rules share: what stands above a
// file's rules, which classes a scope covers, and when a caveat stands by itself.
func (b *breeder) shared(files []rulesYAML) {
	at := 0
	for _, f := range files {
		if f.Custom {
			other := f
			other.Custom = false
			b.filed(at, other, f.Rules[0].ID+" and what is in its file: no custom")
		}
		for i, c := range f.Caveats {
			other := f
			other.Caveats = dropped(f.Caveats, i)
			b.filed(at, other, f.Instrument+": no caveat "+c)
		}
		for _, z := range slices.Sorted(maps.Keys(f.TerritoryNotes)) {
			other := f
			other.TerritoryNotes = less(f.TerritoryNotes, z)
			b.filed(at, other, f.Instrument+": no territory note in "+z)
		}
		b.beside(at, f)
		at += len(f.Rules)
	}
	for _, name := range slices.Sorted(maps.Keys(b.l.scopes)) {
		b.scope(b.l.scopes[name])
	}
	for i := range b.l.caveats {
		b.standing(i)
	}
	for _, state := range slices.Sorted(maps.Keys(b.l.archipelagic)) {
		b.out = append(b.out, Mutant{Name: "archipelagic: not " + state, islands: state})
	}
}

// beside takes the caveats away that rules themselves ask for. A caveat stands
// once in an answer, so that rules of the same States go together.
func (b *breeder) beside(at int, f rulesYAML) {
	asked := map[[2]string]rulesYAML{}
	for i, in := range f.Rules {
		for _, c := range in.Caveats {
			k := [2]string{c, in.Who}
			o, ok := asked[k]
			if !ok {
				o = f
				o.Rules = slices.Clone(f.Rules)
			}
			o.Rules[i].Caveats = slices.DeleteFunc(slices.Clone(in.Caveats), func(s string) bool { return s == c })
			asked[k] = o
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(asked), func(a, b [2]string) int { return strings.Compare(a[0]+a[1], b[0]+b[1]) }) {
		b.filed(at, asked[k], f.Instrument+" from "+f.Rules[0].ID+" on: no caveat "+k[0]+" where who is "+k[1])
	}
}

// filed is a whole file with one change.
func (b *breeder) filed(at int, f rulesYAML, name string) {
	rules, refused := map[int]*rule{}, error(nil)
	for i, in := range f.Rules {
		r, err := in.rule(f, b.l, b.instruments)
		if err != nil && refused == nil {
			refused = err
		}
		rules[at+i] = &r
	}
	b.out = append(b.out, b.mutant(name, rules, refused))
}

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
