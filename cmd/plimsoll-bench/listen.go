package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// alertEvent is what P12 wants of a server-sent event.
type alertEvent struct {
	Vessel   string `json:"vessel_id"`
	Rule     string `json:"rule"`
	Place    string `json:"place"`
	received time.Time
}

// eventReader reads server-sent events, noting when each was there.
type eventReader struct {
	body  io.Closer
	lines *bufio.Reader
}

// listen opens the alert stream; it ends with the context.
func (s *service) listen(ctx context.Context) (*eventReader, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/v1/alerts/stream", nil)
	if err != nil {
		return nil, err
	}
	res, err := (&http.Client{}).Do(req) // the service's own client ends after a time
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		_ = res.Body.Close() // the status says enough
		return nil, fmt.Errorf("GET /v1/alerts/stream answered %s", res.Status)
	}
	return &eventReader{body: res.Body, lines: bufio.NewReader(res.Body)}, nil
}

// next waits for the next event with data.
func (r *eventReader) next() (alertEvent, error) {
	var data strings.Builder
	for {
		line, err := r.lines.ReadString('\n')
		if err != nil {
			return alertEvent{}, err
		}
		line = strings.TrimRight(line, "\r\n")
		if text, found := strings.CutPrefix(line, "data:"); found {
			data.WriteString(strings.TrimPrefix(text, " "))
			continue
		}
		if line != "" || data.Len() == 0 {
			continue // another field, a comment, or an event without data
		}
		e := alertEvent{received: time.Now()}
		if err := json.Unmarshal([]byte(data.String()), &e); err != nil {
			return e, fmt.Errorf("read an alert: %w", err)
		}
		return e, nil
	}
}

func (r *eventReader) close() { _ = r.body.Close() }
