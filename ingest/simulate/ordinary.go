package simulate

import "errors"

var errTooShort = errors.New("simulate: the history is too short for what was to be planted in it")

// ordinary fills the fleet: ships on which nothing is wrong, and on every
// eighth something, whatever there is room and time for, by turns.
func (f *fleet) ordinary() {
	plots := f.plots()
	for i := 0; f.room() > 0 && f.err == nil; i++ {
		if i%8 == 5 && len(plots) > 0 {
			p := plots[(i/8)%len(plots)]
			if f.room() >= p.ships {
				p.make()
				continue
			}
		}
		s := f.ordinaryShip()
		f.inspections(s)
	}
}

// ordinaryShip deals the next ship by the trades' shares.
func (f *fleet) ordinaryShip() *ship {
	total := 0
	for _, name := range trades() {
		total += tradeOf(name).share
	}
	n := f.rng.IntN(total)
	for _, name := range trades() {
		if n -= tradeOf(name).share; n < 0 {
			return f.addOrdinary(name)
		}
	}
	return nil
}

func (f *fleet) addOrdinary(name string) *ship {
	t := tradeOf(name)
	switch t.work {
	case coastal, dayTrips:
		grounds := coastalGrounds()
		if t.work == dayTrips {
			grounds = inshoreGrounds()
		}
		g := grounds[f.rng.IntN(len(grounds))]
		port, _ := f.chart.Port(g.port)
		s := f.add(name, port.State)
		f.fish(s, g)
		return s
	case distantWater:
		s := f.add(name, "")
		f.fish(s, f.anyGround())
		return s
	case carrying:
		return f.hire(f.anyGround(), false).ship
	}
	s := f.add(name, "")
	f.sail(s)
	return s
}

func (f *fleet) anyGround() ground {
	list := distantGrounds()
	return list[f.rng.IntN(len(list))]
}

func (f *fleet) anyLine() line {
	list := merchantLines()
	return list[f.rng.IntN(len(list))]
}

// fish sends a ship on its usual trips.
func (f *fleet) fish(s *ship, g ground) {
	p := f.berth(g.port, s.rng)
	switch s.work {
	case dayTrips:
		f.mornings(f.log(s, p, f.start-2*day), p, g)
	case coastal:
		b := f.log(s, p, f.start-f.rng.Int64N(9*day))
		f.trips(b, p, g, func() float64 { return 2 + 4*s.rng.Float64() }, func() float64 { return 1.2 + 1.5*s.rng.Float64() }, func(int) outing { return outing{} })
	default:
		b := f.log(s, p, f.start-f.rng.Int64N(60*day))
		f.trips(b, p, g, func() float64 { return 45 + 30*s.rng.Float64() }, func() float64 { return 2.5 + 5*s.rng.Float64() }, func(i int) outing {
			if i == 2 && s.number%3 == 0 {
				return outing{meetings: []*fetcher{nil}} // one, which is nothing unusual
			}
			return outing{}
		})
	}
}

// sail sends a ship to and fro between ports.
func (f *fleet) sail(s *ship) { f.sailDetained(s, f.anyLine(), span{}) }

func (f *fleet) sailDetained(s *ship, l line, detained span) {
	from, most := f.start-f.rng.Int64N(12*day), 2.2
	if s.work == ferrying {
		l, from, most = ferryLines()[0], f.start-f.rng.Int64N(day), 0.4
	}
	b := f.log(s, berth{}, from)
	least := 1.1
	if most < 1 {
		least = 0.15
	}
	f.voyages(b, l, func() float64 { return least + (most-least)*s.rng.Float64() }, detained)
}

// inspections lets inspectors visit, or not: on a third of the ships they spoke
// with the crew, on a third they looked at papers and safety, and on a third
// nobody came.
func (f *fleet) inspections(s *ship) {
	near := f.between(f.end-int64(f.opt.Days)*day*4/5, f.end-5*day)
	switch f.rng.IntN(3) {
	case 0:
		f.inspect(s, visit{near: near, labour: true, interviewed: true})
	case 1:
		if !s.smallAndFree {
			f.inspect(s, visit{near: near, deficiencies: []string{"07105"}})
		}
	}
}

// plot is something that can be planted in a fleet of this many days.
type plot struct {
	ships int
	make  func()
}

func (f *fleet) plots() []plot {
	list := []plot{
		{1, func() { f.plotUnpaid(f.addOrdinary(bulker), 1, min(f.opt.Days/2, 20+f.rng.IntN(200))) }},
		{1, func() { f.plotUnallocated(f.anyGround()) }},
		{1, func() {
			f.plotHopping(f.addOrdinary(tanker), []string{"COM", "CMR"}, []int{250 + f.rng.IntN(200), 40 + f.rng.IntN(150)})
		}},
		{1, func() { f.plotDenied("COM") }},
		{1, func() { f.plotWithheld(f.addOrdinary(container)) }},
	}
	if f.opt.Days >= 20 {
		list = append(list, plot{2, func() { f.plotTwoHulls(distantGrounds()[0], distantGrounds()[2]) }})
	}
	if f.opt.Days >= 45 {
		list = append(list,
			plot{1, func() { f.plotDisabling(distantGrounds()[f.rng.IntN(4)], 1+f.opt.Days/60) }},
			plot{1, f.plotHeld},
			plot{1, func() {
				f.plotForgotten("", anchorages()[f.rng.IntN(len(anchorages()))], min(f.opt.Days-25, 60+f.rng.IntN(300)), 0)
			}},
		)
	}
	if f.opt.Days >= 270 {
		list = append(list, plot{4, func() {
			out := 220 + f.rng.IntN(f.opt.Days-250)
			f.plotFarOut(farOut{trade: longliner, ground: distantGrounds()[f.rng.IntN(4)], days: out, meetings: 2 + out/90})
		}})
	}
	return list
}

// plotHeld is a ship that inspectors held in port on labour grounds.
func (f *fleet) plotHeld() {
	s := f.add(bulker, "")
	from := f.end - int64(f.opt.Days)*day*2/3
	held := int64(6+f.rng.IntN(9)) * day
	f.sailDetained(s, f.anyLine(), span{from, from + held + 2*day})
	f.plotDetained(s, f.longest(s), held)
}

// longest is the middle of a ship's longest stay in port.
func (f *fleet) longest(s *ship) int64 {
	var best span
	for _, l := range s.legs {
		if l.doing == berthed && l.from >= f.start && l.to <= f.end && l.to-l.from > best.to-best.from {
			best = l.span
		}
	}
	return best.from + (best.to-best.from)/2
}
