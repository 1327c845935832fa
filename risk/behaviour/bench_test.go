package behaviour

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// fillDay writes a day of 200 positions each for n ships, a tenth of them in port.
func fillDay(b *testing.B, w world, n, day int) {
	b.Helper()
	for part := range 4 {
		err := w.Conn().Exec(writing(b.Context()), fmt.Sprintf(`INSERT INTO positions (mmsi, observed_at, payload_hash, received_at, lon, lat,
			speed_kn, course_deg, heading_deg, nav_status, transmitter, receiver, source, zone, coastal_state, shore_m, port, chart)
			SELECT 201000000 + v * 7, toDateTime64('2026-03-%02d 00:00:00', 3, 'UTC') + k * 432 + cityHash64(v, k) %% 400, cityHash64(v, k, 1), now64(3),
				-50 + v %% 300 / 3. + k * 0.005 * (v %% 10 != 0), -40 + intDiv(v, 300) %% 80, if(v %% 10 = 0, 0.1, 5 + cityHash64(k, v) %% 100 / 20), 90, 90, if(v %% 10 = 0, 5, 0),
				'A', 'satellite', 'bench', if(v %% 10 = 0, 'port', 'eez'), 'CHN', if(v %% 10 = 0, 100, 30000), if(v %% 10 = 0, 'CNSHA', ''), 'bench'
			FROM (SELECT intDiv(number, 50) AS v, number %% 50 + %d AS k FROM numbers(%d))`, day, part*50, n*50))
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPass compares the derivation of a day of 100,000 ships with one
// scan of their positions, and shows what a pass over nothing takes.
func BenchmarkPass(b *testing.B) {
	const ships = 100_000
	w := newWorld(b)
	fillDay(b, w, ships, 1)
	start := time.Now()
	if _, err := w.Pass(b.Context()); err != nil {
		b.Fatal(err)
	}
	firstPass := time.Since(start) // with 100,000 new identities
	var ratios, passes, empties []float64
	for b.Loop() {
		var sum uint64
		start := time.Now()
		if err := w.Conn().QueryRow(b.Context(), "SELECT sum(cityHash64(*)) FROM positions").Scan(&sum); err != nil {
			b.Fatal(err)
		}
		scan := time.Since(start)
		if err := w.exec(writing(b.Context()), "pass/touch_everything"); err != nil {
			b.Fatal(err)
		}
		start = time.Now()
		r, err := w.Pass(b.Context())
		if err != nil || r.Days != ships {
			b.Fatalf("%+v: %v", r, err)
		}
		pass := time.Since(start)
		start = time.Now()
		if r, err := w.Pass(b.Context()); err != nil || !r.Empty() {
			b.Fatalf("%+v: %v", r, err)
		}
		ratios, passes = append(ratios, float64(pass)/float64(scan)), append(passes, pass.Seconds())
		empties = append(empties, float64(time.Since(start).Microseconds())/1000)
	}
	b.ReportMetric(median(ratios), "scans/pass")
	b.ReportMetric(median(passes), "s/pass")
	b.ReportMetric(median(empties), "ms/empty")
	b.ReportMetric(firstPass.Seconds(), "s/first")
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// BenchmarkQueries shows what the shared queries take on a month of 30,000 ships.
func BenchmarkQueries(b *testing.B) {
	w := newWorld(b)
	err := w.Conn().Exec(writing(b.Context()), `INSERT INTO vessel_days (vessel_id, day, mmsi, segment, positions, first_at, last_at, hours_seen, outside_first_at, outside_last_at)
		SELECT concat('mmsi-', toString(201000000 + number % 30000)), toDate('2026-03-01') + intDiv(number, 30000) AS day, 201000000 + number % 30000, 1, 100,
			toDateTime64(day, 3, 'UTC') + 60, toDateTime64(day, 3, 'UTC') + 86000, 16777215, toDateTime64(day, 3, 'UTC') + 60, toDateTime64(day, 3, 'UTC') + 86000
		FROM numbers(900000)`)
	if err != nil {
		b.Fatal(err)
	}
	for name, sql := range map[string]string{"gaps": GapsSQL(), "calls": CallsSQL(), "outages": OutagesSQL()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				var rows []struct {
					N uint64 `ch:"n"`
				}
				if err := w.ask(b.Context(), &rows, "SELECT count() AS n FROM ("+sql+")", day(30, 12, 0)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
