package main

import (
	"bufio"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"plimsoll/data/chart"
	"plimsoll/ingest/event"
)

// A tiny P1 from end to end on the real broker and engine: its own check that
// both sides stored the same rows is what makes it a test.
func TestSmokeOfIngest(t *testing.T) {
	before := leftovers(t)
	var out, log bytes.Buffer
	if code := run(t.Context(), []string{"-only", "p1", "-pairs", "2", "-rows", "3000"}, strings.NewReader(""), &out, &log); code != 0 {
		t.Fatalf("exit code %d\n%s\n%s", code, out.String(), log.String())
	}
	for _, want := range []string{"ClickHouse", "kfake", "go1.", "P1 ", ">= 0.5", "SMOKE TEST"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table does not say %q:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "P16") {
		t.Errorf("more was measured than was asked for:\n%s", out.String())
	}
	if after := leftovers(t); after > before {
		t.Errorf("%d folders were left behind", after-before)
	}
}

func leftovers(t *testing.T) int {
	t.Helper()
	folders, err := filepath.Glob(filepath.Join(os.TempDir(), "plimsoll-bench-*"))
	if err != nil {
		t.Fatal(err)
	}
	return len(folders)
}

func TestWrongUsage(t *testing.T) {
	for _, args := range [][]string{{"-only", "P99"}, {"-pairs", "0"}, {"-nonsense"}} {
		var out, log bytes.Buffer
		if code := run(t.Context(), args, strings.NewReader(""), &out, &log); code != 2 || log.Len() == 0 {
			t.Errorf("%v: exit code %d, said %q", args, code, log.String())
		}
	}
}

// The service that is to be measured may not have been built.
func TestAMissingServiceNamesTheCommandThatBuildsIt(t *testing.T) {
	_, err := startService(context.Background(), &bench{binary: filepath.Join(t.TempDir(), "plimsoll")}, t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "make build") {
		t.Errorf("got %v", err)
	}
}

// Reports that the pipeline would reject, or that repeat, would make P1
// measure something else.
func TestFleetSendsGoodReportsOfManyShipsThroughSeveralMonths(t *testing.T) {
	sea, err := chart.Load()
	if err != nil {
		t.Fatal(err)
	}
	const n = 8000
	now := time.Now()
	f := newFleet(sea, 500, now)
	messages := append(f.reports(0, n/2, n), f.reports(n/2, n, n)...)
	var all event.Positions
	keys, months, zones := map[[2]uint64]bool{}, map[time.Month]bool{}, map[chart.Zone]int{}
	for i := range messages {
		m := &messages[i]
		header := func(name string) (string, bool) { return m.Header(name), m.HasHeader(name) }
		env, reject := event.Open(m.Topic, header, m.Value, now)
		if reject == nil {
			var nulled, unknown int
			nulled, unknown, reject = all.AppendJSON(m.Value, env)
			if nulled+unknown > 0 {
				t.Fatalf("message %d: %d fields were not kept: %s", i, nulled+unknown, m.Value)
			}
		}
		if reject != nil {
			t.Fatalf("message %d: %v: %s", i, reject, m.Value)
		}
		months[time.UnixMilli(all.ObservedAt[i]).UTC().Month()] = true
		keys[[2]uint64{uint64(all.MMSI[i])<<32 | uint64(all.ObservedAt[i]/1000), all.PayloadHash[i]}] = true
		zones[sea.At(all.Lon[i], all.Lat[i]).Zone]++
	}
	if len(keys) != n {
		t.Errorf("%d of %d reports have keys of their own", len(keys), n)
	}
	if len(months) != fleetMonths {
		t.Errorf("reports of %d months, want %d", len(months), fleetMonths)
	}
	near := zones[chart.ZonePort] + zones[chart.ZoneTerritorialSea] + zones[chart.ZoneContiguous]
	if near < n/4 || zones[chart.ZonePort] < n/100 || zones[chart.ZoneHighSeas] < n/10 || zones[chart.ZoneLand] > 0 {
		t.Errorf("zones are %v: want a mix of coast and ocean, and none on land", zones)
	}
}

// Ships of P12 must lie outside every port and come into their own.
func TestArrivalsLieOffTheirPortAndComeIn(t *testing.T) {
	sea, err := chart.Load()
	if err != nil {
		t.Fatal(err)
	}
	ships, err := newArrivals(sea, 300)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	ids := map[string]bool{}
	for _, a := range ships {
		ids[a.id()] = true
		off, in := sea.At(a.offLon, a.offLat), sea.At(a.inLon, a.inLat)
		if off.Port != "" || in.Port != a.port.Locode || !a.imo.Valid() {
			t.Errorf("%s lies off in port %q and comes into %q, want none and %s", a.id(), off.Port, in.Port, a.port.Locode)
		}
		for _, m := range append(a.past(now), a.coming(now)) {
			header := func(name string) (string, bool) { return m.Header(name), m.HasHeader(name) }
			env, reject := event.Open(m.Topic, header, m.Value, now)
			switch {
			case reject != nil:
			case m.Topic == event.TopicVessels:
				_, reject = event.DecodeVessel(m.Value, env)
			case m.Topic == event.TopicRecords:
				_, reject = event.DecodeRecord(m.Value, env)
			default:
				_, _, reject = new(event.Positions).AppendJSON(m.Value, env)
			}
			if reject != nil {
				t.Fatalf("%s: %v: %s", m.Topic, reject, m.Value)
			}
		}
	}
	if len(ids) != 300 {
		t.Errorf("%d ships with ids of their own, want 300", len(ids))
	}
}

// An arrival that nobody was told of must not vanish from the figures.
func TestLatenciesCountTheSilentOnes(t *testing.T) {
	at := time.Now()
	ships := []*arrival{{sent: at, heard: at.Add(300 * time.Millisecond)}, {sent: at}}
	if times, err := latencies(ships); err == nil {
		t.Errorf("got %v although one arrival was never told of", times)
	}
	times, err := latencies(ships[:1])
	if err != nil || len(times) != 1 || times[0] != 0.3 {
		t.Errorf("got %v, %v", times, err)
	}
	if _, err := latencies(nil); err == nil {
		t.Error("no arrivals at all are no figure")
	}
}

func TestReadingServerSentEvents(t *testing.T) {
	text := "retry: 3000\n\n: still here\n\nid: 7\nevent: alert\ndata: {\"vessel_id\":\"imo-3000003\",\ndata: \"rule\":\"arrival\",\"place\":\"CLPUQ\"}\n\ndata: {\"rule\":\"band\"}\r\n\r\n"
	r := &eventReader{lines: bufio.NewReader(strings.NewReader(text))}
	e, err := r.next()
	if err != nil || e.Vessel != "imo-3000003" || e.Rule != "arrival" || e.Place != "CLPUQ" || e.received.IsZero() {
		t.Errorf("got %+v, %v", e, err)
	}
	if e, err = r.next(); err != nil || e.Rule != "band" {
		t.Errorf("got %+v, %v", e, err)
	}
	if _, err = r.next(); err == nil {
		t.Error("the end of the stream is an error")
	}
}
