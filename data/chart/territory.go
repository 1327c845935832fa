package chart

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"strconv"
	"strings"
)

//go:embed states.csv
var statesCSV []byte

// territory is whose coast or land something is; index 0 of a table is the sea.
type territory struct {
	state, sovereign string
	claimants        []string
	reachM           float64 // how far from this coast its waters go at most, infinite where the zones' own limits hold
	areas            []uint8 // areas that may take some of its waters
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
	r.FieldsPerRecord = 14
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("decode states.csv: %w", err)
	}
	s := &states{territories: make([]territory, 1, len(rows)), byState: map[string]uint16{}, sourceOf: make([]string, 1, len(rows))}
	for _, row := range rows[1:] {
		t, err := newTerritory(row[7], row[9], row[10], row[11])
		if err != nil {
			return nil, fmt.Errorf("states.csv, %s: %w", row[1], err)
		}
		if _, ok := s.byState[t.state]; !ok && t.state != "" {
			s.byState[t.state] = uint16(len(s.territories))
		}
		s.territories, s.sourceOf = append(s.territories, t), append(s.sourceOf, row[0]+"/"+row[1])
	}
	return s, nil
}

// newTerritory reads the columns that states.csv and islets.csv share; reach is in nautical miles.
func newTerritory(state, sovereign, claimants, reach string) (territory, error) {
	t := territory{state: state, sovereign: sovereign, reachM: math.Inf(1)}
	if claimants != "" {
		t.claimants = strings.Fields(claimants)
	}
	if reach != "" {
		miles, err := strconv.ParseFloat(reach, 64)
		if err != nil || !(miles >= 0) {
			return t, fmt.Errorf("reach %q is no number of nautical miles", reach)
		}
		t.reachM = miles * nauticalMileM
	}
	return t, nil
}

// index is the place of a territory in the table; one that is not there yet joins it.
func (s *states) index(t territory) uint16 {
	for i := range s.territories {
		have := &s.territories[i]
		if have.state == t.state && have.sovereign == t.sovereign && have.reachM == t.reachM && slices.Equal(have.claimants, t.claimants) {
			return uint16(i)
		}
	}
	s.territories, s.sourceOf = append(s.territories, t), append(s.sourceOf, "")
	return uint16(len(s.territories) - 1)
}
