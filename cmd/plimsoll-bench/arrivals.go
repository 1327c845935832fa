package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
	"plimsoll/ingest/stream"
)

// arrival is a made-up ship with an open abandonment, lying off a port into
// which it will come.
type arrival struct {
	imo            vessel.IMO
	mmsi           vessel.MMSI
	flag           string
	port           chart.Port
	offLon, offLat float64
	inLon, inLat   float64
	sent           time.Time     // before its arrival was produced
	acknowledged   time.Duration // from then until the broker had it
	heard          time.Time     // when its alert came; zero: not yet
}

// id is what the service calls the ship.
func (a *arrival) id() string { return string(vessel.IDFromIMO(a.imo)) }

// offM and inM are how far from the port's place the ship lies, and comes.
const (
	offM = 8_000
	inM  = 800
)

// flags are registers with a MID of theirs, so that no identity is in conflict.
var flags = []struct {
	code string
	mid  uint32
}{{"PAN", 351}, {"ESP", 224}, {"JPN", 431}, {"KOR", 440}, {"CHN", 412}, {"PRT", 263}}

// newArrivals makes n ships off as many ports. A ship off a port is in no other.
func newArrivals(sea *chart.Chart, n int) ([]*arrival, error) {
	var out []*arrival
	for _, port := range sea.Ports() {
		if len(out) == n {
			return out, nil
		}
		i := uint32(len(out))
		flag := flags[i%uint32(len(flags))]
		a := &arrival{
			imo: vessel.WithCheckDigit(300_000 + i), mmsi: vessel.MMSI(flag.mid*1_000_000 + 990_000 + i),
			flag: flag.code, port: port,
		}
		if a.lieOff(sea) {
			out = append(out, a)
		}
	}
	return nil, fmt.Errorf("the chart has only %d ports with open water before them, want %d", len(out), n)
}

// lieOff looks for water outside every port with the port's own water behind it.
func (a *arrival) lieOff(sea *chart.Chart) bool {
	for course := 0.0; course < 360; course += 30 {
		a.offLon, a.offLat = moved(a.port.Lon, a.port.Lat, course, offM)
		a.inLon, a.inLat = moved(a.port.Lon, a.port.Lat, course, inM)
		if math.Abs(a.offLon) > 179 || math.Abs(a.offLat) > 75 {
			continue
		}
		off, in := sea.At(a.offLon, a.offLat), sea.At(a.inLon, a.inLat)
		if off.Port == "" && !off.Land && in.Port == a.port.Locode {
			return true
		}
	}
	return false
}

// past is what came in of the ship before: who it is, that it was abandoned,
// and that it lay off the port for some hours.
func (a *arrival) past(now time.Time) []stream.Message {
	subject := event.Subject{IMO: a.imo, MMSI: a.mmsi, Name: fmt.Sprintf("SIM BENCH %d", a.imo)}
	claim := event.IdentityClaim{
		Subject: subject, Flag: a.flag, Class: vessel.Merchant, LengthM: 90, GT: 3000, ValidFrom: now.AddDate(-3, 0, 0),
	}
	record := event.Record{
		Subject: subject, CaseID: "bench-" + a.id(), Kind: event.RecordAbandonment, Status: event.RecordOpen,
		ValidFrom: now.AddDate(0, -2, 0), Authority: "bench",
	}
	msgs := []stream.Message{
		told(event.TopicVessels, "claim-"+a.id(), event.KeyVessel(claim), event.EncodeVessel(claim), now),
		told(event.TopicRecords, "case-"+a.id(), event.KeyRecord(record), event.EncodeRecord(record), now),
	}
	for hour := 6; hour >= 1; hour-- {
		at := now.Add(-time.Duration(hour) * time.Hour)
		msgs = append(msgs, message(a.report(at, a.offLon, a.offLat), now))
	}
	return msgs
}

// coming is the position with which the ship is in port.
func (a *arrival) coming(now time.Time) stream.Message {
	return message(a.report(now, a.inLon, a.inLat), now)
}

func (a *arrival) report(at time.Time, lon, lat float64) event.Position {
	return event.Position{
		MMSI: a.mmsi, ObservedAt: at.UnixMilli(), Lon: math.Round(lon*1e5) / 1e5, Lat: math.Round(lat*1e5) / 1e5,
		SpeedKn: 4.5, CourseDeg: 10, HeadingDeg: 10, Transmitter: event.ClassA, Receiver: event.Terrestrial, Source: "bench",
	}
}

func told(topic, id string, key, value []byte, now time.Time) stream.Message {
	m := stream.Message{Topic: topic, Key: key, Value: value}
	for _, h := range event.Headers(event.TypeOf(topic), id, "bench", now) {
		m.Headers = append(m.Headers, stream.Header{Key: h.Key, Value: []byte(h.Value)})
	}
	return m
}

// latencies are how long the alerts took, in seconds, each from before its
// position was produced. It fails when an arrival was never told of: a latency
// of those that were would be a lie.
func latencies(ships []*arrival) ([]float64, error) {
	var out []float64
	var silent []string
	for _, a := range ships {
		if a.heard.IsZero() {
			silent = append(silent, a.id())
			continue
		}
		out = append(out, a.heard.Sub(a.sent).Seconds())
	}
	if len(silent) > 0 {
		return out, fmt.Errorf("%d of %d arrivals were never told of, such as %v", len(silent), len(ships), silent[:min(3, len(silent))])
	}
	if len(out) == 0 {
		return nil, errors.New("there were no arrivals")
	}
	slices.Sort(out)
	return out, nil
}
