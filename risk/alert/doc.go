// Package alert turns judgements into alerts that a person can act on, and
// keeps their life cycle: a pure function (Next) that gives each step its
// reason, the built-in rules, the pass after scoring, the append-only table of
// steps, and the outbox that hands them to whoever publishes.
//
// It scores nothing and looks at no position (risk/watch tells it of arrivals).
// It knows no broker and no HTTP: what sends is handed in. What people do to an
// alert (acknowledge, dispute, close) is not decided here; the states for it
// are known, and respected.
package alert
