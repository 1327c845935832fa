package simulate

import (
	"slices"

	"plimsoll/ingest/event"
)

// A plot is a ship on which something is wrong. Each plants its conditions and
// says so in the truth; the numbers are those of the tale it tells.

// farOut is a fishing vessel of a distant ground that left its last berth so
// many days ago.
type farOut struct {
	trade, flag string
	ground      ground
	days        int
	meetings    int
	disablings  int
	stop        bool // it once stopped off the port for ninety minutes
	recorded    bool // one meeting is with a carrier that has a record
	silent      int  // days since its last report
}

func (f *fleet) plotFarOut(t farOut) *ship {
	s := f.add(t.trade, t.flag)
	g := t.ground
	p := f.berth(g.port, s.rng)
	left := f.end - int64(t.days)*day
	b := f.log(s, p, left-80*day)
	f.trip(b, p, g, outing{days: 70})
	b.moor(p, left)
	var with []*fetcher
	if t.meetings > 0 {
		with = f.hireFor(g, t.meetings, t.recorded)
	}
	o := outing{days: float64(t.days) + 20, meetings: with, disablings: t.disablings, stop: t.stop}
	if t.silent > 0 {
		o.until = float64(t.days-t.silent-10) / o.days
	}
	met, silences := f.trip(b, p, g, o)
	if len(met) != t.meetings || len(silences) != t.disablings {
		f.fail(errTooShort)
		return s
	}
	f.plant(s, LongAtSea, left, f.end, days(left, f.end))
	if len(met) > 0 {
		f.plant(s, CarrierMeetings, met[0].from, met[len(met)-1].to, float64(len(met)))
	}
	if t.recorded {
		m := met[t.meetings/2]
		f.plant(s, PartnerRecord, m.from, m.to, 1)
	}
	for _, g := range silences {
		if g.to > f.end-2*day || t.silent > 0 {
			f.fail(errTooShort) // a silence among those that nobody could tell from it
		}
	}
	f.plotSilences(s, silences)
	if t.silent > 0 {
		f.goSilent(s, f.end-int64(t.silent)*day)
	}
	return s
}

// hireFor hires carriers for a ship's meetings, by turns. The one with the
// record comes once, in the middle.
func (f *fleet) hireFor(g ground, n int, recorded bool) []*fetcher {
	out := make([]*fetcher, n)
	turns := []*fetcher{f.hire(g, true)}
	if n > 5 {
		turns = append(turns, f.hire(g, true))
	}
	for i := range out {
		out[i] = turns[i%len(turns)]
	}
	if recorded {
		c := f.hire(g, true)
		out[n/2] = c
		from := f.end - 300*day
		f.record(c.ship, event.RecordForcedLabourFinding, from, "Sim labour court", statement{from, event.RecordOpen})
		f.plant(c.ship, ForcedLabour, from, f.end, 1)
	}
	return out
}

// plotSilences plants AIS that was switched off.
func (f *fleet) plotSilences(s *ship, gaps []span) {
	seen := func(g span) bool { return g.from > f.start+day && g.to < f.end-day }
	gaps = slices.DeleteFunc(gaps, func(g span) bool { return !seen(g) })
	s.dark = slices.DeleteFunc(s.dark, func(g span) bool { return !seen(g) })
	if len(gaps) == 0 {
		return
	}
	for _, g := range gaps {
		f.tellSilence(s, g)
	}
	f.plant(s, Disabling, gaps[0].from, gaps[len(gaps)-1].to, float64(len(gaps)))
}

// goSilent ends a ship's reports.
func (f *fleet) goSilent(s *ship, from int64) {
	s.dark = append(s.dark, span{from, open})
	f.plant(s, GoneSilent, from, f.end, days(from, f.end))
}

// plotDisabling is a ship on ordinary trips that switches AIS off far out.
func (f *fleet) plotDisabling(g ground, times int) *ship {
	s := f.add(longliner, "")
	p := f.berth(g.port, s.rng)
	span := min(int64(f.opt.Days)*day*2/3, 90*day)
	b := f.log(s, p, f.end-span-30*day)
	b.moor(p, f.end-span)
	_, gaps := f.trip(b, p, g, outing{days: days(f.end-span, f.end) + 30, disablings: times})
	f.plotSilences(s, gaps)
	return s
}

// plotForgotten is a bulk carrier at anchor whose crew was left to itself.
// said are the statements about its case after the first.
func (f *fleet) plotForgotten(flag string, a anchorage, abandoned, dead int, said ...statement) *ship {
	s := f.add(bulker, flag)
	p := f.berth(a.port, s.rng)
	since := f.end - int64(abandoned)*day
	came := since - 20*day
	b := f.log(s, p, came-3*day)
	b.moor(p, came-5*hour)
	b.arrive(came, true, a.place)
	b.anchor(f.end + day)
	f.record(s, event.RecordAbandonment, since, "Sim seafarers' union", append([]statement{{since + 9*day, event.RecordOpen}}, said...)...)
	over := f.end
	if n := len(said); n > 0 && said[n-1].status == event.RecordResolved {
		over = said[n-1].at
	}
	f.plant(s, Abandoned, since, over, days(since, over))
	f.plant(s, IdleAtAnchor, max(came, f.start), f.end, days(max(came, f.start), f.end))
	if dead > 0 {
		f.goSilent(s, f.end-int64(dead)*day)
	}
	return s
}

// plotUnpaid adds claims for wages to a ship.
func (f *fleet) plotUnpaid(s *ship, claims, daysAgo int) {
	from := f.end - int64(daysAgo)*day
	for i := range claims {
		at := from + int64(i)*6*day
		f.record(s, event.RecordWageClaim, at, "Sim maritime court", statement{at + day, event.RecordOpen})
	}
	f.plant(s, UnpaidWages, from, f.end, float64(claims))
}

// plotDetained has a ship held in port on labour grounds. Its logbook must
// have stayed that long.
func (f *fleet) plotDetained(s *ship, near, held int64) {
	at, ok := f.inspect(s, visit{near: near, labour: true, interviewed: true, deficiencies: []string{"18203", "18204", "18302"}, detainedFor: held})
	if !ok {
		f.fail(errTooShort)
		return
	}
	f.plant(s, LabourDetention, at, at+held, days(at, at+held))
	f.plant(s, Deficiencies, at, at, 2)
}

// plotHopping gives a ship a new flag, and the number that goes with it, a few
// times.
func (f *fleet) plotHopping(s *ship, flags []string, daysAgo []int) {
	for i, flag := range flags {
		at := f.end - int64(daysAgo[i])*day
		s.papers[len(s.papers)-1].to = at
		s.papers = append(s.papers, papers{span: span{at, open}, flag: flag, mmsi: f.newMMSI(flag)})
	}
	f.plant(s, FlagHopping, f.end-int64(daysAgo[0])*day, f.end, float64(len(flags)))
}

// plotDenied is a ship whose flag its registry denies in writing.
func (f *fleet) plotDenied(flag string) *ship {
	s := f.add(bulker, flag)
	s.told = byList
	f.sail(s)
	at := f.end - int64(min(f.opt.Days/2, 120))*day
	f.record(s, event.RecordFlagDenied, at, "Sim registry of "+flag, statement{at + 2*day, event.RecordOpen})
	f.plant(s, FlagDenied, at, f.end, 1)
	return s
}

// plotUnallocated is a fishing vessel that sends under digits that nobody has,
// and that no register tells of.
func (f *fleet) plotUnallocated(g ground) *ship {
	s := f.add(jigger, "")
	s.imo, s.told = 0, byNobody
	s.papers[0].mmsi, _ = f.serial(f.unallocatedMID())
	f.fish(s, g)
	f.plant(s, UnallocatedMID, s.first(f), f.end, 1)
	return s
}

// plotTwoHulls is a ship whose number another one sends under as well, an
// ocean away, for a while in the same seconds.
func (f *fleet) plotTwoHulls(g, elsewhere ground) (*ship, *ship) {
	s, other := f.add(longliner, ""), f.add(longliner, "")
	other.imo, other.told, other.papers = 0, byNobody, slices.Clone(s.papers)
	both := span{f.end - int64(min(20, f.opt.Days/2))*day, f.end}
	for i, hull := range []*ship{s, other} {
		at := []ground{g, elsewhere}[i]
		p := f.berth(at.port, hull.rng)
		b := f.log(hull, p, []int64{f.start - 40*day, both.from}[i])
		f.trips(b, p, at, func() float64 { return 60 }, func() float64 { return 3 }, func(int) outing { return outing{} })
		hull.dense = append(hull.dense, dense{span{both.from + 2*day, both.from + 5*day}, hour})
	}
	f.plant(s, TwoHulls, both.from, f.end, 1)
	return s, other
}

// plotWithheld is a ship whose owner the register does not tell.
func (f *fleet) plotWithheld(s *ship) {
	s.withheld = true
	f.plant(s, OwnerWithheld, s.papers[0].from, f.end, 1)
}
