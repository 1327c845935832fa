package chart

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"flag"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// go test ./data/chart -run Shoreline -v -gshhg DIR -agreement 100000 gives the figures of SOURCES.md.
var shorelineDir = flag.String("gshhg", "", "folder with the arrays of GSHHG's binned file, as SOURCES.md says; without it the islets are not compared with it")

// polygonQuoted is how a row names the polygon that it stands on.
var polygonQuoted = regexp.MustCompile(`^GSHHG 2\.3\.7 full polygon (\d+), ([\d.]+) km2, read \d{4}-\d{2}-\d{2}; `)

func isletRows(t *testing.T) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(isletsCSV)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// What a row's status claims, its source says.
func TestIsletsSayWhatWasRead(t *testing.T) {
	for _, row := range isletRows(t) {
		name, status, source := row[0], row[6], row[7]
		read, recalled := strings.Contains(source, "read 20"), strings.Contains(source, "recalled")
		switch {
		case status == "sourced" && (!read || strings.Contains(source, "name recalled") || strings.Contains(source, "position recalled")),
			status == "derived" && (!read || !recalled && !strings.Contains(source, "halfway between")),
			status == "recalled" && (!strings.HasPrefix(source, "position recalled") || polygonQuoted.MatchString(source)),
			status != "sourced" && status != "derived" && status != "recalled":
			t.Errorf("%s is %s, and its source is %q", name, status, source)
		}
		if status == "recalled" {
			continue
		}
		for _, degrees := range row[3:5] {
			if _, decimals, ok := strings.Cut(degrees, "."); !ok || len(decimals) != 4 {
				t.Errorf("%s: a position that was read has four decimals, not %s", name, degrees)
			}
		}
	}
}

// Each islet that names a polygon stands in its box, and the polygon has the area that the row says.
func TestIsletsStandOnTheShoreline(t *testing.T) {
	polygons := map[int]shorePolygon{}
	for _, p := range shorelineOrSkip(t) {
		polygons[p.id] = p
	}
	quoted := 0
	for _, row := range isletRows(t) {
		m := polygonQuoted.FindStringSubmatch(row[7])
		if m == nil {
			continue
		}
		quoted++
		id, _ := strconv.Atoi(m[1])
		p, ok := polygons[id]
		if !ok {
			t.Errorf("%s: GSHHG has no polygon %d at sea", row[0], id)
			continue
		}
		_, decimals, _ := strings.Cut(m[2], ".")
		if got := strconv.FormatFloat(p.areaKm2, 'f', len(decimals), 64); got != m[2] {
			t.Errorf("%s: polygon %d has %s km2, not %s", row[0], id, got, m[2])
		}
		lon, _ := strconv.ParseFloat(row[3], 64)
		lat, _ := strconv.ParseFloat(row[4], 64)
		var west, east, south, north float64 // of the place
		for _, v := range p.points {
			d := shortLon(v.lon - lon)
			west, east, south, north = min(west, d), max(east, d), min(south, v.lat-lat), max(north, v.lat-lat)
		}
		if min(-west, east, -south, north) <= 0 {
			t.Errorf("%s: %v, %v is not in the box of polygon %d, whose first vertex is %v", row[0], lon, lat, id, p.points[0])
		}
	}
	t.Logf("%d islets stand in the boxes of the polygons that they name", quoted)
}

// Made-up arrays: a triangle at sea cut by the edge of two squares at the antimeridian, and a lake that is not at sea.
func TestShorelineArrays(t *testing.T) {
	dir := t.TempDir()
	firsts, counts := make([]int32, 360*180), make([]int16, 360*180)
	north := 79 * 360 // the row of squares from 10 to 11 degrees north
	firsts[north+179], counts[north+179] = 0, 2
	firsts[north+180], counts[north+180] = 2, 1
	for name, numbers := range map[string]any{
		binSegment: firsts, binCount: counts,
		segInfo:    []int32{2<<9 | 1<<6, 3<<9 | 2<<6 | 4<<3 | 4, 1<<9 | 1<<6},
		segPoint:   []int32{0, 2, 5},
		segPolygon: []int32{1, 0, 1},
		polyArea:   []float64{9, 0.5},
		pointLon:   []uint16{0, 65535, 1, 2, 3, 13107},
		pointLat:   []uint16{0, 65535, 1, 2, 3, 13107},
	} {
		var b bytes.Buffer
		if err := binary.Write(&b, binary.LittleEndian, numbers); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := readShoreline(t, dir)
	if len(got) != 1 || got[0].id != 1 || got[0].areaKm2 != 0.5 || len(got[0].points) != 3 {
		t.Fatalf("%+v", got)
	}
	for i, want := range []point{{179, 10}, {180, 11}, {-179.8, 10.2}} {
		if p := got[0].points[i]; math.Abs(p.lon-want.lon) > 1e-9 || math.Abs(p.lat-want.lat) > 1e-9 {
			t.Errorf("vertex %d is %v, want %v", i, p, want)
		}
	}
}

func shorelineOrSkip(t *testing.T) []shorePolygon {
	t.Helper()
	if *shorelineDir == "" {
		t.Skip("skipped: the arrays of GSHHG are not given (-gshhg; SOURCES.md says how to write them)")
	}
	return readShoreline(t, *shorelineDir)
}
