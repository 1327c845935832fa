package model

import (
	"flag"
	"fmt"
	"syscall"
	"testing"
	"time"
)

var benchVessels = flag.Int("vessels", 20000, "vessels of the scoring benchmark, 180 days each")

// BenchmarkPass is a scoring pass over a fleet with half a year of days: the
// first, which writes every score, and the next, which finds nothing new. One
// fishing vessel in fifty falls silent now and then, one ship in twenty lies idle.
func BenchmarkPass(b *testing.B) {
	w := newWorld(b)
	n := *benchVessels
	w.exec(fmt.Sprintf(`INSERT INTO vessels (vessel_id, imo, mmsis, flags, classes, length_m, gt, owner_id, kind, first_known, version)
SELECT concat('imo-', toString(2000000 + number)), 2000000 + number, [toUInt32(201000000 + number)],
    [(['CHN', 'PAN', 'LBR', 'NOR', 'ESP', 'KOR'][1 + number %% 6], '', false, 'registry', toDateTime64('2010-01-01 00:00:00', 3, 'UTC'), toDateTime64('2200-01-01 00:00:00', 3, 'UTC'))],
    [(['fishing', 'merchant', 'fish_carrier', 'unknown', 'fishing'][1 + number %% 5], 'registry', toDateTime64('2010-01-01 00:00:00', 3, 'UTC'), toDateTime64('2200-01-01 00:00:00', 3, 'UTC'))],
    15 + number %% 200, 50 + number %% 5000, 'o', 'vessel', '2020-01-01 00:00:00', '2020-01-01 00:00:00' FROM numbers(%d)`, n))
	w.exec(fmt.Sprintf(`INSERT INTO vessel_days (vessel_id, day, mmsi, segment, positions, from_class_a_or_b, ship_like, first_at, last_at, first_shore_m, last_shore_m, min_shore_m, max_shore_m,
    outside_first_at, outside_last_at, hours_seen, spread_m, max_speed_kn, distance_m, zones, gaps, stops, version)
SELECT concat('imo-', toString(2000000 + v)), day, 201000000 + v, 1, 24, 24, 20, start, start + INTERVAL 23 HOUR, 200000, 200000, 200000, 200000,
    start, start + INTERVAL 23 HOUR, if(silent, 16777215 - 8188, 16777215), if(v %% 20 = 0, 300, 200000), if(v %% 20 = 0, 0.2, 11), 100000, [('high_seas', '', 24)],
    if(silent, [(start + INTERVAL 1 HOUR, start + INTERVAL 14 HOUR, 0., 0., 0., 0., 200000., 200000., 14)], []), [], '2020-01-01 00:00:00'
FROM (SELECT number %% %d AS v, intDiv(number, %d) AS d, toDate(%s) - d AS day, toDateTime64(day, 3, 'UTC') AS start, v %% 50 = 0 AND d %% 30 = 5 AS silent FROM numbers(%d))`,
		n, n, at(w.now), n*180))
	w.exec(fmt.Sprintf(`INSERT INTO records (source, event_id, received_at, case_id, imo, kind, status, stated_at, valid_from, valid_to)
SELECT 'ilo', toString(number), %[1]s, toString(number), 2000000 + number * 50, 'abandonment', 'open', %[1]s, %[1]s, '2200-01-01 00:00:00' FROM numbers(%[2]d)`, at(w.ago(100)), n/50))
	w.exec(fmt.Sprintf(`INSERT INTO encounters (source, event_id, received_at, kind, imo, other_imo, other_class, from_at, to_at)
SELECT 'gfw', toString(number), %[1]s, 'encounter', 2000000 + number * 2, 2000002, 'fish_carrier', %[1]s + toIntervalHour(number %% 2000), %[1]s + toIntervalHour(number %% 2000 + 3) FROM numbers(%[2]d)`, at(w.ago(100)), n/2))
	w.exec("OPTIMIZE TABLE vessel_days FINAL")
	b.ResetTimer()
	var first, next, cpu time.Duration
	for b.Loop() {
		w.exec("TRUNCATE TABLE scores")
		w.exec("TRUNCATE TABLE scores_current")
		r := w.pass()
		first += r.Took
		w.now = w.now.Add(time.Second)
		busy := processorTime(b)
		again := w.pass()
		next, cpu = next+again.Took, cpu+processorTime(b)-busy
		if r.Written != r.Scored || again.Written != 0 {
			b.Fatalf("first pass %+v, next %+v", r, again)
		}
	}
	b.ReportMetric(first.Seconds()/float64(b.N), "first-s/pass")
	b.ReportMetric(next.Seconds()/float64(b.N), "next-s/pass")
	b.ReportMetric(cpu.Seconds()/float64(b.N), "next-cpu-s/pass")
	b.ReportMetric(float64(n), "vessels")
}

// processorTime is what this process, the engine in it included, has used: on a
// machine shared with others it says more than the clock.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
