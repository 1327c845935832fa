package reference

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
)

// Every country that the World Port Index and the port list of npm sea-ports
// write is a State here. Both files stay outside the repository; what they write
// otherwise than table states does is in table state_names, which is tested.
func TestNamesOfRealPortLists(t *testing.T) {
	read := map[string]func(io.Reader) ([]string, error){
		"../../../shared/real/ports/wpi_UpdatedPub150_2024.csv.gz": wpiCountries,
		"../../node_modules/sea-ports/lib/ports.json":              seaPortsCountries,
	}
	for path, countries := range read {
		t.Run(path, func(t *testing.T) {
			file, err := os.Open(path)
			if errors.Is(err, fs.ErrNotExist) {
				t.Skipf("skipped: %s is not on this machine", path)
			}
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = file.Close() }()
			names, err := countries(file)
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for _, name := range names {
				if name = strings.TrimSpace(name); name == "" || seen[name] {
					continue
				}
				seen[name] = true
				if _, ok := catalogue(t).StateNamed(name); !ok && name != "Netherlands Antilles" { // gone since 2010, and three States' ports now
					t.Errorf("%q is no State here", name)
				}
			}
			if len(seen) < 100 {
				t.Errorf("only %d countries read", len(seen))
			}
		})
	}
}

func wpiCountries(r io.Reader) ([]string, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	lines, err := csv.NewReader(z).ReadAll()
	if err != nil {
		return nil, err
	}
	var names []string
	for at, column := range lines[0] {
		if column == "Country Code" {
			for _, line := range lines[1:] {
				names = append(names, line[at])
			}
		}
	}
	return names, nil
}

func seaPortsCountries(r io.Reader) ([]string, error) {
	var ports map[string]struct {
		Country string `json:"country"`
	}
	if err := json.NewDecoder(r).Decode(&ports); err != nil {
		return nil, err
	}
	var names []string
	for _, p := range ports {
		names = append(names, p.Country)
	}
	return names, nil
}
