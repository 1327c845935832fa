package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
	"plimsoll/ingest/stream"
)

// ship is one made-up vessel on a steady course that wavers.
type ship struct {
	mmsi        vessel.MMSI
	lon, lat    float64
	speed       float64 // knots
	course      float64 // degrees
	transmitter event.Transmitter
	receiver    event.Receiver
	moored      bool
	at          int64 // Unix milliseconds of the last report; 0: none yet
}

// fleet makes position reports as they come in from a mix of receivers: most
// ships near ports, many far out, some late, one day in each of several months.
type fleet struct {
	sea   *chart.Chart
	rng   *rand.Rand
	ships []ship
	days  []time.Time
	next  int // whose turn it is in live
}

const (
	fleetShips   = 5000
	fleetMonths  = 4
	nearPorts    = 0.7  // share of ships that keep to coasts
	lateShare    = 0.02 // share of reports that come hours late, as from satellites
	latestMillis = 12 * 3600 * 1000
)

// newFleet places ships at sea, the same with every call. The days lie in the
// months before now: what was received two years ago would expire.
func newFleet(sea *chart.Chart, ships int, now time.Time) *fleet {
	f := &fleet{sea: sea, rng: rand.New(rand.NewPCG(1876, 42))}
	month := time.Date(now.UTC().Year(), now.UTC().Month(), 15, 0, 0, 0, 0, time.UTC)
	for i := fleetMonths; i > 0; i-- {
		f.days = append(f.days, month.AddDate(0, -i, 0))
	}
	ports := sea.Ports()
	mids := []uint32{412, 431, 440, 224, 273, 351, 477, 538, 563, 636, 725, 770}
	for i := range ships {
		s := ship{
			mmsi:  vessel.MMSI(mids[i%len(mids)]*1_000_000 + uint32(i)*7),
			speed: f.rng.Float64() * 16, course: f.rng.Float64() * 360,
			transmitter: event.ClassA, receiver: event.Satellite,
		}
		if f.rng.Float64() < nearPorts {
			p, far := ports[f.rng.IntN(len(ports))], 0.01+0.3*math.Pow(f.rng.Float64(), 2)
			s.lon, s.lat = f.atSea(func() (float64, float64) {
				far *= 1.2 // a port's own place is on land
				return p.Lon + f.rng.NormFloat64()*far, p.Lat + f.rng.NormFloat64()*far
			})
			s.receiver = event.Terrestrial
			if f.rng.IntN(3) == 0 {
				s.speed, s.moored = 0, true
			}
		} else {
			s.lon, s.lat = f.atSea(f.anywhere)
		}
		if f.rng.IntN(4) == 0 {
			s.transmitter = event.ClassB
		}
		f.ships = append(f.ships, s)
	}
	return f
}

func (f *fleet) anywhere() (lon, lat float64) {
	return f.rng.Float64()*360 - 180, math.Asin(f.rng.Float64()*1.7-0.85) * 180 / math.Pi
}

// atSea tries a place, and after some attempts any place.
func (f *fleet) atSea(place func() (lon, lat float64)) (lon, lat float64) {
	for try := 0; ; try++ {
		if try > 20 {
			place = f.anywhere
		}
		if lon, lat = place(); math.Abs(lon) < 180 && math.Abs(lat) < 85 && !f.sea.At(lon, lat).Land {
			return lon, lat
		}
	}
}

// live gives the next n messages of ships that report now.
func (f *fleet) live(n int, now time.Time) []stream.Message {
	msgs := make([]stream.Message, n)
	for i := range msgs {
		s := &f.ships[f.next%len(f.ships)]
		f.next++
		f.sail(s, now.UnixMilli())
		msgs[i] = message(s.report(now.UnixMilli()), now)
	}
	return msgs
}

// reports gives the messages from..to of n, in the order in which they come in:
// the whole fleet in turn, through the days.
func (f *fleet) reports(from, to, n int) []stream.Message {
	msgs := make([]stream.Message, 0, to-from)
	perDay := (n + len(f.days) - 1) / len(f.days)
	for i := from; i < to; i++ {
		received := f.days[i/perDay].UnixMilli() + int64(float64(i%perDay)/float64(perDay)*86_400_000)
		s := &f.ships[i%len(f.ships)]
		observed := received - 500 - f.rng.Int64N(4000)
		if f.rng.Float64() < lateShare {
			observed -= f.rng.Int64N(latestMillis)
		}
		observed += int64(i/len(f.ships)%1000) - observed%1000 // so that no ship says the same twice
		f.sail(s, observed)
		msgs = append(msgs, message(s.report(observed), time.UnixMilli(received)))
	}
	return msgs
}

// sail moves a ship to where it is at a time, after a silence of at most six
// hours. One that met land turns.
func (f *fleet) sail(s *ship, at int64) {
	hours := float64(min(max(at-s.at, 0), 6*3600_000)) / 3600_000
	if s.at == 0 || s.moored {
		hours = 0
	}
	s.at = at
	if hours == 0 {
		return
	}
	s.course = math.Mod(s.course+f.rng.NormFloat64()*8+360, 360)
	s.speed = min(max(s.speed+f.rng.NormFloat64()*0.5, 0), 22)
	lon, lat := moved(s.lon, s.lat, s.course, s.speed*hours*1852)
	if math.Abs(lon) > 180 || math.Abs(lat) > 85 || f.sea.At(lon, lat).Land {
		s.course = math.Mod(s.course+150, 360)
		return
	}
	s.lon, s.lat = lon, lat
}

// moved is the place some metres away, near enough for making things up.
func moved(lon, lat, courseDeg, metres float64) (float64, float64) {
	angle, degrees := courseDeg*math.Pi/180, metres/1852/60
	return lon + degrees*math.Sin(angle)/max(math.Cos(lat*math.Pi/180), 0.1), lat + degrees*math.Cos(angle)
}

// report is what the ship says, with the digits that receivers pass on.
func (s *ship) report(at int64) event.Position {
	return event.Position{
		MMSI: s.mmsi, ObservedAt: at,
		Lon: math.Round(s.lon*1e5) / 1e5, Lat: math.Round(s.lat*1e5) / 1e5,
		SpeedKn: float32(math.Round(s.speed*10) / 10), CourseDeg: float32(math.Floor(s.course*10) / 10),
		HeadingDeg: uint16(s.course), NavStatus: uint8(at / 1000 % 2 * 7),
		Transmitter: s.transmitter, Receiver: s.receiver, Source: "bench",
	}
}

// message is the report as a feed sends it: JSON, with all headers.
func message(p event.Position, received time.Time) stream.Message {
	id := fmt.Sprintf("%d-%x", p.MMSI, p.ObservedAt)
	named := event.Headers(event.TypePosition, id, p.Source, received)
	headers := make([]stream.Header, len(named))
	for i, h := range named {
		headers[i] = stream.Header{Key: h.Key, Value: []byte(h.Value)}
	}
	return stream.Message{Topic: event.TopicPositions, Key: event.KeyPosition(p.MMSI), Value: p.AppendTo(nil), Headers: headers}
}
