package warehousetest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"

	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/engine"
)

// frontVariable turns a test binary into a front: it holds the folder of its engine.
const frontVariable = "PLIMSOLL_TEST_FRONT"

// willClose tells that Main runs the tests, and so that somebody ends their engine.
var willClose atomic.Bool

// Main runs the tests of a package and closes their engine, or serves as a front when Front started this process. Every
// package that uses an engine must call it from TestMain: a binary with the race detector ends by C's exit, which takes
// the engine's variables from under threads that still run, and one run in three ended in a segmentation fault after its
// last test had passed.
//
//	func TestMain(m *testing.M) { os.Exit(warehousetest.Main(m)) }
func Main(m *testing.M) int {
	if dir := os.Getenv(frontVariable); dir != "" {
		if err := serve(dir, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return 0
	}
	willClose.Store(true)
	code := m.Run()
	if err := closeShared(); err != nil {
		fmt.Fprintln(os.Stderr, "close the tests' ClickHouse:", err)
		return max(code, 1)
	}
	return code
}

// Front starts this test binary again as a process of its own that serves an engine over HTTP on loopback, and gives its
// address, for use as a server's. It ends with the test. The package's TestMain must call Main.
func Front(t testing.TB) (dsn string) {
	t.Helper()
	if !willClose.Load() {
		t.Fatal(errNoMain) // the process would run the tests, and each of them another
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), exe)
	cmd.Env = append(os.Environ(), frontVariable+"="+t.TempDir())
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(stdin.Close(), cmd.Wait()); err != nil {
			t.Errorf("end the front: %v", err)
		}
	})
	address, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatalf("start the front (does TestMain call warehousetest.Main?): %v", err)
	}
	return "http://" + strings.TrimSpace(address)
}

// serve runs until in ends, after saying on out where it listens.
func serve(dir string, in io.Reader, out io.Writer) error {
	w, err := warehouse.Open(context.Background(), warehouse.Config{DataDir: dir, Getenv: os.Getenv})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return errors.Join(err, w.Close())
	}
	server := &http.Server{Handler: engine.Handler(w.Transport())}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	_, err = fmt.Fprintln(out, listener.Addr())
	if err == nil {
		_, _ = io.Copy(io.Discard, in) // ends when the test's process does, however it does
	}
	return errors.Join(err, server.Close(), ignoreClosed(<-done), w.Close())
}

func ignoreClosed(err error) error {
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
