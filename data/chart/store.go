package chart

import "sync/atomic"

// Store holds the chart that is in force, and lets another take its place while it is in use: each question is answered
// by one chart as a whole. It has the methods of a Chart and is safe for concurrent use.
type Store struct{ now atomic.Pointer[Chart] }

// NewStore is a store with a chart in force.
func NewStore(c *Chart) *Store {
	s := &Store{}
	s.Replace(c)
	return s
}

// Current is the chart in force, for several questions that must agree.
func (s *Store) Current() *Chart { return s.now.Load() }

// Replace puts another chart in force; questions under way are finished by the one before.
func (s *Store) Replace(c *Chart) { s.now.Store(c) }

// At is Chart.At of the chart in force.
func (s *Store) At(lon, lat float64) Placing { return s.Current().At(lon, lat) }

// PlaceBatch is Chart.PlaceBatch of the chart in force; one chart places the whole batch.
func (s *Store) PlaceBatch(lons, lats []float64, out []Placing) {
	s.Current().PlaceBatch(lons, lats, out)
}

// Port is Chart.Port of the chart in force.
func (s *Store) Port(locode string) (Port, bool) { return s.Current().Port(locode) }

// Ports is Chart.Ports of the chart in force.
func (s *Store) Ports() []Port { return s.Current().Ports() }

// PortsWithin is Chart.PortsWithin of the chart in force.
func (s *Store) PortsWithin(lon, lat, metres float64) []NearPort {
	return s.Current().PortsWithin(lon, lat, metres)
}

// NearestPort is Chart.NearestPort of the chart in force.
func (s *Store) NearestPort(lon, lat float64) (Port, float64) {
	return s.Current().NearestPort(lon, lat)
}

// Version is Chart.Version of the chart in force.
func (s *Store) Version() string { return s.Current().Version() }
