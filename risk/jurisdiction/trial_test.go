package jurisdiction

import "slices"

// Trial is an answer taken apart by rules, so that a mutant costs one rule and
// not the whole law. Rules do not look at each other: what a changed rule
// changes is what it says itself.
type Trial struct {
	e     *Evaluator
	s     *situation
	rules []*part // what each rule says
	whole Answer
}

// Try answers a question rule by rule.
func (e *Evaluator) Try(q Question) (*Trial, error) {
	q, at, err := e.prepare(q)
	if err != nil {
		return nil, err
	}
	t := &Trial{e: e, s: e.situate(&q, at)}
	for i := range e.law.rules {
		t.rules = append(t.rules, t.say(&e.law.rules[i]))
	}
	t.whole = t.assembled(nil)
	return t, nil
}

// Answer is the answer under the law as it is.
func (t *Trial) Answer() Answer { return t.whole }

func (t *Trial) say(r *rule) *part {
	v := &verdict{e: t.e, s: t.s}
	if r != nil {
		v.apply(r)
	}
	return &v.part
}

// Change is what a mutant changes in an answer.
type Change struct {
	Was, Is []Near // rows and near ones of the rules that say something else; rows miss nothing
	Beside  bool   // what is unknown, or a caveat, may be another
	Answer  func() Answer
}

// Under is what a mutant changes; false when nothing does.
func (t *Trial) Under(m *Mutant) (Change, bool) {
	if m.caveats != nil {
		was, is := t.e.law.caveats[m.caveat], m.caveats[m.caveat]
		return t.beside(func(l *law) { l.caveats = m.caveats }), was.holds(t.s.q, t.s.at.Zone) != is.holds(t.s.q, t.s.at.Zone)
	}
	if m.islands != "" {
		return t.beside(func(l *law) { l.archipelagic = less(l.archipelagic, m.islands) }), t.s.at.approximate && slices.Contains(t.s.at.territories, m.islands)
	}
	var c Change
	var changed map[int]mutated
	for i, r := range m.rules {
		p := t.say(r)
		if p.same(t.rules[i]) && (r == nil || len(p.rows)+len(p.near) == 0 || r.who.group() == t.e.law.rules[i].who.group()) {
			continue
		}
		if changed == nil {
			changed = map[int]mutated{}
		}
		changed[i] = mutated{p, r}
		c.Beside = c.Beside || !p.sameBeside(t.rules[i])
		c.Was, c.Is = append(c.Was, t.rules[i].all()...), append(c.Is, p.all()...)
	}
	c.Answer = func() Answer { return t.assembled(changed) }
	return c, changed != nil
}

// beside is the answer under a law that is another in what stands beside the rows.
func (t *Trial) beside(change func(*law)) Change {
	return Change{Beside: true, Answer: func() Answer {
		e, l := *t.e, *t.e.law
		change(&l)
		e.law = &l
		return (&Trial{e: &e, s: t.s, rules: t.rules}).assembled(nil)
	}}
}

// all are the rows of a part and what is near.
func (p *part) all() []Near {
	var out []Near
	for _, r := range p.rows {
		out = append(out, Near{Row: r})
	}
	return append(out, p.near...)
}

// mutated is what a changed rule says.
type mutated struct {
	*part
	rule *rule
}

// assembled puts what the rules say together, as the evaluator does.
func (t *Trial) assembled(changed map[int]mutated) Answer {
	var parts [groups]*part
	for g := range groups {
		parts[g] = &part{}
	}
	for i, p := range t.rules {
		r := &t.e.law.rules[i]
		if m, ok := changed[i]; ok {
			if m.rule == nil {
				continue
			}
			r, p = m.rule, m.part
		}
		to := parts[r.who.group()]
		to.rows, to.near, to.asks = append(to.rows, p.rows...), append(to.near, p.near...), append(to.asks, p.asks...)
		to.caveats, to.stale = to.caveats|p.caveats, to.stale || p.stale
	}
	a := t.e.assemble(t.s, parts)
	a.Place = t.s.at.Placed
	return a
}

func (p *part) same(o *part) bool {
	return p.sameBeside(o) && slices.EqualFunc(p.rows, o.rows, sameRow) &&
		slices.EqualFunc(p.near, o.near, func(a, b Near) bool { return sameRow(a.Row, b.Row) && slices.Equal(a.Missing, b.Missing) })
}

func (p *part) sameBeside(o *part) bool {
	return p.caveats == o.caveats && p.stale == o.stale && slices.Equal(p.asks, o.asks)
}

func sameRow(a, b Row) bool {
	return a.Rule == b.Rule && a.State == b.State && a.Capacity == b.Capacity && a.Kind == b.Kind && a.Strength == b.Strength && a.Action == b.Action &&
		a.Instrument == b.Instrument && a.Article == b.Article && a.Condition == b.Condition && slices.Equal(a.Because, b.Because)
}
