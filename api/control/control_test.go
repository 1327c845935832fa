package control

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type fixed struct{ err error }

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
