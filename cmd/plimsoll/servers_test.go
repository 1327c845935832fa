package main

import (
	"os"
	"strings"
	"testing"
	"time"
)

// The same service, its warehouse in another process: nothing above the
// connection may know.
func TestRunAgainstAClickHouseInAnotherProcess(t *testing.T) {
	t.Parallel()
	dsn := serveEngine(t, t.TempDir()) + "/elsewhere"
	s := start(t, t.TempDir(), "--clickhouse", dsn)
	if code := strangerThrough(t, s, "--wait"); code != exitDone {
		t.Fatalf("feed ended with %d", code)
	}
	strangerIsKnown(t, s)
	if code := s.get("/readyz", nil); code != 200 {
		t.Errorf("readiness answered %d", code)
	}
	s.stop()
}

// Every role is a process of its own, against Apache Kafka and a ClickHouse in
// another process.
func TestRolesAsProcessesAgainstServers(t *testing.T) {
	brokers := os.Getenv("PLIMSOLL_TEST_KAFKA")
	if brokers == "" {
		t.Skip("SKIPPED: PLIMSOLL_TEST_KAFKA names no broker; deploy/kafka/fetch-and-run.sh go test ./cmd/plimsoll/ starts one")
	}
	servers := []string{"--kafka", brokers, "--clickhouse", serveEngine(t, t.TempDir()) + "/roles"}
	with := func(command string, more ...string) []string {
		return append(append([]string{command}, servers...), more...)
	}
	if out, err := program(append([]string{"migrate"}, servers...)...).CombinedOutput(); err != nil {
		t.Fatalf("migrate: %v\n%s", err, out)
	}
	background(t, with("ingest")...)
	background(t, with("ingest")...) // a second one shares the partitions
	background(t, with("score", "--score-every", "2s")...)
	background(t, with("notify")...)
	s := launch(t, t.TempDir(), with("serve", "--listen", "127.0.0.1:0")...)
	if code := strangerThrough(t, s, "--kafka", brokers, "--wait"); code != exitDone {
		t.Fatalf("feed ended with %d", code)
	}
	strangerIsKnown(t, s)
}

func strangerThrough(t *testing.T, s *service, args ...string) int {
	t.Helper()
	dir := t.TempDir()
	_, track := strangerTrack(time.Now().UTC().AddDate(0, 0, -3).Truncate(time.Hour))
	write(t, dir, "stranger.csv", track)
	_, code := s.feed(append(args, dir)...)
	return code
}

// strangerIsKnown waits for the alert that everything else comes before:
// stored, derived, scored, judged, served.
func strangerIsKnown(t *testing.T, s *service) {
	t.Helper()
	var list alerts
	await(t, "the alert on the identity conflict", 2*time.Minute, func() bool {
		s.get("/v1/alerts?vessel=mmsi-150999951&rule=identity_conflict", &list)
		return len(list.Alerts) == 1
	})
	if !strings.Contains(list.Alerts[0].Reason, "allocated to no State") {
		t.Errorf("the alert says %q", list.Alerts[0].Reason)
	}
	var happened events
	s.get("/v1/vessels/mmsi-150999951/events", &happened)
	if got := happened.closedGaps(6); got != 3 {
		t.Errorf("%d gaps of six hours or more, want 3", got)
	}
}
