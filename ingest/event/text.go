package event

import (
	"unicode"
	"unicode/utf8"
)

// Limits of texts, in characters. Longer ones are taken for garbage.
const (
	maxText = 256  // names, ids, codes
	maxLink = 2048 // references, which may be addresses
)

// printable says whether s is UTF-8 without control characters, fit for a
// terminal, a log line and a table key.
func printable[T string | []byte](s T) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c >= ' ' && c < 0x7f {
			i++
			continue
		}
		var one [utf8.UTFMax]byte
		n := copy(one[:], s[i:])
		r, size := utf8.DecodeRune(one[:n])
		if r == utf8.RuneError && size == 1 || unicode.IsControl(r) {
			return false
		}
		i += size
	}
	return true
}
