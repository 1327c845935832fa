package reference

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

const registerHead = "iso3,register,name,declared_on,removed_on,note,source,as_of,status\n"

// lines are the lines that problems are on.
func linesOf(problems []Problem) []int {
	var lines []int
	for _, p := range problems {
		if !slices.Contains(lines, p.Line) {
			lines = append(lines, p.Line)
		}
	}
	slices.Sort(lines)
	return lines
}

func amend(file string, e Edit) ([]Draft, []Problem) {
	e.Table, e.File = "foc_registers", []byte(file)
	return Amend(Embedded(), []Edit{e})
}

func TestEveryWrongRowIsNamedByTheLineOfTheFile(t *testing.T) {
	file := "\xef\xbb\xbf" + strings.ReplaceAll(registerHead, ",", ";") + "\r\n" + // a blank line, as files have
		"XQQ;;Nowhere;2027-01-01;;;a list of my own;2027;recalled\r\n" + // 3: no such State
		"NOR;;Norway;2027-13-01;;;a list of my own;2027;recalled\r\n" + // 4: no such month
		"\r\n" +
		"SWE;;Sweden;2027-02-01;;\"two\r\nlines\";a list of my own;2027;recalled\r\n" + // 6 and 7: right
		"FIN;;Finland;2027-02-01;2026-01-01;;a list of my own;2027;recalled\r\n" + // 8: dates in the wrong order
		"SWE;;Sweden;2027-02-01;;;a list of my own;2027;guessed\r\n" + // 9: the same again, and a status that is none
		"DNK;;Denmark\r\n" // 10: cells are missing
	drafts, problems := amend(file, Edit{Extend: true})
	if drafts != nil || !slices.Equal(linesOf(problems), []int{3, 4, 8, 9, 10}) {
		t.Errorf("problems on %v, want 3, 4, 8, 9, 10:\n%v", linesOf(problems), problems)
	}
	drafts, problems = amend(file, Edit{Extend: true, LeaveOut: []int{3, 4, 8, 9, 10}})
	if len(problems) > 0 || len(drafts) != 1 || drafts[0].Taken != 1 {
		t.Fatalf("without the wrong rows: %+v, %v", drafts, problems)
	}
	if _, rows, _ := catalogue(t).Rows("foc_registers"); drafts[0].Rows != len(rows)+1 {
		t.Errorf("%d rows, want one more than %d", drafts[0].Rows, len(rows))
	}
	if drafts, problems = amend(file, Edit{Extend: true, LeaveOut: []int{3, 4, 5, 8, 9, 10}}); drafts != nil || !strings.Contains(fmt.Sprint(problems), "line 5") {
		t.Errorf("a line without a row was left out in silence: %v", problems)
	}
}

func TestAFileThatCannotBeRead(t *testing.T) {
	for file, want := range map[string]string{
		"iso3,register,name,declaredon,source,status\n": "declared_on",
		"":                       "no header",
		"PK\x03\x04zip":          "workbook",
		registerHead:             "no row that could be taken",
		registerHead + "\"NOR\n": "line 2",
	} {
		if drafts, problems := amend(file, Edit{Extend: true}); drafts != nil || !strings.Contains(fmt.Sprint(problems), want) {
			t.Errorf("%.30q: %v, want it to say %q", file, problems, want)
		}
	}
	if _, problems := Amend(Embedded(), []Edit{{Table: "foc_register"}}); !strings.Contains(fmt.Sprint(problems), "foc_registers") {
		t.Errorf("a table that does not exist: %v", problems)
	}
}

// A row in use that a new one contradicts has no line in the operator's file.
func TestARowInUseIsNamedByItsKey(t *testing.T) {
	_, problems := Amend(Embedded(), []Edit{{Table: "states", Extend: true, File: []byte("iso3,iso2,name,kind,sovereign,source,status\nGBR,GB,United Kingdom,territory,BMU,a list of my own,recalled\n")}})
	if len(problems) == 0 || slices.ContainsFunc(problems, func(p Problem) bool { return p.Line > 2 }) {
		t.Errorf("want problems of rows in use without a line: %v", problems)
	}
}

func TestTablesThatBelongTogether(t *testing.T) {
	registers := Edit{Table: "foc_registers", Extend: true, File: []byte(registerHead + "NOR,,Norway,2013-05-01,,,a list of my own,2027,recalled\n")}
	if _, problems := Amend(Embedded(), []Edit{registers}); len(problems) == 0 || problems[0].Table != "foc_lists" {
		t.Fatalf("a register more than the lists' totals: %v", problems)
	}
	var lists strings.Builder
	lists.WriteString("listed_on,total,note,source,as_of,status\n")
	_, rows, _ := catalogue(t).Rows("foc_lists")
	for _, row := range rows {
		var total int
		_, _ = fmt.Sscan(row[1], &total)
		if row[0] > "2013-05-01" {
			total++
		}
		fmt.Fprintf(&lists, "%s,%d,,a list of my own,,recalled\n", row[0], total)
	}
	drafts, problems := Amend(Embedded(), []Edit{registers, {Table: "foc_lists", File: []byte(lists.String())}})
	if len(problems) > 0 || len(drafts) != 2 {
		t.Fatalf("both together: %v", problems)
	}
	after := applied(t, drafts...)
	if got := after.FlagOfConvenience("NOR", "", on("2020-01-01")).Value; got != Yes {
		t.Errorf("Norway is %v after the import", got)
	}
}

func applied(t interface {
	Helper()
	Fatal(...any)
}, drafts ...Draft,
) *Catalogue {
	t.Helper()
	replaced := map[string][]byte{}
	for _, d := range drafts {
		replaced[d.Table+".csv"] = d.Content
	}
	c, err := LoadFS(Overlay(Embedded(), replaced))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestChangesInWords(t *testing.T) {
	before := catalogue(t)
	tiers := Edit{Table: "tip_tiers", Extend: true, File: []byte("iso3,report_year,tier,note,source,as_of,status\nNOR,2025,3,,the report,2025,sourced\nNOR,2026,2WL,,the report,2026,sourced\n")}
	registers := Edit{Table: "foc_registers", Extend: true, File: []byte(registerHead + "NOR,NIS,Norway,2027-02-01,,,a list of my own,2027,recalled\n")}
	drafts, problems := Amend(Embedded(), []Edit{tiers, registers})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	after := applied(t, drafts...)
	got := Compare(before, after, "tip_tiers")
	if Summary(got) != "1 row added, 1 row changed" || len(got) != 2 || !strings.HasPrefix(got[0].Words, "NORWAY: Tier 3 in the report of 2025: tier is 3, was 2") ||
		got[1].Words != "NORWAY: Tier 2WL in the report of 2026: added" {
		t.Errorf("%s: %+v", Summary(got), got)
	}
	if got := Compare(before, after, "foc_registers"); len(got) != 1 || got[0].Words != "NORWAY: register NIS, flag of convenience from 2027-02-01: added" {
		t.Errorf("%+v", got)
	}
	if got := Compare(after, before, "tip_tiers"); Summary(got) != "1 row changed, 1 row removed" {
		t.Errorf("back again: %s", Summary(got))
	}
	if got := Compare(before, before, "tip_tiers"); Summary(got) != "nothing changes" {
		t.Errorf("with itself: %+v", got)
	}
	for _, table := range Tables() { // every table has words for its rows
		s := before.sheets[table.Name]
		if words := before.inWords(s, s.rows[0]); len(words) < 3 || strings.HasSuffix(words, ": ") {
			t.Errorf("%s: %q", table.Name, words)
		}
	}
}

// Extending by any rows leaves exactly those that were not named by their key,
// as they were, and comparing says so.
func TestExtendingIsByKey(t *testing.T) {
	before := catalogue(t)
	columns, rows, _ := before.Rows("tip_tiers")
	rng := rand.New(rand.NewPCG(3, 4))
	for range 12 { // each loads every table
		want := map[string]string{}
		for _, row := range rows {
			want[row[0]+row[1]] = row[2]
		}
		file := strings.Join(columns, "\t") + "\n"
		for _, i := range rng.Perm(len(rows))[:1+rng.IntN(8)] {
			row := slices.Clone(rows[i])
			row[2] = []string{"1", "2", "2WL", "3"}[rng.IntN(4)]
			row[3] = []string{"", "a note", "of, more"}[rng.IntN(3)]
			want[row[0]+row[1]] = row[2]
			file += strings.Join(row, "\t") + "\n"
		}
		drafts, problems := Amend(Embedded(), []Edit{{Table: "tip_tiers", File: []byte(file), Extend: true}})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		got, err := csv.NewReader(bytes.NewReader(drafts[0].Content)).ReadAll() // that it loads, Amend has seen
		if err != nil {
			t.Fatal(err)
		}
		got = got[1:]
		if len(got) != len(want) {
			t.Fatalf("%d rows, want %d", len(got), len(want))
		}
		for _, row := range got {
			if want[row[0]+row[1]] != row[2] {
				t.Fatalf("%v, want tier %s", row, want[row[0]+row[1]])
			}
		}
	}
}
