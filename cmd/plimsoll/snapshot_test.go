package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// tablesRead are the tables that something reads, and what of each row means
// something: not when it came or was derived, which differs between two runs.
// Repeats are removed the way readers remove them.
var tablesRead = map[string]string{
	"positions":      "SELECT mmsi, observed_at, payload_hash, lon, lat, speed_kn, course_deg, heading_deg, nav_status, transmitter, receiver, source, zone, coastal_state, shore_m, port FROM positions FINAL",
	"claims":         "SELECT * EXCEPT received_at FROM claims FINAL",
	"portcalls":      "SELECT * EXCEPT received_at FROM portcalls FINAL",
	"encounters":     "SELECT * EXCEPT received_at FROM encounters FINAL",
	"inspections":    "SELECT * EXCEPT received_at FROM inspections FINAL",
	"records":        "SELECT * EXCEPT received_at FROM records FINAL",
	"hull_positions": "SELECT * EXCEPT version FROM hull_positions FINAL WHERE segment != 1",
	"links":          "SELECT mmsi, segment, vessel_id, valid_from, valid_to, basis FROM links FINAL WHERE known_to > '2199-01-01'",
	"vessels":        "SELECT * EXCEPT (version, first_known) FROM vessels FINAL WHERE merged_into = ''",
	"conflicts":      "SELECT vessel_id, kind, subject, observed_from, observed_to, evidence FROM conflicts FINAL WHERE known_to > '2199-01-01'",
	"vessel_days":    "SELECT * EXCEPT version FROM vessel_days FINAL WHERE positions > 0",
	"scores":         "SELECT vessel_id, population, points, could_be, band, completeness FROM scores_current FINAL WHERE band != ''",
	"alerts":         "SELECT vessel_id, population, rule, place, argMax(state, sequence) FROM alerts FINAL WHERE rule != 'feed_stopped' GROUP BY ALL", /* that alarm is about when the feed came, which differs */
}

// snapshot reads what a stopped service left behind: for each table its rows
// and a hash over them that does not depend on their order.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	base := serveEngine(t, dir)
	found := map[string]string{}
	for table, rows := range tablesRead {
		// A small table is kept as it is, so that a difference can be read.
		found[table] = ask(t, base, `SELECT count(), groupBitXor(cityHash64(toString(tuple(*)))),
			if(count() > 60, '', arrayStringConcat(arraySort(groupArray(60)(toString(tuple(*)))), '\n')) FROM (`+rows+`) FORMAT TSVRaw`)
	}
	return found
}

// serveEngine starts `plimsoll engine` on a data directory that nobody uses.
func serveEngine(t *testing.T, dir string) string {
	t.Helper()
	cmd := program("engine", "--data-dir", dir, "--listen", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	said := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(out).ReadString('\n')
		said <- line
	}()
	select {
	case line := <-said:
		_, base, found := strings.Cut(strings.TrimSpace(line), "answers on ")
		if !found {
			t.Fatalf("the engine said %q", line)
		}
		return base
	case <-time.After(time.Minute):
		t.Fatal("the engine did not start within a minute")
		return ""
	}
}

func ask(t *testing.T, base, query string) string {
	t.Helper()
	response, err := http.Post(fmt.Sprintf("%s/?database=%s", base, "plimsoll"), "text/plain", strings.NewReader(query))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s (%v)", query, body, err)
	}
	return strings.TrimSpace(string(body))
}

func sameSnapshot(t *testing.T, want, got map[string]string) {
	t.Helper()
	for table := range tablesRead {
		if want[table] != got[table] {
			t.Errorf("%s (rows, hash, rows if they are few)\nundisturbed %s\ndisturbed   %s", table, want[table], got[table])
		}
	}
}
