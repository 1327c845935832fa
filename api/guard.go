package api

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"regexp"
	"runtime/debug"
	"strings"
	"time"
)

// LoopbackOnly refuses an address that others could reach: nothing here checks
// who is asking yet.
func LoopbackOnly(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("listen address %q: want HOST:PORT, as in 127.0.0.1:8080", address)
	}
	if !isLoopback(host) {
		return fmt.Errorf("listen address %s is not loopback: there are no keys yet, so anyone who reached it could read everything; use 127.0.0.1 or ::1", address)
	}
	return nil
}

func isLoopback(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// answerWithin is how long a request may take. The stream has no such end.
const answerWithin = 20 * time.Second

// contentSecurityPolicy lets pages load what this server itself serves, and nothing else.
const contentSecurityPolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guarded wraps what every request needs, the outermost first: an id, headers
// of caution, a defence against names that were made to point here, recovery,
// an end to waiting, compression.
func (s *Server) guarded(next http.Handler) http.Handler {
	next = compressed(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := requestID(r)
		h := w.Header()
		h.Set("X-Request-Id", id)
		h.Set("Content-Security-Policy", contentSecurityPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("Cache-Control", "no-cache")
		defer s.recovered(w, r, id)
		if host, _, err := net.SplitHostPort(r.Host); !isLoopback(r.Host) && (err != nil || !isLoopback(host)) {
			writeProblem(w, http.StatusMisdirectedRequest, "the name in the Host header is not this machine's loopback; ask 127.0.0.1 or localhost", "header.Host")
			return
		}
		ctx := context.WithValue(r.Context(), requestIDKey{}, id)
		if r.URL.Path != streamPath {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, answerWithin)
			defer cancel()
		}
		r.Body = http.MaxBytesReader(w, r.Body, 1<<16) // only questions come with one
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func (s *Server) recovered(w http.ResponseWriter, r *http.Request, id string) {
	cause := recover()
	if cause == nil {
		return
	}
	if cause == http.ErrAbortHandler { //nolint:errorlint // the server compares it the same way
		panic(cause)
	}
	s.Log.ErrorContext(r.Context(), "a request failed", slog.String("request_id", id), slog.String("path", r.URL.Path),
		slog.Any("cause", cause), slog.String("stack", string(debug.Stack())))
	writeProblem(w, http.StatusInternalServerError, internalText(id), "")
}

type requestIDKey struct{}

var goodRequestID = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

// requestID keeps the caller's id when it is harmless to log, else makes one.
func requestID(r *http.Request) string {
	if id := r.Header.Get("X-Request-Id"); goodRequestID.MatchString(id) {
		return id
	}
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

func requestIDOf(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}
