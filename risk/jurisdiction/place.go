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
	joint       bool     // the States beside the coastal one share the place by agreement
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
		if err := s.look(e.sight(q.Place.Lon.Value, q.Place.Lat.Value)); err != nil {
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
	e.claimants(&s)
	return s, nil
}

// claimants lists whose waters these may be, none before another. A territory
// and its sovereign are one side, and have its rows once.
func (e *Evaluator) claimants(s *setting) {
	if s.CoastalState != "" {
		s.Contested = slices.DeleteFunc(slices.Clone(s.Contested), func(c string) bool { return e.sovereign(c) == e.sovereign(s.CoastalState) })
	}
	s.territories = slices.Clone(s.Contested)
	if s.CoastalState != "" {
		s.territories = append(s.territories, s.CoastalState)
	}
	slices.Sort(s.territories)
}

// sighting is what the chart says of a position.
type sighting struct {
	zone      Zone
	problem   string // why there is no zone
	state     string
	claimants []string
	joint     bool
	basis     Basis
	nearLimit bool
	shoreNM   float64
}

func (e *Evaluator) sight(lon, lat float64) sighting {
	at := e.places.At(lon, lat)
	s := sighting{state: at.State, basis: BasisApproximated, shoreNM: at.ShoreM / metresPerNM}
	if at.Basis == chart.Imported {
		s.basis = BasisImported
	}
	if at.Contested || at.Joint {
		s.claimants, s.joint = at.States, at.Joint && !at.Contested
	}
	s.zone, s.problem = e.zoneOf(at, lon, lat)
	s.nearLimit = s.basis == BasisApproximated && s.zone != Port && nearLimit(s.shoreNM)
	return s
}

// look adds what the chart says to what was given.
func (s *setting) look(c sighting) error {
	s.ShoreNM = roundNM(c.shoreNM)
	switch {
	case s.Zone == ZoneUnknown && c.problem != "":
		return &InvalidError{[]string{c.problem}}
	case s.Zone == ZoneUnknown:
		s.Zone, s.Basis = c.zone, c.basis
		s.approximate = c.basis == BasisApproximated
	case c.zone != s.Zone: // drawn coasts are coarse, so what was given stands
		s.differs = true
		return nil
	}
	s.nearLimit = c.nearLimit
	if s.CoastalState == "" && s.Zone != HighSeas {
		s.CoastalState = c.state
		if len(s.Contested) == 0 {
			s.Contested, s.joint = c.claimants, c.joint
		}
		s.approximate = s.approximate || c.basis == BasisApproximated
	}
	return nil
}

func roundNM(nm float64) Measure { return Measure{math.Round(nm*100) / 100, true} }

func nearLimit(nm float64) bool {
	for _, limit := range []float64{12, 24, 200} {
		if math.Abs(nm-limit) < nearLimitNM {
			return true
		}
	}
	return false
}

// zoneOf is the zone of a chart in the words of the exchange format, or why there is none.
func (e *Evaluator) zoneOf(at chart.Placing, lon, lat float64) (zone Zone, problem string) {
	if at.Zone == chart.ZoneLand {
		if e.seaWithin(lon, lat) {
			return InternalWaters, ""
		}
		return ZoneUnknown, "place.lon and place.lat are on land, more than 5 km from the coast; longitude comes first"
	}
	if z := Zone(at.Zone.String()); slices.Contains(zones, z) {
		return z, ""
	}
	return ZoneUnknown, "place.lon and place.lat could not be placed; give place.zone"
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
