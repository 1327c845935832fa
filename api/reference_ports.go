package api

import (
	"cmp"
	"slices"
	"strconv"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
)

// portsTable is served beside the tables of facts.
const portsTable = "ports"

// getPorts lists the ports of the chart in force.
func (s *Server) getPorts(facts *reference.Catalogue, in *tableInput, q reference.RowQuery) (*rowsOutput, error) {
	if !q.On.IsZero() {
		return nil, noDates(in)
	}
	version, ports := s.Chart.Version(), s.Chart.Ports()
	if q.State != "" {
		state, ok := facts.State(q.State)
		if !ok {
			return nil, noState(in.State)
		}
		ports = slices.DeleteFunc(ports, func(p chart.Port) bool { return p.State != state.ISO3 })
	}
	page := factsPage{version, portsTable, q}
	from, err := page.read(in.Cursor, len(ports))
	if err != nil {
		return nil, err
	}
	out := &rowsOutput{factRowsDTO{Vintage: version, Table: portsTable, Title: "Ports", Total: len(ports), Rows: []factRowDTO{}}}
	until := min(len(ports), from+cmp.Or(in.Limit, 100))
	for _, p := range ports[from:until] {
		number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
		out.Body.Rows = append(out.Body.Rows, factRowDTO{
			Cells:  map[string]string{"locode": p.Locode, "name": p.Name, "state": p.State, "lon": number(p.Lon), "lat": number(p.Lat), "radius_m": number(p.RadiusM)},
			Source: version, Status: reference.Sourced,
		})
	}
	if until < len(ports) {
		out.Body.Next = page.write(until)
	}
	return out, nil
}
