package vessel

import "fmt"

// ID is a vessel's name within Plimsoll: derived from its numbers, so that a
// replay of the same messages gives the same ids, and never changed.
type ID string

// IDFromIMO is the id of a vessel anchored by its IMO number: imo-9074729.
func IDFromIMO(n IMO) ID { return ID(fmt.Sprintf("imo-%07d", uint32(n))) }

// IDFromMMSI is the provisional id of a track with no IMO number:
// mmsi-150402951, and mmsi-150402951-2 for a second hull on the same number.
// Segments count from 1.
func IDFromMMSI(m MMSI, segment int) ID {
	if segment <= 1 {
		return ID("mmsi-" + m.String())
	}
	return ID(fmt.Sprintf("mmsi-%s-%d", m, segment))
}
