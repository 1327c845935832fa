package behaviour

import (
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// A pass stored its watermark, and then the clock was set back: what is written
// now is marked with moments that lie before it. It is derived from all the same,
// by the process that goes on and by one that starts later, and the watermark
// follows the clock.
func TestAClockSetBackHidesNothing(t *testing.T) {
	for name, back := range map[string]time.Duration{"a little": 90 * time.Second, "ten minutes": 10 * time.Minute, "a week": 7 * 24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			store(t, w.Warehouse, sailing(351000001, day(1, 0, 0), 10, time.Hour, -30, 20))
			w.pass(t)
			ahead := time.Now().UTC().Add(back) // what the clock said before
			if err := w.Conn().Exec(t.Context(), "INSERT INTO derivations (name, watermark, at) VALUES ('behaviour', {w:DateTime64(3, 'UTC')}, {w:DateTime64(3, 'UTC')})",
				clickhouse.Named("w", ahead)); err != nil {
				t.Fatal(err)
			}
			w.watermark = ahead
			clear(w.done)
			store(t, w.Warehouse, sailing(351000002, day(1, 0, 0), 10, time.Hour, -30, 25))
			going := w.pass(t)
			if got := w.text(t, "SELECT count() FROM vessel_days FINAL WHERE mmsi = 351000002 AND positions = 10"); got != "1" || going.Empty() {
				t.Errorf("the process that goes on derived %s days (%+v), want 1", got, going)
			}
			if got := w.text(t, "SELECT watermark <= now64(3, 'UTC') FROM derivations FINAL WHERE name = 'behaviour'"); got != "1" {
				t.Errorf("the stored watermark is still ahead of the clock")
			}
			if r := w.pass(t); !r.Empty() {
				t.Errorf("a pass over nothing did %+v", r)
			}
			// Stopped before it could lower the watermark, and started again.
			if err := w.Conn().Exec(t.Context(), "INSERT INTO derivations (name, watermark, at) VALUES ('behaviour', {w:DateTime64(3, 'UTC')}, {at:DateTime64(3, 'UTC')})",
				clickhouse.Named("w", ahead), clickhouse.Named("at", ahead.Add(time.Second))); err != nil {
				t.Fatal(err)
			}
			store(t, w.Warehouse, sailing(351000003, day(1, 0, 0), 10, time.Hour, -30, 30))
			cat, err := theFacts()
			if err != nil {
				t.Fatal(err)
			}
			again := world{w.Warehouse, New(w.Warehouse, cat, w.now)}
			again.pass(t)
			if got := again.text(t, "SELECT count() FROM vessel_days FINAL WHERE mmsi = 351000003 AND positions = 10"); got != "1" {
				t.Errorf("the process that started derived %s days, want 1", got)
			}
		})
	}
}
