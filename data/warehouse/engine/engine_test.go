package engine_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"plimsoll/data/warehouse/engine"
)

// childVariable makes the test binary run one of the children instead of its tests: an engine is one per process, so
// what needs another needs another process.
const childVariable = "PLIMSOLL_ENGINE_CHILD"

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	if child := os.Getenv(childVariable); child != "" {
		if err := children()[child](os.Getenv("PLIMSOLL_ENGINE_PATH")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		return 0
	}
	return m.Run()
}

// child runs one of the children on a folder, and gives what it wrote.
func child(t *testing.T, name, path string) (string, error) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), childVariable+"="+name, "PLIMSOLL_ENGINE_PATH="+path)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func open(path string) (*engine.Engine, error) {
	library, err := engine.Locate(os.Getenv)
	if err != nil {
		return nil, err
	}
	return engine.Open(context.Background(), engine.Config{Library: library, Path: path})
}

// started opens the engine of a test; tests in this process take turns.
func started(t *testing.T) (e *engine.Engine, path string) {
	t.Helper()
	path = t.TempDir()
	e, err := open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e, path
}

// answer is a response that was read to its end.
type answer struct {
	status int
	code   string // of the exception
	text   string
}

// ask sends a request and reads the whole answer.
func ask(ctx context.Context, rt http.RoundTripper, values url.Values, body io.Reader) (answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://engine/?"+values.Encode(), body)
	if err != nil {
		return answer{}, err
	}
	res, err := rt.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	return answer{status: res.StatusCode, code: res.Header.Get("X-ClickHouse-Exception-Code"), text: string(text)}, err
}

func sql(t *testing.T, e *engine.Engine, text string) string {
	t.Helper()
	a, err := ask(t.Context(), e.RoundTripper(), nil, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if a.status != http.StatusOK {
		t.Fatalf("%s: %s", text, a.text)
	}
	return a.text
}

// What was acknowledged must be on the disk, and the caches must fit a small machine: the engine says so itself.
func TestSettings(t *testing.T) {
	e, _ := started(t)
	for query, want := range map[string]string{
		"SELECT name, value FROM system.merge_tree_settings WHERE name IN ('fsync_after_insert', 'fsync_part_directory', 'min_rows_to_fsync_after_merge', 'old_parts_lifetime') ORDER BY name": "fsync_after_insert\t1\nfsync_part_directory\t1\nmin_rows_to_fsync_after_merge\t1\nold_parts_lifetime\t480\n",
		"SELECT value FROM system.server_settings WHERE name = 'mark_cache_size'":                                                                                                              "268435456\n",
		"SELECT toUInt64(value) BETWEEN 1 AND 1e15 FROM system.server_settings WHERE name = 'max_server_memory_usage'":                                                                         "1\n",
		"SELECT value IN ('0', 'false') FROM system.settings WHERE name = 'async_insert'":                                                                                                      "1\n",
		"SELECT toString(toDateTime(0))": "1970-01-01 00:00:00\n",
	} {
		if got := sql(t, e, query); got != want {
			t.Errorf("%s\n got %q\nwant %q", query, got, want)
		}
	}
	memory := sql(t, e, "SELECT value FROM system.server_settings WHERE name = 'max_server_memory_usage'")
	info, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		t.Fatal(err)
	}
	var total, bound uint64
	if _, err := fmt.Sscanf(string(info), "MemTotal: %d", &total); err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Sscan(memory, &bound); err != nil {
		t.Fatal(err)
	}
	if bound != total*1024/4 {
		t.Errorf("the engine may use %d bytes of %d", bound, total*1024)
	}
}

// Go must keep its signals: an interrupt arrives, and a nil pointer is a panic that can be recovered.
func TestSignalsStayWithGo(t *testing.T) {
	e, _ := started(t)
	sql(t, e, "SELECT sum(number) FROM numbers(1000000)")
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGUSR1} {
		arrived := make(chan os.Signal, 1)
		signal.Notify(arrived, s)
		if err := syscall.Kill(os.Getpid(), s); err != nil {
			t.Fatal(err)
		}
		select {
		case <-arrived:
		case <-time.After(5 * time.Second):
			t.Errorf("%v did not arrive", s)
		}
		signal.Stop(arrived)
	}
	defer func() {
		if recover() == nil {
			t.Error("a nil pointer did not panic")
		}
	}()
	var nothing *url.URL
	_ = nothing.Path
}

func TestSecondProcessIsRefused(t *testing.T) {
	e, path := started(t)
	out, err := child(t, "open", path)
	if err == nil || !strings.Contains(out, engine.ErrInUse.Error()) || !strings.Contains(out, path) {
		t.Errorf("a second process got %v:\n%s", err, out)
	}
	if got := sql(t, e, "SELECT 1"); got != "1\n" {
		t.Errorf("the first process then got %q", got)
	}
}

func TestLifeInAnotherProcess(t *testing.T) {
	for _, name := range []string{"close waits", "second path", "killed"} {
		t.Run(name, func(t *testing.T) {
			path := t.TempDir()
			if out, err := child(t, name, path); err != nil && name != "killed" {
				t.Fatalf("%v:\n%s", err, out)
			}
			if name != "killed" {
				return
			}
			e, err := open(path) // the lock went with the process, and what was acknowledged is there
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := e.Close(); err != nil {
					t.Error(err)
				}
			}()
			if got := sql(t, e, "SELECT count(), sum(n) FROM kept"); got != "1000\t499500\n" {
				t.Errorf("after the kill the table holds %q", got)
			}
			if left, err := os.ReadDir(filepath.Join(path, "spool")); err != nil || len(left) != 0 {
				t.Errorf("results of the killed process are left: %v, %v", left, err)
			}
		})
	}
}

func children() map[string]func(path string) error {
	return map[string]func(string) error{
		"open": func(path string) error {
			e, err := open(path)
			if err != nil {
				return err
			}
			return e.Close()
		},
		"close waits": closeWaits,
		"second path": func(path string) error {
			first, err := open(filepath.Join(path, "a"))
			if err != nil {
				return err
			}
			if second, err := open(filepath.Join(path, "b")); err == nil {
				return errors.Join(errors.New("two folders were opened in one process"), second.Close(), first.Close())
			}
			if err := first.Close(); err != nil {
				return err
			}
			again, err := open(filepath.Join(path, "b"))
			if err != nil {
				return fmt.Errorf("after the first was closed: %w", err)
			}
			return again.Close()
		},
		"killed": func(path string) error {
			e, err := open(path)
			if err != nil {
				return err
			}
			for _, text := range []string{"CREATE TABLE kept (n UInt64) ENGINE = MergeTree ORDER BY n", "INSERT INTO kept SELECT number FROM numbers(1000)"} {
				if a, err := ask(context.Background(), e.RoundTripper(), nil, strings.NewReader(text)); err != nil || a.status != http.StatusOK {
					return fmt.Errorf("%s: %s %w", text, a.text, err)
				}
			}
			if err := os.WriteFile(filepath.Join(path, "spool", "left"), nil, 0o600); err != nil {
				return err
			}
			return syscall.Kill(os.Getpid(), syscall.SIGKILL)
		},
	}
}

// closeWaits closes the engine while a result is being read: the result stays whole, and nothing new starts.
func closeWaits(path string) error {
	e, err := open(path)
	if err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPost, "http://engine/", strings.NewReader("SELECT number FROM system.numbers LIMIT 2000000"))
	if err != nil {
		return err
	}
	res, err := e.RoundTripper().RoundTrip(req)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	closed := make(chan error, 1)
	go func() { closed <- e.Close() }()
	for {
		if _, err := ask(context.Background(), e.RoundTripper(), nil, strings.NewReader("SELECT 1")); err != nil {
			break // closing has begun
		}
	}
	select {
	case err := <-closed:
		return fmt.Errorf("closed under a reader: %w", err)
	default:
	}
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if n := strings.Count(string(text), "\n"); n != 2_000_000 {
		return fmt.Errorf("%d rows came", n)
	}
	return errors.Join(<-closed, e.Close())
}
