package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"plimsoll/api"
	"plimsoll/ingest/stream"
)

// status is what the roles say of themselves, for readiness.
type status struct {
	mu        sync.Mutex
	consumers []*stream.Consumer
	scores    bool // this process may be asked to score
	scorer    bool // and is the one that does
	lastPass  time.Time
	problem   string
	stored    time.Time // when this process last stored a batch
}

func (s *status) consumer(c *stream.Consumer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.consumers = append(s.consumers, c)
}

func (s *status) storedAt(at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stored = at
}

func (s *status) lastStored() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stored
}

func (s *status) scoring(mine bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scores, s.scorer = true, mine
}

// passed records the end of a scoring pass.
func (s *status) passed(at time.Time, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.problem = err.Error()
		return
	}
	s.lastPass, s.problem = at, ""
}

func (s *status) pass() (last time.Time, problem string, mine bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lastPass, s.problem, s.scorer
}

// ready asks every part that this process runs on.
func (s *parts) ready(ctx context.Context) []api.Part {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	list := []api.Part{
		reach("engine", s.warehouse.Engine(), s.warehouse.Conn().Ping(ctx)),
		reach("broker", s.cluster.Name(), s.cluster.Check(ctx)),
	}
	if problem := s.facts.held(); problem != nil {
		list = append(list, api.Part{Name: "reference", Detail: "the newest imports are not in use, those before are; the service's log says why", Cause: problem})
	}
	s.status.mu.Lock()
	consumers := s.status.consumers
	scores, scorer, last, problem := s.status.scores, s.status.scorer, s.status.lastPass, s.status.problem
	s.status.mu.Unlock()
	for _, c := range consumers {
		st := c.Status()
		part := api.Part{Name: st.Group, OK: st.Joined && st.Problem == "", Detail: fmt.Sprintf("%d messages handled", st.Messages)}
		if st.Problem != "" {
			part.Detail = fmt.Sprintf("held up since %s; the service's log says why", st.Since.Format(time.RFC3339))
			part.Cause = errors.New(st.Problem)
		} else if !st.Joined {
			part.Detail = "joining its group"
		}
		list = append(list, part)
	}
	if scores && scorer {
		part := api.Part{Name: "scoring", OK: problem == "" && !last.IsZero(), Detail: "last pass " + last.Format(time.RFC3339)}
		if problem != "" {
			part.Detail, part.Cause = "the last pass failed; the service's log says why", errors.New(problem)
		} else if last.IsZero() {
			part.Detail = "the first pass has not ended"
		}
		list = append(list, part)
	}
	return list
}

func reach(name, what string, err error) api.Part {
	if err != nil {
		return api.Part{Name: name, Detail: "it does not answer; the service's log says why", Cause: err}
	}
	return api.Part{Name: name, OK: true, Detail: what}
}
