package api

import (
	"context"
	"net/http"

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
			out.Body.Parts = append(out.Body.Parts, readyPartDTO(p))
			if !p.OK {
				out.Status, out.Body.Status = http.StatusServiceUnavailable, "not_ready"
			}
		}
	}
	feed := readyPartDTO{Name: "feed", OK: true, Detail: "no alarm that the whole feed stopped"}
	open, err := s.feedStopped(ctx)
	switch {
	case err != nil:
		feed.OK, feed.Detail = false, "the alerts could not be read: "+err.Error()
		out.Status, out.Body.Status = http.StatusServiceUnavailable, "not_ready"
	case open != "":
		feed.OK, feed.Detail = false, open
		if out.Body.Status == "ready" {
			out.Body.Status = "degraded"
		}
	}
	out.Body.Parts = append(out.Body.Parts, feed)
	return out, nil
}

// feedStopped is the reason of the alarm that is on, empty when none is.
func (s *Server) feedStopped(ctx context.Context) (string, error) {
	alarms, _, err := alert.List(ctx, s.Warehouse, alert.Filter{States: active(), Rules: []alert.Rule{alert.RuleFeedStopped}, Limit: 1})
	if err != nil || len(alarms) == 0 {
		return "", err
	}
	return alarms[0].Reason, nil
}
