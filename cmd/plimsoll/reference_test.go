package main

import (
	"encoding/json"
	"errors"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"plimsoll/data/reference"
	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
)

// wrongTiers has a wrong State, tier, date and a row that is there twice, and
// two that are right.
const wrongTiers = "report_year;iso3;tier;source;as_of;status\r\n" +
	"2025;NOR;3;a list of my own;2026;recalled\r\n" + // 2
	"2025;XQQ;3;a list of my own;2026;recalled\r\n" + // 3
	"2025;SWE;5;a list of my own;2026;recalled\r\n" + // 4
	"2026;SWE;3;a list of my own;2026-13;recalled\r\n" + // 5
	"2026;DNK;1;a list of my own;2026;recalled\r\n" + // 6
	"2026;DNK;2;a list of my own;2026;recalled\r\n" // 7

func TestEveryWrongRowOfAFileIsNamed(t *testing.T) {
	files, data := t.TempDir(), filepath.Join(t.TempDir(), "never made")
	write(t, files, "tip_tiers.csv", wrongTiers)
	write(t, files, "unknown.csv", "iso3,colour\nNOR,red\n")
	write(t, files, "tip_tiers_b.csv", "iso3,report_year,teir,source,status\nNOR,2025,3,me,recalled\n")
	write(t, files, "zones.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"GEONAME":"A square","POL_TYPE":"200NM","ISO_TER1":"XQQ","ISO_SOV1":"XQQ","MRGID":1},`+
		`"geometry":{"type":"Polygon","coordinates":[[[-31,-41],[-29,-41],[-29,-39],[-31,-39],[-31,-41]]]}}]}`)
	write(t, files, "bermuda.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"GEONAME":"Bermudian EEZ","POL_TYPE":"200NM","ISO_TER1":"BMU","ISO_SOV1":"GBR","MRGID":1},`+
		`"geometry":{"type":"Polygon","coordinates":[[[-66,31],[-63,31],[-63,34],[-66,34],[-66,31]]]}}]}`)
	write(t, files, "iuu_cards.csv", "iso3,card,from,to,source,status\nBLZ,yellow,2013-06-01,2014-02-01,a list of my own,recalled\n"+
		"FJI,yellow,2030-01-01,2031-01-01,a list of my own,recalled\nFJI,red,2030-06-01,2032-01-01,a list of my own,recalled\n")
	write(t, files, "harbours.csv", "locode,name,state,lon,lat,radius_m\nUYZZZ,New Port,URY,-30,-40,2000\nXQZZZ,Nowhere,XQQ,-30,-41,2000\nUYYYY,Too Far North,URY,-30,95,2000\n")
	in := func(name string) string { return filepath.Join(files, name) }
	for _, c := range []struct {
		args []string
		code int
		says []string
	}{
		{[]string{in("tip_tiers.csv"), "--extend"}, exitFailed, []string{"line 3: iso3 \"XQQ\"", "line 4: tier \"5\"", "line 5: as_of", "line 7: ", "first on line 6"}},
		{[]string{in("tip_tiers.csv"), "--extend", "--leave-out", "3,4,5,7"}, exitDone, []string{"1 row added, 1 row changed", "NORWAY: Tier 3 in the report of 2025: tier is 3, was 2", "DENMARK: Tier 1 in the report of 2026: added"}},
		{[]string{in("tip_tiers.csv"), "--extend", "--leave-out", "3,4,5,7,99"}, exitFailed, []string{"line 99"}},
		{[]string{in("tip_tiers_b.csv"), "--table", "tip_tiers"}, exitFailed, []string{`"teir"`, "did you mean tier"}},
		{[]string{in("tip_tiers_b.csv"), "--table", "tip_tires"}, exitFailed, []string{"did you mean tip_tiers"}},
		{[]string{in("unknown.csv")}, exitUsage, []string{"--table"}},
		{[]string{in("zones.geojson")}, exitFailed, []string{"feature 1", "XQQ"}},
		{[]string{in("bermuda.geojson")}, exitDone, []string{"1 zone", "Bermudian EEZ"}},
		{[]string{in("iuu_cards.csv"), "--extend"}, exitFailed, []string{"line 2: BLZ from 2013-06-01 overlaps the row in use of BLZ 2012-11-15", "line 4: FJI", "overlaps line 3", "3 problems"}},
		{[]string{in("harbours.csv")}, exitFailed, []string{"line 3: ", "XQQ", "line 4: "}},
		{[]string{in("harbours.csv"), "--leave-out", "3,4"}, exitDone, []string{"1 port added", "UYZZZ New Port (URY): added"}},
		{nil, exitDone, []string{"no problem"}},
	} {
		code, out, errs := call(t, nil, append([]string{"reference", "verify", "--data-dir", data}, c.args...)...)
		for _, says := range c.says {
			if code != c.code || !strings.Contains(out+errs, says) {
				t.Errorf("%v ended with %d and said\n%s%s\nwant %d and %q", c.args, code, out, errs, c.code, says)
			}
		}
	}
	if code, _, errs := call(t, nil, "reference", "list", "--data-dir", data); code != exitDone {
		t.Errorf("list without a warehouse: %d %s", code, errs)
	}
	if found, _ := filepath.Glob(data + "*"); found != nil {
		t.Errorf("looking made %v", found)
	}
}

func imported(t *testing.T, where ...string) (list listJSON) {
	t.Helper()
	code, out, errs := call(t, nil, append([]string{"reference", "list", "--json"}, where...)...)
	if code != exitDone {
		t.Fatalf("list ended with %d: %s", code, errs)
	}
	if err := json.Unmarshal([]byte(out), &list); err != nil {
		t.Fatalf("%s: %v", out, err)
	}
	return list
}

func TestImportAndUndoOnAServer(t *testing.T) {
	files := t.TempDir()
	where := []string{"--clickhouse", warehousetest.Front(t) + "/imports"}
	write(t, files, "tip_tiers.csv", wrongTiers)
	write(t, files, "foc_registers.csv", "iso3,register,name,declared_on,source,status\nNOR,,Norway,2027-01-01,a list of my own,recalled\n")
	do := func(code int, says string, args ...string) string {
		t.Helper()
		got, out, errs := call(t, nil, append(append([]string{"reference"}, args...), where...)...)
		if got != code || !strings.Contains(out+errs, says) {
			t.Fatalf("%v ended with %d and said\n%s%s\nwant %d and %q", args, got, out, errs, code, says)
		}
		return out
	}
	tiers, registers := filepath.Join(files, "tip_tiers.csv"), filepath.Join(files, "foc_registers.csv")
	before := imported(t, where...)
	do(exitFailed, "--leave-out 3,4,5,7", "import", tiers, "--extend", "--yes")
	do(exitUsage, "add --yes", "import", tiers, "--extend", "--leave-out", "3,4,5,7")
	do(exitUsage, "each named as its table", "import", tiers, registers, "--extend", "--leave-out", "3,4,5,7")
	do(exitFailed, "no import", "undo", "tip_tiers")
	if list := imported(t, where...); len(list.History) != 0 || list.Vintage != before.Vintage {
		t.Fatalf("something was taken: %+v", list.History)
	}

	do(exitInPart, "taken", "import", tiers, "--extend", "--leave-out", "3,4,5,7", "--yes", "--by", "an operator")
	do(exitDone, "NORWAY", "import", registers, "--extend", "--yes")
	do(exitDone, "nothing changes", "import", registers, "--extend", "--yes")
	list := imported(t, where...)
	if len(list.History) != 2 || list.History[0].By != "an operator" || list.History[0].Changes[0] != "1 row added, 1 row changed" || list.Vintage == before.Vintage {
		t.Errorf("after two imports: %+v", list)
	}
	do(exitDone, "a list of my own", "show", "tip_tiers", "--state", "no", "--on", "2025-07-01", "--json")
	do(exitDone, "vintage "+list.Vintage, "list")
	do(exitDone, list.Vintage, "verify")

	write(t, files, "harbours.csv", "locode,name,state,lon,lat,radius_m\nUYZZZ,New Port,URY,-30,-40,2000\n")
	do(exitDone, "UYZZZ New Port (URY): added", "import", filepath.Join(files, "harbours.csv"), "--yes")
	do(exitDone, "nothing changes", "import", filepath.Join(files, "harbours.csv"), "--yes")
	do(exitDone, "New Port", "show", "ports", "--state", "URY")
	do(exitDone, "no rows; how far the table reaches: reports of 2001 to", "show", "tip_tiers", "--state", "no", "--on", "1980-07-01")
	do(exitDone, "ports: back to what is compiled in", "undo")

	do(exitDone, "foc_registers: back to what is compiled in", "undo") // the last one
	do(exitDone, "NORWAY: Tier 2 in the report of 2025", "undo", "tip_tiers")
	do(exitFailed, "no import", "undo")
	if list := imported(t, where...); len(list.History) != 6 || list.Vintage != before.Vintage {
		t.Errorf("after both were undone: vintage %s, was %s, %d rows of history", list.Vintage, before.Vintage, len(list.History))
	}

	w, err := warehouse.Open(t.Context(), warehouse.Config{DSN: where[1]})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	older := aTier("", "3")
	older.Compiled = "2020-01-01-of an older release"
	taken(t, w, older)
	do(exitDone, "this program came with newer ones", "list")
}

// reference runs a subcommand as a process of its own, as operators do.
func (s *service) reference(args ...string) (out string, code int) {
	s.t.Helper()
	cmd := program(append([]string{"reference", args[0], "--data-dir", s.dir}, args[1:]...)...)
	text, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		s.t.Fatal(err)
	}
	return string(text), cmd.ProcessState.ExitCode()
}

type tierScore struct {
	Vintage    string `json:"reference_vintage"`
	Indicators []tierIndicator
}

type tierIndicator struct {
	ID    string
	Value float64
}

// tier is what a ship's stored score says of its flag's tier, and under which facts.
func (s *service) tier(id string) (value float64, vintage string) {
	s.t.Helper()
	var answer struct{ Scores []tierScore }
	s.get("/v1/vessels/"+id+"/scores?population=seafarer&known_at="+time.Now().UTC().Format(time.RFC3339), &answer)
	if len(answer.Scores) == 0 {
		return -1, ""
	}
	score := answer.Scores[0]
	at := slices.IndexFunc(score.Indicators, func(x tierIndicator) bool { return x.ID == "tip_tier" })
	if at < 0 {
		return -1, score.Vintage
	}
	return score.Indicators[at].Value, score.Vintage
}

// Facts that an operator imports while the service runs change what it answers
// and how it scores, survive a kill, and are taken back again.
func TestImportWhileTheServiceRuns(t *testing.T) {
	t.Parallel()
	files := t.TempDir()
	write(t, files, "crossing.csv", crossingTrack(time.Now().UTC().Add(-time.Hour)))
	write(t, files, "tiers.csv", tierHeader+"CHN,2025,1,,a list of my own,2026,recalled\n")
	write(t, files, "wrong.csv", tierHeader+"XQQ,2025,1,,a list of my own,2026,recalled\n")
	s := start(t, t.TempDir())
	s.feed("--wait", filepath.Join(files, "crossing.csv"))
	const ship = "mmsi-412999074"
	await(t, "a score of the ship", time.Minute, func() bool { _, vintage := s.tier(ship); return vintage != "" })
	embedded, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	if value, vintage := s.tier(ship); value != 1 || vintage != embedded.Vintage() {
		t.Fatalf("its flag's tier counts %v under %s to begin with", value, vintage)
	}
	if out, code := s.reference("import", filepath.Join(files, "wrong.csv"), "--extend", "--yes"); code != exitFailed || !strings.Contains(out, "line 2") {
		t.Errorf("a wrong file: %d %s", code, out)
	}
	if out, code := s.reference("import", filepath.Join(files, "tiers.csv"), "--extend", "--yes"); code != exitDone || !strings.Contains(out, "CHINA: Tier 1") || !strings.Contains(out, "in use now") {
		t.Fatalf("import: %d %s", code, out)
	}
	var page struct {
		Vintage string
		Rows    []struct{ Cells map[string]string }
	}
	tierInUse := func() string {
		s.get("/v1/reference/tip_tiers?state=CHN&on=2025-08-01", &page)
		if len(page.Rows) != 1 {
			return ""
		}
		return page.Rows[0].Cells["tier"]
	}
	if got := tierInUse(); got != "1" || page.Vintage == embedded.Vintage() {
		t.Errorf("the API says tier %q under %s as soon as the import was taken", got, page.Vintage)
	}
	then := page.Vintage
	await(t, "a score under the imported facts", time.Minute, func() bool { value, vintage := s.tier(ship); return value == 0 && vintage == then })

	s.kill()
	s = start(t, s.dir)
	if got := tierInUse(); got != "1" || page.Vintage != then {
		t.Errorf("after kill -9 and a restart the API says tier %q under %s", got, page.Vintage)
	}
	if out, code := s.reference("undo", "tip_tiers"); code != exitDone || !strings.Contains(out, "CHINA: Tier 3") {
		t.Errorf("undo: %d %s", code, out)
	}
	await(t, "a score under the facts as they were", time.Minute, func() bool { value, vintage := s.tier(ship); return value == 1 && vintage == embedded.Vintage() })
}
