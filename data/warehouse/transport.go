package warehouse

import (
	"errors"
	"io"
	"net/http"
	"strings"
)

// errEmptyInsert says that the driver could not encode a block: it then sends nothing, which a server takes for an insert
// of no rows, and the batch would count as written.
var errEmptyInsert = errors.New("an insert came without data; the batch was not encoded, its columns may differ in length")

// guarded wraps the driver's transport to a server so that no insert is sent without data. The embedded engine refuses
// such an insert itself.
func guarded(t *http.Transport) (http.RoundTripper, error) { return guard{next: t}, nil }

type guard struct{ next http.RoundTripper }

// RoundTrip passes the request on, watching the data of inserts in blocks.
func (g guard) RoundTrip(req *http.Request) (*http.Response, error) {
	query := req.URL.Query().Get("query")
	if req.Body == nil || !strings.HasSuffix(strings.TrimSpace(query), "FORMAT Native") {
		return g.next.RoundTrip(req)
	}
	watched := req.Clone(req.Context())
	watched.Body = &neverEmpty{ReadCloser: req.Body}
	return g.next.RoundTrip(watched)
}

// CloseIdleConnections lets the driver close what it no longer uses.
func (g guard) CloseIdleConnections() {
	if c, ok := g.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// neverEmpty is a body that fails when it ends before it gave anything.
type neverEmpty struct {
	io.ReadCloser
	some bool
}

// Read reads on, and turns an end without data into an error.
func (b *neverEmpty) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.some = b.some || n > 0
	if err == io.EOF && !b.some {
		err = errEmptyInsert
	}
	return n, err
}
