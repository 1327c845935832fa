package feed

import (
	"io"
	"math"
	"strings"
	"time"

	"plimsoll/ingest/event"
)

func fitsGFWEvents(head []byte) bool {
	return headerHas(head, "eventtype", "date|start", "lat", "lon", "mmsi|ssvid")
}

// gfwEvents is a table of events with what is known about their vessels.
type gfwEvents struct {
	source                                                             string
	kind, at, duration, lon, lat                                       int
	mmsi, imo, name, flag, vesselID, vesselType, shipTypes, length, gt int
	disabling, otherName, distance, speed                              int
}

func readGFWEvents(r *run, in io.Reader) error {
	g := &gfwEvents{source: r.opt.source(SourceGFW)}
	return readTable(r, in, layout{needed: []string{"eventtype", "mmsi"}, bind: g.bind, row: g.row})
}

func (g *gfwEvents) bind(t *table) {
	g.kind, g.at, g.duration = t.column("eventtype"), t.column("date", "start"), t.column("durationh")
	g.lon, g.lat = t.column("lon"), t.column("lat")
	g.mmsi, g.imo, g.name, g.flag = t.column("mmsi", "ssvid"), t.column("imo"), t.column("vesselname"), t.column("flag")
	g.vesselID, g.vesselType, g.shipTypes = t.column("vesselid"), t.column("vesseltype"), t.column("shiptypes")
	g.length, g.gt = t.column("lengthm"), t.column("tonnagegt")
	g.disabling, g.otherName = t.column("gapintentionaldisabling"), t.column("encountervesselname")
	g.distance, g.speed = t.column("encountermediandistancekm"), t.column("encountermedianspeedknots")
}

func (g *gfwEvents) row(t *table, u *unit) (string, *event.Reject) {
	if strings.EqualFold(string(t.at(g.vesselType)), "gear") {
		return ignoredGear, nil
	}
	mmsi, reject := t.mmsi(g.mmsi, "mmsi")
	if reject != nil {
		return "", reject
	}
	at, reject := t.time(g.at, "date")
	if reject != nil {
		return "", reject
	}
	lon, lat, reject := t.place(g.lon, g.lat)
	if reject != nil {
		return "", reject
	}
	e := event.Encounter{
		Kind:    strings.ToLower(string(t.at(g.kind))),
		Subject: event.Subject{MMSI: mmsi, IMO: t.imo(g.imo, u), Name: t.text(g.name)},
		From:    fromMillis(at), Lon: lon, Lat: lat, HasLonLat: true,
		MedianDistanceM: math.NaN(), MedianSpeedKn: math.NaN(),
	}
	if hours, there, ok := t.number(g.duration); there && ok && hours >= 0 && hours < 24*366*50 {
		e.To = e.From.Add(time.Duration(hours * float64(time.Hour))).Truncate(time.Millisecond)
	} else if there {
		u.nulled = append(u.nulled, "duration_h")
	}
	switch e.Kind {
	case event.EncounterMeeting:
		e.Other.Name = t.text(g.otherName)
		e.MedianDistanceM, e.MedianSpeedKn = g.scaled(t, g.distance, 1000, u), g.scaled(t, g.speed, 1, u)
	case event.EncounterGap:
		e.IntentionalDisabling = loose(t.at(g.disabling)).truth()
	}
	e.Source, e.ID = g.source, encounterID(&e)
	u.encounters = append(u.encounters, e)
	types := strings.FieldsFunc(string(t.at(g.shipTypes)), func(c rune) bool { return c == ',' || c == ';' || c == ' ' })
	addEventClaim(u, &e, g.source, loose(t.at(g.flag)).flag(), string(t.at(g.vesselID)), types,
		t.measure(g.length, "length_m", u), t.measure(g.gt, "gt", u))
	return "", nil
}

func (g *gfwEvents) scaled(t *table, column int, by float64, u *unit) float64 {
	v, there, ok := t.number(column)
	if there && !ok {
		u.nulled = append(u.nulled, "encounter detail")
	}
	return v * by
}
