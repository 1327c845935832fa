package reference

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// separator is the one that makes most columns' names out of the first line.
func separator(text []byte, t *table) rune {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	best, most := ',', -1
	for _, comma := range ",;\t" {
		n := 0
		for name := range strings.SplitSeq(string(line), string(comma)) {
			if slices.Contains(t.columnNames(), strings.ToLower(strings.Trim(strings.TrimSpace(name), `"`))) {
				n++
			}
		}
		if n > most {
			best, most = comma, n
		}
	}
	return best
}

// notText names encodings and line ends that no CSV reader takes.
func notText(text []byte) string {
	switch {
	case bytes.HasPrefix(text, []byte("\xff\xfe")), bytes.HasPrefix(text, []byte("\xfe\xff")):
		return "the file is UTF-16: save it as CSV UTF-8"
	case bytes.HasPrefix(text, []byte("PK\x03\x04")):
		return "the file is a workbook or an archive: save the sheet as CSV UTF-8"
	case bytes.ContainsRune(text, '\r') && !bytes.ContainsRune(text, '\n'):
		return "the lines end in CR alone: save the file with LF or CRLF"
	}
	return ""
}

// badLine is the line of the first byte that is not UTF-8.
func badLine(text []byte) int {
	line := 1
	for part := range bytes.SplitSeq(text, []byte("\n")) {
		if !utf8.Valid(part) {
			break
		}
		line++
	}
	return line
}
