package simulate

// outing is a stay on a fishing ground and what happens during it.
type outing struct {
	days       float64    // from berth to berth
	meetings   []*fetcher // one for each; nil where any carrier will do
	until      float64    // share of the days in which the meetings fall; 0 is all
	disablings int
	stop       bool // comes near the port once, and stops
}

// trip leaves the berth, works a ground, and is back when the days are over.
// It gives the times of its meetings and of its silences.
func (f *fleet) trip(b *logbook, p berth, g ground, o outing) (met []meeting, silent []span) {
	back := b.at + int64(o.days*day)
	middle := g.middle.off(g.radius*0.45*(2*b.rng.Float64()-1), g.radius*0.45*(2*b.rng.Float64()-1))
	home := append(backwards(g.way), p.place)
	b.sail(append(append([]point{}, g.way...), middle)...)
	radius := g.radius * 0.35
	leave := back - int64(1.15*float64(b.seconds(home...))) - int64(1.5*radius/(b.s.kn*knot))
	slots, begun, over := len(o.meetings), b.at, leave
	if o.until > 0 {
		over = begun + int64(float64(leave-begun)*o.until)
	}
	for i, with := range o.meetings {
		at := begun + (over-begun)*int64(2*i+1)/int64(2*slots) + b.rng.Int64N(2*day)
		if m, ok := f.meet(b, g, middle, radius, at, with); ok {
			met = append(met, m)
		}
		silent = append(silent, f.silences(b, middle, radius, begun+(over-begun)*int64(4*i+3)/int64(4*slots), share(o.disablings, i+1, slots)-share(o.disablings, i, slots))...)
		if o.stop && i == slots-2 {
			f.stopOff(b, p, g, middle)
		}
	}
	if slots == 0 && o.disablings > 0 {
		silent = f.silences(b, middle, radius, begun+day, o.disablings)
	}
	b.work(radius, leave)
	b.arrive(max(back, b.at+b.seconds(home...)), true, home...)
	return met, silent
}

// share is how many of n things are due after i of so many slots.
func share(n, i, slots int) int { return (2*n*i + slots) / (2 * slots) }

// silences works on from t at the earliest and switches AIS off a few times.
func (f *fleet) silences(b *logbook, middle point, radius float64, t int64, n int) []span {
	var out []span
	for range n {
		from := max(t, b.at) + int64(b.rng.IntN(20))*hour + 14*hour
		to := from + int64(16+b.rng.IntN(30))*hour
		b.work(radius, to+14*hour)
		b.s.dark = append(b.s.dark, span{from, to})
		b.s.dense = append(b.s.dense, dense{span{from - 12*hour, from}, hour / 2}, dense{span{to, to + 12*hour}, hour / 2})
		b.sail(middle)
		t = b.at + 4*day
		out = append(out, span{from, to})
	}
	return out
}

// stopOff sails to two kilometres off the port, lies still for ninety minutes,
// and goes back to sea.
func (f *fleet) stopOff(b *logbook, p berth, g ground, middle point) {
	off := p.place.towards(g.way[0], 2000/p.place.metres(g.way[0]))
	b.sail(append(backwards(g.way), off)...)
	from := b.at
	b.add(leg{span: span{from, from + 90*60}, doing: stopped, inshore: true, a: off})
	b.s.dense = append(b.s.dense, dense{span{from - hour, from + 3*hour}, 600})
	b.sail(append(append([]point{}, g.way...), middle)...)
}

// trips goes out again and again until the history is over.
func (f *fleet) trips(b *logbook, p berth, g ground, length, ashore func() float64, o func(i int) outing) {
	for i := 0; b.at < f.end+3*day; i++ {
		next := o(i)
		next.days = length()
		f.trip(b, p, g, next)
		b.moor(p, b.at+int64(ashore()*day))
	}
}

// fridays leaves on Monday before dawn and is home on Friday afternoon.
func (f *fleet) fridays(b *logbook, p berth, g ground) {
	const week, monday = 7 * day, 4 * day // 1970-01-05 was a Monday
	for b.at < f.end {
		out := (b.at-monday)/week*week + monday + week + 4*hour
		b.moor(p, out)
		f.trip(b, p, g, outing{days: 4.5})
	}
}

// mornings goes out for the day, except on Sundays and on days of bad weather.
func (f *fleet) mornings(b *logbook, p berth, g ground) {
	for d := b.at/day*day + day; d < f.end; d += day {
		if (d/day+4)%7 == 0 || b.rng.IntN(6) == 0 {
			continue
		}
		b.moor(p, d+int64(4*hour+b.rng.IntN(2*hour)))
		b.sail(append(append([]point{}, g.way...), g.middle)...)
		b.work(g.radius*0.5, d+int64(13*hour+b.rng.IntN(hour)))
		b.sail(append(backwards(g.way), p.place)...)
	}
	b.moor(p, f.end+day)
}

// voyages goes to and fro. The first stay that ends after detained.from lasts
// until detained.to.
func (f *fleet) voyages(b *logbook, l line, ashore func() float64, detained span) {
	ports := [2]berth{f.berth(l.from, b.rng), f.berth(l.to, b.rng)}
	ways := [2][]point{append(append([]point{}, l.way...), ports[1].place), append(backwards(l.way), ports[0].place)}
	b.here = ports[0].place
	for i := 0; b.at < f.end+4*day; i++ {
		stay := b.at + int64(ashore()*day)
		if detained.to > 0 && stay >= detained.from {
			stay, detained.to = max(stay, b.at+detained.to-detained.from), 0
		}
		b.moor(ports[i%2], stay)
		b.sail(ways[i%2]...)
	}
}
