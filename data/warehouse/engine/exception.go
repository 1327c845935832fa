package engine

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// Codes of ClickHouse's that this package raises or treats apart.
const (
	codeUnknownTable    = 60
	codeSyntax          = 62
	codeUnknownDatabase = 81
	codeNoData          = 108
	codeUnsupported     = 48
	codeBadArguments    = 36
	codeUnknownFormat   = 73
	codeUnknown         = 1002
)

// Exception is an error the engine reports, with ClickHouse's code for it and its whole text ("Code: 60. DB::Exception: ...").
type Exception struct {
	Code int
	Text string
}

// Error gives the engine's text.
func (e *Exception) Error() string { return e.Text }

var codePattern = regexp.MustCompile(`Code:\s*(\d+)\.`)

func newException(message string) *Exception {
	message = strings.TrimSpace(message)
	if m := codePattern.FindStringSubmatchIndex(message); m != nil {
		if code, err := strconv.Atoi(message[m[2]:m[3]]); err == nil && code > 0 {
			return &Exception{Code: code, Text: message[m[0]:]}
		}
	}
	return &Exception{Code: codeUnknown, Text: fmt.Sprintf("Code: %d. DB::Exception: %s (UNKNOWN_EXCEPTION)", codeUnknown, message)}
}

// refuse makes an exception of our own in the engine's form.
func refuse(code int, name, format string, args ...any) *Exception {
	return &Exception{Code: code, Text: fmt.Sprintf("Code: %d. DB::Exception: %s (%s)", code, fmt.Sprintf(format, args...), name)}
}

// status is the HTTP status a ClickHouse server answers with.
func (e *Exception) status() int {
	switch e.Code {
	case codeUnknownTable, codeUnknownDatabase:
		return http.StatusNotFound
	case codeSyntax:
		return http.StatusBadRequest
	case codeUnsupported:
		return http.StatusNotImplemented
	}
	return http.StatusInternalServerError
}

// response is the whole answer to a request that failed before it gave any data.
func (e *Exception) response(req *http.Request) *http.Response {
	body := []byte(e.Text + "\n")
	res := newResponse(req, e.status(), io.NopCloser(bytes.NewReader(body)), int64(len(body)))
	res.Header.Set("Content-Type", "text/plain; charset=UTF-8")
	res.Header.Set(headerExceptionCode, strconv.Itoa(e.Code))
	return res
}

const (
	headerExceptionCode = "X-Clickhouse-Exception-Code"
	headerExceptionTag  = "X-Clickhouse-Exception-Tag"
	headerFormat        = "X-Clickhouse-Format"
	headerTimezone      = "X-Clickhouse-Timezone"
)

// exceptionFrame is what a server appends to a result that failed on the way, so that a reader can't take it for whole.
// The tag is announced in a header: data that merely contains the marker doesn't count.
func exceptionFrame(tag, message string) []byte {
	const marker = "__exception__"
	const longest = 16 << 10 // what readers look at
	if room := longest - 2*len(marker) - 2*len(tag) - 64; len(message) > room {
		message = message[:room]
	}
	return fmt.Appendf(nil, "\r\n%s\r\n%s\r\n%s\n%d %s\r\n%s\r\n", marker, tag, message, len(message)+1, tag, marker)
}

// newTag gives 16 characters that no data can foresee.
func newTag() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails: the program ends when the system has no randomness
	return hex.EncodeToString(b[:])
}

// newResponse begins an answer; length is -1 when the body is a stream.
func newResponse(req *http.Request, status int, body io.ReadCloser, length int64) *http.Response {
	return &http.Response{
		Status:        strconv.Itoa(status) + " " + http.StatusText(status),
		StatusCode:    status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        http.Header{},
		Body:          body,
		ContentLength: length,
		Request:       req,
	}
}
