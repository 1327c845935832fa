package jurisdiction

import (
	"maps"
	"slices"

	"plimsoll/data/reference"
)

// A Mutant is the law with one change: what somebody could get wrong while
// writing it. The scenarios must notice each.
type Mutant struct {
	Name    string        // the rule, and what was changed
	rules   map[int]*rule // by the place in the law; nil is a rule that is gone
	caveats []caveat      // nil: as they are
	caveat  int           // which of them is another
	islands string        // a State that is no archipelagic State any more
	Refused error         // the loader does not take it
	Heads   []Head        // of the rules that are changed, before and after
}

// Head is what a rule's rows are known by: what is in it for good.
type Head struct {
	Instrument string
	Action     Action
	Articles   [2]string // with the number before an amendment
}

// mutant is the law with some rules changed.
func (b *breeder) mutant(name string, rules map[int]*rule, refused error) Mutant {
	m := Mutant{Name: name, rules: rules, Refused: refused}
	for i, r := range rules {
		for _, r := range []*rule{&b.l.rules[i], r} {
			if r == nil {
				continue
			}
			if h := (Head{r.instrument, r.action, [2]string{r.article, r.renumbered.article}}); !slices.Contains(m.Heads, h) {
				m.Heads = append(m.Heads, h)
			}
		}
	}
	return m
}

// breeder makes mutants of decoded rules: what a file says once for several
// rules is changed for one rule at a time.
type breeder struct {
	l           *law
	instruments []reference.Instrument
	at          int
	file        rulesYAML
	in          ruleYAML // with what the file says for it
	out         []Mutant
}

// Mutants are all single changes of the law.
func Mutants(facts *reference.Catalogue) ([]Mutant, error) {
	files, l, err := decodedLaw(facts)
	if err != nil {
		return nil, err
	}
	b := &breeder{l: l, instruments: facts.Instruments()}
	for _, f := range files {
		for i, in := range f.Rules {
			b.begin(f, in)
			if i > 0 && in.Condition != "" && f.Rules[i-1].Condition != "" && f.Rules[i-1].Condition != in.Condition {
				b.breed("condition of "+f.Rules[i-1].ID, func(in *ruleYAML) { in.Condition = f.Rules[i-1].Condition })
			}
			b.gates()
			b.needs()
			b.words()
			b.places()
			b.days()
			b.more()
			b.at++
		}
	}
	b.shared(files)
	return b.out, nil
}

// begin takes up a rule, with what its file says for all.
func (b *breeder) begin(file rulesYAML, in ruleYAML) {
	in.Instrument, in.Scope = first(in.Instrument, file.Instrument), first(in.Scope, file.Scope)
	in.Also, in.About = firstOf(in.Also, file.Also), firstOf(in.About, file.About)
	b.in, b.file = in, file
	b.out = append(b.out, b.mutant(in.ID+": gone", map[int]*rule{b.at: nil}, nil))
}

// breed adds the rule with one change.
func (b *breeder) breed(what string, change func(in *ruleYAML)) {
	in, file := b.in, b.file
	file.Instrument, file.Scope, file.Also, file.About = "", "", nil, nil
	change(&in)
	r, err := in.rule(file, b.l, b.instruments)
	b.out = append(b.out, b.mutant(b.in.ID+": "+what, map[int]*rule{b.at: &r}, err))
}

func dropped[S ~[]T, T any](in S, i int) S { return slices.Delete(slices.Clone(in), i, i+1) }

func replacedAt[S ~[]T, T any](in S, i int, v T) S {
	out := slices.Clone(in)
	out[i] = v
	return out
}

func less[K comparable, V any](in map[K]V, k K) map[K]V {
	out := maps.Clone(in)
	delete(out, k)
	return out
}
