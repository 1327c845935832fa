package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"plimsoll/data/chart"
	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
	"plimsoll/ingest"
	"plimsoll/ingest/event"
	"plimsoll/ingest/stream"
)

var received = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// theChart is loaded once for all tests: it never changes.
var theChart = sync.OnceValues(func() (*chart.Chart, error) { return chart.Load() })

type rig struct {
	*ingest.Pipeline
	w *warehouse.Warehouse
}

func newRig(t *testing.T) rig {
	t.Helper()
	sea, err := theChart()
	if err != nil {
		t.Fatal(err)
	}
	w := warehousetest.New(t)
	return rig{ingest.NewPipeline(sea, ingest.WarehouseStore{Warehouse: w}, ingest.NewMetrics(prometheus.NewRegistry()), func() time.Time { return received.Add(time.Hour) }), w}
}

func message(topic, value string) stream.Message {
	return stream.Message{
		Topic: topic, Value: []byte(value), Time: received.AddDate(-1, 0, 0), // a producer may put the event's own time here
		Headers: []stream.Header{{Key: event.HeaderReceivedAt, Value: []byte(received.Format(time.RFC3339))}},
	}
}

func position(r event.Position) stream.Message {
	return message(event.TopicPositions, string(r.AppendTo(nil)))
}

func (r rig) count(t *testing.T, query string) (n uint64) {
	t.Helper()
	if err := r.w.Conn().QueryRow(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func at(mmsi vessel.MMSI, observed time.Time, lon, lat float64) event.Position {
	return event.Position{MMSI: mmsi, ObservedAt: observed.UnixMilli(), ReceivedAt: received.UnixMilli(), Lon: lon, Lat: lat, SpeedKn: 3.1, CourseDeg: 120.4, HeadingDeg: 118, NavStatus: 7}
}

func TestTwoHullsInOneSecondStayTwoRowsAndReplayChangesNothing(t *testing.T) {
	r := newRig(t)
	when := time.Date(2026, 2, 1, 3, 4, 5, 0, time.UTC)
	batch := []stream.Message{
		position(at(412000000, when, -58.1, -46.2)),
		position(at(412000000, when, 140.5, 20.2)),
		position(at(412000000, when.AddDate(0, -5, 0), 140.5, 20.2)), // another month, another partition
	}
	for range 3 {
		if err := r.Handle(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	for _, one := range batch { // redelivered with other boundaries
		if err := r.Handle(t.Context(), []stream.Message{one}); err != nil {
			t.Fatal(err)
		}
	}
	if n := r.count(t, "SELECT count() FROM positions FINAL"); n != 3 {
		t.Errorf("%d rows are read, want 3", n)
	}
	if n := r.count(t, "SELECT count() FROM (SELECT DISTINCT mmsi, day FROM touched_days)"); n != 2 {
		t.Errorf("%d days touched, want 2", n)
	}
}

func TestTheFirstReceiptOfARepeatedReportIsKept(t *testing.T) {
	r := newRig(t)
	report := at(412000000, received.Add(-time.Hour), -58.1, -46.2)
	early, late := position(report), position(report)
	late.Headers[0].Value = []byte(received.Add(5 * time.Minute).Format(time.RFC3339))
	for _, m := range []stream.Message{late, early, late} {
		if err := r.Handle(t.Context(), []stream.Message{m}); err != nil {
			t.Fatal(err)
		}
	}
	if n := r.count(t, "SELECT toUInt64(toUnixTimestamp(received_at)) FROM positions FINAL"); n != uint64(received.Unix()) {
		t.Errorf("received_at %d, want the first, %d", n, received.Unix())
	}
}

func TestPositionsAreStoredWithTheirPlace(t *testing.T) {
	r := newRig(t)
	if err := r.Handle(t.Context(), []stream.Message{
		position(at(412000001, received.Add(-time.Hour), -45, 40)),      // mid-Atlantic
		position(at(412000002, received.Add(-time.Hour), -55.4, -35.2)), // off Uruguay
	}); err != nil {
		t.Fatal(err)
	}
	rows, err := r.w.Conn().Query(t.Context(), "SELECT mmsi, toString(zone), coastal_state, shore_m FROM positions FINAL ORDER BY mmsi")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var got []string
	for rows.Next() {
		var mmsi uint32
		var zone, state string
		var shore float32
		if err := rows.Scan(&mmsi, &zone, &state, &shore); err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(mmsi, " ", zone, " ", state, " ", shore > 20_000))
	}
	want := "412000001 high_seas  true|412000002 contiguous_zone URY true"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}

// One bad message never stops the rest: each is rejected with its reason, the
// good one between them is stored.
func TestPoisonIsRejectedWithItsReasonAndTheRestIsStored(t *testing.T) {
	r := newRig(t)
	newer := position(at(412000000, received.Add(-time.Hour), -58.1, -46.2))
	newer.Headers = append(newer.Headers, stream.Header{Key: event.HeaderType, Value: []byte("plimsoll.position.v2")})
	cases := []struct {
		m      stream.Message
		reason string
	}{
		{message(event.TopicPositions, `{"mmsi":412000000,"observed_at":`), event.ReasonMalformedJSON},
		{newer, event.ReasonUnknownVersion},
		{message(event.TopicPositions, `{"mmsi":412000000,"observed_at":"2026-02-01T00:00:00Z","lon":181,"lat":95}`), event.ReasonBadPosition},
		{message(event.TopicPositions, `{"mmsi":412000000,"observed_at":"2090-02-01T00:00:00Z","lon":1,"lat":2}`), event.ReasonFutureTime},
		{message(event.TopicPositions, `{"mmsi":412000000,"observed_at":"2026-02-01T00:00:00Z","lon":NaN,"lat":2}`), event.ReasonBadPosition},
		{message(event.TopicPositions, strings.Repeat(" ", 20<<20)), event.ReasonTooLarge},
		{message("plimsoll.weather", `{}`), event.ReasonUnknownKind},
		{message(event.TopicRecords, `{"kind":"rumour"}`), event.ReasonUnknownKind},
	}
	var batch []stream.Message
	for _, c := range cases {
		batch = append(batch, c.m, position(at(412000000, received.Add(-time.Duration(len(batch)+1)*time.Minute), -58.1, -46.2)))
	}
	err := r.Handle(t.Context(), batch)
	var rejected *stream.Reject
	if !errors.As(err, &rejected) || len(rejected.Letters) != len(cases) {
		t.Fatalf("got %v", err)
	}
	for i, c := range cases {
		letter := rejected.Letters[i]
		if letter.Reason != c.reason || letter.Fix == "" {
			t.Errorf("message %d: reason %q (fix %q), want %q and a fix", i, letter.Reason, letter.Fix, c.reason)
		}
	}
	if n := r.count(t, "SELECT count() FROM positions FINAL"); n != uint64(len(cases)) {
		t.Errorf("%d good rows stored, want %d", n, len(cases))
	}
}

type failing struct{ after int }

func (f *failing) Store(context.Context, *ingest.Batch) error {
	if f.after--; f.after < 0 {
		return nil
	}
	return errors.New("engine away")
}

func TestAFailedStoreIsNotAReject(t *testing.T) {
	sea, err := theChart()
	if err != nil {
		t.Fatal(err)
	}
	p := ingest.NewPipeline(sea, &failing{after: 1}, ingest.NewMetrics(prometheus.NewRegistry()), time.Now)
	batch := []stream.Message{position(at(412000000, received, 1, 1)), message(event.TopicPositions, "{")}
	var rejected *stream.Reject
	if err := p.Handle(t.Context(), batch); err == nil || errors.As(err, &rejected) {
		t.Fatalf("a failed store must be retried whole, got %v", err)
	}
	if err := p.Handle(t.Context(), batch); !errors.As(err, &rejected) {
		t.Fatalf("once stored, the bad message is a reject, got %v", err)
	}
}

// Every word that a contract allows is one that the table can hold: a word
// that only the decoder knows would hold up its partition for ever.
func TestEveryWordOfTheContractsCanBeStored(t *testing.T) {
	r := newRig(t)
	subject := event.Subject{IMO: 2000004}
	when := received.Add(-time.Hour)
	var batch []stream.Message
	add := func(topic string, value []byte) { batch = append(batch, message(topic, string(value))) }
	for _, kind := range event.RecordKinds() {
		for _, status := range event.RecordStatuses() {
			record := event.Record{Subject: subject, Kind: kind, Status: status, ValidFrom: when}
			if kind == event.RecordCoverage && status != event.RecordOpen {
				continue // coverage has no status: one such statement is enough
			}
			if kind == event.RecordCoverage {
				record = event.Record{Kind: kind, Covers: []string{event.RecordAbandonment}, ValidFrom: when, ValidTo: received}
			}
			add(event.TopicRecords, event.EncodeRecord(record))
		}
	}
	for _, kind := range event.PortCallKinds() {
		add(event.TopicPortCalls, event.EncodePortCall(event.PortCall{Subject: subject, Kind: kind, Port: "NLRTM", At: when}))
	}
	for class := vessel.ClassUnknown; class <= vessel.Other; class++ {
		add(event.TopicVessels, event.EncodeVessel(event.IdentityClaim{Subject: subject, Class: class, ValidFrom: when}))
		for _, kind := range event.EncounterKinds() {
			add(event.TopicEncounters, event.EncodeEncounter(event.Encounter{Subject: subject, Kind: kind, OtherClass: class, From: when, MedianDistanceM: math.NaN(), MedianSpeedKn: math.NaN()}))
		}
	}
	for _, interviewed := range []*bool{nil, new(bool), &[]bool{true}[0]} {
		add(event.TopicInspections, event.EncodeInspection(event.Inspection{Subject: subject, At: when, CrewInterviewed: interviewed}))
	}
	if err := r.Handle(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	stored := r.count(t, `SELECT (SELECT count() FROM records) + (SELECT count() FROM portcalls) + (SELECT count() FROM claims) + (SELECT count() FROM encounters) + (SELECT count() FROM inspections)`)
	if want := uint64(len(batch)); stored != want {
		t.Errorf("%d rows stored of %d", stored, want)
	}
}
