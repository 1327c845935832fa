package behaviour

import (
	"regexp"
	"strings"
)

// Kind is what transmits, as far as whether it can be a workplace.
type Kind string

// The kinds, as the vessels table knows them.
const (
	KindVessel    Kind = "vessel"
	KindIfItMoves Kind = "if_it_moves" // an MMSI of no ship's form: a vessel only if it moves like one
	KindGear      Kind = "gear"        // net buoys and other fishing gear
	KindStructure Kind = "structure"   // platforms, rigs, floating production units
)

// normalName is a name or call sign as it is compared: upper case, single spaces.
func normalName(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), " ")) }

// Fishing gear reports under its owner's name with a number and the state of
// its battery, as in NET 12-85% or LUYANYU 5-12.3V.
var (
	gearName      = regexp.MustCompile(`^NET( |-|\d|$)|\d ?%$|-\d+(\.\d+)?V$|\bBUOY\b`)
	structureName = regexp.MustCompile(`\b(PLATFORM|FPSO)\b|^RIG\b|\bRIG$`)
)

// kindByName is the kind that a name without an IMO number gives away, or "".
func kindByName(name string) Kind {
	switch {
	case gearName.MatchString(name):
		return KindGear
	case structureName.MatchString(name):
		return KindStructure
	}
	return ""
}
