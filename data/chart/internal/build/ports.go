package build

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// seaPort is a row of sea-ports, keyed there by UN/LOCODE.
type seaPort struct {
	Name        string    `json:"name"`
	Unlocs      []string  `json:"unlocs"`
	Coordinates []float64 `json:"coordinates"`
}

// mend is what ports_mend.csv says of a port that the source has wrong.
type mend struct {
	action, iso3, lon, lat, radius string
}

// defaultRadiusM is the radius of a port whose record gives none.
const defaultRadiusM = "3000"

// Ports builds ports.csv from node_modules/sea-ports and the chart folder's ports_mend.csv: a line that names the source,
// a header, and the ports by UN/LOCODE. A port that cannot be placed and is not mended or dropped there is an error.
func Ports(nodeModules, chartDir string) ([]byte, error) {
	dir := filepath.Join(nodeModules, "sea-ports")
	source, err := packageVersion(dir)
	if err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(filepath.Join(dir, "lib", "ports.json"))
	if err != nil {
		return nil, fmt.Errorf("read the ports: %w", err)
	}
	var ports map[string]seaPort
	if err := json.Unmarshal(raw, &ports); err != nil {
		return nil, fmt.Errorf("decode the ports: %w", err)
	}
	mends, err := readMends(filepath.Join(chartDir, "ports_mend.csv"), ports)
	if err != nil {
		return nil, err
	}
	terr, err := readTerritories(filepath.Join(chartDir, "states.csv"))
	if err != nil {
		return nil, err
	}
	b := bytes.NewBufferString("# " + source + "\n")
	w := csv.NewWriter(b)
	rows := [][]string{{"locode", "name", "state", "lon_deg", "lat_deg", "radius_m", "aliases"}}
	for _, code := range slices.Sorted(maps.Keys(ports)) {
		row, err := portRow(code, ports[code], mends[code], terr)
		if err != nil {
			return nil, err
		}
		if row != nil {
			rows = append(rows, row)
		}
	}
	err = w.WriteAll(rows)
	return b.Bytes(), err
}

// portRow is a port's row, nil for one that is dropped and for a further code of a port, which the row of its first code
// lists.
func portRow(code string, p seaPort, m mend, terr *territories) ([]string, error) {
	if m.action == "drop" || len(p.Unlocs) > 0 && p.Unlocs[0] != code {
		return nil, nil
	}
	row := []string{code, strings.TrimSpace(p.Name), terr.stateOfPrefix[code[:2]], m.lon, m.lat, m.radius, ""}
	if len(p.Unlocs) > 1 {
		row[6] = strings.Join(p.Unlocs[1:], " ")
	}
	if m.iso3 != "" {
		row[2] = m.iso3
	}
	if row[3] == "" {
		if len(p.Coordinates) != 2 {
			return nil, fmt.Errorf("port %s (%s) has no coordinates: mend or drop it in ports_mend.csv", code, p.Name)
		}
		for i, f := range p.Coordinates {
			row[3+i] = strconv.FormatFloat(f, 'f', 5, 64)
		}
	}
	if row[5] == "" {
		row[5] = defaultRadiusM
	}
	if row[2] == "" {
		return nil, fmt.Errorf("port %s: no State has the prefix %s; name one in ports_mend.csv", code, code[:2])
	}
	return row, nil
}

// readMends reads ports_mend.csv: locode, action (drop, move, set), iso3, lon_deg, lat_deg, radius_m, reason.
func readMends(path string, ports map[string]seaPort) (map[string]mend, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read what is wrong with the ports: %w", err)
	}
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", path, err)
	}
	out := map[string]mend{}
	for i, row := range rows[1:] {
		m := mend{row[1], row[2], row[3], row[4], row[5]}
		_, known := ports[row[0]]
		moved := m.lon != "" && m.lat != ""
		switch {
		case !known:
			return nil, fmt.Errorf("%s row %d: %s is not in the source", path, i+2, row[0])
		case m.action != "drop" && m.action != "set" && m.action != "move", (m.action == "move") != moved, row[6] == "":
			return nil, fmt.Errorf("%s row %d (%s): the action does not fit its columns, or there is no reason", path, i+2, row[0])
		}
		out[row[0]] = m
	}
	return out, nil
}
