package chart

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// shorePolygon is land in the sea as the shoreline GSHHG has it (level 1): its number, its area, its vertices.
type shorePolygon struct {
	id      int
	areaKm2 float64
	points  []point
}

// The arrays of GSHHG's binned file that are read, by their names there. SOURCES.md says how to write them to files.
const (
	binSegment = "Id_of_first_segment_in_a_bin"                  // int32 for each square of one degree, from the north-west
	binCount   = "N_segments_in_a_bin"                           // int16, how many segments
	segInfo    = "Embedded_npts_levels_exit_entry_for_a_segment" // int32: points, 3 bits of level, 6 of sides
	segPoint   = "Id_of_first_point_in_a_segment"                // int32
	segPolygon = "Id_of_GSHHS_ID"                                // int32
	polyArea   = "The_km_squared_area_of_polygons"               // float64
	pointLon   = "Relative_longitude_from_SW_corner_of_bin"      // uint16, in 1/65535 of a degree
	pointLat   = "Relative_latitude_from_SW_corner_of_bin"       // uint16
)

// readShoreline reads the arrays from a folder and joins what they say of each polygon.
func readShoreline(t *testing.T, dir string) []shorePolygon {
	t.Helper()
	firsts, counts := array[int32](t, dir, binSegment), array[uint16](t, dir, binCount)
	infos, starts, owners := array[uint32](t, dir, segInfo), array[int32](t, dir, segPoint), array[int32](t, dir, segPolygon)
	lons, lats, areas := array[uint16](t, dir, pointLon), array[uint16](t, dir, pointLat), array[float64](t, dir, polyArea)
	if len(firsts) != 360*180 || len(counts) != len(firsts) || len(lons) != len(lats) {
		t.Fatalf("%s: %d squares, %d longitudes and %d latitudes are not GSHHG at full resolution", dir, len(firsts), len(lons), len(lats))
	}
	found := map[int32]*shorePolygon{}
	for b, first := range firsts {
		west, south := float64(b%360), float64(89-b/360)
		for s := first; s < first+int32(counts[b]); s++ {
			if level := infos[s] >> 6 & 7; level != 1 {
				continue
			}
			id := owners[s]
			if found[id] == nil {
				found[id] = &shorePolygon{id: int(id), areaKm2: areas[id]}
			}
			for i := starts[s]; i < starts[s]+int32(infos[s]>>9); i++ {
				p := point{shortLon(west + float64(lons[i])/65535), south + float64(lats[i])/65535}
				found[id].points = append(found[id].points, p)
			}
		}
	}
	var out []shorePolygon
	for _, p := range found {
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b shorePolygon) int { return a.id - b.id }) // GSHHG numbers them by size
	return out
}

// array reads a file of little-endian numbers.
func array[T int32 | uint32 | uint16 | float64](t *testing.T, dir, name string) []T {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	var one T
	out := make([]T, int(info.Size())/binary.Size(one))
	if err := binary.Read(f, binary.LittleEndian, out); err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return out
}
