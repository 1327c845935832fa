package reference

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func embeddedTables(t *testing.T) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	entries, err := fs.ReadDir(embedded, "tables")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := fs.ReadFile(embedded, "tables/"+e.Name())
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = &fstest.MapFile{Data: text}
	}
	return out
}

// testTables is the embedded tables as the builders see them.
func testTables(t *testing.T) *loading {
	t.Helper()
	l := readAll(Embedded())
	if len(l.problems) > 0 {
		t.Fatal(l.problems)
	}
	l.readStates()
	return l
}

func TestFilesAreClean(t *testing.T) {
	used := map[string]bool{}
	listed := map[string]bool{}
	for name, file := range embeddedTables(t) {
		if bytes.ContainsRune(file.Data, '\r') || !bytes.HasSuffix(file.Data, []byte("\n")) {
			t.Errorf("%s: want lines that end in a line feed", name)
		}
		if !strings.HasSuffix(name, ".csv") {
			continue
		}
		rows, err := csv.NewReader(bytes.NewReader(file.Data)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		source := slices.Index(rows[0], "source")
		for _, row := range rows[1:] {
			for _, cell := range row {
				if cell != strings.TrimSpace(cell) {
					t.Errorf("%s: space around %q", name, cell)
				}
			}
			if name == "sources.csv" {
				listed[row[0]] = true
			} else {
				used[row[source]] = true
			}
		}
	}
	for id := range listed {
		if !used[id] {
			t.Errorf("source %s is listed and never used", id)
		}
	}
}

// Files that an operator might bring: what is wrong is named, nothing is loaded.
func TestBadTablesAreRefused(t *testing.T) {
	for _, tc := range []struct{ name, file, from, to, want string }{
		{"unknown State", "tip_tiers.csv", "ABW,2015,2,", "QQQ,2015,2,", `iso3 "QQQ" is not in states.csv`},
		{"unknown tier", "tip_tiers.csv", "ABW,2015,2,", "ABW,2015,4,", `tier "4"`},
		{"listed twice", "tip_tiers.csv", "ABW,2015,2,", "ABW,2016,2,", "ABW 2016 is listed twice"},
		{"unknown source", "mids.csv", "mid-002", "mid-999", "mid-999"},
		{"MID outside the range", "mids.csv", "\n201,", "\n200,", "mid 200"},
		{"MID listed twice", "mids.csv", "\n201,", "\n203,", "203 is listed twice"},
		{"bad date", "foc_registers.csv", "2024-05,,", "May 2024,,", `"May 2024"`},
		{"removed before declared", "foc_registers.csv", "2024-05,,", "2024-05,2023,", "removed_on 2023 is not after declared_on 2024-05"},
		{"removed in the month of its declaration", "foc_registers.csv", "2024-05,,", "2024-05,2024-05,", "may be removed before"},
		{"a flag listed whole and by a register", "foc_registers.csv", "\nDEU,GIS,", "\nPAN,GIS,", "PAN is listed whole"},
		{"a territory's register by a name of its sovereign's", "foc_registers.csv", "\nFRO,FAS,", "\nATF,FIS,", "FRA/FIS"},
		{"unknown instrument", "treaty_status.csv", "AFG,COE_CETS197", "AFG,CETS197", `instrument "CETS197"`},
		{"non-Party of no date", "treaty_status.csv", "2024-09-12,48 Parties", ",48 Parties", "AFG COE_CETS197"},
		{"in force before the instrument", "treaty_status.csv", "2007-02-06,2008-02-01", "2007-02-06,2007-06-01", "ALB COE_CETS197"},
		{"unknown status", "treaty_status.csv", "AFG,COE_CETS197,non_party", "AFG,COE_CETS197,maybe", `"maybe"`},
		{"another schema", "states.csv", "iso3,iso2,name", "iso3,iso2,title", "title"},
		{"no sovereign", "states.csv", "territory,NLD", "territory,", "names no sovereign"},
		{"unknown sovereign", "states.csv", "territory,NLD", "territory,QQQ", `"QQQ" is not in states.csv`},
		{"cards that overlap", "iuu_cards.csv", "BLZ,yellow,2012-11-15,2013-11-26", "BLZ,yellow,2012-11-15,2013-11-27", "overlaps"},
		{"a card that ends before it begins", "iuu_cards.csv", "BLZ,yellow,2012-11-15,2013-11-26", "BLZ,yellow,2012-11-15,2012-11-15", "is not after"},
		{"an open card nobody saw", "iuu_cards.csv", "VNM,yellow,2017-10-23,,2026-03-10", "VNM,yellow,2017-10-23,,", "last seen open"},
		{"a red herring", "iuu_cards.csv", "BLZ,yellow", "BLZ,amber", "want yellow or red"},
		{"in the Union twice at once", "eu_members.csv", "\nGBR,1973-01-01,2020-02-01", "\nGRC,1973-01-01,2020-02-01", "overlaps"},
		{"a complete list with a flag missing", "psc_flags.csv", "PARIS,2025,black,CMR", "PARIS,2024,black,CMR", "has 13 rows of it"},
		{"a flag on two lists", "psc_flags.csv", "PARIS,2025,black,CMR", "PARIS,2025,black,SWE", "SWE stands on the black list"},
		{"a flag on no list", "psc_flags.csv", "PARIS,2024,grey,CHN", "PARIS,2002,grey,CHN", "psc_lists.csv has no grey list of PARIS 2002"},
		{"more detentions than inspections", "psc_flags.csv", "138,44,7.14", "38,44,7.14", "44 detentions in 38"},
		{"not a number", "psc_flags.csv", "138,44,7.14", "138,44,\"7,14\"", "decimal point"},
		{"lists of one year in use at two times", "psc_lists.csv", "PARIS,2025,grey,19,yes,2026-07-01", "PARIS,2025,grey,19,yes,2026-07-02", "in use at one time"},
		{"a partial reservation of nothing", "reservations.csv", "CHE,COE_CETS197,31(1)(d),partial,not applied to stateless residents; Swiss nationals stay covered", "CHE,COE_CETS197,31(1)(d),partial,", "needs its condition"},
		{"an order that ended somehow", "withhold_release.csv", "2020-04-01,revoked", "2020-04-01,", "want both"},
		{"a zero lost by a spreadsheet", "deficiency_codes.csv", "PARIS,01139", "PARIS,1139", "leading zero"},
		{"a name of two States", "state_names.csv", "South Korea,KOR", "North-Korea,KOR", "stands for PRK already"},
		{"a service nowhere", "services.csv", ",GLOBAL,", ",WORLD,", "write GLOBAL"},
		{"points in words", "nir_criteria.csv", "passenger ship\",yes,2,", "passenger ship\",yes,two,", "n for one each"},
		{"a list without its reach", "coverage.csv", "eu_member,", "iuu_card,", "no row for eu_member"},
		{"a total that the registers do not give", "foc_lists.csv", "\n2025,48", "\n2025,49", "has 48 on that list"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			files := embeddedTables(t)
			text := string(files[tc.file].Data)
			if !strings.Contains(text, tc.from) {
				t.Fatalf("%s no longer holds %q", tc.file, tc.from)
			}
			files[tc.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, tc.from, tc.to, 1))}
			c, err := LoadFS(files)
			if err == nil || c != nil {
				t.Fatal("loaded")
			}
			if !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %q does not say %q", err, tc.want)
			}
		})
	}
	files := embeddedTables(t)
	delete(files, "mids.csv")
	if _, err := LoadFS(files); err == nil || !strings.Contains(err.Error(), "mids.csv") {
		t.Errorf("missing file: %v", err)
	}
}

func TestVintageFollowsTheTables(t *testing.T) {
	files := embeddedTables(t)
	a, err := LoadFS(files)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(files["tip_tiers.csv"].Data), "ABW,2015,2,", "ABW,2015,3,", 1)
	files["tip_tiers.csv"] = &fstest.MapFile{Data: []byte(text)}
	b, err := LoadFS(files)
	if err != nil {
		t.Fatal(err)
	}
	if a.Vintage() == b.Vintage() || !strings.HasPrefix(b.Vintage(), "2026-11-21-") {
		t.Errorf("vintages %s and %s", a.Vintage(), b.Vintage())
	}
	if got := b.TIPTier("ABW", on("2015-12-01")).Tier; got != Tier3 {
		t.Errorf("the operator's row is not in use: %q", got)
	}
}

func TestMIDTotals(t *testing.T) {
	c := catalogue(t)
	if n := len(c.MIDs()); n != 292 {
		t.Errorf("%d MIDs", n)
	}
	if n := len(c.States()); n != 251 {
		t.Errorf("%d codes", n)
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, seed := range []string{"", "2021", "2024-05", "2024-02-29", "2013-01-31/2020-12-31", "2020-12-31/2013-01-31", "x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := parsePeriod(text)
		if err != nil {
			return
		}
		if p.to.Before(p.from) || (text != "" && p.isZero()) {
			t.Errorf("%q is %v to %v", text, p.from, p.to)
		}
	})
}
