package feed

import (
	"fmt"
	"strings"
	"testing"
)

func summed(text string) string { return fmt.Sprintf("%s*%02X", text, xor([]byte(text))) }

func TestParseSentence(t *testing.T) {
	plain := "!" + summed("AIVDM,1,1,,A,13u0,0")
	for _, c := range []struct {
		name, line string
		kind       lineKind
		at         int64
		station    string
		group      string
		fault      string
	}{
		{name: "plain", line: plain, kind: lineAIS, at: noTime},
		{name: "own ship", line: "!" + summed("AIVDO,1,1,,,13u0,0"), kind: lineAIS, at: noTime},
		{name: "lower-case checksum", line: plain[:len(plain)-2] + strings.ToLower(plain[len(plain)-2:]), kind: lineAIS, at: noTime},
		{name: "seconds before", line: "1550303566 " + plain, kind: lineAIS, at: 1550303566000},
		{name: "nanoseconds and a comma", line: "1550303566167726840," + plain, kind: lineAIS, at: 1550303566167},
		{name: "ISO before", line: "[2019-02-16T07:52:46Z] " + plain, kind: lineAIS, at: 1550303566000},
		{name: "words before", line: "port 3: " + plain, kind: lineAIS, at: noTime},
		{name: "tag block", line: `\` + summed("s:st1,c:1550303566") + `\` + plain, kind: lineAIS, at: 1550303566000, station: "st1"},
		{name: "tag block in milliseconds", line: `\` + summed("c:1550303566123") + `\` + plain, kind: lineAIS, at: 1550303566123},
		{name: "group", line: `\` + summed("g:1-2-1234,s:x") + `\` + plain, kind: lineAIS, at: noTime, station: "x", group: "1234"},
		{name: "two tag blocks", line: `\` + summed("g:1-2-9") + `\\` + summed("c:1550303566") + `\` + plain, kind: lineAIS, at: 1550303566000, group: "9"},
		{name: "station and epoch behind", line: plain + ",d-093,S2212,t235959.00,T59.0,r09ST,1550303566", kind: lineAIS, at: 1550303566000, station: "r09ST"},
		{name: "base station behind", line: plain + ",b003669794,1550303566", kind: lineAIS, at: 1550303566000, station: "b003669794"},
		{name: "tag block wins", line: `\` + summed("c:1550303566") + `\` + plain + ",b1,1600000000", kind: lineAIS, at: 1550303566000, station: "b1"},
		{name: "no epoch behind", line: plain + ",r09ST", kind: lineAIS, at: noTime, station: "r09ST"},
		{name: "bad checksum", line: "!AIVDM,1,1,,A,13u0,0*00", kind: lineAIS, at: noTime, fault: "checksum"},
		{name: "bad tag block", line: `\c:1550303566*00\` + plain, kind: lineAIS, at: noTime, fault: "tag block"},
		{name: "no payload", line: "!" + summed("AIVDM,1,1,,A,,0"), kind: lineAIS, at: noTime, fault: "payload"},
		{name: "payload with a bad character", line: "!" + summed("AIVDM,1,1,,A,13Zu,0"), kind: lineAIS, at: noTime, fault: "payload"},
		{name: "six fill bits", line: "!" + summed("AIVDM,1,1,,A,13u0,6"), kind: lineAIS, at: noTime, fault: "payload"},
		{name: "endless payload", line: "!" + summed("AIVDM,1,1,,A,"+strings.Repeat("0", 500)+",0"), kind: lineAIS, at: noTime, fault: "payload"},
		{name: "no checksum", line: "!AIVDM,1,1,,A,13u0,0", kind: lineBad, at: noTime, fault: "checksum"},
		{name: "cut short", line: "!AIVDM,1,1,,A,13u0,0*0", kind: lineBad, at: noTime, fault: "checksum"},
		{name: "six fields", line: "!" + summed("AIVDM,1,1,,A,13u0"), kind: lineBad, at: noTime, fault: "fields"},
		{name: "part 3 of 2", line: "!" + summed("AIVDM,2,3,1,A,13u0,0"), kind: lineBad, at: noTime, fault: "parts"},
		{name: "ten parts", line: "!" + summed("AIVDM,10,1,1,A,13u0,0"), kind: lineBad, at: noTime, fault: "parts"},
		{name: "open tag block", line: `\c:1550303566*00`, kind: lineBad, at: noTime, fault: "tag block"},
		{name: "text", line: "hello", kind: lineBad, at: noTime, fault: "sentence"},
		{name: "position sentence", line: "$GPGLL,1,N,2,E*00", kind: lineOther, at: noTime},
		{name: "tag block alone", line: `\` + summed("c:1550303566") + `\`, kind: lineOther, at: 1550303566000},
		{name: "comment", line: "  # note !AIVDM", kind: lineComment, at: noTime},
		{name: "blank", line: " \t", kind: lineBlank, at: noTime},
	} {
		s, kind, reject := parseSentence([]byte(c.line))
		if reject == nil {
			reject = s.fault
		}
		fault := ""
		if reject != nil {
			fault = reject.Field
		}
		if kind != c.kind || s.at != c.at || s.station != c.station || s.group != c.group || fault != c.fault {
			t.Errorf("%s: kind %d at %d station %q group %q fault %q", c.name, kind, s.at, s.station, s.group, fault)
		}
	}
}

func FuzzParseSentence(f *testing.F) {
	f.Add([]byte(`\s:a,c:1550303566*00\!AIVDM,2,1,3,B,55NB,0*66,r003669976,1272672016`))
	f.Add([]byte("!AIVDM,1,1,,A,13u0,0*43"))
	f.Add([]byte("2019-02-16 07:52:46 !ABVDM,1,1,,A,0,0*"))
	f.Fuzz(func(t *testing.T, line []byte) {
		s, kind, reject := parseSentence(line)
		if (kind == lineBad) != (reject != nil) {
			t.Fatalf("kind %d with reject %v", kind, reject)
		}
		if kind != lineAIS {
			return
		}
		if s.parts < 1 || s.parts > maxParts || s.part < 1 || s.part > s.parts {
			t.Fatalf("part %d of %d", s.part, s.parts)
		}
		if s.fault == nil {
			if n := len(s.appendBits(nil)); n > 6*maxArmour {
				t.Fatalf("%d bits", n)
			}
		}
	})
}
