package api

import (
	"context"
	"strconv"
	"time"

	"plimsoll/data/chart"
)

// seenRow is query/seen.sql's row.
type seenRow struct {
	Positions  uint64    `ch:"reports"`
	Days       uint64    `ch:"days"`
	FirstAt    time.Time `ch:"first_seen"`
	LastAt     time.Time `ch:"last_seen"`
	DaysInYear uint64    `ch:"days_in_year"`
}

type placeDTO struct {
	At         time.Time `json:"at" doc:"When it was observed."`
	DaysAgo    int       `json:"days_ago" doc:"Whole days from then to as_of."`
	Lon        float64   `json:"lon"`
	Lat        float64   `json:"lat"`
	Zone       string    `json:"zone" doc:"Maritime zone, by zone_basis: imported, or approximated by distance from the nearest coast. Baselines are not known."`
	State      string    `json:"coastal_state,omitempty" doc:"Whose zone it is, ISO 3166-1 alpha-3; absent on the high seas."`
	StateName  string    `json:"coastal_state_name,omitempty"`
	Contested  []string  `json:"claimed_by,omitempty" doc:"Claimants, where they differ; none is preferred."`
	Joint      []string  `json:"shared_by,omitempty" doc:"States that share it by agreement."`
	ZoneName   string    `json:"zone_name,omitempty" doc:"Of an imported zone, or of a contested or joint area."`
	ShoreM     float64   `json:"shore_m" doc:"Metres to the nearest coast."`
	Port       string    `json:"port,omitempty" doc:"UN/LOCODE of the port whose radius covers it."`
	PortName   string    `json:"port_name,omitempty"`
	ZoneBasis  string    `json:"zone_basis"`
	ChartUsed  string    `json:"chart"`
	PlaceWords string    `json:"words"`
}

type dayEnd struct {
	Day     time.Time `ch:"day"`
	MMSI    uint32    `ch:"mmsi"`
	Segment uint8     `ch:"segment"`
	At      time.Time `ch:"last_at"`
	Lon     float64   `ch:"last_lon"`
	Lat     float64   `ch:"last_lat"`
}

// lastPlace finds where a vessel was last observed by a moment; nil when it
// never was.
func (s *Server) lastPlace(ctx context.Context, id string, asOf time.Time) (*placeDTO, error) {
	days, err := read[dayEnd](ctx, s, "last_day", parameters{"vessel": id, "as_of": instant(asOf)})
	if err != nil {
		return nil, err
	}
	var best *dayEnd
	for i := range days {
		d := &days[i]
		if d.At.After(asOf) { // the moment lies within the day: its last position is not yet known
			type fix struct {
				At  time.Time `ch:"at"`
				Lon float64   `ch:"lon"`
				Lat float64   `ch:"lat"`
			}
			at, found, err := readOne[fix](ctx, s, "last_position", parameters{
				"mmsi": strconv.Itoa(int(d.MMSI)), "segment": strconv.Itoa(int(d.Segment)), "as_of": instant(asOf),
			})
			if err != nil {
				return nil, err
			}
			if !found {
				continue
			}
			d.At, d.Lon, d.Lat = at.At, at.Lon, at.Lat
		}
		if best == nil || d.At.After(best.At) {
			best = d
		}
	}
	if best == nil {
		return nil, nil
	}
	return s.place(best.At, best.Lon, best.Lat, asOf), nil
}

func (s *Server) place(at time.Time, lon, lat float64, asOf time.Time) *placeDTO {
	p := s.Chart.At(lon, lat)
	d := &placeDTO{
		At: at.UTC(), DaysAgo: int(asOf.Sub(at).Hours() / 24), Lon: lon, Lat: lat, Zone: p.Zone.String(), ShoreM: rounded(p.ShoreM),
		ZoneName: p.ZoneName, Port: p.Port, ZoneBasis: p.Basis.String(), ChartUsed: s.Chart.Version(),
	}
	switch {
	case p.Contested:
		d.Contested = p.States
	case p.Joint:
		d.Joint = p.States
	}
	if p.Zone != chart.ZoneHighSeas && p.State != "" {
		d.State, d.StateName = p.State, s.stateName(p.State)
	}
	d.PortName = s.portName(p.Port)
	d.PlaceWords = placeWords(d, s.stateName)
	return d
}

// portName is a port's name, its code when it is not in the list, empty without one.
func (s *Server) portName(locode string) string {
	if port, ok := s.Chart.Port(locode); ok {
		return port.Name
	}
	return locode
}

type zoneDTO struct {
	Zone      string `json:"zone"`
	State     string `json:"coastal_state,omitempty" doc:"ISO 3166-1 alpha-3; absent on the high seas."`
	StateName string `json:"coastal_state_name,omitempty"`
	Positions uint64 `json:"positions" doc:"Positions, each counted once."`
	Percent   int    `json:"percent" doc:"Of the positions, rounded; positions are not time."`
}

func (s *Server) zones(ctx context.Context, id string, asOf time.Time) ([]zoneDTO, error) {
	type zoneRow struct {
		Zone      string `ch:"zone"`
		State     string `ch:"state"`
		Positions uint64 `ch:"positions"`
	}
	rows, err := read[zoneRow](ctx, s, "zones", parameters{"vessel": id, "as_of": instant(asOf)})
	var all uint64
	for _, r := range rows {
		all += r.Positions
	}
	out := []zoneDTO{}
	for _, r := range rows {
		z := zoneDTO{Zone: r.Zone, State: r.State, Positions: r.Positions, Percent: int((200*r.Positions + all) / (2 * all))}
		if r.State != "" {
			z.StateName = s.stateName(r.State)
		}
		out = append(out, z)
	}
	return out, err
}
