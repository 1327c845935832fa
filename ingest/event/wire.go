package event

import (
	"encoding/json"
	"math"
	"time"
)

// The wire form of what several events share. Zero values are left out:
// absent and null are the same.

type subjectWire struct {
	IMO  uint32 `json:"imo,omitempty"`
	MMSI uint32 `json:"mmsi,omitempty"`
	Name string `json:"name,omitempty"`
}

func (s Subject) wire() subjectWire {
	return subjectWire{IMO: uint32(s.IMO), MMSI: uint32(s.MMSI), Name: s.Name}
}

type partyWire struct {
	ID    string `json:"id,omitempty"`
	Name  string `json:"name,omitempty"`
	State string `json:"state,omitempty"`
}

func (p Party) wire() *partyWire {
	if p == (Party{}) {
		return nil
	}
	w := partyWire(p)
	return &w
}

type placeWire struct {
	Lon *float64 `json:"lon,omitempty"`
	Lat *float64 `json:"lat,omitempty"`
}

func placeOf(lon, lat float64, has bool) placeWire {
	if !has {
		return placeWire{}
	}
	return placeWire{Lon: reported(lon), Lat: reported(lat)}
}

// reported is nil for NaN, which JSON cannot carry.
func reported(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

// stamp writes a time with the precision of the contracts, "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return string(appendTime(nil, t.UnixMilli()))
}

// marshal writes a wire form. They hold strings, finite numbers and booleans
// only, which always marshal.
func marshal(wire any) []byte {
	b, _ := json.Marshal(wire)
	return b
}
