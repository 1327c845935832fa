package warehouse

import (
	"context"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// Positions are placed position reports as columns of equal length, ready to
// be inserted: what the driver takes without looking at single rows.
type Positions struct {
	MMSI                   []uint32
	ObservedAt, ReceivedAt []int64 // Unix milliseconds, UTC
	PayloadHash            []uint64
	Lon, Lat               []float64
	SpeedKn, CourseDeg     []float32 // NaN: not reported
	HeadingDeg             []uint16  // 511: not reported
	NavStatus              []uint8   // 15: not reported
	Transmitter, Receiver  []int8    // the enums of the table
	Source                 []string
	Zone                   []int8 // the enum of the table
	CoastalState           []string
	ShoreM                 []float32
	Port                   []string
	Chart                  []string
}

const positionColumns = "mmsi, observed_at, received_at, payload_hash, lon, lat, speed_kn, course_deg, " +
	"heading_deg, nav_status, transmitter, receiver, source, zone, coastal_state, shore_m, port, chart"

// InsertPositions writes one batch. It returns nil only when the rows are on
// disk. Inserting the same rows again changes nothing that is read.
func (w *Warehouse) InsertPositions(ctx context.Context, p *Positions) error {
	if len(p.MMSI) == 0 {
		return nil
	}
	columns := []any{
		p.MMSI, p.ObservedAt, p.ReceivedAt, p.PayloadHash, p.Lon, p.Lat, p.SpeedKn, p.CourseDeg,
		p.HeadingDeg, p.NavStatus, p.Transmitter, p.Receiver, p.Source, p.Zone, p.CoastalState, p.ShoreM, p.Port, p.Chart,
	}
	return w.insert(ctx, "positions", positionColumns, func(b driver.Batch) error {
		for i, column := range columns {
			if err := b.Column(i).Append(column); err != nil {
				return fmt.Errorf("column %d: %w", i, err)
			}
		}
		return nil
	})
}
