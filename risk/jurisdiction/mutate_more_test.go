package jurisdiction

import (
	"strings"
	"time"
)

// days moves the days between which a text stood.
func (b *breeder) days() {
	for _, d := range []struct {
		name  string
		field func(*ruleYAML) *string
	}{
		{"from", func(in *ruleYAML) *string { return &in.From }},
		{"until", func(in *ruleYAML) *string { return &in.Until }},
		{"approved", func(in *ruleYAML) *string { return &in.Approved }},
	} {
		written := *d.field(&b.in)
		if written == "" {
			continue
		}
		for _, other := range []string{"", shifted(written, -1), shifted(written, 1)} {
			b.breed(strings.TrimSpace(d.name+" "+other), func(in *ruleYAML) { *d.field(in) = other })
		}
	}
	if b.in.Renumbered == nil {
		return
	}
	b.breed("not renumbered", func(in *ruleYAML) { in.Renumbered = nil })
	for _, days := range []int{-1, 1} {
		n := *b.in.Renumbered
		n.Before = shifted(n.Before, days)
		b.breed("renumbered "+n.Before, func(in *ruleYAML) { in.Renumbered = &n })
	}
	n := *b.in.Renumbered
	n.Article = sibling(n.Article)
	b.breed("renumbered from "+n.Article, func(in *ruleYAML) { in.Renumbered = &n })
}

func shifted(written string, days int) string {
	t, err := readDay(written)
	if err != nil {
		return written
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}

// more changes what treaties must bind, reservations, doubt and dispute.
func (b *breeder) more() {
	for i, instrument := range b.in.Also {
		b.breed("not also "+instrument, func(in *ruleYAML) { in.Also = dropped(b.in.Also, i) })
	}
	if b.in.Flag != "" {
		b.breed("flag bound or not", func(in *ruleYAML) { in.Flag = "" })
		other := map[string]string{"bound": "unbound", "unbound": "bound"}[b.in.Flag]
		b.breed("flag "+other, func(in *ruleYAML) { in.Flag = other })
	}
	if b.in.Place != "" {
		b.breed("place bound or not", func(in *ruleYAML) { in.Place = "" })
	}
	if b.in.Favour != "" {
		b.breed("no favour", func(in *ruleYAML) { in.Favour = "" })
	}
	if b.in.Reservable != "" {
		b.breed("not reservable", func(in *ruleYAML) { in.Reservable = "" })
		other := sibling(b.in.Reservable)
		b.breed("reservable "+other, func(in *ruleYAML) { in.Reservable = other })
	}
	b.unsaid()
	b.disputed()
}

func (b *breeder) unsaid() {
	if b.in.Unsaid == nil {
		return
	}
	b.breed("nothing unsaid", func(in *ruleYAML) { in.Unsaid = nil })
	for i, f := range b.in.Unsaid.Facts {
		u := *b.in.Unsaid
		u.Facts = dropped(u.Facts, i)
		b.breed("unsaid without "+f, func(in *ruleYAML) { in.Unsaid = &u })
	}
}

func (b *breeder) disputed() {
	d := b.in.Disputed
	if d == nil {
		return
	}
	b.breed("not disputed", func(in *ruleYAML) { in.Disputed = nil })
	if d.When != nil || d.Unless != nil {
		always := *d
		always.When, always.Unless = nil, nil
		b.breed("always disputed", func(in *ruleYAML) { in.Disputed = &always })
	}
}
