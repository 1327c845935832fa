package vessel

import (
	"fmt"
	"strconv"
	"strings"
)

// MMSI is a maritime mobile service identity (ITU-R M.585): nine digits.
// Zero means not known.
type MMSI uint32

// Station is the kind of station that an MMSI's form says it is (ITU-R M.585-9).
type Station uint8

// The kinds of station. Only Ship makes a vessel by its number alone;
// Unassigned does so on evidence of movement, as an identity conflict.
const (
	Unassigned          Station = iota // nine digits of no defined form, or a MID outside 201 to 775
	Ship                               // MID then six digits
	CoastStation                       // 00
	GroupOfShips                       // 0
	SARAircraft                        // 111
	Handheld                           // 8
	CraftWithParentShip                // 98
	AidToNavigation                    // 99, among them net buoys and platforms that follow the rule
	SART                               // 970
	ManOverboard                       // 972
	EPIRB                              // 974
	AutonomousDevice                   // 979, group B: fishing gear and buoys
)

// ParseMMSI reads nine digits; leading zeros are kept, as in coast stations.
func ParseMMSI(s string) (MMSI, error) {
	t := strings.TrimSpace(s)
	n, err := strconv.ParseUint(t, 10, 32)
	if err != nil || len(t) > 9 || n == 0 {
		return 0, fmt.Errorf("mmsi %q: want nine digits", s)
	}
	return MMSI(n), nil
}

// Station tells what the form of the number says.
func (m MMSI) Station() Station {
	switch n := uint32(m); {
	case n > 999999999 || n == 0:
		return Unassigned
	case n < 10000000:
		return CoastStation
	case n < 100000000:
		return GroupOfShips
	case n/1000000 == 111:
		return SARAircraft
	case n >= 201000000 && n <= 775999999:
		return Ship
	case n/100000000 == 8:
		return Handheld
	case n/1000000 == 970:
		return SART
	case n/1000000 == 972:
		return ManOverboard
	case n/1000000 == 974:
		return EPIRB
	case n/1000000 == 979:
		return AutonomousDevice
	case n/10000000 == 98:
		return CraftWithParentShip
	case n/10000000 == 99:
		return AidToNavigation
	}
	return Unassigned
}

// MID is the number's maritime identification digits, or 0 where its form has
// none. Of an unassigned number it is the first three digits: what stands
// where a MID should be.
func (m MMSI) MID() int {
	switch m.Station() {
	case Ship, Unassigned:
		if m > 999999999 {
			return 0
		}
		return int(m / 1000000)
	case CoastStation, CraftWithParentShip, AidToNavigation:
		return int(m / 10000 % 1000)
	case GroupOfShips, Handheld:
		return int(m / 100000 % 1000)
	case SARAircraft:
		return int(m / 1000 % 1000)
	default:
		return 0
	}
}

// String writes nine digits.
func (m MMSI) String() string { return fmt.Sprintf("%09d", uint32(m)) }
