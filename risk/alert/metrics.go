package alert

import "github.com/prometheus/client_golang/prometheus"

// Metrics count what happens to alerts. Labels are from closed sets: rules and
// steps, never a vessel or a reason.
type Metrics struct {
	steps   *prometheus.CounterVec
	repeats *prometheus.CounterVec
}

// NewMetrics registers the counters, each rule and step starting at zero.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		steps: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "plimsoll_alert_steps_total", Help: "Steps of alerts that this process stored.",
		}, []string{"rule", "step"}),
		repeats: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "plimsoll_alert_repeats_total", Help: "Assessments of alerts that changed nothing and were suppressed.",
		}, []string{"rule"}),
	}
	reg.MustRegister(m.steps, m.repeats)
	for _, rule := range Rules() {
		m.repeats.WithLabelValues(string(rule))
		for _, step := range Steps() {
			m.steps.WithLabelValues(string(rule), string(step))
		}
	}
	return m
}

// count adds what was stored. Without metrics nobody counts.
func (m *Metrics) count(taken *Taken) {
	if m == nil {
		return
	}
	for i := range taken.Steps {
		m.steps.WithLabelValues(string(taken.Steps[i].Rule), string(taken.Steps[i].Step)).Inc()
	}
	for rule, n := range taken.repeats {
		m.repeats.WithLabelValues(string(rule)).Add(float64(n))
	}
}
