package reference

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func replaced(t testing.TB, file, from, to string) fs.FS {
	t.Helper()
	text, err := fs.ReadFile(Embedded(), file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(text, []byte(from)) {
		t.Fatalf("%s no longer holds %q", file, from)
	}
	return Overlay(Embedded(), map[string][]byte{file: bytes.Replace(text, []byte(from), []byte(to), 1)})
}

func TestTheEmbeddedTablesHaveNoProblem(t *testing.T) {
	for _, p := range Check(Embedded()) {
		t.Error(p)
	}
}

// Every problem is found, not only the first, each with its line and its cell.
func TestCheckFindsEveryProblem(t *testing.T) {
	fsys := Overlay(Embedded(), map[string][]byte{
		"landlocked.csv": []byte("iso3;since;source;status\r\nKorea, Republic of;;in words;sourced\r\nmn;01.02.1911;in words;sourced\r\n"),
		"tip_tiers.csv": []byte("iso3,report_year,tier,note,source,as_of,status\n" +
			"QQQ,2015,2,,tip-001,,sourced\n" + // a code that is not there
			"panama,1999,4,,tip-001,2015-13,guessed\n" + // five things
			"PAN,2015,2,,the report itself,2015,sourced\n" + // right
			"PAN,2015,3,,tip-001,2015,sourced\n" + // twice
			"PAN,2016,3,,tip-001\n" + // too short
			"CHN,2016,,,,2015,sourced\n"), // two blank cells
		"mids.csv": []byte("mid,iso3,nam,source,status\n201,ALB,Albania,mid-002,sourced\n"),
	})
	var got []string
	for _, p := range Check(fsys) {
		got = append(got, p.String()+" ["+p.Column+"|"+p.Value+"]")
	}
	want := []string{
		`landlocked.csv line 2: iso3 "Korea, Republic of" is not in states.csv: write KOR [iso3|Korea, Republic of]`,
		`landlocked.csv line 3: iso3 "mn" is not in states.csv: write MNG [iso3|mn]`,
		`landlocked.csv line 3: since "01.02.1911": want a day, as 2006-01-02 [since|01.02.1911]`,
		`mids.csv line 1: no column "nam" in this table (did you mean name?); its columns are mid, iso3, name, subdivision, note, source, as_of, status [nam|]`,
		`mids.csv line 1: column "name" is missing; want the columns mid,iso3,name,subdivision,note,source,as_of,status [name|]`,
		`tip_tiers.csv line 2: iso3 "QQQ" is not in states.csv [iso3|QQQ]`,
		`tip_tiers.csv line 3: iso3 "panama" is not in states.csv: write PAN [iso3|panama]`,
		`tip_tiers.csv line 3: report_year 1999: want 2001 to 2199 [report_year|1999]`,
		`tip_tiers.csv line 3: tier "4": want 1, 2, 2WL, 3 or special [tier|4]`,
		`tip_tiers.csv line 3: as_of: date "2015-13": want 2006-01-02, 2006-01 or 2006 [as_of|2015-13]`,
		`tip_tiers.csv line 3: status "guessed": want sourced, derived or recalled [status|guessed]`,
		`tip_tiers.csv line 5: PAN 2015 is listed twice, first on line 4 [|]`,
		`tip_tiers.csv line 6: 5 cells, the header has 7: quote a cell that holds the separator [|]`,
		`tip_tiers.csv line 7: tier is blank and is needed [tier|]`,
		`tip_tiers.csv line 7: source is blank and is needed [source|]`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	_, err := LoadFS(fsys)
	if fault := new(ProblemsError); !errors.As(err, &fault) || len(fault.Problems) != len(want) || !strings.Contains(err.Error(), "and 14 more") {
		t.Errorf("LoadFS: %v", err)
	}
}

// Whatever is done to one cell of any table: the tables load exactly when
// nothing is found.
func TestLoadFailsExactlyWhenCheckFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	cells := []string{"", "x", "CHN", "PAN", "2015", "2031-01-01", "1901", "yes", "-1", "recalled", "white", "in words"}
	broken := 0
	for _, info := range Tables() {
		columns, rows, _ := catalogue(t).Rows(info.Name)
		for range 1 {
			i, j := random.IntN(len(rows)), random.IntN(len(columns))
			cell := cells[random.IntN(len(cells))]
			var b bytes.Buffer
			w := csv.NewWriter(&b)
			_ = w.Write(columns)
			for n, row := range rows {
				if n == i {
					row = slices.Clone(row)
					row[j] = cell
				}
				_ = w.Write(row)
			}
			w.Flush()
			fsys := Overlay(Embedded(), map[string][]byte{info.Name + ".csv": b.Bytes()})
			problems := Check(fsys)
			c, err := LoadFS(fsys)
			if (err == nil) != (len(problems) == 0) || (c == nil) != (err != nil) {
				t.Fatalf("%s row %d %s=%q: error %v, problems %v", info.Name, i, columns[j], cell, err, problems)
			}
			for _, p := range problems {
				if p.Message == "" || p.Table == "" {
					t.Fatalf("a problem that names nothing: %+v", p)
				}
			}
			if err != nil {
				broken++
			}
		}
	}
	if broken < 10 {
		t.Errorf("only %d changes broke a table", broken)
	}
}

func TestOverlay(t *testing.T) {
	text := []byte("2030-01-01\n")
	fsys := Overlay(Embedded(), map[string][]byte{"vintage.txt": text})
	got, err := fs.ReadFile(fsys, "vintage.txt")
	if err != nil || !bytes.Equal(got, text) {
		t.Errorf("read %q, %v", got, err)
	}
	file, err := fsys.Open("vintage.txt")
	if err != nil {
		t.Fatal(err)
	}
	info, err := file.Stat()
	if err != nil || info.Name() != "vintage.txt" || info.Size() != int64(len(text)) || info.IsDir() {
		t.Errorf("stat %+v, %v", info, err)
	}
	got[0] = 'x' // a reader cannot change what the next one reads
	if c, err := LoadFS(fsys); err != nil || !strings.HasPrefix(c.Vintage(), "2030-01-01-") {
		t.Errorf("loaded %v", err)
	}
	if _, err := fsys.Open("nothing.csv"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// The descriptions hold together: what a column refers to exists, every key is
// a column, every table says how its rows are known.
func TestTablesDescribeThemselves(t *testing.T) {
	names := map[string]bool{}
	for _, info := range Tables() {
		names[info.Name] = true
	}
	for _, info := range catalogue(t).Tables() {
		columns, rows, ok := catalogue(t).Rows(info.Name)
		if !ok || len(rows) != info.Rows || len(columns) != len(info.Columns) || info.Rows == 0 || info.Title == "" || info.Purpose == "" {
			t.Errorf("%s: %d rows, %d columns, described as %+v", info.Name, len(rows), len(columns), info)
		}
		kinds := map[ColumnKind]int{}
		for i, c := range info.Columns {
			kinds[c.Kind]++
			if c.Name != columns[i] || c.Kind == ColumnEnum && len(c.Values) == 0 || len(c.Values) > 0 && c.Kind != ColumnEnum && c.Kind != ColumnCode || (c.Kind == ColumnRef) != names[c.Refers] {
				t.Errorf("%s: column %+v", info.Name, c)
			}
		}
		for _, k := range info.Key {
			if !slices.Contains(columns, k) {
				t.Errorf("%s: key %s is no column", info.Name, k)
			}
		}
		if info.Name != "sources" && (kinds[ColumnSource] != 1 || kinds[ColumnStatus] == 0 || !slices.Contains(columns, "as_of")) {
			t.Errorf("%s does not say how its rows are known", info.Name)
		}
	}
	if _, _, ok := catalogue(t).Rows("nothing"); ok {
		t.Error("a table that is not there has rows")
	}
	if got := catalogue(t).SourceText("mid-002"); !strings.Contains(got, "mmsi-country-lookup") {
		t.Errorf("source mid-002 is %q", got)
	}
}
