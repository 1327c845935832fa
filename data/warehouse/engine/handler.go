package engine

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"strconv"
)

// Handler serves what rt answers over HTTP, streaming both ways, so that another process can use the engine as a
// server. It asks nobody who they are: listen on loopback only. GET /ping says "Ok." as a server does.
func Handler(rt http.RoundTripper) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/ping" {
			_, _ = io.WriteString(w, "Ok.\n")
			return
		}
		// Results are sent while data may still come in; without this the server would wait for the whole request.
		_ = http.NewResponseController(w).EnableFullDuplex()
		res, err := rt.RoundTrip(req)
		if err != nil {
			if req.Context().Err() == nil { // else nobody is there to read an answer
				sendError(w, err)
			}
			return
		}
		defer func() { _ = res.Body.Close() }() // it was read to its end or given up
		send(w, res)
	})
}

// sendError answers what could not be answered by the engine, in the form a server uses.
func sendError(w http.ResponseWriter, err error) {
	e, ok := errors.AsType[*Exception](err)
	if !ok {
		e = newException(err.Error())
	}
	w.Header().Set(headerExceptionCode, strconv.Itoa(e.Code))
	http.Error(w, e.Text, e.status())
}

// send copies a response. A result that isn't whole breaks the connection after what there is of it, so that no client
// can take it for whole.
func send(w http.ResponseWriter, res *http.Response) {
	maps.Copy(w.Header(), res.Header)
	w.WriteHeader(res.StatusCode)
	flusher := http.NewResponseController(w)
	buf := make([]byte, 256<<10)
	for {
		n, err := res.Body.Read(buf)
		if n > 0 {
			if _, err := w.Write(buf[:n]); err != nil {
				return // the client is gone; closing the body ends the statement
			}
			if res.ContentLength < 0 {
				_ = flusher.Flush()
			}
		}
		if err == nil {
			continue
		}
		if s, ok := res.Body.(*resultStream); err != io.EOF || ok && s.failed() {
			_ = flusher.Flush()
			panic(http.ErrAbortHandler) // the one way to tell net/http to break the connection
		}
		return
	}
}
