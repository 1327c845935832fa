package simulate

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
	"plimsoll/ingest/event"
)

// open is the end of what has no end.
const open = math.MaxInt64

// fleet is the plan of everything that will be written.
type fleet struct {
	opt        Options
	start, end int64
	chart      *chart.Chart
	cat        *reference.Catalogue
	rng        *rand.Rand
	ships      []*ship
	carriers   []*fetcher
	truth      Truth
	told       []note // not about one ship
	ids        string // begins every event's id

	names, imos int
	serials     map[int]int
	mids        map[string][]int
	err         error
}

func newFleet(opt Options, c *chart.Chart, cat *reference.Catalogue) (*fleet, error) {
	if err := opt.check(); err != nil {
		return nil, err
	}
	if c == nil || cat == nil {
		return nil, errors.New("simulate: a chart and a reference catalogue are needed")
	}
	end := opt.End.Unix()
	f := &fleet{
		opt: opt, start: end - int64(opt.Days)*day, end: end, chart: c, cat: cat,
		rng:     rand.New(rand.NewPCG(opt.Seed, 1)),
		ids:     "sim-" + strconv.FormatUint(opt.Seed, 36) + "-" + strconv.FormatInt(end, 36) + "-",
		serials: map[int]int{}, mids: map[string][]int{},
	}
	for _, row := range cat.MIDs() {
		if row.ISO3 != "" {
			f.mids[row.ISO3] = append(f.mids[row.ISO3], row.MID)
		}
	}
	return f, nil
}

func (f *fleet) fail(err error) {
	if f.err == nil {
		f.err = err
	}
}

// add puts a ship into the fleet. flag "" lets its trade choose.
func (f *fleet) add(name, flag string) *ship {
	s := &ship{trade: tradeOf(name), number: len(f.ships), name: f.newName(), rng: rand.New(rand.NewPCG(f.opt.Seed, uint64(len(f.ships))+1000))}
	if flag == "" && len(s.flags) > 0 {
		flag = s.flags[f.rng.IntN(len(s.flags))]
	}
	f.hail(s, flag)
	f.ships = append(f.ships, s)
	return s
}

// room is how many more ships were asked for.
func (f *fleet) room() int { return f.opt.Vessels - len(f.ships) }

// log opens a ship's logbook at a berth; at lies before the history begins.
func (f *fleet) log(s *ship, p berth, at int64) *logbook {
	return &logbook{s: s, rng: s.rng, at: at, here: p.place}
}

// berth picks a quay: close to the position that the chart gives the port.
func (f *fleet) berth(locode string, rng *rand.Rand) berth {
	p, ok := f.chart.Port(locode)
	if !ok {
		f.fail(fmt.Errorf("simulate: port %s is not on the chart; use the chart that is compiled in", locode))
		return berth{}
	}
	place := point{p.Lon, p.Lat}.off(60*(rng.Float64()-0.5), 60*(rng.Float64()-0.5))
	return berth{locode: p.Locode, state: p.State, place: place, records: rng.IntN(3) > 0}
}

// plant notes the truth.
func (f *fleet) plant(s *ship, c Condition, from, to int64, strength float64) {
	f.truth = append(f.truth, Planted{s.id(), c, moment(from), moment(min(to, f.end)), strength})
}

// days are what a strength counts.
func days(from, to int64) float64 { return math.Round(float64(to-from)/day*10) / 10 }

func moment(t int64) time.Time { return time.Unix(t, 0).UTC() }

// between draws a time.
func (f *fleet) between(from, to int64) int64 {
	if to <= from {
		return from
	}
	return from + f.rng.Int64N(to-from)
}

// eventID names an event of a ship; the same plan gives the same ids.
func (f *fleet) eventID(s *ship, what string) string {
	return f.ids + strconv.Itoa(s.number) + "-" + what
}

// note adds a message about a ship, stated at t. What would be stated after
// the end is not known yet.
func (f *fleet) note(s *ship, t int64, topic, source, what string, key, value []byte) {
	if t > f.end {
		return
	}
	id := f.eventID(s, what+"-"+strconv.Itoa(len(s.notes)))
	s.notes = append(s.notes, note{at: t, topic: topic, source: source, id: id, key: key, value: value})
}

// The sources that a synthetic fleet's events come from.
const (
	sourceAIS       = "ais:sim"
	sourceRegister  = "registry:sim"
	sourceList      = "list:sim"
	sourcePort      = "port:sim"
	sourceBehaviour = "behaviour:sim"
	sourceInspector = "psc:sim"
	sourceRecords   = "records:sim"
)

// coverage says for which kinds of record the list that the fleet's records
// come from is complete. For the others absence says nothing.
func (f *fleet) coverage() {
	r := event.Record{
		Kind: event.RecordCoverage, ValidFrom: moment(f.end - 1200*day), ValidTo: moment(f.end), Authority: "Sim seafarers' union",
		Covers: []string{event.RecordAbandonment, event.RecordWageClaim, event.RecordForcedLabourFinding, event.RecordFlagDenied},
	}
	r.ID = f.ids + "coverage"
	f.told = append(f.told, note{at: f.end, topic: event.TopicRecords, source: sourceRecords, id: r.ID, key: event.KeyRecord(r), value: event.EncodeRecord(r)})
}
