package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"plimsoll/risk/model"
)

// errNotFound says that what was asked for is not there.
var errNotFound = errors.New("not found")

// invalid is a problem with one parameter: which one, what is wrong, what to
// send instead.
func invalid(location, value, fix string) error {
	return problem(http.StatusUnprocessableEntity, location+": "+fix, &huma.ErrorDetail{Location: location, Message: fix, Value: value})
}

func problem(status int, detail string, errs ...*huma.ErrorDetail) *huma.ErrorModel {
	return &huma.ErrorModel{Title: http.StatusText(status), Status: status, Detail: detail, Errors: errs}
}

// internalText is all that a caller learns of an unexpected failure.
func internalText(requestID string) string {
	return "something failed here; the service's log says what, under request id " + requestID
}

// asProblem maps errors to answers. What is not in the table is logged, and the
// caller learns nothing of it.
func (s *Server) asProblem(ctx context.Context, err error) error {
	var known huma.StatusError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err // whole: it may carry headers
	case errors.Is(err, errNotFound):
		return problem(http.StatusNotFound, err.Error())
	case errors.Is(err, model.ErrNoScore):
		return problem(http.StatusNotFound, "there is no score: the vessel is not of a kind that is scored, or nobody of that population works on it")
	case errors.Is(err, context.Canceled):
		return problem(499, "the caller went away")
	case errors.Is(err, context.DeadlineExceeded):
		s.Log.WarnContext(ctx, "a request took too long", slog.String("request_id", requestIDOf(ctx)), slog.Any("error", err))
		return problem(http.StatusServiceUnavailable, "this took too long; narrow the question or try again")
	}
	s.Log.ErrorContext(ctx, "a request failed", slog.String("request_id", requestIDOf(ctx)), slog.Any("error", err))
	return problem(http.StatusInternalServerError, internalText(requestIDOf(ctx)))
}

// writeProblem answers outside huma.
func writeProblem(w http.ResponseWriter, status int, detail, location string) {
	p := problem(status, detail)
	if location != "" {
		p.Errors = []*huma.ErrorDetail{{Location: location, Message: detail}}
	}
	text, err := json.Marshal(p)
	if err != nil {
		text = []byte(`{"title":"Internal Server Error","status":500}`)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_, _ = w.Write(append(text, '\n')) // a broken connection is the caller's to notice
}

// noRoute and noMethod answer for what is not served, as a problem or, under
// the pages, as a page.
func (s *Server) noRoute(c *gin.Context) {
	if wantsPage(c.Request) {
		s.pageProblem(c, problem(http.StatusNotFound, "there is no such page"))
		return
	}
	writeProblem(c.Writer, http.StatusNotFound, "nothing is served under "+c.Request.URL.Path+"; /docs lists what is", "")
}

func (s *Server) noMethod(c *gin.Context) {
	writeProblem(c.Writer, http.StatusMethodNotAllowed, "everything here is read with GET", "")
}
