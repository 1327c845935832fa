package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// simulated writes a fleet whose batches span several months, so that an
// insert is several partitions and not atomic.
func simulated(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := program("simulate", "--out", dir, "--vessels", "9", "--days", "70", "--seed", "5", "--end", crashEnd).CombinedOutput(); err != nil {
		t.Fatalf("simulate: %v\n%s", err, out)
	}
	return dir
}

const crashEnd = "2026-06-20"

// A process that is killed five times, at random in the middle of a feed, while
// it stores, and right after the broker's janitor deleted what was consumed,
// loses nothing and doubles nothing: fed again, it reads and scores as if nothing
// had happened.
func TestKilledAgainAndAgainItEndsAsIfUndisturbed(t *testing.T) {
	t.Parallel()
	files := simulated(t)
	args := []string{"--as-of", crashEnd, "--sweep-every", "150ms", "--log-level", "debug"}

	calm := t.TempDir()
	s := start(t, calm, args...)
	if _, code := s.feed("--wait", files); code != exitDone {
		t.Fatalf("feed ended with %d", code)
	}
	s.passed()
	s.stop()
	want := snapshot(t, calm)

	rough := t.TempDir()
	seed := uint64(1)
	if text := os.Getenv("PLIMSOLL_TEST_KILL_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	rng := rand.New(rand.NewPCG(seed, 9))
	t.Logf("kills with seed %d; PLIMSOLL_TEST_KILL_SEED takes another", seed)
	swept := func(s *service) bool { return strings.Contains(s.log.String(), "janitor swept") }
	kill := func(s *service, what string, most time.Duration) {
		after := time.Duration(rng.Int64N(int64(most)))
		moment := time.NewTimer(after)
		<-moment.C
		s.kill()
		t.Logf("killed %s after %s", after, what)
	}
	for attempt := range 4 {
		s := start(t, rough, args...)
		feeding := startFeed(t, s, files)
		if attempt == 0 {
			await(t, "a sweep in the middle of the feed", time.Minute, func() bool { return swept(s) })
			kill(s, "the janitor ran", 50*time.Millisecond)
		} else {
			kill(s, "the feed began", 1500*time.Millisecond)
		}
		_ = feeding.Wait() // it fails, its broker is gone
	}
	s = start(t, rough, args...)
	if _, code := s.feed("--wait", files); code != exitDone {
		t.Fatalf("feed ended with %d", code)
	}
	await(t, "a sweep after everything was consumed", time.Minute, func() bool { return swept(s) })
	kill(s, "everything was consumed and the janitor ran", 10*time.Millisecond)
	s = start(t, rough, args...)
	if _, code := s.feed("--wait", files); code != exitDone {
		t.Fatalf("feed ended with %d", code)
	}
	s.passed()
	s.stop()
	sameSnapshot(t, want, snapshot(t, rough))
}

func startFeed(t *testing.T, s *service, files string) *exec.Cmd {
	t.Helper()
	cmd := program("feed", "--data-dir", s.dir, files)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd
}

func TestTwoProcessesOnOneDataDirectoryAreRefused(t *testing.T) {
	t.Parallel()
	s := start(t, t.TempDir())
	out, err := program("run", "--data-dir", s.dir, "--listen", "127.0.0.1:0").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "is in use by another plimsoll") {
		t.Fatalf("a second process on %s: %v\n%s", s.dir, err, out)
	}
	s.stop()
}
