package ingest

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"plimsoll/ingest/event"
)

// Metrics counts what pipelines did. Labels are from closed sets: topics,
// tables and reasons.
type Metrics struct {
	rows     *prometheus.CounterVec
	rejects  *prometheus.CounterVec
	dropped  *prometheus.CounterVec
	failures prometheus.Counter
	seconds  prometheus.Histogram
}

// NewMetrics registers the counters, each reason starting at zero.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		rows: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "plimsoll_ingest_rows_total", Help: "Rows stored, repeats by redelivery included.",
		}, []string{"table"}),
		rejects: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "plimsoll_ingest_rejected_total", Help: "Messages sent to the dead letters.",
		}, []string{"topic", "reason"}),
		dropped: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "plimsoll_ingest_fields_total", Help: "Fields of accepted messages that were not kept: unusable ones became null, unknown ones were left out.",
		}, []string{"why"}),
		failures: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "plimsoll_ingest_store_failures_total", Help: "Batches that could not be stored and will be tried again.",
		}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "plimsoll_ingest_store_seconds", Help: "Time to make a batch durable.",
			Buckets: prometheus.ExponentialBuckets(0.002, 2, 13),
		}),
	}
	reg.MustRegister(m.rows, m.rejects, m.dropped, m.failures, m.seconds)
	for _, topic := range Topics() {
		for _, reason := range event.Reasons() {
			m.rejects.WithLabelValues(topic, reason)
		}
	}
	return m
}

func (m *Metrics) rejected(topic, reason string) { m.rejects.WithLabelValues(topic, reason).Inc() }

func (m *Metrics) storeFailed() { m.failures.Inc() }

func (m *Metrics) fields(nulled, unknown int) {
	if nulled > 0 {
		m.dropped.WithLabelValues("unusable").Add(float64(nulled))
	}
	if unknown > 0 {
		m.dropped.WithLabelValues("unknown").Add(float64(unknown))
	}
}

func (m *Metrics) stored(b *Batch, took time.Duration) {
	m.seconds.Observe(took.Seconds())
	for table, n := range map[string]int{
		"positions": b.Positions.Len(), "claims": len(b.Claims), "portcalls": len(b.PortCalls),
		"encounters": len(b.Encounters), "inspections": len(b.Inspections), "records": len(b.Records),
	} {
		m.rows.WithLabelValues(table).Add(float64(n))
	}
}
