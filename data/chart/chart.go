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
