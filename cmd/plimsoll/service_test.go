package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"plimsoll/data/warehouse/warehousetest"
)

// asProgram makes the test binary the program: tests kill a real process.
const asProgram = "PLIMSOLL_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		code := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
		stop()
		os.Exit(code)
	}
	os.Exit(warehousetest.Main(m))
}

// service is a running child process.
type service struct {
	t    *testing.T
	cmd  *exec.Cmd
	url  string
	dir  string
	log  *lockedBuffer
	up   chan string // where it serves
	done chan error
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func program(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return cmd
}

// start runs `plimsoll run` on the data directory and waits until it serves.
func start(t *testing.T, dir string, args ...string) *service {
	t.Helper()
	return launch(t, dir, append([]string{"run", "--data-dir", dir, "--listen", "127.0.0.1:0", "--score-every", "2s"}, args...)...)
}

// launch starts a command that serves, and waits until it does.
func launch(t *testing.T, dir string, args ...string) *service {
	t.Helper()
	s := background(t, args...)
	s.dir = dir
	select {
	case s.url = <-s.up:
	case err := <-s.done:
		s.done <- err
		t.Fatalf("%s ended before it was up: %v\n%s", args[0], err, s.log)
	case <-time.After(time.Minute):
		t.Fatalf("%s was not up after a minute\n%s", args[0], s.log)
	}
	return s
}

// background starts a command that runs until it is killed.
func background(t *testing.T, args ...string) *service {
	t.Helper()
	s := &service{t: t, log: &lockedBuffer{}, done: make(chan error, 1), up: make(chan string, 1)}
	s.cmd = program(args...)
	s.cmd.Stderr = s.log
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			_, _ = fmt.Fprintln(s.log, lines.Text())
			if _, url, found := strings.Cut(lines.Text(), "look at  "); found {
				s.up <- strings.TrimSuffix(url, "/")
			}
		}
		s.done <- s.cmd.Wait()
	}()
	t.Cleanup(func() {
		s.kill()
		if t.Failed() {
			t.Logf("the service said:\n%s", s.log)
		}
	})
	return s
}

// kill is kill -9, and waits until the process is gone.
func (s *service) kill() {
	_ = s.cmd.Process.Kill()
	err := <-s.done
	s.done <- err
}

// stop asks the service to end, as an operator would.
func (s *service) stop() {
	s.t.Helper()
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		s.t.Fatal(err)
	}
	select {
	case err := <-s.done:
		s.done <- err
		if err != nil {
			s.t.Fatalf("the service ended with %v\n%s", err, s.log)
		}
	case <-time.After(time.Minute):
		s.t.Fatalf("the service did not stop within a minute\n%s", s.log)
	}
}

// feed runs `plimsoll feed` and returns its summaries and exit code.
func (s *service) feed(args ...string) ([]feedJSON, int) {
	s.t.Helper()
	cmd := program(append([]string{"feed", "--json", "--data-dir", s.dir}, args...)...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, _ := cmd.Output()
	var list []feedJSON
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var one feedJSON
		if err := dec.Decode(&one); err == io.EOF {
			break
		} else if err != nil {
			s.t.Fatalf("feed printed %q: %v", out, err)
		}
		list = append(list, one)
	}
	if code := cmd.ProcessState.ExitCode(); code == exitFailed || code == exitUsage {
		s.t.Fatalf("feed ended with %d: %s", code, errs.String())
	}
	return list, cmd.ProcessState.ExitCode()
}

// get asks the API and decodes the answer.
func (s *service) get(path string, into any) int {
	s.t.Helper()
	response, err := http.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if into != nil && response.StatusCode == http.StatusOK {
		if err := json.Unmarshal(body, into); err != nil {
			s.t.Fatalf("%s answered %s: %v", path, body, err)
		}
	}
	return response.StatusCode
}

// await polls until the condition holds; a service has no other way to say
// that a pass has ended than to show it.
func await(t *testing.T, what string, within time.Duration, holds func() bool) {
	t.Helper()
	deadline := time.NewTimer(within)
	defer deadline.Stop()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-deadline.C:
			t.Fatalf("%s: not within %s", what, within)
		}
	}
}

// passed waits until two scoring passes have ended after now: the second began
// when everything fed before was stored.
func (s *service) passed() {
	s.t.Helper()
	for range 2 {
		before := s.lastPass()
		await(s.t, "a scoring pass", 2*time.Minute, func() bool { return s.lastPass().After(before) })
	}
}

func (s *service) lastPass() time.Time {
	s.t.Helper()
	cmd := program("check", "--json", "--data-dir", s.dir)
	out, err := cmd.Output()
	if err != nil {
		s.t.Fatalf("check: %v\n%s", err, s.log)
	}
	var check struct {
		LastPass time.Time `json:"last_pass"`
	}
	if err := json.Unmarshal(out, &check); err != nil {
		s.t.Fatalf("check printed %q: %v", out, err)
	}
	return check.LastPass
}
