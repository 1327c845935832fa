package feed

import (
	"io"

	"plimsoll/ingest/event"
)

// SourceTrack is the source of satellite-track tables.
const SourceTrack = "track"

func fitsTrack(head []byte) bool {
	return headerHas(head, "ssvid", "timestamp", "lat", "lon", "receivertype|segid|aisclass")
}

// track is a table of one vessel's positions as collected by satellite and
// coast stations. Its column is_fishing_vessel is what somebody's model took
// the vessel for: it claims nothing here.
type track struct {
	source                                     string
	mmsi, at, lon, lat, speed, course, heading int
	receiver, class                            int
}

func readTrack(r *run, in io.Reader) error {
	k := &track{source: r.opt.source(SourceTrack)}
	return readTable(r, in, layout{needed: []string{"ssvid", "timestamp", "lat", "lon"}, bind: k.bind, row: k.row})
}

func (k *track) bind(t *table) {
	k.mmsi, k.at, k.lon, k.lat = t.column("ssvid"), t.column("timestamp"), t.column("lon"), t.column("lat")
	k.speed, k.course, k.heading = t.column("speedknots", "speed"), t.column("course"), t.column("heading")
	k.receiver, k.class = t.column("receivertype"), t.column("aisclass")
}

func (k *track) row(t *table, u *unit) (string, *event.Reject) {
	mmsi, reject := t.mmsi(k.mmsi, "ssvid")
	if reject != nil {
		return "", reject
	}
	at, reject := t.time(k.at, "timestamp")
	if reject != nil {
		return "", reject
	}
	lon, lat, reject := t.place(k.lon, k.lat)
	if reject != nil {
		return "", reject
	}
	p := event.Position{MMSI: mmsi, ObservedAt: at, Lon: lon, Lat: lat, Source: k.source}
	t.motion(&p, k.speed, k.course, k.heading, u)
	switch string(t.at(k.class)) {
	case "A":
		p.Transmitter = event.ClassA
	case "B":
		p.Transmitter = event.ClassB
	}
	switch string(t.at(k.receiver)) {
	case "terrestrial":
		p.Receiver = event.Terrestrial
	case "satellite":
		p.Receiver = event.Satellite
	case "dynamic":
		p.Receiver = event.Dynamic
	}
	u.positions = append(u.positions, p)
	return "", nil
}
