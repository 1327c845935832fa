package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// SocketName is the socket's file in the data directory.
const SocketName = "plimsoll.sock"

// Broker is where to produce to, and what to log in with.
type Broker struct {
	Addresses []string `json:"addresses"`
	Mechanism string   `json:"mechanism,omitempty"`
	Username  string   `json:"username,omitempty"`
	Password  string   `json:"password,omitempty"`
}

// TableSize is a table's logical rows (repeats removed) and its bytes on disk.
type TableSize struct {
	Rows  uint64 `json:"rows"`
	Bytes uint64 `json:"bytes"`
}

// Check is how the service is: what it runs on, how far behind its consumer
// groups are (messages), how much of the log nobody has consumed (bytes), when
// the last pass over all vessels ended, and how large its tables are.
type Check struct {
	Engine       string               `json:"engine"`
	Broker       string               `json:"broker"`
	Lag          map[string]int64     `json:"lag"`
	BacklogBytes int64                `json:"backlog_bytes"`
	LastPass     *time.Time           `json:"last_pass"`
	Tables       map[string]TableSize `json:"tables"`
}

// Service is what the socket speaks for. Every call is one request of the
// command line; Backlog is called often while files are fed and must be cheap.
type Service interface {
	Broker() Broker
	Check(ctx context.Context) (Check, error)
	Backlog(ctx context.Context) (int64, error)
	Importer
}

// Listen opens the socket in the data directory, removing one that a killed
// process left behind. The caller holds the directory's lock.
func Listen(dataDir string) (net.Listener, error) {
	path := filepath.Join(dataDir, SocketName)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("remove an old control socket: %w", err)
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("open control socket: %w (a path may have at most about 100 bytes; choose a shorter --data-dir)", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("protect control socket: %w", err), listener.Close())
	}
	return listener, nil
}

// Serve answers on the listener until the context ends.
func Serve(ctx context.Context, listener net.Listener, service Service) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /broker", func(w http.ResponseWriter, _ *http.Request) { reply(w, service.Broker(), nil) })
	mux.HandleFunc("GET /check", func(w http.ResponseWriter, r *http.Request) {
		check, err := service.Check(r.Context())
		reply(w, check, err)
	})
	mux.HandleFunc("GET /backlog", func(w http.ResponseWriter, r *http.Request) {
		bytes, err := service.Backlog(r.Context())
		reply(w, bytes, err)
	})
	serveImports(mux, service)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(listener); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve control socket: %w", err)
	}
	return nil
}

// reply may name the inner error: only the operator can read it.
func reply(w http.ResponseWriter, body any, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body) // a client that went away has no use for the error
}
