package chart

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

//go:embed ports.csv
var portsCSV []byte

// Port is a place where ships call.
type Port struct {
	Locode  string // UN/LOCODE, five letters or digits
	Name    string
	State   string // ISO3 of the State or territory of the port
	Lon     float64
	Lat     float64
	RadiusM float64 // a position this near is in the port
}

// check says what is wrong with a port's place.
func (p *Port) check() error {
	switch {
	case !inRange(p.Lon, p.Lat):
		return fmt.Errorf("%s lies at longitude %v, latitude %v, which is no place", p.Locode, p.Lon, p.Lat)
	case !(p.RadiusM > 0 && p.RadiusM <= maxRadiusM):
		return fmt.Errorf("%s has a radius of %v m; it must be above 0 and at most %d m", p.Locode, p.RadiusM, maxRadiusM)
	}
	return nil
}

// readPorts decodes ports.csv, whose first line is a comment that names the source.
func readPorts(raw []byte) (*portIndex, error) {
	first, rest, _ := bytes.Cut(raw, []byte("\n"))
	r := csv.NewReader(bytes.NewReader(rest))
	r.FieldsPerRecord = 7
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("decode ports.csv: %w", err)
	}
	if len(rows) < 2 {
		return nil, errors.New("ports.csv has no ports; run go generate ./data/chart")
	}
	x := newPortIndex(strings.TrimPrefix(string(first), "# "))
	for i, row := range rows[1:] {
		p := Port{Locode: row[0], Name: row[1], State: row[2]}
		for j, f := range [...]*float64{&p.Lon, &p.Lat, &p.RadiusM} {
			if *f, err = strconv.ParseFloat(row[3+j], 64); err != nil {
				return nil, fmt.Errorf("ports.csv row %d (%s): %w", i+3, p.Locode, err)
			}
		}
		if err := p.check(); err != nil {
			return nil, fmt.Errorf("ports.csv row %d: %w", i+3, err)
		}
		for _, alias := range strings.Fields(row[6]) {
			x.byLocode[alias] = len(x.ports)
		}
		x.add(p)
	}
	return x, nil
}

// Port finds a port by its UN/LOCODE, with or without the space after the country, in any case. A second code of a port
// finds it too; the Port then has the first.
func (c *Chart) Port(locode string) (Port, bool) {
	i, ok := c.ports.byLocode[strings.ToUpper(strings.ReplaceAll(locode, " ", ""))]
	if !ok {
		return Port{}, false
	}
	return c.ports.ports[i], true
}

// Ports lists every port by UN/LOCODE. The slice is the caller's.
func (c *Chart) Ports() []Port { return slices.Clone(c.ports.ports) }

// NearPort is a port and how far it is.
type NearPort struct {
	Port
	DistanceM float64
}

// PortsWithin lists the ports whose position is at most so many metres away, nearest first. Outside the range of coordinates
// there are none.
func (c *Chart) PortsWithin(lon, lat, metres float64) []NearPort {
	if !inRange(lon, lat) {
		return nil
	}
	var out []NearPort
	v := ecef(lon, lat)
	for i := range c.ports.ports {
		if c.ports.vecs[i].dist2(v) > metres*metres { // the straight way is never longer than the geodesic
			continue
		}
		p := c.ports.ports[i]
		if m := geodesicM(lon, lat, p.Lon, p.Lat); m <= metres {
			out = append(out, NearPort{p, m})
		}
	}
	slices.SortFunc(out, func(a, b NearPort) int {
		if a.DistanceM != b.DistanceM {
			if a.DistanceM < b.DistanceM {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Locode, b.Locode)
	})
	return out
}

// NearestPort is the port whose position is nearest, whatever its radius, and its distance in metres. Outside the range of
// coordinates it is the zero Port at an infinite distance.
func (c *Chart) NearestPort(lon, lat float64) (Port, float64) {
	if !inRange(lon, lat) {
		return Port{}, math.Inf(1)
	}
	v := ecef(lon, lat)
	nearest, best2 := 0, math.Inf(1)
	for i, w := range c.ports.vecs {
		if d2 := w.dist2(v); d2 < best2 {
			nearest, best2 = i, d2
		}
	}
	p := c.ports.ports[nearest]
	return p, geodesicM(lon, lat, p.Lon, p.Lat)
}
