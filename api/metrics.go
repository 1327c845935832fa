package api

import (
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
)

// metrics count requests by route, which is a closed set: a path never is a label.
type metrics struct {
	seconds   *prometheus.HistogramVec
	listeners prometheus.Gauge
}

func newMetrics(registry *prometheus.Registry) *metrics {
	m := &metrics{
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "plimsoll_http_seconds", Help: "Duration of answers by route and status.", Buckets: prometheus.ExponentialBuckets(0.002, 2.5, 10),
		}, []string{"route", "status"}),
		listeners: prometheus.NewGauge(prometheus.GaugeOpts{Name: "plimsoll_stream_listeners", Help: "Who listens to the stream of alerts now."}),
	}
	registry.MustRegister(m.seconds, m.listeners)
	return m
}

func (m *metrics) count(c *gin.Context) {
	began := time.Now()
	c.Next()
	route := c.FullPath()
	if route == "" {
		route = "none"
	}
	if route == streamPath {
		return // it lasts as long as somebody listens
	}
	m.seconds.WithLabelValues(route, strconv.Itoa(c.Writer.Status())).Observe(time.Since(began).Seconds())
}
