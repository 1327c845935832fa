package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"plimsoll/api/web"
	"plimsoll/risk/alert"
)

// pageAlerts is how many alerts the page shows.
const pageAlerts = 50

// wantsPage tells whether an answer should be a page: a browser asks, and not
// under the API's own paths.
func wantsPage(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "text/html") && !strings.HasPrefix(r.URL.Path, "/v1/")
}

// draw draws a page whole before the first byte leaves, so that a failure is
// still an error.
func (s *Server) draw(c *gin.Context, status int, draw func(http.ResponseWriter) error) {
	page := &held{header: http.Header{}}
	if err := draw(page); err != nil {
		s.pageProblem(c, err)
		return
	}
	c.Header("Content-Type", "text/html; charset=utf-8")
	c.Status(status)
	_, _ = c.Writer.Write(page.body.Bytes()) // a broken connection is the reader's to notice
}

// held keeps a page until it is whole.
type held struct {
	header http.Header
	body   bytes.Buffer
}

// Header implements http.ResponseWriter.
func (h *held) Header() http.Header { return h.header }

// Write implements http.ResponseWriter.
func (h *held) Write(p []byte) (int, error) { return h.body.Write(p) }

// WriteHeader implements http.ResponseWriter; the status is draw's.
func (h *held) WriteHeader(int) {}

// pageProblem shows a problem as a page that says what to do next.
func (s *Server) pageProblem(c *gin.Context, err error) {
	known := s.asProblem(c.Request.Context(), err)
	p := &huma.ErrorModel{Status: http.StatusInternalServerError, Detail: "something failed here"}
	_ = errors.As(known, &p) // asProblem gives nothing else
	page := web.Problem{Status: p.Status, Title: problemTitle(p.Status), Detail: strings.TrimPrefix(p.Detail, "not found: ")}
	var drawn bytes.Buffer
	if err := s.pages.Problem(&drawn, page); err != nil {
		writeProblem(c.Writer, p.Status, p.Detail, "")
		return
	}
	c.Data(p.Status, "text/html; charset=utf-8", drawn.Bytes())
}

func problemTitle(status int) string {
	switch status {
	case http.StatusNotFound:
		return "Not found"
	case http.StatusUnprocessableEntity:
		return "This could not be read"
	case http.StatusServiceUnavailable:
		return "This took too long"
	}
	return "Something failed"
}

func (s *Server) alertsPage(c *gin.Context) {
	ctx := c.Request.Context()
	page, err := s.alertsView(ctx)
	if err != nil {
		s.pageProblem(c, err)
		return
	}
	s.draw(c, http.StatusOK, func(w http.ResponseWriter) error { return s.pages.Alerts(w, page) })
}

// alertsView reads the alerts that hold, the most severe first, and says what
// stopped where the feed did.
func (s *Server) alertsView(ctx context.Context) (web.Alerts, error) {
	page := web.Alerts{AsOf: s.AsOf().UTC()}
	steps, next, err := alert.List(ctx, s.Warehouse, alert.Filter{States: active(), Limit: 500})
	if err != nil {
		return page, err
	}
	var ids []string
	for i := range steps {
		if steps[i].Vessel != "" {
			ids = append(ids, steps[i].Vessel)
		}
	}
	vessels, err := s.vessels(ctx, ids)
	if err != nil {
		return page, err
	}
	byID := map[string]*vesselRow{}
	for i := range vessels {
		byID[vessels[i].ID] = &vessels[i]
	}
	for i := range steps {
		if steps[i].Rule == alert.RuleFeedStopped {
			page.FeedStopped = upperFirst(steps[i].Reason)
			continue
		}
		page.Add(s.alertView(&steps[i], byID[steps[i].Vessel]))
	}
	page.Sort()
	page.More = next != 0 || len(page.Vessels) > pageAlerts
	page.Vessels = page.Vessels[:min(pageAlerts, len(page.Vessels))]
	return page, nil
}

// alertView turns an alert into words.
func (s *Server) alertView(t *alert.Transition, v *vesselRow) web.Alert {
	a := web.Alert{
		ID: t.ID, VesselID: t.Vessel, Vessel: t.Vessel, What: ruleWords(string(t.Rule)), Rule: string(t.Rule), Reason: reasonWords(t), State: string(t.State), Step: string(t.Step),
		At: t.At, ObservedAt: t.ObservedAt, Population: populationWords(t.Population), Band: t.Score.Band, BandWords: bandWords(t.Score.Band),
		Model: t.Score.Model, Completeness: int(t.Score.Completeness), AtLeast: int(t.Score.Points), CouldBe: int(t.Score.CouldBe), ScoredAt: t.Score.ScoredAt,
		Place: s.portName(t.Place),
	}
	if v != nil {
		line := s.line(v, s.AsOf())
		a.Vessel, a.Number, a.Flag, a.Class = line.Name, numberWords(line), line.FlagName, classWords(line.Class)
	}
	var told struct {
		Facts []struct {
			At   string `json:"at"`
			Text string `json:"text"`
		} `json:"facts"`
		Scores []struct {
			Indicators []struct {
				Title   string    `json:"title"`
				Summary string    `json:"summary"`
				Facts   []factDTO `json:"facts"`
			} `json:"indicators"`
			NotKnown []struct {
				Title string `json:"title"`
			} `json:"not_known"`
		} `json:"scores"`
	}
	if json.Unmarshal([]byte(t.Evidence), &told) != nil {
		return a // what cannot be read is left out; the reason stands
	}
	add := func(f web.Fact) {
		if !slices.ContainsFunc(a.Facts, func(other web.Fact) bool { return other.Title == f.Title && other.Text == f.Text }) {
			a.Facts = append(a.Facts, f)
		}
	}
	for _, f := range told.Facts {
		add(web.Fact{Text: upperFirst(f.Text), At: dateOf(f.At)})
	}
	for _, score := range told.Scores {
		for _, x := range some(score.Indicators, topFacts) {
			at := ""
			for _, f := range x.Facts {
				at = max(at, datedFrom(f.At))
			}
			add(web.Fact{Title: x.Title, Text: x.Summary, At: dateOf(at)})
		}
		for _, x := range some(score.NotKnown, topFacts) {
			if !slices.Contains(a.NotKnown, x.Title) {
				a.NotKnown = append(a.NotKnown, x.Title)
			}
		}
	}
	a.Facts = some(a.Facts, topFacts)
	return a
}

// reasonWords is a step's reason without the rule's name, which stands before it.
func reasonWords(t *alert.Transition) string {
	return strings.TrimPrefix(t.Reason, strings.ToLower(ruleWords(string(t.Rule)))+": ")
}

// dateOf cuts a moment down to its day.
func dateOf(text string) string {
	text = datedFrom(text)
	if len(text) >= 10 {
		return text[:10]
	}
	return text
}

// numberWords is the number that is painted on the ship or sent by it.
func numberWords(line vesselLineDTO) string {
	switch {
	case line.IMO != nil:
		return "IMO " + strings.TrimPrefix(line.ID, "imo-")
	case len(line.MMSIs) > 0:
		return "MMSI " + line.MMSIs[len(line.MMSIs)-1]
	}
	return line.ID
}

func (s *Server) searchPage(c *gin.Context) {
	ctx := c.Request.Context()
	in := &vesselsInput{Q: strings.TrimSpace(c.Query("q")), Limit: 50}
	page := web.Search{Q: in.Q}
	if in.Q != "" {
		out, err := s.listVessels(ctx, in)
		if err != nil {
			s.pageProblem(c, err)
			return
		}
		if len(out.Body.Vessels) == 1 && !out.Body.Vessels[0].Nearby {
			c.Redirect(http.StatusSeeOther, "/vessels/"+url.PathEscape(out.Body.Vessels[0].ID))
			return
		}
		page.More = out.Body.Next != ""
		if out.Body.Note != nothingFits {
			page.Waiting = out.Body.Note
		}
		for _, v := range out.Body.Vessels {
			hit := web.Hit{ID: v.ID, Name: v.Name, Number: numberWords(v), CallSign: v.CallSign, Flag: v.FlagName, Class: classWords(v.Class), Matched: v.Matched, Nearby: v.Nearby}
			for _, b := range v.Bands {
				hit.Bands = append(hit.Bands, web.Band{Population: populationWords(b.Population), Band: b.Band, Words: bandWords(b.Band)})
			}
			page.Hits = append(page.Hits, hit)
		}
	}
	s.draw(c, http.StatusOK, func(w http.ResponseWriter) error { return s.pages.Search(w, page) })
}
