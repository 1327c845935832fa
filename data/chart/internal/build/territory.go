package build

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"hash/crc32"
	"os"
	"strconv"
	"strings"

	"plimsoll/data/chart/internal/coastfile"
)

// box is a range of longitudes and latitudes, in degrees.
type box struct{ west, south, east, north float64 }

func (b box) contains(lon, lat float64) bool {
	return lon >= b.west && lon <= b.east && lat >= b.south && lat <= b.north
}

// part is a row of states.csv that takes some polygons, or some coast, out of a country.
type part struct {
	box   box
	index int
}

// territories maps the countries of the source to rows of states.csv (row number plus one).
type territories struct {
	checksum      uint32
	country       map[string]int // key of a country in the source -> index
	polygon       map[string][]part
	coast         map[string][]part
	used          map[int]bool
	names         map[int]string
	stateOfPrefix map[string]string // UN/LOCODE country prefix -> ISO3
}

// key names a country of the source: numeric code and name, since two countries share the code 036.
func key(id, name string) string { return id + "/" + name }

// readTerritories reads states.csv.
func readTerritories(path string) (*territories, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the table of territories: %w", err)
	}
	r := csv.NewReader(bytes.NewReader(raw))
	r.FieldsPerRecord = 14
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", path, err)
	}
	t := &territories{
		checksum: crc32.ChecksumIEEE(raw), country: map[string]int{}, polygon: map[string][]part{}, coast: map[string][]part{},
		used: map[int]bool{}, names: map[int]string{}, stateOfPrefix: map[string]string{},
	}
	for i, row := range rows[1:] {
		if err := t.add(i+1, row); err != nil {
			return nil, fmt.Errorf("%s row %d: %w", path, i+2, err)
		}
	}
	return t, nil
}

// add takes one row in; a row without a box is a whole country.
func (t *territories) add(index int, row []string) error {
	k, scope := key(row[0], row[1]), row[2]
	t.names[index] = row[1]
	if row[8] != "" && row[7] != "" {
		t.stateOfPrefix[row[8]] = row[7]
	}
	if scope == "country" {
		t.country[k] = index
		return nil
	}
	var b box
	for i, p := range [...]*float64{&b.west, &b.south, &b.east, &b.north} {
		f, err := strconv.ParseFloat(row[3+i], 64)
		if err != nil {
			return fmt.Errorf("box of %s: %w", strings.Join(row[:3], " "), err)
		}
		*p = f
	}
	switch scope {
	case "polygon":
		t.polygon[k] = append(t.polygon[k], part{b, index})
	case "coast":
		t.coast[k] = append(t.coast[k], part{b, index})
	default:
		return fmt.Errorf("scope %q is none of country, polygon, coast", scope)
	}
	return nil
}

// ofPolygon is the territory of a polygon that lies, with every vertex, in the box of a part; otherwise its country.
func (t *territories) ofPolygon(k string, ring []coastfile.Vertex, c *coastfile.Coast) (int, error) {
	index, ok := t.country[k]
	if !ok {
		return 0, fmt.Errorf("country %s is not in states.csv: add a row for it", k)
	}
	t.used[index] = true
	for _, p := range t.polygon[k] {
		inside := true
		for _, v := range ring {
			if inside = p.box.contains(c.LonLat(v)); !inside {
				break
			}
		}
		if inside {
			t.used[p.index] = true
			return p.index, nil
		}
	}
	return index, nil
}

// ofCoast is the territory of a stretch of coast: that of its polygon unless a coast row covers the middle of the edge.
func (t *territories) ofCoast(polygon int, k string, c *coastfile.Coast, a, b coastfile.Vertex) int {
	for _, p := range t.coast[k] {
		alon, alat := c.LonLat(a)
		blon, blat := c.LonLat(b)
		if p.box.contains((alon+blon)/2, (alat+blat)/2) {
			t.used[p.index] = true
			return p.index
		}
	}
	return polygon
}

// unused lists the rows that matched nothing in the source: a box that has slipped is an error, not a wish.
func (t *territories) unused() []string {
	var out []string
	for i := 1; i <= len(t.names); i++ {
		if !t.used[i] {
			out = append(out, fmt.Sprintf("row %d (%s)", i+1, t.names[i]))
		}
	}
	return out
}
