package jurisdiction

import (
	"strings"
)

// Batch answers many questions with the same answers as Answer, faster: it
// remembers what it answered by everything that can change an answer, which for
// the days of a fleet is little. It is for one goroutine at a time.
type Batch struct {
	e      *Evaluator
	epochs epochs
	atoms  []atom // every limit of a measure that the law knows
	looks  map[Zone][groups]matters
	whole  memo[batchKey, *Answer]
	parts  memo[partKey, *part]
	key    strings.Builder
}

// How much a batch remembers: an answer takes some twenty kilobytes, a part of
// one some five.
const (
	wholeMemo = 1 << 13
	partMemo  = 1 << 14
)

// memo remembers the last so many things and about as many before them.
type memo[K comparable, V any] struct {
	now, before map[K]V
	limit       int
}

func (m *memo[K, V]) get(k K, make func() (V, error)) (V, error) {
	if v, ok := m.now[k]; ok {
		return v, nil
	}
	v, ok := m.before[k]
	if !ok {
		var err error
		if v, err = make(); err != nil {
			return v, err
		}
	}
	if len(m.now) >= m.limit {
		m.now, m.before = nil, m.now
	}
	if m.now == nil {
		m.now = map[K]V{}
	}
	m.now[k] = v
	return v, nil
}

// batchKey is everything that can change an answer, with a day reduced to its
// epoch and a measure to the limits that it passes.
type batchKey struct {
	vessel, place, people string
	facts                 Facts
	measures              uint64
	epoch                 int
	asking                Asking
	class                 Class
	sight                 sightKey
}

type sightKey struct {
	known, joint, near bool
	zone               Zone
	state              string
	basis              Basis
}

// Batch begins a batch.
func (e *Evaluator) Batch() *Batch {
	b := &Batch{e: e, epochs: e.makeEpochs(), looks: e.law.looks()}
	b.whole.limit, b.parts.limit = wholeMemo, partMemo
	seen := map[atom]bool{}
	for _, r := range e.law.rules {
		for _, c := range r.needs {
			for _, a := range c {
				if a.measure != "" && !seen[a] {
					seen[a] = true
					b.atoms = append(b.atoms, a)
				}
			}
		}
	}
	return b
}

// Answer answers one question of the batch. Answers share what they have in
// common: read them only.
func (b *Batch) Answer(q Question) (Answer, error) {
	var p problems
	if q.measures(&p); len(p) > 0 {
		return b.e.Answer(q)
	}
	var c sighting
	if q.Place.Lon.Known {
		c = b.e.sight(q.Place.Lon.Value, q.Place.Lat.Value)
		if c.problem != "" {
			return b.e.Answer(q)
		}
	}
	k := b.keyOf(&q, c)
	known, err := b.whole.get(k, func() (*Answer, error) { return b.put(q, &k) })
	if err != nil {
		return Answer{}, err
	}
	out := *known
	if q.Place.Lon.Known {
		out.Place.ShoreNM = roundNM(c.shoreNM)
	}
	return out, nil
}

// put answers a question from its parts.
func (b *Batch) put(q Question, k *batchKey) (*Answer, error) {
	q, at, err := b.e.prepare(q)
	if err != nil {
		return nil, err
	}
	s := b.e.situate(&q, at)
	var parts [groups]*part
	for g := range groups {
		if key, ok := b.partKey(g, s, k); ok {
			parts[g], _ = b.parts.get(key, func() (*part, error) { return b.e.part(g, s), nil })
		} else {
			parts[g] = b.e.part(g, s)
		}
	}
	a := b.e.assemble(s, parts)
	a.Place = at.Placed
	return &a, nil
}

func (b *Batch) keyOf(q *Question, c sighting) batchKey {
	k := batchKey{facts: q.Facts, epoch: b.epochs.of(q.Date), asking: q.Asking, class: q.Vessel.Class, vessel: q.Vessel.Flag}
	for i, a := range b.atoms {
		k.measures |= uint64(a.holds(q)) << (2 * i)
	}
	if len(q.Vessel.FlagsClaimed) > 0 || q.Vessel.Register != "" {
		k.vessel = b.join(q.Vessel.Flag, q.Vessel.Register, q.Vessel.FlagsClaimed)
	}
	k.place = string(q.Place.Zone)
	if q.Place.CoastalState != "" || q.Place.PortState != "" || len(q.Place.Contested) > 0 {
		k.place = b.join(string(q.Place.Zone), q.Place.CoastalState+"/"+q.Place.PortState, q.Place.Contested)
	}
	if len(q.People.Victims) > 0 || len(q.People.Suspects) > 0 {
		k.people = b.people(q.People)
	}
	if q.Place.Lon.Known {
		k.sight = sightKey{known: true, joint: c.joint, near: c.nearLimit, zone: c.zone, state: c.state, basis: c.basis}
		if len(c.claimants) > 0 {
			k.sight.state = b.join(c.state, "", c.claimants)
		}
	}
	return k
}

// join writes words so that no two lists of them look alike.
func (b *Batch) join(first, second string, more []string) string {
	b.key.Reset()
	for _, s := range [2]string{first, second} {
		b.key.WriteString(s)
		b.key.WriteByte(0)
	}
	for _, s := range more {
		b.key.WriteString(s)
		b.key.WriteByte(1)
	}
	return b.key.String()
}

func (b *Batch) people(p People) string {
	b.key.Reset()
	for _, v := range p.Victims {
		b.key.WriteString(v)
		b.key.WriteByte(0)
	}
	b.key.WriteByte(1)
	for _, s := range p.Suspects {
		b.key.WriteString(s.Nationality)
		b.key.WriteByte(0)
		b.key.WriteString(s.Location)
		b.key.WriteByte(0)
	}
	return b.key.String()
}
