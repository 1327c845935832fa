package feed

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The formats, by the names that Options.Format takes and Summary.Format says.
const (
	FormatAIVDM          = "aivdm"
	FormatMarineCadastre = "marinecadastre"
	FormatTrack          = "track"
	FormatGFWVessel      = "gfw-vessel"
	FormatGFWEvent       = "gfw-event"
	FormatGFWEvents      = "gfw-events"
	FormatGFWInsight     = "gfw-insight"
	FormatGFWStats       = "gfw-stats"
	FormatTruth          = "truth"
	FormatLines          = "jsonl"
	FormatEmpty          = "empty"
)

// format reads one kind of file and knows its beginning.
type format struct {
	name string
	fits func(head []byte) bool // head is at least one character that is no blank
	read func(*run, *bufio.Reader) error
}

// formats are tried in this order: those that need a word or a column of their
// own first.
func formats() []format {
	return []format{
		{FormatGFWVessel, fitsGFWVessel, as(readGFWVessel)},
		{FormatGFWStats, fitsGFWStats, nothing("event statistics: counts of a region, no vessel")},
		{FormatGFWInsight, fitsGFWInsight, nothing("insight summary: counts of a period, no event")},
		{FormatGFWEvent, fitsGFWEvent, as(readGFWEvent)},
		{FormatTruth, fitsTruth, nothing("truth file of a simulation: what was planted, no event")},
		{FormatLines, fitsLines, as(readLines)},
		{FormatAIVDM, fitsAIVDM, as(readAIVDM)},
		{FormatMarineCadastre, fitsMarineCadastre, as(readMarineCadastre)},
		{FormatTrack, fitsTrack, as(readTrack)},
		{FormatGFWEvents, fitsGFWEvents, as(readGFWEvents)},
	}
}

func as(read func(*run, io.Reader) error) func(*run, *bufio.Reader) error {
	return func(r *run, in *bufio.Reader) error { return read(r, in) }
}

// Formats lists the names for Options.Format.
func Formats() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// choose finds the format, by name or from the beginning of the file.
func choose(name, file string, in *bufio.Reader) (format, error) {
	if name != "" {
		for _, f := range formats() {
			if f.name == name {
				return f, nil
			}
		}
		return format{}, fmt.Errorf("%w: %q is none of %s", ErrFormat, name, strings.Join(Formats(), ", "))
	}
	head, err := in.Peek(sniffBytes)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		if len(head) == 0 {
			return format{}, err
		}
	}
	head = bytes.TrimPrefix(head, byteOrderMark)
	if len(bytes.TrimSpace(head)) == 0 {
		return format{name: FormatEmpty, read: func(*run, *bufio.Reader) error { return nil }}, nil
	}
	for _, f := range formats() {
		if f.fits(head) || f.name == FormatLines && topicOfName(file) != "" {
			return f, nil
		}
	}
	return format{}, fmt.Errorf("%w: this is not what any of these looks like: %s; name one with --format", ErrFormat, strings.Join(Formats(), ", "))
}

// nothing is a kind of file that holds nothing for us: one unit, ignored.
func nothing(reason string) func(*run, *bufio.Reader) error {
	return func(r *run, in *bufio.Reader) error {
		r.ignore(reason)
		for {
			if err := r.ctx.Err(); err != nil {
				return err
			}
			if _, err := io.CopyN(io.Discard, in, progressStride); errors.Is(err, io.EOF) {
				return nil
			} else if err != nil {
				return err
			}
		}
	}
}

// fitsTruth knows the file that tells what a simulated fleet was planted with:
// a list of objects, or an empty one.
func fitsTruth(head []byte) bool {
	head = bytes.TrimSpace(head)
	return bytes.Equal(head, []byte("[]")) || bytes.HasPrefix(head, []byte("[")) && has(head, "condition") && has(head, "strength")
}

// fitsAIVDM finds a sentence at the beginning of any line, or behind a tag
// block or a time on it.
func fitsAIVDM(head []byte) bool {
	for line := range bytes.SplitSeq(head, []byte("\n")) {
		if _, kind, _ := parseSentence(line); kind == lineAIS || kind == lineBad && bytes.Contains(line, []byte("!AIVD")) {
			return true
		}
	}
	return false
}

// isJSON says whether the first character opens a JSON object or list.
func isJSON(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	return len(head) > 0 && (head[0] == '{' || head[0] == '[')
}

// has says whether all words stand in the head as JSON member names.
func has(head []byte, words ...string) bool {
	for _, w := range words {
		if !bytes.Contains(head, []byte(`"`+w+`"`)) {
			return false
		}
	}
	return isJSON(head)
}

// headerHas says whether the first line that is neither blank nor a comment
// names all columns; a|b means either.
func headerHas(head []byte, columns ...string) bool {
	for line := range bytes.SplitSeq(head, []byte("\n")) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		var t table
		if _, err := t.open(line); err != nil {
			return false
		}
		for _, c := range columns {
			if t.column(strings.Split(c, "|")...) < 0 {
				return false
			}
		}
		return true
	}
	return false
}
