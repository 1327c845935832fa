package model

import (
	"fmt"
	"strings"
	"testing"

	"plimsoll/data/vessel"
)

// A boat is left out as one of day trips while it may be out at noon, and
// although its track begins at sea or an early report is the day's first; not
// when it was out for a night, or fell silent out there.
func TestDayTripsAreWithoutANight(t *testing.T) {
	type day struct {
		ago          int
		from, to     int     // hours of the first and last report
		begins, ends float64 // metres from shore
	}
	const near, away = 300, 9000
	w := newWorld(t)
	cases := []struct {
		name    string
		special []day
		scored  bool
	}{
		{"in port every night", nil, false},
		{"out at noon today", []day{{0, 1, 11, near, away}}, false},
		{"first seen at sea", []day{{60, 9, 22, away, near}}, false},
		{"left before the day's first report", []day{{20, 5, 21, away, near}}, false},
		{"home after the day's last report", []day{{20, 5, 16, near, away}}, false},
		{"a night at sea", []day{{20, 1, 23, near, away}, {19, 1, 23, away, near}}, true},
		{"silent out at sea", []day{{20, 1, 16, near, away}, {19, 9, 23, near, near}}, true},
		{"found at sea after a silence", []day{{20, 1, 10, near, near}, {19, 9, 23, away, near}}, true},
	}
	id := func(i int) string { return fmt.Sprintf("mmsi-22400010%d", i) }
	var rows []string
	for i, c := range cases {
		w.ship(ship{id: id(i), mmsi: 224000100 + uint32(i), class: "fishing", flag: "ESP", length: 14, gt: 20})
		days := map[int]day{}
		for ago := 60; ago >= 0; ago-- {
			days[ago] = day{ago, 1, 11, near, near}
			if ago > 0 {
				days[ago] = day{ago, 1, 23, near, near}
			}
		}
		for _, d := range c.special {
			days[d.ago] = d
		}
		for _, d := range days {
			date := w.ago(d.ago).Format("2006-01-02")
			rows = append(rows, fmt.Sprintf("('%s', '%s', 1, 1, 20, 20, 10, '%[2]s %02[3]d:00:00', '%[2]s %02[4]d:00:00', %[5]g, %[6]g, 16777215, 20000, 8, [('territorial_sea', 'ESP', 20)], '2020-01-01 00:00:00')",
				id(i), date, d.from, d.to, d.begins, d.ends))
		}
	}
	w.exec(`INSERT INTO vessel_days (vessel_id, day, mmsi, segment, positions, from_class_a_or_b, ship_like, first_at, last_at, first_shore_m, last_shore_m,
		hours_seen, distance_m, max_speed_kn, zones, version) VALUES ` + strings.Join(rows, ", "))
	w.pass()
	for i, c := range cases {
		scores, err := w.scorer.Stored(t.Context(), vessel.ID(id(i)), w.now)
		if scored := len(scores) > 0; scored != c.scored || err != nil {
			t.Errorf("%s: scored: %t (%v), want %t", c.name, scored, err, c.scored)
		}
	}
}
