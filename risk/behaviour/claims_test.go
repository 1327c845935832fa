package behaviour

import (
	"encoding/json"
	"testing"
)

// The claims of one vessel are found without reading everybody's.
func TestClaimsOfAVesselAreFoundByItsNumbers(t *testing.T) {
	w := newWorld(t)
	const all = 400_000
	if err := w.Conn().Exec(t.Context(), `INSERT INTO claims (source, event_id, received_at, imo, mmsi, name, valid_from, valid_to)
		SELECT 'ais', hex(cityHash64(number)), now64(3), 1000000 + intDiv(number, 4), 201000000 + 7 * intDiv(number, 4), 'SIM', now64(3), '2200-01-01 00:00:00' FROM numbers(400000)`); err != nil {
		t.Fatal(err)
	}
	sql, err := statement("pass/claims")
	if err != nil {
		t.Fatal(err)
	}
	for name, asked := range map[string]map[string]string{
		"MMSI":       {"mmsis": "[201000070]", "imos": "[]"},
		"IMO number": {"mmsis": "[]", "imos": "[1000010]"},
	} {
		var out textOf
		if err := w.QueryFormat(t.Context(), &out, "JSON", sql, asked); err != nil {
			t.Fatal(err)
		}
		var found struct {
			Rows       int
			Statistics struct {
				RowsRead int `json:"rows_read"`
			}
		}
		if err := json.Unmarshal(out, &found); err != nil {
			t.Fatal(err)
		}
		if found.Rows != 4 || found.Statistics.RowsRead > all/2 {
			t.Errorf("by %s: %d claims found and %d rows read, want 4 and few of four times %d", name, found.Rows, found.Statistics.RowsRead, all)
		}
		t.Logf("by %s: %d rows read", name, found.Statistics.RowsRead)
	}
}
