package chart

import (
	"crypto/sha256"
	_ "embed"
	"fmt"
	"math"

	"plimsoll/data/chart/internal/coastfile"
)

//go:embed coast.bin
var coastBin []byte

// Chart answers questions about places. It is immutable and safe for concurrent use.
type Chart struct {
	version string
	states  *states
	raster  *raster
	coast   *coastTree // with waters to every limit
	limited *coastTree // with waters to a shorter reach: rocks, Antarctica
	areas   []area
	ports   *portIndex

	embeddedPorts *portIndex
	portsVersion  string // of what was added to the embedded ports
	zones         Zoner  // nil without imported zones
	zonesVersion  string
}

// Load builds the chart from the embedded files and adds what the options say. Without options it fails only when the files
// do not belong together, and says how to rebuild them.
func Load(opts ...Option) (*Chart, error) {
	file, err := coastfile.Decode(coastBin)
	if err != nil {
		return nil, fmt.Errorf("decode coast.bin: %w", err)
	}
	st, err := readStates(statesCSV, file.StatesChecksum)
	if err != nil {
		return nil, err
	}
	l, err := readLines(file, len(st.territories))
	if err != nil {
		return nil, err
	}
	ports, err := readPorts(portsCSV)
	if err != nil {
		return nil, err
	}
	islets, err := readIslets(isletsCSV, st)
	if err != nil {
		return nil, err
	}
	areas, err := readAreas(areasCSV, st)
	if err != nil {
		return nil, err
	}
	unlimited := func(owner uint16) bool { return math.IsInf(st.territories[owner].reachM, 1) }
	c := &Chart{
		version: fmt.Sprintf("%s, %s, %s", file.Source, ports.source, fingerprint(coastBin, statesCSV, isletsCSV, areasCSV, portsCSV)),
		states:  st,
		raster:  buildRaster(l, uint16(file.SouthCap)),
		coast:   buildCoastTree(l, islets, unlimited),
		limited: buildCoastTree(l, islets, func(owner uint16) bool { return !unlimited(owner) }),
		areas:   areas,
		ports:   ports, embeddedPorts: ports,
	}
	return c.With(opts...)
}

// fingerprint is the beginning of a hash of files. It is no CRC: coast.bin ends in its own, which makes all CRCs of it alike.
func fingerprint(files ...[]byte) string {
	h := sha256.New()
	for _, f := range files {
		h.Write(f)
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:4])
}

// Version names the sources of the coast and the ports with their versions, a checksum of what is embedded, and what was
// imported.
func (c *Chart) Version() string {
	v := c.version
	if c.portsVersion != "" {
		v += ", ports of " + c.portsVersion
	}
	if c.zones != nil {
		v += ", zones of " + c.zonesVersion
	}
	return v
}

// inRange says whether a longitude and a latitude, in degrees, are a place at all. NaN is not.
func inRange(lon, lat float64) bool {
	return math.Abs(lon) <= 180 && math.Abs(lat) <= 90
}

// At places a point given in degrees. Outside the range of coordinates the answer is the zero Placing, zone unknown.
// It does not allocate.
func (c *Chart) At(lon, lat float64) Placing {
	if !inRange(lon, lat) {
		return Placing{}
	}
	p := Placing{Basis: Approximated}
	owner := c.raster.at(lon, lat)
	if owner != 0 {
		p.Land, p.Zone = true, ZoneLand
	} else {
		owner, p.Zone, p.ShoreM = c.fromShore(lon, lat)
	}
	t := &c.states.territories[owner]
	p.State, p.Sovereign = t.state, t.sovereign
	if p.Zone != ZoneHighSeas {
		p.States, p.Contested = t.claimants, t.claimants != nil
		for _, i := range t.areas {
			if a := &c.areas[i]; !p.Land && a.holds(point{lon, lat}) {
				p.enter(a, c.states)
				break
			}
		}
	}
	if c.zones != nil && !p.Land {
		if a, ok := c.zones.ZoneAt(lon, lat); ok {
			p.take(&a, c.states)
		}
	}
	if port, portM := c.ports.covering(lon, lat); port != nil {
		p.Port, p.PortM, p.Zone = port.Locode, portM, ZonePort
		if at, ok := c.states.byState[port.State]; ok && p.State != port.State {
			t := &c.states.territories[at]
			p.State, p.Sovereign, p.States, p.Contested = t.state, t.sovereign, t.claimants, t.claimants != nil
			p.Joint, p.ZoneName = false, ""
		}
	}
	return p
}

// fromShore is what follows at sea from the distance to the coasts: whose waters, which zone, how far to the nearest coast.
// A coast with a shorter reach counts as shore, and beyond its reach the zone is that of the next coast without one.
func (c *Chart) fromShore(lon, lat float64) (owner uint16, z Zone, shoreM float64) {
	v := ecef(lon, lat)
	full := c.coast.nearest(v, nowhere)
	any := c.limited.nearest(v, full)
	shoreM = any.metres()
	z = zoneAt(shoreM)
	if any == full || shoreM <= c.states.territories[any.owner].reachM {
		return any.owner, z, shoreM
	}
	if z = zoneAt(full.metres()); z == ZoneHighSeas {
		return any.owner, z, shoreM
	}
	return full.owner, z, shoreM
}

// take lets what imported zones say win over the approximation. Inside an exclusive economic zone the nearer zones still
// follow from the distance to the coast. Within 24 miles of it there are no high seas: there the import has land, or its coast
// runs elsewhere, and the approximation stays.
func (p *Placing) take(a *ZoneAnswer, st *states) {
	if a.Zone == ZoneHighSeas && p.Zone <= ZoneContiguous {
		return
	}
	p.Basis = Imported
	switch a.Zone {
	case ZoneUnknown:
	case ZoneEEZ:
		p.Zone = min(p.Zone, ZoneEEZ)
	default:
		p.Zone = a.Zone
	}
	p.State, p.Sovereign, p.States = a.State, a.Sovereign, a.States
	p.Contested, p.Joint, p.ZoneName = a.Contested, a.Joint, a.Name
	if at, ok := st.byState[a.State]; ok && a.Sovereign == "" {
		p.Sovereign = st.territories[at].sovereign
	}
}

// PlaceBatch places many points: out[i] is At(lons[i], lats[i]). All three must have the same length, else only the
// shortest is filled.
func (c *Chart) PlaceBatch(lons, lats []float64, out []Placing) {
	for i := range min(len(lons), len(lats), len(out)) {
		out[i] = c.At(lons[i], lats[i])
	}
}
