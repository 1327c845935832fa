package ingest

import (
	"context"

	"plimsoll/data/chart"
	"plimsoll/data/warehouse"
	"plimsoll/ingest/event"
)

// Batch is what one call of Handle stores: positions as columns all the way,
// the rare rest as rows.
type Batch struct {
	Positions   event.Positions
	Placed      warehouse.Positions
	Claims      []warehouse.Claim
	PartyNames  []warehouse.PartyName
	PortCalls   []warehouse.PortCall
	Encounters  []warehouse.Encounter
	Inspections []warehouse.Inspection
	Records     []warehouse.Record
}

// Reset empties the batch and keeps its memory.
func (b *Batch) Reset() {
	b.Positions.Reset()
	b.Claims, b.PartyNames, b.PortCalls = b.Claims[:0], b.PartyNames[:0], b.PortCalls[:0]
	b.Encounters, b.Inspections, b.Records = b.Encounters[:0], b.Inspections[:0], b.Records[:0]
}

// place joins the positions' columns with their places.
func (b *Batch) place(places *placer, version string) {
	p, w := &b.Positions, &b.Placed
	w.MMSI = appendAs(w.MMSI[:0], p.MMSI)
	w.Transmitter = appendAs(w.Transmitter[:0], p.Transmitter)
	w.Receiver = appendAs(w.Receiver[:0], p.Receiver)
	w.Zone, w.CoastalState, w.ShoreM = w.Zone[:0], w.CoastalState[:0], w.ShoreM[:0]
	w.Port, w.Chart = w.Port[:0], w.Chart[:0]
	for i := range p.MMSI {
		at := places.at(i)
		w.Zone = append(w.Zone, int8(at.Zone))
		w.CoastalState = append(w.CoastalState, coastalState(at))
		w.ShoreM = append(w.ShoreM, float32(at.ShoreM))
		w.Port = append(w.Port, at.Port)
		w.Chart = append(w.Chart, version)
	}
	b.handOn()
}

// handOn gives columns of the same shape on both sides from one to the other
// without copying them.
func (b *Batch) handOn() {
	p, w := &b.Positions, &b.Placed
	w.ObservedAt, w.ReceivedAt, w.PayloadHash = p.ObservedAt, p.ReceivedAt, p.PayloadHash
	w.Lon, w.Lat, w.SpeedKn, w.CourseDeg = p.Lon, p.Lat, p.SpeedKn, p.CourseDeg
	w.HeadingDeg, w.NavStatus, w.Source = p.HeadingDeg, p.NavStatus, p.Source
}

// join appends what another batch holds.
func (b *Batch) join(o *Batch) {
	b.Positions.AppendAll(&o.Positions)
	b.handOn()
	w, from := &b.Placed, &o.Placed
	w.MMSI = append(w.MMSI, from.MMSI...)
	w.Transmitter, w.Receiver = append(w.Transmitter, from.Transmitter...), append(w.Receiver, from.Receiver...)
	w.Zone, w.CoastalState = append(w.Zone, from.Zone...), append(w.CoastalState, from.CoastalState...)
	w.ShoreM, w.Port = append(w.ShoreM, from.ShoreM...), append(w.Port, from.Port...)
	w.Chart = append(w.Chart, from.Chart...)

	b.Claims, b.PartyNames = append(b.Claims, o.Claims...), append(b.PartyNames, o.PartyNames...)
	b.PortCalls, b.Encounters = append(b.PortCalls, o.PortCalls...), append(b.Encounters, o.Encounters...)
	b.Inspections, b.Records = append(b.Inspections, o.Inspections...), append(b.Records, o.Records...)
}

// coastalState is whose waters it is; the nearest State has no say on the high seas.
func coastalState(at *chart.Placing) string {
	if at.Zone == chart.ZoneHighSeas {
		return ""
	}
	return at.State
}

type small interface{ ~uint8 | ~uint32 }

// appendAs converts a column of named small integers to the driver's type.
func appendAs[To int8 | uint32, From small](to []To, from []From) []To {
	for _, v := range from {
		to = append(to, To(v))
	}
	return to
}

// WarehouseStore writes batches to the warehouse.
type WarehouseStore struct{ Warehouse *warehouse.Warehouse }

// Store implements [Store]. Every insert is safe to repeat, so a failure in
// the middle only means that the batch comes again.
func (s WarehouseStore) Store(ctx context.Context, b *Batch) error {
	w := s.Warehouse
	for _, insert := range []func() error{
		func() error { return w.InsertPositions(ctx, &b.Placed) },
		func() error { return warehouse.InsertRows(ctx, w, b.PartyNames) },
		func() error { return warehouse.InsertRows(ctx, w, b.Claims) },
		func() error { return warehouse.InsertRows(ctx, w, b.PortCalls) },
		func() error { return warehouse.InsertRows(ctx, w, b.Encounters) },
		func() error { return warehouse.InsertRows(ctx, w, b.Inspections) },
		func() error { return warehouse.InsertRows(ctx, w, b.Records) },
	} {
		if err := insert(); err != nil {
			return err
		}
	}
	return nil
}
