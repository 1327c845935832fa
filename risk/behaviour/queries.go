package behaviour

import (
	"context"
	_ "embed" // the queries below
	"fmt"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"plimsoll/data/warehouse"
)

var (
	//go:embed query/outages.sql
	outagesSQL string
	//go:embed query/gaps.sql
	gapsSQL string
	//go:embed query/calls.sql
	callsSQL string
)

// OutagesSQL is a query for use as a subquery, with the parameter
// {as_of:DateTime64(3, 'UTC')}: when the whole feed was silent. Columns:
// from_at, to_at, open.
func OutagesSQL() string { return outagesSQL }

// GapsSQL is a query for use as a subquery, with the parameter
// {as_of:DateTime64(3, 'UTC')}: six hours or more without a position of a
// vessel while the feed was alive. Columns: vessel_id, from_at, to_at, hours,
// from_lon, from_lat, to_lon, to_lat, from_shore_m, to_shore_m, open,
// seen_before, reception (good, unknown).
func GapsSQL() string { return GapsOf("1") }

// GapsOf is GapsSQL for the vessels that an SQL condition on vessel_id picks:
// a condition outside the query would come after the work.
func GapsOf(condition string) string {
	return strings.NewReplacer("{{outages}}", outagesSQL, "{{only}}", condition).Replace(gapsSQL)
}

// CallsSQL is a query for use as a subquery, with the parameter
// {as_of:DateTime64(3, 'UTC')}: confirmed calls. Columns: vessel_id, port
// (UN/LOCODE), from_at, to_at, basis (berth, port_record).
func CallsSQL() string { return CallsOf("1") }

// CallsOf is CallsSQL for the vessels that an SQL condition on vessel_id picks.
func CallsOf(condition string) string { return strings.ReplaceAll(callsSQL, "{{only}}", condition) }

// Gap is six hours or more without a position of a vessel.
type Gap struct {
	VesselID   string    `ch:"vessel_id"`
	From       time.Time `ch:"from_at"`
	To         time.Time `ch:"to_at"` // as_of while it is open
	Hours      float64   `ch:"hours"` // without outages of the feed
	FromLon    float64   `ch:"from_lon"`
	FromLat    float64   `ch:"from_lat"`
	ToLon      float64   `ch:"to_lon"` // NaN while it is open
	ToLat      float64   `ch:"to_lat"`
	FromShoreM float32   `ch:"from_shore_m"`
	ToShoreM   float64   `ch:"to_shore_m"` // NaN while it is open
	Open       bool      `ch:"open"`
	SeenBefore uint32    `ch:"seen_before"` // positions in the twelve hours before
	Reception  string    `ch:"reception"`   // good or unknown
}

// Call is a confirmed call at a port.
type Call struct {
	VesselID string    `ch:"vessel_id"`
	Port     string    `ch:"port"`
	From     time.Time `ch:"from_at"`
	To       time.Time `ch:"to_at"`
	Basis    string    `ch:"basis"`
}

// Outage is a time in which the whole feed was silent.
type Outage struct {
	From time.Time `ch:"from_at"`
	To   time.Time `ch:"to_at"` // as_of while it is open
	Open bool      `ch:"open"`
}

// Gaps are one vessel's gaps up to asOf, oldest first.
func (d *Deriver) Gaps(ctx context.Context, vesselID string, asOf time.Time) ([]Gap, error) {
	var out []Gap
	err := d.ask(ctx, &out, "SELECT * FROM ("+GapsSQL()+") WHERE vessel_id = {vessel:String} ORDER BY from_at", asOf, clickhouse.Named("vessel", vesselID))
	return out, err
}

// Calls are one vessel's confirmed calls up to asOf, oldest first.
func (d *Deriver) Calls(ctx context.Context, vesselID string, asOf time.Time) ([]Call, error) {
	var out []Call
	err := d.ask(ctx, &out, "SELECT * FROM ("+CallsSQL()+") WHERE vessel_id = {vessel:String} ORDER BY from_at", asOf, clickhouse.Named("vessel", vesselID))
	return out, err
}

// Outages are the times up to asOf in which the whole feed was silent.
func (d *Deriver) Outages(ctx context.Context, asOf time.Time) ([]Outage, error) {
	var out []Outage
	err := d.ask(ctx, &out, "SELECT * FROM ("+OutagesSQL()+") ORDER BY from_at", asOf)
	return out, err
}

// stoppedAfter is how long the feed must be silent for an operations alarm.
const stoppedAfter = 24 * time.Hour

// FeedStopped tells whether the whole feed has been silent for a day at asOf,
// and since when.
func (d *Deriver) FeedStopped(ctx context.Context, asOf time.Time) (since time.Time, stopped bool, err error) {
	outages, err := d.Outages(ctx, asOf)
	if err != nil || len(outages) == 0 {
		return time.Time{}, false, err
	}
	last := outages[len(outages)-1]
	return last.From.UTC(), last.Open && !asOf.Before(last.From.Add(stoppedAfter)), nil
}

func (d *Deriver) ask(ctx context.Context, rows any, sql string, asOf time.Time, args ...any) error {
	args = append(args, clickhouse.Named("as_of", asOf))
	if err := d.warehouse.Conn().Select(warehouse.Pass(ctx), rows, sql, args...); err != nil {
		return fmt.Errorf("behaviour up to %s: %w", asOf.UTC().Format(time.RFC3339), err)
	}
	return nil
}
