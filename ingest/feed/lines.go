package feed

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// MaxLineBytes is the longest line that is read: as long as the largest
// message. A longer one is rejected and the file goes on behind it.
const MaxLineBytes = 1 << 20

// lines reads lines in place, in one buffer.
type lines struct {
	r      *bufio.Reader
	number int64 // of the line last returned, from 1
}

func newLines(r io.Reader) *lines {
	return &lines{r: bufio.NewReaderSize(r, MaxLineBytes)}
}

// next returns a line without its end, valid until the next call. tooLong
// means that only its beginning is there and the rest was skipped. The error
// is io.EOF behind the last line.
func (l *lines) next() (line []byte, tooLong bool, err error) {
	line, err = l.r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		line = bytes.Clone(line[:exampleBytes])
		tooLong = true
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = l.r.ReadSlice('\n')
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, false, err
	}
	if err != nil && len(line) == 0 {
		return nil, false, io.EOF
	}
	l.number++
	if l.number == 1 {
		line = bytes.TrimPrefix(line, byteOrderMark)
	}
	line = bytes.TrimSuffix(line, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), tooLong, nil
}

var byteOrderMark = []byte("\xef\xbb\xbf")
