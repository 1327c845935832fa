package engine

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
)

// streamable tells whether pieces of the format make the whole when put one after the other: the library renders each
// piece as if it were the whole result, with its header and footer.
func (r *request) streamable() bool {
	switch r.format {
	case "Native", "RowBinary", "TabSeparated", "TSV", "TabSeparatedRaw", "TSVRaw", "Raw", "CSV", "TSKV", "LineAsString", "RawBLOB",
		"JSONEachRow", "JSONLines", "NDJSON", "JSONStringsEachRow", "JSONCompactEachRow", "JSONCompactStringsEachRow", "Null":
	default:
		return false
	}
	for name := range r.settings {
		if strings.HasPrefix(name, "output_format_json_array_of_rows") {
			return false
		}
	}
	return true
}

// resultStream is the body of a response whose result is fetched as it is read. The connection goes back to the pool at
// the end of the result, on Close, or when the request's context ends, whichever is first.
type resultStream struct {
	engine *Engine
	ctx    context.Context
	conn   *conn
	prefix string
	tag    string
	stop   func() bool // takes back the watch over ctx

	mu     sync.Mutex // held while the library is called
	handle uintptr
	chunk  uintptr
	data   []byte // what is left of chunk, in the library's memory
	tail   []byte // what is left to say after the last chunk
	ended  bool   // the connection is given back
	err    error  // why the result isn't whole; nil when it is
}

// stream answers with the result as it comes. The first piece is fetched beforehand: most failures show there, and then
// the answer can still be an error.
func (r *request) stream(c *conn) (*http.Response, error) {
	prefix := newMark()
	s := &resultStream{
		engine: r.engine, ctx: r.http.Context(), conn: c, prefix: prefix, tag: newTag(),
	}
	s.mu.Lock()
	s.stop = context.AfterFunc(s.ctx, func() { s.abort(s.ctx.Err()) })
	s.handle = c.stream(prefix+r.statement.sql, r.format, r.params)
	err := c.resultError(s.handle)
	if err == nil {
		err = s.fetch()
	}
	if err != nil {
		s.finish(err)
	}
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	res := r.answer(s, -1)
	res.Header.Set(headerExceptionTag, s.tag)
	return res, nil
}

// fetch gets the next piece; at the end of the result it finishes the stream. mu is held.
func (s *resultStream) fetch() error {
	if s.chunk != 0 {
		s.conn.lib.destroyResult(s.chunk)
		s.chunk, s.data = 0, nil
	}
	s.chunk = s.conn.lib.fetch(s.conn.session, s.handle)
	if err := s.conn.resultError(s.chunk); err != nil {
		return err
	}
	if s.data = s.conn.resultBytes(s.chunk); len(s.data) == 0 {
		s.finish(nil)
	}
	return nil
}

// finish ends the statement and gives the connection back; reason says why the result isn't whole. mu is held.
func (s *resultStream) finish(reason error) {
	if s.ended {
		return
	}
	s.ended, s.err = true, reason
	s.data = nil
	if s.chunk != 0 {
		s.conn.lib.destroyResult(s.chunk)
		s.chunk = 0
	}
	if s.handle != 0 {
		if reason != nil {
			s.conn.lib.cancelStream(s.conn.session, s.handle)
		}
		s.conn.lib.destroyResult(s.handle)
		s.handle = 0
	}
	s.engine.release(s.conn, reason == nil)
	s.stop()
}

// abort ends the statement from outside, also while a piece is being fetched.
func (s *resultStream) abort(reason error) {
	if !s.mu.TryLock() {
		unlocked := make(chan struct{})
		go s.engine.control.killUntil(s.prefix, unlocked)
		s.mu.Lock()
		close(unlocked)
	}
	defer s.mu.Unlock()
	s.finish(reason)
}

// Read gives the result. One that fails on the way ends in the exception frame that the driver looks for.
func (s *resultStream) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		if len(s.data) > 0 {
			n := copy(p, s.data)
			s.data = s.data[n:]
			return n, nil
		}
		if len(s.tail) > 0 {
			n := copy(p, s.tail)
			s.tail = s.tail[n:]
			return n, nil
		}
		if s.ended {
			return 0, s.ending()
		}
		if err := s.fetch(); err != nil {
			if cause := s.ctx.Err(); cause != nil {
				err = cause
			}
			s.finish(err)
			if e, ok := errors.AsType[*Exception](err); ok {
				s.tail = exceptionFrame(s.tag, e.Text)
			}
		}
	}
}

// ending is what Read says at the end: after an exception io.EOF too, since the frame has said why.
func (s *resultStream) ending() error {
	if _, framed := errors.AsType[*Exception](s.err); framed || s.err == nil {
		return io.EOF
	}
	return s.err
}

// failed tells whether the result is not whole; the handler then breaks its connection.
func (s *resultStream) failed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.ended || s.err != nil
}

// Close ends the statement if it still runs.
func (s *resultStream) Close() error {
	s.abort(http.ErrBodyReadAfterClose)
	return nil
}
