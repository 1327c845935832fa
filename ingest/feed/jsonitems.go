package feed

import (
	"bufio"
	"errors"
	"io"
)

// maxItemBytes is the largest JSON document, or element of a list, that is
// read. A vessel with a long history has some tens of kilobytes.
const maxItemBytes = 4 << 20

// items cuts a stream of JSON into the documents in it: one after the other,
// the elements of a list, or the elements of the member "entries" of an
// object, as paged answers have them. It knows strings and brackets only; what
// it cuts out may still be no JSON.
type items struct {
	r      *bufio.Reader
	line   int64
	layers []byte // what is open around an item: '[' a list, 'e' the entries of an object
	buf    []byte
}

// item is one document.
type item struct {
	line    int64 // where it begins, from 1
	text    []byte
	tooLong bool // only its beginning is there
}

func newItems(r io.Reader) *items {
	return &items{r: bufio.NewReaderSize(r, sniffBytes), line: 1}
}

func (j *items) read() (byte, error) {
	c, err := j.r.ReadByte()
	if c == '\n' {
		j.line++
	}
	return c, err
}

// next gives the next item, valid until the call after, or io.EOF.
func (j *items) next() (item, error) {
	for {
		c, err := j.read()
		if err != nil {
			return item{}, err
		}
		switch c {
		case ' ', '\t', '\r', '\n', ',', 0xef, 0xbb, 0xbf:
		case '[':
			if len(j.layers) < 2 {
				j.layers = append(j.layers, '[')
			}
		case ']', '}':
			if err := j.leave(); err != nil {
				return item{}, err
			}
		default:
			it, wrapper, err := j.collect(c)
			if wrapper {
				continue
			}
			return it, err
		}
	}
}

// leave closes a layer. What follows the entries in their object is skipped.
func (j *items) leave() error {
	if len(j.layers) == 0 {
		return nil
	}
	top := j.layers[len(j.layers)-1]
	j.layers = j.layers[:len(j.layers)-1]
	if top != 'e' {
		return nil
	}
	s := scan{depth: 1}
	for {
		c, err := j.read()
		if err != nil {
			return err
		}
		if s.step(c); s.depth == 0 {
			return nil
		}
	}
}

// scan follows brackets outside strings.
type scan struct {
	depth             int
	inString, escaped bool
}

func (s *scan) step(c byte) {
	switch {
	case s.escaped:
		s.escaped = false
	case s.inString && c == '\\':
		s.escaped = true
	case c == '"':
		s.inString = !s.inString
	case s.inString:
	case c == '{' || c == '[':
		s.depth++
	case c == '}' || c == ']':
		s.depth--
	}
}

// collect reads one item that begins with c. wrapper says that it was an
// object around entries, whose elements come next.
func (j *items) collect(c byte) (it item, wrapper bool, err error) {
	it.line = j.line
	j.buf = append(j.buf[:0], c)
	s := scan{}
	s.step(c)
	object := c == '{'
	for s.depth > 0 || !object {
		c, err := j.read()
		if errors.Is(err, io.EOF) {
			break // cut short: no JSON, and rejected as such
		}
		if err != nil {
			return it, false, err
		}
		if !object && !s.inString && (c == ',' || c == ']' || c == '\n' || c == '}') {
			if c != '\n' {
				_ = j.r.UnreadByte() // a byte was just read
			}
			break
		}
		s.step(c)
		if c == '[' && s.depth == 2 && !s.inString && len(j.layers) == 0 && endsInEntries(j.buf) {
			j.layers = append(j.layers, 'e')
			return it, true, nil
		}
		if len(j.buf) < maxItemBytes {
			j.buf = append(j.buf, c)
		} else {
			it.tooLong = true
		}
	}
	it.text = j.buf
	return it, false, nil
}

// endsInEntries says whether "entries": stands before a list.
func endsInEntries(b []byte) bool {
	const word = `"entries"`
	i := len(b)
	blanks := func() {
		for i > 0 && (b[i-1] == ' ' || b[i-1] == '\t' || b[i-1] == '\r' || b[i-1] == '\n') {
			i--
		}
	}
	blanks()
	if i == 0 || b[i-1] != ':' {
		return false
	}
	i--
	blanks()
	return i >= len(word) && string(b[i-len(word):i]) == word
}

// readItems reads documents of one format, each a unit.
func readItems(r *run, in io.Reader, read func(text []byte, u *unit) (ignored string, err error)) error {
	j := newItems(in)
	var u unit
	for {
		it, err := j.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := r.tick(); err != nil {
			return err
		}
		if err := r.item(it, &u, read); err != nil {
			return err
		}
	}
}
