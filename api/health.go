package api

import (
	"context"
	"log/slog"
	"net/http"
	"sync"

	"plimsoll/risk/alert"
)

type healthOutput struct{ Body healthDTO }

type healthDTO struct {
	Status  string `json:"status" enum:"ok"`
	Version string `json:"version"`
}

// getHealth says that the process answers, and nothing else.
func (s *Server) getHealth(context.Context, *struct{}) (*healthOutput, error) {
	return &healthOutput{healthDTO{Status: "ok", Version: s.Version}}, nil
}

type readyOutput struct {
	Status int
	Body   readyDTO
}

type readyDTO struct {
	Status string         `json:"status" enum:"ready,degraded,not_ready" doc:"degraded: it answers, and somebody should look."`
	Parts  []readyPartDTO `json:"parts"`
}

type readyPartDTO struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

// getReady asks every part. A part that fails makes the answer 503. A feed that
// has stopped does not: what is stored is still worth reading.
func (s *Server) getReady(ctx context.Context, _ *struct{}) (*readyOutput, error) {
	out := &readyOutput{Status: http.StatusOK, Body: readyDTO{Status: "ready", Parts: []readyPartDTO{}}}
	if s.Ready != nil {
		for _, p := range s.Ready(ctx) {
			s.tell(ctx, out, p)
		}
	}
	feed := Part{Name: "feed", OK: true, Detail: "no alarm that the whole feed stopped"}
	open, err := s.feedStopped(ctx)
	if err != nil {
		feed.OK, feed.Detail, feed.Cause = false, "the alerts could not be read; the service's log says why", err
	}
	s.tell(ctx, out, feed)
	if told := &out.Body.Parts[len(out.Body.Parts)-1]; open != "" {
		told.OK, told.Detail = false, open
		if out.Body.Status == "ready" {
			out.Body.Status = "degraded"
		}
	}
	return out, nil
}

// tell puts a part into the answer, and why it does not work into the log.
func (s *Server) tell(ctx context.Context, out *readyOutput, p Part) {
	s.causes.log(ctx, s.Log, p)
	out.Body.Parts = append(out.Body.Parts, readyPartDTO{Name: p.Name, OK: p.OK, Detail: p.Detail})
	if !p.OK {
		out.Status, out.Body.Status = http.StatusServiceUnavailable, "not_ready"
	}
}

// causes writes to the log why a part does not work: once, and again when the
// reason changes, however often readiness is asked for.
type causes struct {
	mu   sync.Mutex
	last map[string]string // by part
}

func newCauses() *causes { return &causes{last: map[string]string{}} }

func (c *causes) log(ctx context.Context, log *slog.Logger, p Part) {
	text := ""
	if p.Cause != nil {
		text = p.Cause.Error()
	}
	c.mu.Lock()
	known := c.last[p.Name] == text
	c.last[p.Name] = text
	c.mu.Unlock()
	if text != "" && !known {
		log.WarnContext(ctx, "a part is not ready", "part", p.Name, "error", p.Cause)
	}
}

// feedStopped is the reason of the alarm that is on, empty when none is.
func (s *Server) feedStopped(ctx context.Context) (string, error) {
	alarms, _, err := alert.List(ctx, s.Warehouse, alert.Filter{States: active(), Rules: []alert.Rule{alert.RuleFeedStopped}, Limit: 1})
	if err != nil || len(alarms) == 0 {
		return "", err
	}
	return alarms[0].Reason, nil
}
