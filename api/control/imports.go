package control

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"plimsoll/data/warehouse"
)

// Importer is the part of the service that keeps imports. Each call is one
// command of an operator. AddImports takes all or nothing, and returns when what
// was taken is in use.
type Importer interface {
	Imports(ctx context.Context) ([]warehouse.Import, error)
	ImportContent(ctx context.Context, i warehouse.Import) ([]byte, error)
	AddImports(ctx context.Context, acts ...warehouse.Act) ([]warehouse.Import, error)
}

// importDTO is an import on the socket.
type importDTO struct {
	ID       string    `json:"id"`
	Sequence uint64    `json:"sequence"`
	Kind     string    `json:"kind"`
	Name     string    `json:"name"`
	Action   string    `json:"action"`
	Of       string    `json:"of,omitempty"`
	At       time.Time `json:"at"`
	By       string    `json:"by"`
	File     string    `json:"file,omitempty"`
	SHA256   string    `json:"sha256,omitempty"`
	Bytes    uint64    `json:"bytes"`
	Rows     uint64    `json:"rows"`
	Compiled string    `json:"compiled,omitempty"`
	Changes  []string  `json:"changes"`
}

// actDTO is an act on the socket. Its content follows the list of acts.
type actDTO struct {
	Import importDTO `json:"import"`
	Base   string    `json:"base,omitempty"`
	Bytes  int       `json:"bytes"`
}

func toImports(list []warehouse.Import) []importDTO {
	out := make([]importDTO, len(list))
	for n, i := range list {
		out[n] = importDTO(i)
	}
	return out
}

func fromImports(list []importDTO) []warehouse.Import {
	out := make([]warehouse.Import, len(list))
	for n, i := range list {
		out[n] = warehouse.Import(i)
	}
	return out
}

// mostContent bounds what one request may bring: a detailed set of zones is
// about 150 MB as a file, and less as it is kept.
const mostContent = 1 << 30

// serveImports adds the imports to what the socket answers.
func serveImports(mux *http.ServeMux, service Importer) {
	mux.HandleFunc("GET /imports", func(w http.ResponseWriter, r *http.Request) {
		list, err := service.Imports(r.Context())
		reply(w, toImports(list), err)
	})
	mux.HandleFunc("POST /imports/content", func(w http.ResponseWriter, r *http.Request) {
		var i importDTO
		if err := json.NewDecoder(r.Body).Decode(&i); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		content, err := service.ImportContent(r.Context(), warehouse.Import(i))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/octet-stream")
		_, _ = w.Write(content) // a client that went away has no use for the error
	})
	mux.HandleFunc("POST /imports", func(w http.ResponseWriter, r *http.Request) {
		acts, err := readActs(http.MaxBytesReader(w, r.Body, mostContent))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		added, err := service.AddImports(r.Context(), acts...)
		if errors.Is(err, warehouse.ErrImportsMoved) {
			http.Error(w, err.Error(), http.StatusConflict)
			return
		}
		reply(w, toImports(added), err)
	})
}

// A request to take acts is their list as one line of JSON, then their contents.
func writeActs(acts []warehouse.Act) (io.Reader, error) {
	list := make([]actDTO, len(acts))
	var contents []io.Reader
	for n, act := range acts {
		list[n] = actDTO{Import: importDTO(act.Import), Base: act.Base, Bytes: len(act.Content)}
		contents = append(contents, bytes.NewReader(act.Content))
	}
	head, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	return io.MultiReader(append([]io.Reader{bytes.NewReader(append(head, '\n'))}, contents...)...), nil
}

func readActs(r io.Reader) ([]warehouse.Act, error) {
	decoder := json.NewDecoder(r)
	var list []actDTO
	if err := decoder.Decode(&list); err != nil {
		return nil, fmt.Errorf("read the list of acts: %w", err)
	}
	rest := io.MultiReader(decoder.Buffered(), r)
	if _, err := io.ReadFull(rest, make([]byte, 1)); err != nil { // the line feed
		return nil, fmt.Errorf("read the contents of acts: %w", err)
	}
	acts := make([]warehouse.Act, len(list))
	for n, a := range list {
		if a.Bytes < 0 || a.Bytes > mostContent {
			return nil, fmt.Errorf("act %d has a content of %d bytes, more than %d", n+1, a.Bytes, mostContent)
		}
		var content bytes.Buffer
		if _, err := io.CopyN(&content, rest, int64(a.Bytes)); err != nil {
			return nil, fmt.Errorf("read the content of act %d: %w", n+1, err)
		}
		acts[n] = warehouse.Act{Import: warehouse.Import(a.Import), Base: a.Base, Content: content.Bytes()}
	}
	return acts, nil
}

// Imports lists every import and undo in their order.
func (c *Client) Imports(ctx context.Context) ([]warehouse.Import, error) {
	var list []importDTO
	err := c.get(ctx, "/imports", &list)
	return fromImports(list), err
}

// ImportContent asks for what an import put in use.
func (c *Client) ImportContent(ctx context.Context, i warehouse.Import) ([]byte, error) {
	body, err := json.Marshal(importDTO(i))
	if err != nil {
		return nil, err
	}
	response, err := c.do(ctx, http.MethodPost, "/imports/content", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	return io.ReadAll(response.Body)
}

// AddImports asks the service to take acts; they are in use when it returns.
func (c *Client) AddImports(ctx context.Context, acts ...warehouse.Act) ([]warehouse.Import, error) {
	body, err := writeActs(acts)
	if err != nil {
		return nil, err
	}
	response, err := c.do(ctx, http.MethodPost, "/imports", body)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	var list []importDTO
	if err := json.NewDecoder(response.Body).Decode(&list); err != nil {
		return nil, fmt.Errorf("read the running plimsoll's answer: %w", err)
	}
	return fromImports(list), nil
}
