package behaviour

import "strings"

// strength orders sources of identity where they differ.
type strength int

const (
	fromMID      strength = iota // what the MMSI's digits say
	fromAIS                      // what the ship says of itself
	fromOthers                   // lists and other services' registers
	fromRegistry                 // a register of ships

	weakest, strongest = fromMID, fromRegistry
)

// SourceMID is the source of the flag that an MMSI's first three digits say.
const SourceMID = "mid"

// strengthOf reads a source's name: "ais" and what hands AIS static reports
// on, as in gfw/ais; "registry" or "registry:..." for a flag State's register
// itself. What a service says that a register says, as in gfw/registry, is its
// own word and one of the others.
func strengthOf(source string) strength {
	name := strings.ToLower(source)
	switch {
	case name == SourceMID:
		return fromMID
	case name == "ais", strings.HasSuffix(name, "/ais"), strings.HasPrefix(name, "ais/"), strings.HasPrefix(name, "marinecadastre"):
		return fromAIS
	case strings.HasPrefix(name, "registry"), strings.HasPrefix(name, "register"):
		return fromRegistry
	}
	return fromOthers
}
