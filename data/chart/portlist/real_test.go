package portlist

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"plimsoll/data/chart"
)

// realDir holds data that cannot be committed, beside the repository.
const realDir = "../../../../shared/real"

func openReal(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join(realDir, name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("skipped: %s is not beside the repository (../shared/real)", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// The World Port Index of 2024 as it is: all of it is read, and the chart takes it.
func TestWorldPortIndexOf2024(t *testing.T) {
	rows, rep, err := Read("wpi.csv.gz", openReal(t, "ports/wpi_UpdatedPub150_2024.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range rep.Words() {
		t.Log(w)
	}
	// 430 lines have no code; one code is malformed, and six are of no country or another.
	if len(rows) != 3768 || rep.Ports != 3768 || rep.WithoutCode != 437 || len(rep.Notes) != 12 {
		t.Errorf("%d rows, %+v", len(rows), rep)
	}
	c, err := chart.Load()
	if err != nil {
		t.Fatal(err)
	}
	base := c.Ports()
	merged, conflicts := Merge(base, rows, c)
	counts := map[string]int{}
	for _, k := range conflicts {
		counts[k.Reason.String()+": "+k.Outcome.String()]++
		if k.Reason == FarApart && k.Metres > muchApart || k.Reason == Swapped || k.Reason == OtherCountry {
			t.Log(k)
		}
	}
	t.Logf("%d ports in use, %d after merging", len(base), len(merged))
	for k, n := range counts {
		t.Logf("%5d  %s", n, k)
	}
	if counts["coordinates look swapped: it is not taken"] != 1 || counts["same code, far apart: it is not taken"] != 3 {
		t.Errorf("%v", counts)
	}
	next, err := c.With(chart.WithPorts(rep.Source, merged))
	if err != nil {
		t.Fatal(err)
	}
	if got := next.Ports(); len(got) != len(merged) {
		t.Errorf("the chart has %d ports of %d", len(got), len(merged))
	}
	for _, k := range []struct {
		code     string
		lon, lat float64
	}{{"NLRTM", 4.48, 51.9}, {"MUPLU", 57.5, -20.15}, {"UYMVD", -56.2, -34.9}, {"BRVDC", -40.8, -14.9}} {
		p, ok := next.Port(k.code)
		if d := metres(p, chart.Port{Lon: k.lon, Lat: k.lat}); !ok || d > 15_000 || p.RadiusM <= 0 {
			t.Errorf("%s: %+v, %.0f m from where it is", k.code, p, d)
		}
	}
}
