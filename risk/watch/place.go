package watch

import "math"

// place is where an MMSI was last, and how it came there. Times are Unix
// milliseconds.
type place struct {
	atMs     int64
	sinceMs  int64 // first position in this port, or in none, after one elsewhere; 0: not known
	jumpMs   int64 // of a position that could not be reached from here; 0: none
	lon, lat float32
	inLon    float32 // last position within the port's own radius
	inLat    float32
	jumpLon  float32
	jumpLat  float32
	port     uint32 // 0: in none
}

// What a vessel can do, and how far a position must lie outside to have left:
// a port is entered at 3 km and left at 4, so that who lies at the edge does not
// come and go.
const (
	reachKn     = 60
	reachM      = 10_000
	leavingM    = 1_000
	metresADeg  = 111_195
	knToMetresS = 0.514444
)

// move says what a position did to a place.
type move uint8

const (
	stayed     move = iota
	arrived         // came from elsewhere into a port
	left            // went from a port to no port, or to another, which is arrived
	late            // no newer than the last: changes nothing
	jumped          // cannot be reached from the last: changes nothing yet
	relocated       // a second position agrees with a jump: it is there now, and did not arrive
	firstSight      // nothing was known before: nobody can say that it arrived
)

// moveTo takes a position in. known is false when there was none before.
func (p *place) moveTo(known bool, atMs int64, lon, lat float32, port uint32) move {
	if !known {
		p.settle(atMs, lon, lat, port)
		return firstSight
	}
	if atMs <= p.atMs {
		return late
	}
	if !reachable(p.lon, p.lat, p.atMs, lon, lat, atMs) {
		if p.jumpMs != 0 && atMs > p.jumpMs && reachable(p.jumpLon, p.jumpLat, p.jumpMs, lon, lat, atMs) {
			p.settle(atMs, lon, lat, port)
			return relocated
		}
		p.jumpMs, p.jumpLon, p.jumpLat = atMs, lon, lat
		return jumped
	}
	p.atMs, p.lon, p.lat, p.jumpMs = atMs, lon, lat, 0
	if port == p.port {
		if port != 0 {
			p.inLon, p.inLat = lon, lat
		}
		return stayed
	}
	if p.port != 0 && distanceM(p.inLon, p.inLat, lon, lat) < leavingM {
		return stayed
	}
	p.port, p.inLon, p.inLat, p.sinceMs = port, lon, lat, atMs
	if port == 0 {
		return left
	}
	return arrived
}

// settle puts it somewhere without saying how it came there.
func (p *place) settle(atMs int64, lon, lat float32, port uint32) {
	*p = place{atMs: atMs, lon: lon, lat: lat, inLon: lon, inLat: lat, port: port}
}

// reachable tells whether b can be reached from a at 60 knots, or lies within
// 10 km, which neither clocks nor positions contradict.
func reachable(lonA, latA float32, atA int64, lonB, latB float32, atB int64) bool {
	if abs(latB-latA) < 0.05 && abs(lonB-lonA) < 0.05 { // under 8 km anywhere
		return true
	}
	m := distanceM(lonA, latA, lonB, latB)
	return m <= reachM || m <= float64(atB-atA)/1000*reachKn*knToMetresS
}

func abs(x float32) float32 { return max(x, -x) }

// distanceM is the great-circle distance in metres, on a sphere.
func distanceM(lonA, latA, lonB, latB float32) float64 {
	const rad = math.Pi / 180
	sinLat, sinLon := math.Sin(float64(latB-latA)*rad/2), math.Sin(float64(lonB-lonA)*rad/2)
	h := sinLat*sinLat + math.Cos(float64(latA)*rad)*math.Cos(float64(latB)*rad)*sinLon*sinLon
	return 2 * metresADeg / rad * math.Asin(math.Sqrt(min(1, h)))
}
