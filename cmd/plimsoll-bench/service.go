package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// service is a plimsoll run of its own, as a user starts it.
type service struct {
	cmd    *exec.Cmd
	dir    string
	url    string
	began  time.Time
	client *http.Client
	output tail
	ended  chan struct{} // closed when the process is gone
	err    error         // how it ended; read after ended
}

// startService starts the built binary on a data directory. Stop it.
func startService(ctx context.Context, b *bench, dir string) (*service, error) {
	if _, err := os.Stat(b.binary); err != nil {
		return nil, fmt.Errorf("the service is not there (%w): build it with make build, or name it with -plimsoll", err)
	}
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	s := &service{dir: dir, url: "http://" + address, client: &http.Client{Timeout: 10 * time.Second}, ended: make(chan struct{})}
	s.cmd = exec.CommandContext(ctx, b.binary, "run", "--data-dir", dir, "--listen", address)
	s.cmd.Stdout, s.cmd.Stderr = &s.output, &s.output
	s.cmd.Cancel = func() error { return s.cmd.Process.Signal(syscall.SIGTERM) }
	s.cmd.WaitDelay = 20 * time.Second
	s.began = time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", b.binary, err)
	}
	go func() {
		s.err = s.cmd.Wait()
		close(s.ended)
	}()
	return s, nil
}

// stop ends the process, if need be the hard way.
func (s *service) stop() error {
	s.client.CloseIdleConnections()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-s.ended:
	case <-time.After(20 * time.Second):
		err := s.cmd.Process.Kill()
		<-s.ended
		return errors.Join(errors.New("the service did not end within 20 seconds and was killed"), err)
	}
	if s.err != nil {
		return fmt.Errorf("the service ended badly: %w\n%s", s.err, s.output.String())
	}
	return nil
}

// await polls until done says so, the service is gone, or patience is at its end.
func (s *service) await(ctx context.Context, patience, every time.Duration, what string, done func(context.Context) (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		ok, err := done(ctx)
		if ok || err != nil {
			return err
		}
		select {
		case <-s.ended:
			return fmt.Errorf("wait for %s: the service ended: %w\n%s", what, s.err, s.output.String())
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w\n%s", what, ctx.Err(), s.output.String())
		case <-ticker.C:
		}
	}
}

// get asks the API, decodes JSON when into is given, and returns the status;
// 0 when nobody answered.
func (s *service) get(ctx context.Context, path string, into any) int {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+path, nil)
	if err != nil {
		return 0
	}
	res, err := s.client.Do(req)
	if err != nil {
		return 0
	}
	defer func() { _ = res.Body.Close() }() // read to its end
	body, err := io.ReadAll(res.Body)
	if err != nil || into != nil && json.Unmarshal(body, into) != nil {
		return 0
	}
	return res.StatusCode
}

// freeAddress finds a port on loopback that is free now.
func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	address := listener.Addr().String()
	return address, listener.Close()
}

// tail keeps the end of what a process says.
type tail struct {
	mu   sync.Mutex
	text bytes.Buffer
}

const tailBytes = 16 << 10

// Write implements io.Writer.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text.Write(p)
	if over := t.text.Len() - tailBytes; over > 0 {
		t.text.Next(over)
	}
	return len(p), nil
}

// String is the end of the output.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.String()
}
