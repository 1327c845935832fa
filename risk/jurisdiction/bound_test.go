package jurisdiction_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// tableReader reads the tables on its own, without data/reference, and knows
// of a treaty only what binding means: a State's own row, its sovereign's for
// a part, and for the law of the sea its sovereign's for a territory too.
type tableReader struct {
	rows        map[[2]string]map[string]string
	states      map[string]map[string]string
	instruments map[string]map[string]string
}

var readTables = sync.OnceValues(func() (tableReader, error) {
	r := tableReader{map[[2]string]map[string]string{}, map[string]map[string]string{}, map[string]map[string]string{}}
	err := eachRow("treaty_status.csv", func(row map[string]string) { r.rows[[2]string{row["iso3"], row["instrument"]}] = row })
	if err == nil {
		err = eachRow("states.csv", func(row map[string]string) { r.states[row["iso3"]] = row })
	}
	if err == nil {
		err = eachRow("instruments.csv", func(row map[string]string) { r.instruments[row["instrument"]] = row })
	}
	return r, err
})

func tables(t testing.TB) tableReader {
	t.Helper()
	r, err := readTables()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func eachRow(file string, do func(map[string]string)) error {
	f, err := os.Open(filepath.Join(tablesDir, file))
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return err
	}
	for _, line := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = line[i]
		}
		do(row)
	}
	return nil
}

// inForce tells whether an instrument is in force for anybody that day. Days
// are compared as they are written.
func (r tableReader) inForce(instrument, day string) bool {
	from := r.instruments[instrument]["in_force_on"]
	return from != "" && day >= from
}

// binds tells whether a table shows a State bound that day.
func (r tableReader) binds(state, instrument, day string) bool {
	s := r.states[state]
	if s["kind"] == "part" || s["kind"] == "territory" && instrument == "UNCLOS" {
		state = s["sovereign_iso3"]
	}
	row := r.rows[[2]string{state, instrument}]
	switch row["status"] {
	case "party":
	case "denounced":
		if day >= outFrom(row["denounced_on"], instrument) {
			return false
		}
	default:
		return false
	}
	return r.inForce(instrument, day) && day >= max(row["in_force_on"], row["in_force_by"])
}

// outFrom is when a denunciation takes effect: a year after the act in the ILO,
// the first of the month after three months in the Council of Europe.
func outFrom(act, instrument string) string {
	d, err := time.Parse(time.DateOnly, act)
	if err != nil {
		return act
	}
	if instrument == "COE_CETS197" {
		return time.Date(d.Year(), d.Month()+4, 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	return d.AddDate(1, 0, 0).Format(time.DateOnly)
}
