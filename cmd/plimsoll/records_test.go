package main

import (
	"context"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
	"plimsoll/ingest/stream"
	"plimsoll/risk/alert"
)

// The scorer's timer is an hour away and nobody asks for a pass: an abandonment
// that is stored is told of all the same, as soon as its vessel is scored.
func TestARecordDoesNotWaitForAPass(t *testing.T) {
	w := warehousetest.New(t)
	cluster, err := stream.Open(t.Context(), stream.Config{Memory: true, Logger: testLog(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cluster.Close)
	imo := vessel.WithCheckDigit(200009)
	now := time.Now().UTC()
	if err := warehouse.InsertRows(t.Context(), w, []warehouse.Claim{{
		Source: "registry:test", EventID: "1", ReceivedAt: now, IMO: uint32(imo), Name: "SIM QUAY", Flag: "GBR", Class: "merchant", GT: 30000, LengthM: 190,
		ValidFrom: now.AddDate(-3, 0, 0), ValidTo: warehouse.Forever,
	}}); err != nil {
		t.Fatal(err)
	}
	s := &parts{process: &process{now: time.Now, log: testLog(t)}, cluster: cluster, warehouse: w, registry: prometheus.NewRegistry()}
	if err := s.openFacts(t.Context()); err != nil {
		t.Fatal(err)
	}
	scorer, err := s.newScorer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	log, err := s.newLog(alert.RuleBand)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.score(ctx, scoring{ScoreEvery: time.Hour}, scorer, log, make(chan struct{}, 1)) }()
	defer func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}()
	await(t, "the only pass", time.Minute, func() bool { last, _, _ := s.status.pass(); return !last.IsZero() })

	received := time.Now().UTC().Truncate(time.Millisecond)
	if err := warehouse.InsertRows(t.Context(), w, []warehouse.Record{{
		Source: "test", EventID: "r1", ReceivedAt: received, CaseID: "c1", IMO: uint32(imo), Kind: "abandonment", Status: "open", StatedAt: received.Add(-time.Hour),
		ValidFrom: received.AddDate(0, -2, 0), ValidTo: warehouse.Forever, ReviewOn: warehouse.Beginning, Authority: "test",
	}}); err != nil {
		t.Fatal(err)
	}
	key := bandAlert(vessel.IDFromIMO(imo), vessel.Seafarers)
	var history []alert.Transition
	await(t, "the alert", 30*time.Second, func() bool {
		history, err = alert.Get(t.Context(), w, key.ID())
		return err == nil
	})
	if step := history[0]; step.Score.Band != "severe" || !step.AcceptedAt.Equal(received) {
		t.Errorf("told as %s, accepted at %s, want severe at %s", step.Score.Band, step.AcceptedAt, received)
	}
	t.Logf("told %s after the record was received", history[0].At.Sub(received))
}
