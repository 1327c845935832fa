package chart

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
)

//go:embed islets.csv
var isletsCSV []byte

// islet is land that the coast lacks: a place, and whose it is. It has a coast and no surface.
type islet struct {
	name  string
	at    point
	owner uint16
}

// readIslets decodes islets.csv. Their territories join the table of states.
func readIslets(raw []byte, st *states) ([]islet, error) {
	r := csv.NewReader(bytes.NewReader(raw))
	r.FieldsPerRecord = 8
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("decode islets.csv: %w", err)
	}
	var out []islet
	for i, row := range rows[1:] {
		like, ok := st.byState[row[1]]
		if !ok {
			return nil, fmt.Errorf("islets.csv row %d (%s): states.csv has no %q", i+2, row[0], row[1])
		}
		t, err := newTerritory(row[1], st.territories[like].sovereign, row[2], row[5])
		if err != nil {
			return nil, fmt.Errorf("islets.csv row %d (%s): %w", i+2, row[0], err)
		}
		lon, errLon := strconv.ParseFloat(row[3], 64)
		lat, errLat := strconv.ParseFloat(row[4], 64)
		if errLon != nil || errLat != nil || !inRange(lon, lat) {
			return nil, fmt.Errorf("islets.csv row %d (%s): %s, %s is no place", i+2, row[0], row[3], row[4])
		}
		out = append(out, islet{row[0], point{lon, lat}, st.index(t)})
	}
	return out, nil
}
