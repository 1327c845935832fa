package reference

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"slices"
	"strings"
	"testing"
)

// The same table, as different programs write it.
func TestFilesOfOtherPrograms(t *testing.T) {
	plain, err := fs.ReadFile(Embedded(), "foc_registers.csv")
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(bytes.NewReader(plain)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	write := func(comma rune, crlf bool, order ...int) []byte {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma, w.UseCRLF = comma, crlf
		for _, line := range lines {
			row := slices.Clone(line)
			for i, from := range order {
				row[i] = line[from]
			}
			_ = w.Write(row)
		}
		w.Flush()
		return b.Bytes()
	}
	_, want, _ := catalogue(t).Rows("foc_registers")
	for name, text := range map[string][]byte{
		"byte order mark":     append([]byte("\xef\xbb\xbf"), plain...),
		"CRLF":                write(',', true),
		"semicolons":          write(';', true),
		"tabs":                write('\t', false),
		"columns in reverse":  write(',', false, 8, 7, 6, 5, 4, 3, 2, 1, 0),
		"capitals and spaces": bytes.Replace(plain, []byte("iso3,register,name"), []byte("ISO3, Register ,Name"), 1),
		"blank lines":         append(slices.Clone(plain), "\n,,,,,,,,\n"...),
		"a column less":       bytes.ReplaceAll(bytes.Replace(plain, []byte("declared_on"), []byte("DECLARED_ON"), 1), []byte("\n"), []byte(",\n")),
	} {
		t.Run(name, func(t *testing.T) {
			c, err := LoadFS(Overlay(Embedded(), map[string][]byte{"foc_registers.csv": text}))
			if err != nil {
				t.Fatal(err)
			}
			_, got, _ := c.Rows("foc_registers")
			if !slices.EqualFunc(got, want, slices.Equal) {
				t.Errorf("%d rows differ from the %d of the plain file", len(got), len(want))
			}
		})
	}
	for name, tc := range map[string]struct{ text, want string }{
		"UTF-16":     {"\xff\xfei\x00", "save it as CSV UTF-8"},
		"a workbook": {"PK\x03\x04rest", "save the sheet as CSV UTF-8"},
		"Latin-1":    {strings.Replace(string(plain), "Curaçao", "Cura\xe7ao", 1), "not UTF-8 here"},
		"old Mac":    {strings.ReplaceAll(string(plain), "\n", "\r"), "CR alone"},
		"empty":      {"", "no header"},
		"a quote":    {strings.Replace(string(plain), "Bahamas", `"Bahamas`, 1), "the rest of the file was not read"},
		"no table":   {"<html>", `no column "<html>"`},
	} {
		t.Run(name, func(t *testing.T) {
			problems := Check(Overlay(Embedded(), map[string][]byte{"foc_registers.csv": []byte(tc.text)}))
			if len(problems) == 0 || !strings.Contains(problems[0].Message, tc.want) {
				t.Errorf("got %v, want %q", problems, tc.want)
			}
		})
	}
}

// No bytes make the reader fail other than by a problem, and what it accepts
// loads.
func FuzzCheckTable(f *testing.F) {
	plain, _ := fs.ReadFile(Embedded(), "foc_lists.csv")
	f.Add(plain)
	f.Add([]byte("listed_on;total;note;source;as_of;status\r\n2013-01-30;34;;in words;;sourced\r\n"))
	f.Add([]byte("\xef\xbb\xbflisted_on\n\"\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		l := &loading{sheets: map[string]*sheet{}}
		lists := focListsTable()
		lists.index = map[string]int{}
		for i, c := range lists.columns {
			lists.index[c.Name] = i
		}
		s := l.readSheet(Overlay(Embedded(), map[string][]byte{"foc_lists.csv": text}), lists)
		for i, row := range s.rows {
			if len(row) != len(lists.columns) || s.lines[i] < 2 {
				t.Fatalf("row %q on line %d", row, s.lines[i])
			}
		}
	})
}
