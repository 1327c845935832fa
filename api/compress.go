package api

import (
	"compress/gzip"
	"net/http"
	"strings"
)

// worthwhile is the size below which compression costs more than it saves.
const worthwhile = 1 << 10

// compressed answers with gzip where the caller takes it, the answer is text,
// and its first write shows that it is long enough. A stream of events passes
// as it is: each event has to leave at once.
func compressed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Accept-Encoding")
		if !acceptsGzip(r.Header.Get("Accept-Encoding")) {
			next.ServeHTTP(w, r)
			return
		}
		c := &compressor{ResponseWriter: w}
		next.ServeHTTP(c, r)
		c.close()
	})
}

func acceptsGzip(accept string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(name) == "gzip" {
			q := strings.TrimLeft(strings.TrimPrefix(strings.TrimSpace(quality), "q="), " ")
			return q != "0" && q != "0.0" && q != "0.00" && q != "0.000"
		}
	}
	return false
}

// compressor decides with the first write. It holds the status back until then.
type compressor struct {
	http.ResponseWriter
	status  int
	decided bool
	gz      *gzip.Writer
}

// Unwrap lets http.ResponseController reach the connection.
func (c *compressor) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// WriteHeader implements http.ResponseWriter.
func (c *compressor) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
}

// Write implements http.ResponseWriter.
func (c *compressor) Write(p []byte) (int, error) {
	c.decide(p)
	if c.gz != nil {
		return c.gz.Write(p)
	}
	return c.ResponseWriter.Write(p)
}

// Flush implements http.Flusher.
func (c *compressor) Flush() {
	c.decide(nil)
	if c.gz != nil {
		_ = c.gz.Flush() // a broken connection shows at the next write
	}
	_ = http.NewResponseController(c.ResponseWriter).Flush()
}

func (c *compressor) decide(first []byte) {
	if c.decided {
		return
	}
	c.decided = true
	if c.status == 0 {
		c.status = http.StatusOK
	}
	h := c.Header()
	if c.status == http.StatusOK && len(first) >= worthwhile && h.Get("Content-Encoding") == "" && isText(h.Get("Content-Type")) {
		h.Set("Content-Encoding", "gzip")
		h.Del("Content-Length")
		c.gz = gzip.NewWriter(c.ResponseWriter)
	}
	c.ResponseWriter.WriteHeader(c.status)
}

func (c *compressor) close() {
	if c.status != 0 || c.decided {
		c.decide(nil)
	}
	if c.gz != nil {
		_ = c.gz.Close() // a broken connection is the caller's to notice
	}
}

func isText(contentType string) bool {
	if strings.HasPrefix(contentType, "text/event-stream") {
		return false
	}
	return strings.HasPrefix(contentType, "text/") || strings.Contains(contentType, "json") || strings.Contains(contentType, "yaml")
}
