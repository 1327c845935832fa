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

	"plimsoll/data/warehouse"
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

// ErrNotRunning says that no service has the data directory.
var ErrNotRunning = errors.New("no plimsoll is running")

func (c *Client) get(ctx context.Context, path string, into any) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	response, err := c.do(ctx, http.MethodGet, path, nil)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	return json.NewDecoder(response.Body).Decode(into)
}

// do asks, and gives an answer that is not an error; its body is to be closed.
func (c *Client) do(ctx context.Context, method, path string, body io.Reader) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, "http://plimsoll"+path, body)
	if err != nil {
		return nil, err
	}
	response, err := c.http.Do(request)
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED) {
		return nil, fmt.Errorf("%w on %s: start one with plimsoll run --data-dir %s", ErrNotRunning, c.dataDir, c.dataDir)
	}
	if err != nil {
		return nil, fmt.Errorf("ask the running plimsoll: %w", err)
	}
	if response.StatusCode == http.StatusOK {
		return response, nil
	}
	defer func() { _ = response.Body.Close() }()
	text, _ := io.ReadAll(io.LimitReader(response.Body, 4096))
	if response.StatusCode == http.StatusConflict {
		return nil, fmt.Errorf("%w; look again at what it would change", warehouse.ErrImportsMoved)
	}
	return nil, fmt.Errorf("ask the running plimsoll: %s", strings.TrimSpace(string(text)))
}
