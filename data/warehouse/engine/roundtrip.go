package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// maxSQL bounds the text of one statement, in bytes; the engine's own max_query_size is far smaller by default.
const maxSQL = 64 << 20

type roundTripper struct{ engine *Engine }

// RoundTrip runs one request of ClickHouse's HTTP interface. What the engine refuses is a response with ClickHouse's code;
// an error means that the request's context ended, its data could not be read, or the engine is closed.
func (rt roundTripper) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		defer func() { _ = req.Body.Close() }() // read to its end or given up
	}
	r, err := rt.engine.newRequest(req)
	if err == nil {
		var res *http.Response
		if res, err = r.do(); err == nil {
			return res, nil
		}
	}
	if cause := req.Context().Err(); cause != nil {
		return nil, cause
	}
	if e, ok := errors.AsType[*Exception](err); ok {
		return e.response(req), nil
	}
	return nil, err
}

// request is one request, taken apart.
type request struct {
	engine    *Engine
	http      *http.Request
	statement statement
	body      io.Reader // data of an insert
	format    string
	database  string
	params    map[string]string
	settings  map[string]string
	whole     bool // answer only once the whole result is there
	hello     bool
}

// transportParameters are URL values of the HTTP interface that are no settings; those that would change the bytes on
// the wire are refused in newRequest.
var transportParameters = map[string]bool{
	"query": true, "database": true, "default_format": true, "query_id": true, "quota_key": true, "user": true, "password": true,
	"client_protocol_version": true, "wait_end_of_query": true, "buffer_size": true, "role": true,
}

var refusedParameters = []string{"compress", "decompress", "session_id"}

var settingName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

func (e *Engine) newRequest(req *http.Request) (*request, error) {
	values, err := url.ParseQuery(req.URL.RawQuery)
	if err != nil {
		return nil, refuse(codeBadArguments, "BAD_ARGUMENTS", "the request's URL can't be read: %v", err)
	}
	r := &request{engine: e, http: req, database: values.Get("database"), params: map[string]string{}, settings: map[string]string{}}
	for _, name := range refusedParameters {
		if v := values.Get(name); v != "" && v != "0" {
			return nil, refuse(codeUnsupported, "NOT_IMPLEMENTED", "the embedded engine doesn't offer %s", name)
		}
	}
	if strings.HasPrefix(req.Header.Get("Content-Type"), "multipart/") {
		return nil, refuse(codeUnsupported, "NOT_IMPLEMENTED", "the embedded engine doesn't take external tables")
	}
	if enc := req.Header.Get("Content-Encoding"); enc != "" && enc != "identity" {
		return nil, refuse(codeUnsupported, "NOT_IMPLEMENTED", "the embedded engine doesn't take compressed requests (%s)", enc)
	}
	for name := range values {
		value := values.Get(name)
		switch {
		case strings.HasPrefix(name, "param_"):
			r.params[strings.TrimPrefix(name, "param_")] = value
		case transportParameters[name]:
		case !settingName.MatchString(name):
			return nil, refuse(codeBadArguments, "BAD_ARGUMENTS", "%q is no name of a setting", name)
		default:
			r.settings[name] = value
		}
	}
	r.whole = values.Get("wait_end_of_query") == "1"
	r.format = values.Get("default_format")
	if r.format == "" {
		r.format = req.Header.Get(headerFormat)
	}
	if err := r.readStatement(values.Get("query")); err != nil {
		return nil, err
	}
	if !settingName.MatchString(r.format) {
		return nil, refuse(codeUnknownFormat, "UNKNOWN_FORMAT", "%q is no name of a format", r.format)
	}
	return r, nil
}

// readStatement takes the SQL from the URL, or from the body when it is not there, or from both.
func (r *request) readStatement(sql string) error {
	body := io.Reader(http.NoBody)
	if r.http.Body != nil {
		body = r.http.Body
	}
	st, bad := parseStatement(sql)
	if bad != nil {
		return bad
	}
	if st.kind != kindInsert || sql == "" {
		text, err := io.ReadAll(io.LimitReader(body, maxSQL+1))
		if err != nil {
			return fmt.Errorf("read the statement: %w", err)
		}
		if len(text) > maxSQL {
			return refuse(codeSyntax, "SYNTAX_ERROR", "the statement is longer than %d bytes", maxSQL)
		}
		if sql != "" {
			sql += "\n"
		}
		sql, body = sql+string(text), http.NoBody
		if st, bad = parseStatement(sql); bad != nil {
			return bad
		}
	}
	r.hello = sql == helloQuery && r.format == "Native"
	r.statement, r.body = st, body
	if st.data != "" {
		r.body = io.MultiReader(strings.NewReader(st.data), body)
	}
	if st.format != "" {
		r.format = st.format
	}
	if r.format == "" {
		r.format = "TabSeparated"
		if st.kind == kindInsert {
			r.format = "Values"
		}
	}
	return nil
}

// do runs the request on a connection.
func (r *request) do() (*http.Response, error) {
	if r.hello {
		return r.engine.hello(r.http), nil
	}
	ctx := r.http.Context()
	c, err := r.engine.acquire(ctx, r.database, r.settings)
	if err != nil {
		return nil, err
	}
	switch {
	case r.statement.kind == kindInsert:
		return r.insert(c)
	case r.statement.kind == kindSelect && !r.whole && r.streamable():
		return r.stream(c)
	case r.statement.kind == kindSelect:
		return r.spool(c)
	}
	return r.run(c)
}

// answer begins a successful response.
func (r *request) answer(body io.ReadCloser, length int64) *http.Response {
	res := newResponse(r.http, http.StatusOK, body, length)
	res.Header.Set(headerFormat, r.format)
	res.Header.Set(headerTimezone, "UTC")
	return res
}

// insert streams the body into the table.
func (r *request) insert(c *conn) (*http.Response, error) {
	prefix := newMark()
	ctx := r.http.Context()
	ended := r.engine.control.watch(ctx, prefix)
	// Data may never come: closing the body ends a read that waits for it.
	stop := context.AfterFunc(ctx, func() {
		if r.http.Body != nil {
			_ = r.http.Body.Close()
		}
	})
	err := c.insert(ctx, prefix+r.statement.sql, r.format, r.params, r.body)
	stop()
	ended()
	r.engine.release(c, err == nil)
	if err != nil {
		return nil, err
	}
	return r.answer(http.NoBody, 0), nil
}

// run runs a statement whose result is small or none.
func (r *request) run(c *conn) (*http.Response, error) {
	prefix := newMark()
	ended := r.engine.control.watch(r.http.Context(), prefix)
	data, err := c.query(prefix+r.statement.sql, r.format, r.params)
	ended()
	// Requests share no session: what SET, USE or a temporary table changed goes with the connection.
	r.engine.release(c, err == nil && r.statement.kind != kindSession)
	if err != nil {
		return nil, err
	}
	return r.answer(io.NopCloser(bytes.NewReader(data)), int64(len(data))), nil
}
