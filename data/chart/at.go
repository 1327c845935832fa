package chart

// At places a point given in degrees. Outside the range of coordinates the answer is the zero Placing, zone unknown.
// It does not allocate.
func (c *Chart) At(lon, lat float64) Placing {
	if !inRange(lon, lat) {
		return Placing{}
	}
	p := Placing{Basis: Approximated}
	owner, ports := c.raster.at(lon, lat), c.ports.cell(lon, lat)
	var v vec
	if owner == 0 || len(ports) > 0 {
		v = ecef(lon, lat)
	}
	if owner != 0 {
		p.Land, p.Zone = true, ZoneLand
	} else {
		owner, p.Zone, p.ShoreM = c.fromShore(v)
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
	if port, portM := c.ports.covering(ports, v); port != nil {
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
func (c *Chart) fromShore(v vec) (owner uint16, z Zone, shoreM float64) {
	full := c.coast.nearest(v, nowhere)
	near := c.limited.nearest(v, full)
	shoreM = near.metres()
	z = zoneAt(shoreM)
	if near == full || shoreM <= c.states.territories[near.owner].reachM {
		return near.owner, z, shoreM
	}
	if z = zoneAt(full.metres()); z == ZoneHighSeas {
		return near.owner, z, shoreM
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
