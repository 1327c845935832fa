package feed

import (
	"bytes"

	"plimsoll/ingest/event"
)

const (
	maxParts   = 9
	maxArmour  = 400 // characters; the longest AIS message has 1,064 bits, 178 characters, in all its parts
	noSequence = 255
)

// sentence is one AIVDM or AIVDO sentence with what stands around it: a tag
// block or a time before it, a station and a time behind its checksum.
type sentence struct {
	at       int64 // milliseconds of Unix time, or noTime
	station  string
	group    string // id of the tag block's group, which joins parts better than the sequence id
	own      bool   // VDO: the receiver's own ship
	parts    int
	part     int // from 1
	sequence byte
	channel  byte
	armour   []byte // the payload, six bits a character; aliases the line
	fill     int
	fault    *event.Reject // what makes the whole message unusable, when its parts can still be told
}

// kinds of line
type lineKind uint8

const (
	lineBlank lineKind = iota
	lineComment
	lineOther // a sentence that is not AIS
	lineAIS
	lineBad
)

func badAIVDM(field, fix string) *event.Reject {
	return &event.Reject{Reason: event.ReasonBadAIVDM, Field: field, Fix: fix}
}

// parseSentence reads one line. A lineBad comes with the reason.
func parseSentence(line []byte) (s sentence, kind lineKind, reject *event.Reject) {
	s.at = noTime
	line = bytes.TrimSpace(line)
	switch {
	case len(line) == 0:
		return s, lineBlank, nil
	case line[0] == '#' || bytes.HasPrefix(line, []byte("//")):
		return s, lineComment, nil
	}
	start := bytes.IndexAny(line, "\\!$")
	if start < 0 {
		return s, lineBad, badAIVDM("sentence", "no sentence on this line; one begins with ! as in !AIVDM,1,1,,A,...")
	}
	if ms, ok := parseStamp(bytes.Trim(line[:start], " \t,;|[]\"'")); ok {
		s.at = ms
	}
	line = line[start:]
	for len(line) > 0 && line[0] == '\\' {
		end := bytes.IndexByte(line[1:], '\\')
		if end < 0 {
			return s, lineBad, badAIVDM("tag block", "a tag block ends with a backslash")
		}
		if fault := s.tagBlock(line[1 : end+1]); fault != nil {
			s.fault = fault
		}
		line = bytes.TrimLeft(line[end+2:], " ")
	}
	if len(line) < 6 || line[0] != '!' || line[3] != 'V' || line[4] != 'D' || (line[5] != 'M' && line[5] != 'O') {
		if len(line) == 0 || line[0] == '$' || line[0] == '!' {
			return s, lineOther, nil
		}
		return s, lineBad, badAIVDM("sentence", "no sentence behind the tag block")
	}
	s.own = line[5] == 'O'
	if reject := s.body(line); reject != nil {
		return s, lineBad, reject
	}
	return s, lineAIS, nil
}

// body reads from the ! on: the checksum, what follows it, the seven fields.
func (s *sentence) body(line []byte) *event.Reject {
	star := bytes.IndexByte(line, '*')
	if star < 0 || len(line) < star+3 {
		return badAIVDM("checksum", "the checksum is missing; the line was cut short or altered")
	}
	var f [8][]byte
	n, rest := 0, line[1:star]
	for ; n < len(f); n++ {
		comma := bytes.IndexByte(rest, ',')
		if comma < 0 {
			f[n] = rest
			n++
			break
		}
		f[n], rest = rest[:comma], rest[comma+1:]
	}
	if n != 7 {
		return badAIVDM("fields", "want seven fields between ! and *; the line was cut short or altered")
	}
	if want, ok := hexByte(line[star+1:]); !ok || want != xor(line[1:star]) {
		s.fault = badAIVDM("checksum", "the checksum does not fit; the line was altered on its way")
	}
	s.trailer(line[star+3:])
	return s.fields(f[1:7])
}

func (s *sentence) fields(f [][]byte) *event.Reject {
	parts, part := digit(f[0]), digit(f[1])
	if parts < 1 || part < 1 || part > parts {
		return s.orFault(badAIVDM("parts", "want the number of parts and of this part, 1 to 9"))
	}
	s.parts, s.part = parts, part
	s.sequence = noSequence
	if len(f[2]) > 0 {
		if s.sequence = f[2][0]; len(f[2]) > 1 {
			return s.orFault(badAIVDM("sequence", "want a sequence id of one digit, or none"))
		}
	}
	if len(f[3]) > 0 {
		s.channel = f[3][0]
	}
	s.armour = f[4]
	s.fill = digit(f[5])
	if len(f[5]) == 0 {
		s.fill = 0
	}
	if s.fault == nil {
		s.fault = checkArmour(s.armour, s.fill)
	}
	return nil
}

// orFault prefers the checksum as a reason: a field in an altered sentence is
// wrong because the sentence was altered.
func (s *sentence) orFault(r *event.Reject) *event.Reject {
	if s.fault != nil {
		return s.fault
	}
	return r
}

func checkArmour(armour []byte, fill int) *event.Reject {
	if len(armour) == 0 {
		return badAIVDM("payload", "the sentence has no payload")
	}
	if len(armour) > maxArmour {
		return badAIVDM("payload", "the payload is longer than any AIS message")
	}
	if fill < 0 || fill > 5 {
		return badAIVDM("payload", "want 0 to 5 fill bits")
	}
	for _, c := range armour {
		if c < '0' || c > 'w' || c > 'W' && c < '`' {
			return badAIVDM("payload", "want only the characters 0 to W and ` to w")
		}
	}
	return nil
}

// appendBits appends the payload as one byte per bit, as go-ais wants it.
func (s *sentence) appendBits(bits []byte) []byte {
	for _, c := range s.armour {
		if c -= '0'; c > 40 {
			c -= 8
		}
		bits = append(bits, c>>5&1, c>>4&1, c>>3&1, c>>2&1, c>>1&1, c&1)
	}
	return bits[:max(0, len(bits)-s.fill)]
}

// tagBlock reads c: (the time), s: (the station) and g: (the group).
func (s *sentence) tagBlock(b []byte) *event.Reject {
	star := bytes.LastIndexByte(b, '*')
	if star < 0 {
		return badAIVDM("tag block", "the tag block has no checksum")
	}
	if want, ok := hexByte(b[star+1:]); !ok || want != xor(b[:star]) {
		return badAIVDM("tag block", "the tag block's checksum does not fit; the line was altered on its way")
	}
	for field := range bytes.SplitSeq(b[:star], []byte(",")) {
		if len(field) < 3 || field[1] != ':' {
			continue
		}
		value := field[2:]
		switch field[0] {
		case 'c':
			if ms, ok := parseEpoch(value); ok {
				s.at = ms
			}
		case 's':
			s.station = string(value)
		case 'g':
			if dash := bytes.LastIndexByte(value, '-'); dash >= 0 {
				s.group = string(value[dash+1:])
			}
		}
	}
	return nil
}

// trailer reads what some loggers put behind the checksum: signal strength
// and slot, the station (r or b and its name), and the time last.
func (s *sentence) trailer(b []byte) {
	b = bytes.TrimSpace(b)
	if len(b) == 0 || b[0] != ',' {
		return
	}
	var last []byte
	for field := range bytes.SplitSeq(b[1:], []byte(",")) {
		last = bytes.TrimSpace(field)
		if len(last) > 1 && (last[0] == 'r' || last[0] == 'b') && s.station == "" {
			s.station = string(last)
		}
	}
	if ms, ok := parseStamp(last); ok && s.at == noTime {
		s.at = ms
	}
}

func xor(b []byte) (sum byte) {
	for _, c := range b {
		sum ^= c
	}
	return sum
}

func hexByte(b []byte) (byte, bool) {
	if len(b) < 2 {
		return 0, false
	}
	hi, lo := hexDigit(b[0]), hexDigit(b[1])
	return hi<<4 | lo, hi < 16 && lo < 16
}

func hexDigit(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	}
	return 16
}

// digit is the value of a single digit, -1 for anything else.
func digit(b []byte) int {
	if len(b) != 1 || b[0] < '0' || b[0] > '9' {
		return -1
	}
	return int(b[0] - '0')
}
