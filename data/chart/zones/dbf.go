package zones

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// dbf reads the attribute table of a shapefile.
type dbf struct {
	r       io.Reader
	columns []string
	lengths []int
	record  []byte
	records int
	read    int
	charset encoding.Encoding // nil: UTF-8 where it is valid, else Windows-1252
}

// openDBF reads the head of a table. charset is the word in the .cpg, "" without one.
func openDBF(r io.Reader, charset string) (*dbf, error) {
	var head [32]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, fmt.Errorf("it ends inside the header: %w", err)
	}
	d := &dbf{r: r, records: int(binary.LittleEndian.Uint32(head[4:]))}
	headLen, recordLen := int(binary.LittleEndian.Uint16(head[8:])), int(binary.LittleEndian.Uint16(head[10:]))
	if headLen < 33 || recordLen < 1 {
		return nil, errors.New("it is no .dbf")
	}
	rest := make([]byte, headLen-32)
	if _, err := io.ReadFull(r, rest); err != nil {
		return nil, fmt.Errorf("it ends inside the header: %w", err)
	}
	width := 1
	for ; len(rest) >= 32 && rest[0] != '\r'; rest = rest[32:] {
		name, _, _ := strings.Cut(string(rest[:11]), "\x00")
		d.columns, d.lengths = append(d.columns, strings.TrimSpace(name)), append(d.lengths, int(rest[16]))
		width += int(rest[16])
	}
	if width > recordLen {
		return nil, fmt.Errorf("its columns take %d bytes and its records have %d", width, recordLen)
	}
	d.record = make([]byte, recordLen)
	var err error
	d.charset, err = charsetNamed(charset)
	return d, err
}

// charsetNamed understands what .cpg files say.
func charsetNamed(s string) (encoding.Encoding, error) {
	s = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(s, "\uFEFF")))
	switch s {
	case "":
		return nil, nil
	case "65001":
		s = "utf-8"
	case "88591", "iso 88591", "ansi 1252", "1252", "cp1252":
		s = "windows-1252"
	}
	e, err := htmlindex.Get(s)
	if err != nil {
		return nil, fmt.Errorf("the .cpg names the character set %.30q, which is not known: write UTF-8 there, or ISO-8859-1", s)
	}
	return e, nil
}

// next returns the next row; deleted rows belong to a shape too.
func (d *dbf) next() (attributes map[string]string, deleted bool, err error) {
	if d.read == d.records {
		return nil, false, io.EOF
	}
	d.read++
	if _, err := io.ReadFull(d.r, d.record); err != nil {
		return nil, false, fmt.Errorf("it says that it has %d rows, and ends in row %d", d.records, d.read)
	}
	attributes = make(map[string]string, len(d.columns))
	at := 1
	for i, name := range d.columns {
		if s := strings.TrimSpace(d.text(d.record[at : at+d.lengths[i]])); s != "" {
			attributes[strings.ToLower(name)] = s
		}
		at += d.lengths[i]
	}
	return attributes, d.record[0] == '*', nil
}

func (d *dbf) text(b []byte) string {
	s := strings.TrimRight(string(b), "\x00 ")
	if d.charset == nil && utf8.ValidString(s) {
		return s
	}
	e := d.charset
	if e == nil {
		e, _ = htmlindex.Get("windows-1252")
	}
	out, err := e.NewDecoder().String(s)
	if err != nil {
		return s
	}
	return out
}
