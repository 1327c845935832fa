package behaviour

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"plimsoll/data/chart"
)

// realTrack reads a satellite track, placed on the chart.
func realTrack(t *testing.T, name string) []seen {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "real", "tracks", name)
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("%s is not here: the real tracks are not part of the repository; TestGapsOfAFishingVessel checks the same on made-up data", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	c, err := chart.Load()
	if err != nil {
		t.Fatal(err)
	}
	rows := csv.NewReader(z)
	header, err := rows.Read()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, h := range header {
		column[h] = i
	}
	var out []seen
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		number := func(name string) float64 {
			v, err := strconv.ParseFloat(row[column[name]], 64)
			if err != nil {
				return math.NaN()
			}
			return v
		}
		at, err := time.Parse(time.DateTime, row[column["timestamp"]])
		if err != nil {
			t.Fatal(err)
		}
		p := c.At(number("lon"), number("lat"))
		out = append(out, seen{
			mmsi: uint32(number("ssvid")), at: at, lon: number("lon"), lat: number("lat"), kn: float32(number("speed_knots")),
			status: 15, port: p.Port, shoreM: float32(p.ShoreM), zone: int8(p.Zone), state: p.State,
		})
	}
}

func TestRealTracks(t *testing.T) {
	for _, c := range []struct {
		file, vessel      string
		kind              Kind
		asOf              time.Time
		sixHours, twelves int
		conflict          ConflictKind
	}{
		{"150402951_2021-12_2022-02.csv.gz", "mmsi-150402951", KindIfItMoves, time.Date(2022, 2, 28, 0, 0, 0, 0, time.UTC), 3, 0, UnallocatedMID},
		{"412334074_seg1.csv.gz", "mmsi-412334074", KindVessel, time.Date(2022, 8, 31, 0, 0, 0, 0, time.UTC), 6, 2, ""},
	} {
		t.Run(c.vessel, func(t *testing.T) {
			track := realTrack(t, c.file)
			w := newWorld(t)
			store(t, w.Warehouse, track[:len(track)/3])
			w.pass(t)
			store(t, w.Warehouse, track[len(track)/4:])
			w.pass(t)
			if got := w.text(t, "SELECT concat(vessel_id, ' ', toString(kind)) FROM vessels FINAL"); got != c.vessel+" "+string(c.kind) {
				t.Errorf("vessel %q, want %s, %s", got, c.vessel, c.kind)
			}
			// One position of the first track lies 29 km off, seconds after its neighbour.
			if got := w.text(t, "SELECT kind FROM conflicts FINAL WHERE kind != 'implausible_jump'"); got != string(c.conflict) {
				t.Errorf("conflicts %q, want %q", got, c.conflict)
			}
			sixes, twelves, silent := 0, 0, 0
			gaps, err := w.Gaps(t.Context(), c.vessel, c.asOf)
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range gaps {
				switch {
				case g.Open:
					silent++
				case g.Hours >= 12:
					twelves++
					sixes++
				default:
					sixes++
				}
				if g.Reception != "unknown" {
					t.Errorf("one ship says nothing about the feed, but reception is %s", g.Reception)
				}
			}
			if sixes != c.sixHours || twelves != c.twelves || silent != 1 {
				t.Errorf("%d gaps of six hours, %d of twelve, %d open; want %d, %d, 1", sixes, twelves, silent, c.sixHours, c.twelves)
			}
		})
	}
}
