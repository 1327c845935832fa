package control

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"plimsoll/data/warehouse"
)

type fixed struct {
	err  error
	took *[]warehouse.Act
}

func (f fixed) Imports(context.Context) ([]warehouse.Import, error) {
	return []warehouse.Import{made}, f.err
}

func (f fixed) ImportContent(_ context.Context, i warehouse.Import) ([]byte, error) {
	return []byte("content of " + i.ID), f.err
}

func (f fixed) AddImports(_ context.Context, acts ...warehouse.Act) ([]warehouse.Import, error) {
	if f.err == nil {
		*f.took = acts
	}
	return []warehouse.Import{made}, f.err
}

var made = warehouse.Import{
	ID: "a1", Sequence: 7, Kind: warehouse.ImportTable, Name: "states", Action: warehouse.ActionImport, At: time.Date(2026, 3, 4, 5, 6, 7, 8e6, time.UTC),
	By: "an operator", File: "states.csv", SHA256: "ab", Bytes: 3, Rows: 2, Compiled: "2026-01-01-abc", Changes: []string{"1 row added", "COMOROS: added"},
}

func (f fixed) Broker() Broker {
	return Broker{Addresses: []string{"127.0.0.1:9092"}, Username: "u", Password: "p"}
}

func (f fixed) Check(context.Context) (Check, error) {
	return Check{Engine: "embedded 1", Lag: map[string]int64{"g": 3}}, f.err
}
func (f fixed) Backlog(context.Context) (int64, error) { return 42, f.err }

func serve(t *testing.T, dir string, s Service) *Client {
	t.Helper()
	listener, err := Listen(dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, listener, s) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return Dial(dir)
}

func TestAskingARunningService(t *testing.T) {
	dir := t.TempDir()
	client := serve(t, dir, fixed{})
	broker, err := client.Broker(t.Context())
	if err != nil || broker.Addresses[0] != "127.0.0.1:9092" || broker.Password != "p" {
		t.Fatalf("broker %+v, %v", broker, err)
	}
	if check, err := client.Check(t.Context()); err != nil || check.Lag["g"] != 3 {
		t.Fatalf("check %+v, %v", check, err)
	}
	if bytes, err := client.Backlog(t.Context()); err != nil || bytes != 42 {
		t.Fatalf("backlog %d, %v", bytes, err)
	}
	info, err := os.Stat(filepath.Join(dir, SocketName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the socket is the authentication, its mode is %v (%v)", info.Mode(), err)
	}
}

func TestAServiceThatFailsSaysWhy(t *testing.T) {
	client := serve(t, t.TempDir(), fixed{err: errors.New("engine away")})
	if _, err := client.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "engine away") {
		t.Fatalf("got %v", err)
	}
}

func TestNothingRunningNamesTheCommandThatStartsIt(t *testing.T) {
	dir := t.TempDir()
	if _, err := Dial(dir).Check(t.Context()); err == nil || !strings.Contains(err.Error(), "plimsoll run --data-dir "+dir) {
		t.Fatalf("got %v", err)
	}
}

func TestASocketLeftByAKilledProcessIsReplaced(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, SocketName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if bytes, err := serve(t, dir, fixed{}).Backlog(t.Context()); err != nil || bytes != 42 {
		t.Fatalf("backlog %d, %v", bytes, err)
	}
}

func TestImportsGoOverTheSocketWhole(t *testing.T) {
	var took []warehouse.Act
	client := serve(t, t.TempDir(), fixed{took: &took})
	list, err := client.Imports(t.Context())
	if err != nil || !reflect.DeepEqual(list, []warehouse.Import{made}) {
		t.Fatalf("imports %+v, %v", list, err)
	}
	if content, err := client.ImportContent(t.Context(), list[0]); err != nil || string(content) != "content of a1" {
		t.Fatalf("content %q, %v", content, err)
	}
	large := bytes.Repeat([]byte("\n{\"\x00"), 1<<20)
	acts := []warehouse.Act{{Import: made, Base: "b", Content: []byte("\n\nfirst")}, {Import: made, Content: []byte{}}, {Import: made, Content: large}}
	if added, err := client.AddImports(t.Context(), acts...); err != nil || !reflect.DeepEqual(added, []warehouse.Import{made}) {
		t.Fatalf("added %+v, %v", added, err)
	}
	if len(took) != len(acts) {
		t.Fatalf("%d acts came of %d", len(took), len(acts))
	}
	for n := range acts {
		if !reflect.DeepEqual(took[n].Import, acts[n].Import) || took[n].Base != acts[n].Base || !bytes.Equal(took[n].Content, acts[n].Content) {
			t.Errorf("act %d came as %+v with %d bytes", n, took[n].Import, len(took[n].Content))
		}
	}
}

func TestWhoWasSlowerIsToldSo(t *testing.T) {
	client := serve(t, t.TempDir(), fixed{err: fmt.Errorf("store: %w", warehouse.ErrImportsMoved)})
	if _, err := client.AddImports(t.Context(), warehouse.Act{Import: made}); !errors.Is(err, warehouse.ErrImportsMoved) {
		t.Fatalf("got %v", err)
	}
	if _, err := Dial(t.TempDir()).Imports(t.Context()); !errors.Is(err, ErrNotRunning) {
		t.Fatalf("nothing runs: %v", err)
	}
}

func FuzzReadActs(f *testing.F) {
	body, _ := writeActs([]warehouse.Act{{Import: made, Content: []byte("one")}, {Import: made, Base: "b", Content: []byte("two")}})
	text, _ := io.ReadAll(body)
	f.Add(text)
	f.Add([]byte(`[{"bytes":1000000000}]` + "\nx"))
	f.Fuzz(func(t *testing.T, text []byte) {
		acts, err := readActs(bytes.NewReader(text))
		if err != nil {
			return
		}
		body, err := writeActs(acts)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := readActs(body); err != nil || len(again) != len(acts) {
			t.Fatalf("what was accepted is not read again: %v", err)
		}
	})
}
