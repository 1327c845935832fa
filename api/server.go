package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"plimsoll/api/web"
	"plimsoll/data/chart"
	"plimsoll/data/reference"
	"plimsoll/data/warehouse"
	"plimsoll/risk/alert"
	"plimsoll/risk/indicator"
	"plimsoll/risk/model"
)

// Config is what the API is made of. Everything but Ready is needed.
type Config struct {
	Warehouse *warehouse.Warehouse
	Facts     Facts
	Chart     Chart
	Scorer    *model.Scorer
	Registry  *prometheus.Registry
	// Ready asks the parts that the process runs on; nil: it has none but the API.
	Ready func(ctx context.Context) []Part
	// Late is alert.Late where other processes store steps of alerts too: the
	// stream then looks back for what shows up out of order. 0: this one stores
	// them all.
	Late time.Duration
	// AsOf is the moment that scores speak of when nobody names one: now, or a frozen one.
	AsOf    func() time.Time
	Now     func() time.Time
	Log     *slog.Logger
	Version string
}

// Facts hands out the catalogue in use. *reference.Store is one, and so is a
// *reference.Catalogue.
type Facts interface{ Current() *reference.Catalogue }

// Chart is the sea in force. *chart.Store is one, and so is a *chart.Chart.
type Chart interface {
	At(lon, lat float64) chart.Placing
	Port(locode string) (chart.Port, bool)
	Ports() []chart.Port
	Version() string
}

// Part is one part of readiness.
type Part struct {
	Name string
	OK   bool
	// Detail is what anybody may read: fixed words, never an error's.
	Detail string
	// Cause is why it does not work. It goes to the log alone.
	Cause error
}

// Server answers requests. It is safe for concurrent use.
type Server struct {
	Config
	definitions map[string]indicator.Definition
	pages       *web.Pages
	hub         *hub
	causes      *causes
	metrics     *metrics
	law         evaluators
	handler     http.Handler
}

// New builds the API. It fails when something it needs is missing or does not
// fit together.
func New(config Config) (*Server, error) {
	if config.Warehouse == nil || config.Facts == nil || config.Chart == nil || config.Scorer == nil ||
		config.Registry == nil || config.AsOf == nil || config.Now == nil || config.Log == nil {
		return nil, errors.New("api: the configuration lacks a part; give everything but Ready")
	}
	s := &Server{Config: config, hub: newHub(), causes: newCauses()}
	var err error
	if s.definitions, err = indicator.Definitions(); err != nil {
		return nil, err
	}
	if s.pages, err = web.New(); err != nil {
		return nil, err
	}
	s.metrics = newMetrics(config.Registry)
	gin.SetMode(gin.ReleaseMode) // it would print every route
	router := gin.New()
	router.HandleMethodNotAllowed = true
	router.Use(s.metrics.count)
	s.routes(router)
	s.handler = s.guarded(router)
	return s, nil
}

// Handler serves everything. Its server should set ReadHeaderTimeout; the alert
// stream lifts a write deadline for itself.
func (s *Server) Handler() http.Handler { return s.handler }

// Broadcast tells those who listen to the alert stream that transitions were
// stored. Without it they learn of them within a second.
func (s *Server) Broadcast(transitions []alert.Transition) {
	if len(transitions) > 0 {
		s.hub.wake()
	}
}
