package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Client asks a running service.
type Client struct {
	dataDir string
	http    *http.Client
}

// Dial prepares a client for the service of a data directory; it connects with
// the first question.
func Dial(dataDir string) *Client {
	path := filepath.Join(dataDir, SocketName)
	return &Client{dataDir: dataDir, http: &http.Client{
		Timeout: 2 * time.Minute,
		Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{Timeout: 5 * time.Second}).DialContext(ctx, "unix", path)
		}},
	}}
}

// Broker asks where to produce to.
func (c *Client) Broker(ctx context.Context) (b Broker, err error) {
	return b, c.get(ctx, "/broker", &b)
}

// Check asks how the service is.
func (c *Client) Check(ctx context.Context) (check Check, err error) {
	return check, c.get(ctx, "/check", &check)
}

// Backlog asks how many bytes of the log wait to be consumed.
func (c *Client) Backlog(ctx context.Context) (bytes int64, err error) {
	return bytes, c.get(ctx, "/backlog", &bytes)
}

func (c *Client) get(ctx context.Context, path string, into any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://plimsoll"+path, nil)
	if err != nil {
		return err
	}
	response, err := c.http.Do(request)
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) {
		return fmt.Errorf("no plimsoll is running on %s: start one with plimsoll run --data-dir %s", c.dataDir, c.dataDir)
	}
	if err != nil {
		return fmt.Errorf("ask the running plimsoll: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(io.LimitReader(response.Body, 4096))
		return fmt.Errorf("ask the running plimsoll: %s", strings.TrimSpace(string(text)))
	}
	return json.NewDecoder(response.Body).Decode(into)
}
