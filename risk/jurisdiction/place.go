package jurisdiction

import (
	"math"
	"slices"

	"plimsoll/data/chart"
)

const (
	metresPerNM = 1852
	// landFringeM is how far inland a position may be and still be taken for
	// internal waters: the coast is drawn at 1:10 million.
	landFringeM = 5000
	// nearLimitNM is how close to a limit of a zone a measured distance is
	// before the answer says so.
	nearLimitNM = 1
)

// setting is a place with what the chart says of it.
type setting struct {
	Placed
	territories []string // every claimant, in the order of their codes when there are several
	approximate bool     // the zone or the State is the chart's, measured from the coast
	nearLimit   bool
	differs     bool // the chart has the position in another zone than was given
}

// place finds zone, States and distance: what was given first, the chart for the rest.
func (e *Evaluator) place(q Question) (setting, error) {
	s := setting{Placed: Placed{Zone: q.Place.Zone, CoastalState: q.Place.CoastalState, PortState: q.Place.PortState, Contested: q.Place.Contested}}
	if s.Zone != ZoneUnknown {
		s.Basis = BasisGiven
	}
	if q.Place.Lon.Known {
		if err := e.chartPlace(&s, q.Place.Lon.Value, q.Place.Lat.Value); err != nil {
			return s, err
		}
	}
	if s.Zone == Port {
		if s.PortState == "" {
			s.PortState = s.CoastalState
		}
		if s.CoastalState == "" {
			s.CoastalState = s.PortState
		}
		if s.PortState == "" {
			return s, &InvalidError{[]string{"the zone port needs place.port_state: whose port is it?"}}
		}
	}
	s.claimants()
	return s, nil
}

// claimants lists whose waters these may be, none before another.
func (s *setting) claimants() {
	s.Contested = without(s.Contested, s.CoastalState)
	s.territories = slices.Clone(s.Contested)
	if s.CoastalState != "" {
		s.territories = append(s.territories, s.CoastalState)
	}
	slices.Sort(s.territories)
}

func (e *Evaluator) chartPlace(s *setting, lon, lat float64) error {
	at := e.places.At(lon, lat)
	s.ShoreNM = Measure{math.Round(at.ShoreM/metresPerNM*100) / 100, true}
	zone, err := e.zoneOf(at, lon, lat)
	if s.Zone == ZoneUnknown {
		if err != nil {
			return err
		}
		s.Zone, s.Basis = zone, basisOf(at)
		s.approximate = s.Basis == BasisApproximated
	} else if err != nil || zone != s.Zone {
		// Drawn coasts are coarse, so what was given stands.
		s.differs = true
		return nil
	}
	s.nearLimit = at.Basis == chart.Approximated && zone != Port && nearLimit(at.ShoreM/metresPerNM)
	if s.CoastalState == "" && s.Zone != HighSeas {
		s.CoastalState = at.State
		if len(s.Contested) == 0 && at.Contested {
			s.Contested = at.States
		}
		s.approximate = s.approximate || at.Basis == chart.Approximated
	}
	return nil
}

func nearLimit(nm float64) bool {
	for _, limit := range []float64{12, 24, 200} {
		if math.Abs(nm-limit) < nearLimitNM {
			return true
		}
	}
	return false
}

func basisOf(p chart.Placing) Basis {
	if p.Basis == chart.Imported {
		return BasisImported
	}
	return BasisApproximated
}

func (e *Evaluator) zoneOf(at chart.Placing, lon, lat float64) (Zone, error) {
	switch at.Zone {
	case chart.ZonePort, chart.ZoneInternalWaters, chart.ZoneTerritorialSea, chart.ZoneContiguous, chart.ZoneEEZ, chart.ZoneHighSeas:
		return Zone(at.Zone.String()), nil
	case chart.ZoneLand:
		if e.seaWithin(lon, lat) {
			return InternalWaters, nil
		}
		return ZoneUnknown, &InvalidError{[]string{"place.lon and place.lat are on land, more than 5 km from the coast; longitude comes first"}}
	}
	// A zone that only an operator's chart can have keeps its word.
	if z := Zone(at.Zone.String()); slices.Contains(zones, z) {
		return z, nil
	}
	return ZoneUnknown, &InvalidError{[]string{"place.lon and place.lat could not be placed; give place.zone"}}
}

// seaWithin looks for water around a point on land, on rings up to the fringe;
// the chart measures no distance from land to the coast.
func (e *Evaluator) seaWithin(lon, lat float64) bool {
	const rings, bearings = 4, 24
	degree := 60 * float64(metresPerNM)
	for ring := 1; ring <= rings; ring++ {
		r := landFringeM * float64(ring) / rings / degree
		for b := range bearings {
			angle := 2 * math.Pi * float64(b) / bearings
			y := lat + r*math.Cos(angle)
			x := lon + r*math.Sin(angle)/max(0.01, math.Cos(lat*math.Pi/180))
			if p := e.places.At(x, y); !p.Land && p.Zone != chart.ZoneUnknown {
				return true
			}
		}
	}
	return false
}
