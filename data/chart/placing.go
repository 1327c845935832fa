package chart

import "fmt"

// Placing is what the chart knows of one point.
type Placing struct {
	Land bool // on land; a berth that a coast at 1:10 million puts on land is Land in Zone port

	// ShoreM is the distance to the nearest coast in metres along the ellipsoid, within 0.1 % or half a metre of the
	// embedded coastline and islets. On land it is 0. The zone may rest on a coast farther away: a rock has no more than a
	// territorial sea, and Antarctica no coastal State.
	ShoreM float64

	// State is the ISO 3166-1 alpha-3 code of the State or territory whose coast is nearest, or whose the waters are by an
	// agreed boundary or an import (on land: whose land it is, in a port: whose port), "" when unknown or when no State is
	// taken as the coastal one. On the high seas it says nothing about jurisdiction.
	State string

	// Sovereign is the State that answers for State in treaties: itself, or the one a territory depends on; "" when
	// undetermined.
	Sovereign string

	// States are the claimants where Contested is set, and the partners where Joint is; nil elsewhere. It is shared: read
	// it only.
	States []string

	Zone      Zone
	Basis     Basis
	Contested bool
	Joint     bool // several States share it by agreement

	// ZoneName is the name of the imported zone, or of the contested or joint area, "" where it has none of its own.
	ZoneName string

	// Port is the UN/LOCODE of the nearest port whose radius covers the point, "" when there is none.
	Port string
	// PortM is the distance to Port in metres, 0 without one.
	PortM float64
}

// Zone is the maritime zone of a point.
type Zone uint8

// The zones, from the shore out. Internal waters are only ever imported: baselines are not in the embedded coast.
const (
	ZoneUnknown        Zone = iota
	ZonePort                // within a port's radius
	ZoneInternalWaters      // landward of the baseline
	ZoneTerritorialSea      // to 12 nautical miles
	ZoneContiguous          // to 24 nautical miles
	ZoneEEZ                 // exclusive economic zone, to 200 nautical miles
	ZoneHighSeas            // beyond
	ZoneLand
)

// zoneWords are the zones' names on the wire, in the order of the constants.
var zoneWords = [...]string{
	"unknown", "port", "internal_waters", "territorial_sea", "contiguous_zone", "eez", "high_seas", "land",
}

// Zones lists every zone.
func Zones() []Zone {
	out := make([]Zone, len(zoneWords))
	for i := range out {
		out[i] = Zone(i)
	}
	return out
}

// String is the zone's word on the wire.
func (z Zone) String() string {
	if int(z) < len(zoneWords) {
		return zoneWords[z]
	}
	return zoneWords[ZoneUnknown]
}

// ParseZone reads a zone's word. It fails on any other text, the empty one included.
func ParseZone(s string) (Zone, error) {
	for i, w := range zoneWords {
		if w == s {
			return Zone(i), nil
		}
	}
	return ZoneUnknown, fmt.Errorf("zone %q is none of %v", s, zoneWords)
}

// Limits of the zones in metres, measured here from the coast since baselines are not known.
const (
	nauticalMileM = 1852
	territorialM  = 12 * nauticalMileM
	contiguousM   = 24 * nauticalMileM
	eezM          = 200 * nauticalMileM
)

// zoneAt is the zone of a point at sea by its distance to the coast in metres.
func zoneAt(shoreM float64) Zone {
	switch {
	case shoreM <= territorialM:
		return ZoneTerritorialSea
	case shoreM <= contiguousM:
		return ZoneContiguous
	case shoreM <= eezM:
		return ZoneEEZ
	}
	return ZoneHighSeas
}

// Basis says what a zone rests on.
type Basis uint8

const (
	// BasisNone is the basis of a point that could not be placed.
	BasisNone Basis = iota
	// Approximated zones follow from the distance to the nearest coast.
	Approximated
	// Imported zones are an operator's polygons.
	Imported
)

// basisWords are the names on the wire, in the order of the constants.
var basisWords = [...]string{"none", "approximated", "imported"}

// String is the basis's word on the wire.
func (b Basis) String() string {
	if int(b) < len(basisWords) {
		return basisWords[b]
	}
	return basisWords[BasisNone]
}
