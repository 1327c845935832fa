package chart

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
)

//go:embed states.csv
var statesCSV []byte

// territory is whose coast or land something is; index 0 of a table is the sea.
type territory struct {
	state, sovereign string
	claimants        []string
}

// states is the table of territories, in the order that the coast file counts them.
type states struct {
	territories []territory
	byState     map[string]uint16 // first territory of an ISO3 code
	sourceOf    []string          // numeric code and name in the source of the coast
}

// readStates decodes the embedded table and checks that the coast was built from it.
func readStates(raw []byte, checksum uint32) (*states, error) {
	if crc32.ChecksumIEEE(raw) != checksum {
		return nil, errors.New("states.csv changed after coast.bin was built; run go generate ./data/chart")
	}
	r := csv.NewReader(bytes.NewReader(raw))
	r.FieldsPerRecord = 13
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("decode states.csv: %w", err)
	}
	s := &states{territories: make([]territory, 1, len(rows)), byState: map[string]uint16{}, sourceOf: make([]string, 1, len(rows))}
	for _, row := range rows[1:] {
		t := territory{state: row[7], sovereign: row[9]}
		if row[10] != "" {
			t.claimants = strings.Fields(row[10])
		}
		if _, ok := s.byState[t.state]; !ok && t.state != "" {
			s.byState[t.state] = uint16(len(s.territories))
		}
		s.territories, s.sourceOf = append(s.territories, t), append(s.sourceOf, row[0]+"/"+row[1])
	}
	return s, nil
}
