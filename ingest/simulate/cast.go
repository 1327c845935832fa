package simulate

import (
	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

// cast puts the ships of every story into the fleet.
func (f *fleet) cast() {
	f.fairLongliners()
	f.yearOut()
	f.forgotten()
	f.silence(min(f.opt.Days-5, 425), f.opt.Days/3)
	f.homeOnFriday()
	f.smallFry()
	f.twoFlags()
	f.plotTwoHulls(distantGrounds()[0], distantGrounds()[2])
	f.plotUnallocated(distantGrounds()[1])
	f.plotDisabling(distantGrounds()[3], 5)
	f.arriving()
}

// fairLongliners are two ships of one owner on trips of eighty days with two in
// port between them. On one, inspectors spoke with the crew five months ago; on
// the other nobody ever looked. Nothing is planted on either.
func (f *fleet) fairLongliners() {
	g := distantGrounds()[0]
	for _, inspected := range []bool{true, false} {
		s := f.add(longliner, "PAN")
		s.owner, s.agency = event.Party{ID: "sim-owner-fair", Name: "Sim Fair Fisheries Ltd", State: "ESP"}, event.Party{ID: "sim-agency-fair", Name: "Sim Licensed Crewing Ltd", State: "PHL"}
		p := f.berth(g.port, s.rng)
		p.records = true
		const cycle = 82 * day
		first := f.end - 60*day
		for first > f.start {
			first -= cycle
		}
		b := f.log(s, p, first-2*day)
		for b.at < f.end {
			b.moor(p, b.at+2*day)
			f.trip(b, p, g, outing{days: 80})
		}
		if inspected {
			f.inspect(s, visit{near: f.end - 150*day, labour: true, interviewed: true})
		}
	}
}

// yearOut is a squid jigger that left its last berth 425 days ago and has met
// carriers nine times since, one of them with a record.
func (f *fleet) yearOut() {
	s := f.plotFarOut(farOut{trade: jigger, flag: "CHN", ground: distantGrounds()[1], days: 425, meetings: 9, disablings: 1, stop: true, recorded: true})
	s.lengthM, s.gt = 68, 1240
}

// forgotten is a bulk carrier abandoned thirteen months ago, its AIS dead for
// forty days.
func (f *fleet) forgotten(said ...statement) {
	f.plotForgotten("NLD", anchorages()[0], 395, 40, said...)
}

// silence is a ship long out, with meetings, that is then heard no more.
func (f *fleet) silence(out, unseen int) {
	f.plotFarOut(farOut{trade: longliner, flag: "VUT", ground: distantGrounds()[2], days: out, meetings: 6, silent: unseen})
}

// homeOnFriday is a coastal trawler that is home every weekend, and does not
// pay.
func (f *fleet) homeOnFriday() {
	g := coastalGrounds()[0]
	s := f.add(trawler, "GBR")
	p := f.berth(g.port, s.rng)
	f.fridays(f.log(s, p, f.start-7*day), p, g)
	at, ok := f.inspect(s, visit{near: f.end - min(70*day, (f.end-f.start)/2), labour: true, deficiencies: []string{"18203", "18204"}})
	if ok {
		f.plant(s, Deficiencies, at, at, 2)
	}
	f.plotUnpaid(s, 1, 55)
}

// smallFry is what must never be scored: a boat of eleven metres, a net buoy
// that drifts, a platform, and two boats that share a name on a list.
func (f *fleet) smallFry() {
	g := inshoreGrounds()[0]
	boat := f.add(smallBoat, "GBR")
	boat.lengthM, boat.gt = 11, 9
	f.fish(boat, g)

	buoy := f.transmitter("SIM NET-07-63%", "CHN")
	buoy.smallAndFree = true
	far := distantGrounds()[1].middle
	b := &logbook{s: buoy, rng: buoy.rng, at: f.end - min(30*day, f.end-f.start), here: far}
	b.drift(far.off(70e3, 30e3), f.end+day)

	platform := f.transmitter("SIM PLATFORM 4", "GBR")
	b = &logbook{s: platform, rng: platform.rng, at: f.start - day, here: point{1.6, 57.4}}
	b.add(leg{span: span{b.at, f.end + day}, doing: stopped, a: b.here})

	for _, g := range inshoreGrounds()[1:3] {
		port, _ := f.chart.Port(g.port)
		s := f.add(smallBoat, port.State)
		s.name = "SIM TWO OF A NAME"
		s.lengthM = 14
		f.fish(s, g)
	}
	f.listed("SIM TWO OF A NAME")
}

// transmitter is something with an MMSI that is no ship.
func (f *fleet) transmitter(name, flag string) *ship {
	s := f.add(smallBoat, flag)
	s.name, s.callSign, s.told = name, "", byItself
	s.heard, s.lengthM, s.smallAndFree = vessel.ClassUnknown, 0, true
	return s
}

// listed is a record that has nothing but a name.
func (f *fleet) listed(name string) {
	at := f.end - 30*day
	r := event.Record{Subject: event.Subject{Name: name}, CaseID: f.ids + "listed", Kind: event.RecordIUUListing, Status: event.RecordOpen, ValidFrom: moment(at), ReviewOn: moment(at + 365*day), Authority: "Sim fisheries organisation"}
	r.ID = r.CaseID
	f.told = append(f.told, note{at: at, topic: event.TopicRecords, source: sourceRecords, id: r.ID, key: event.KeyRecord(r), value: event.EncodeRecord(r)})
}

// twoFlags is a ship with a recorded bareboat registration and the MMSI that
// goes with it, which is lawful, and one whose registry denies it.
func (f *fleet) twoFlags() {
	s := f.add(container, "DEU")
	f.sail(s)
	at := f.end - min(200*day, (f.end-f.start)/2)
	s.papers = append(s.papers, papers{span: span{at, open}, flag: "LBR", mmsi: f.newMMSI("LBR"), bareboat: true})
	f.plotDenied("COM")
}

// arriving is a tanker with unpaid wages, held two months ago, that berths
// twenty minutes before the end.
func (f *fleet) arriving() {
	s := f.add(tanker, "MHL")
	l := merchantLines()[3]
	ports := [2]berth{f.berth(l.from, s.rng), f.berth(l.to, s.rng)}
	ways := [2][]point{append(append([]point{}, l.way...), ports[1].place), append(backwards(l.way), ports[0].place)}
	b := f.log(s, ports[0], 0)
	const stay = 40 * hour
	round := b.seconds(ways[0]...) + stay
	held := f.end - min(60*day, (f.end-f.start)/2)
	n := (f.end-f.start)/round + 2
	b.at = f.end - 1200 - (n+1)*round
	b.here = ports[(n+1)%2].place
	for ; n >= 0; n-- {
		arrival := f.end - 1200 - n*round
		b.moor(ports[(n+1)%2], arrival-round+stay)
		b.arrive(arrival, true, ways[(n+1)%2]...)
	}
	b.moor(ports[0], f.end+day)
	s.dense = append(s.dense, dense{span{f.end - 2*hour, f.end}, 600})
	f.plotUnpaid(s, 2, 75)
	f.plotDetained(s, held, stay-6*hour)
}
