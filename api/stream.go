package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"plimsoll/risk/alert"
)

const streamPath = "/v1/alerts/stream"

type streamInput struct {
	LastEventID string `header:"Last-Event-ID" doc:"Number of the last transition seen: what came after it is sent first. Without it, only what is new."`
	After       string `query:"after" maxLength:"20" doc:"The same, for those who cannot send the header. 0: from the first."`
}

// How the stream keeps itself and its listeners alive.
const (
	pollEvery  = time.Second      // for steps that another process stored
	beatEvery  = 15 * time.Second // so that a connection that died is noticed
	writeIn    = 10 * time.Second // who reads more slowly is let go, and comes back with Last-Event-ID
	retryIn    = 3 * time.Second
	streamPage = 500
)

// streamAlerts sends alert transitions as server-sent events, as they are
// stored, from the table: first what was missed, then what comes.
func (s *Server) streamAlerts(ctx context.Context, in *streamInput) (*huma.StreamResponse, error) {
	steps, err := s.streamStart(ctx, in)
	if err != nil {
		return nil, s.asProblem(ctx, err)
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", "text/event-stream")
		hc.SetHeader("Cache-Control", "no-store")
		hc.SetHeader("X-Accel-Buffering", "no")
		hc.SetStatus(http.StatusOK)
		w, ok := hc.BodyWriter().(http.ResponseWriter)
		if !ok {
			return // huma's adapter hands on the response writer
		}
		s.metrics.listeners.Inc()
		defer s.metrics.listeners.Dec()
		sse := &eventWriter{w: w, rc: http.NewResponseController(w)}
		if err := s.follow(hc.Context(), sse, steps); err != nil && hc.Context().Err() == nil {
			s.Log.WarnContext(hc.Context(), "a stream of alerts ended", "error", err)
		}
	}}, nil
}

// streamStart begins after the number that was sent, or with what is new.
func (s *Server) streamStart(ctx context.Context, in *streamInput) (*alert.Follower, error) {
	text, location := in.LastEventID, "header.Last-Event-ID"
	if text == "" {
		text, location = in.After, "query.after"
	}
	if text != "" {
		n, err := strconv.ParseUint(text, 10, 63)
		if err != nil {
			return nil, invalid(location, text, "send the id of the last event seen, an integer")
		}
		return alert.Follow(s.Warehouse, n, s.Late), nil
	}
	return alert.FollowNew(ctx, s.Warehouse, s.Late)
}

// follow sends until the listener goes, each transition once.
func (s *Server) follow(ctx context.Context, sse *eventWriter, follower *alert.Follower) error {
	if err := sse.write(fmt.Appendf(nil, "retry: %d\n\n", retryIn.Milliseconds())); err != nil {
		return err
	}
	poll, beat := time.NewTicker(pollEvery), time.NewTicker(beatEvery)
	defer poll.Stop()
	defer beat.Stop()
	for {
		changed := s.hub.wait()
		steps, err := follower.Next(ctx, streamPage)
		if err != nil {
			return err
		}
		for i := range steps {
			if err := sse.transition(&steps[i]); err != nil {
				return err
			}
		}
		if len(steps) == streamPage {
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
		case <-poll.C:
		case <-beat.C:
			if err := sse.write([]byte(": still here\n\n")); err != nil {
				return err
			}
		}
	}
}

// eventWriter writes events and sends each at once.
type eventWriter struct {
	w  http.ResponseWriter
	rc *http.ResponseController
}

func (e *eventWriter) transition(t *alert.Transition) error {
	data, err := alert.EncodeTransition(t)
	if err != nil {
		return err
	}
	return e.write(fmt.Appendf(nil, "id: %d\nevent: alert\ndata: %s\n\n", t.Number, data))
}

func (e *eventWriter) write(p []byte) error {
	_ = e.rc.SetWriteDeadline(time.Now().Add(writeIn)) // not every writer has one
	if _, err := e.w.Write(p); err != nil {
		return err
	}
	return e.rc.Flush()
}
