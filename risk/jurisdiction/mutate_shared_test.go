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
