package api

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
	"plimsoll/risk/alert"
	"plimsoll/risk/behaviour"
	"plimsoll/risk/model"
)

func TestMain(m *testing.M) { os.Exit(warehousetest.Main(m)) }

var testNow = time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)

// The synthetic vessels of the tests. Their numbers are not in use.
var (
	forgotten = vessel.WithCheckDigit(200001) // a merchant ship with an open abandonment
	farOut    = vessel.WithCheckDigit(200002) // a squid jigger, 425 days out
	fairHope  = vessel.WithCheckDigit(200003) // a longliner, inspected with interviews
)

const (
	forgottenMMSI = 232990001
	farOutMMSI    = 412990001
	fairHopeMMSI  = 352990001
	nobodysMMSI   = 150402951 // its first digits are allocated to no State
)

// world is a server over a warehouse that the real passes have filled.
type world struct {
	t      testing.TB
	w      *warehouse.Warehouse
	server *Server
	http   *httptest.Server
	now    time.Time
	serial int
	chart  *chart.Chart
	passes func(t testing.TB)
	ready  []Part
}

// What is compiled in never changes, and takes long to read under the race detector.
var (
	theFacts = sync.OnceValues(reference.Load)
	theChart = sync.OnceValues(func() (*chart.Chart, error) { return chart.Load() })
)

// newWorld makes the server; nothing is known yet.
func newWorld(t testing.TB) *world {
	t.Helper()
	x := &world{t: t, w: warehousetest.New(t), now: testNow}
	catalogue, err := theFacts()
	must(t, err)
	x.chart, err = theChart()
	must(t, err)
	scorer, err := model.New(x.w, catalogue, model.Options{})
	must(t, err)
	must(t, scorer.Mirror(t.Context()))
	now := func() time.Time { return x.now }
	deriver := behaviour.New(x.w, catalogue, now)
	log, err := alert.NewLog(x.w, now)
	must(t, err)
	runner := alert.New(log, alert.Options{Rescore: scorer})
	x.passes = func(t testing.TB) {
		t.Helper()
		_, err := deriver.Pass(t.Context())
		must(t, err)
		_, err = scorer.Pass(t.Context(), x.now, x.now)
		must(t, err)
		_, err = runner.Pass(t.Context(), x.now)
		must(t, err)
	}
	x.server, err = New(Config{
		Warehouse: x.w, Facts: catalogue, Chart: x.chart, Scorer: scorer, Registry: prometheus.NewRegistry(), Version: "test",
		Ready: func(context.Context) []Part { return x.ready }, AsOf: now, Now: now, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	must(t, err)
	x.http = httptest.NewServer(x.server.Handler())
	t.Cleanup(x.http.Close)
	return x
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (x *world) ago(days int) time.Time { return x.now.AddDate(0, 0, -days) }

func (x *world) origin() (source, id string) {
	x.serial++
	return "test", time.Duration(x.serial).String()
}

// track stores positions, step apart, from one day ago to another, moving
// slowly east from a place; in lay-by when step is 0 degrees.
func (x *world) track(mmsi uint32, fromAgo, toAgo, perDay int, lon, lat, stepDeg float64) {
	x.t.Helper()
	var p warehouse.Positions
	received := time.Now().UnixMilli() // what was received two years ago has expired
	every := 24 * time.Hour / time.Duration(perDay)
	for at := x.ago(fromAgo); !at.After(x.ago(toAgo)); at = at.Add(every) {
		place := x.chart.At(lon, lat)
		h := fnv.New64a()
		_, _ = h.Write([]byte(at.String()))
		p.MMSI, p.ObservedAt, p.ReceivedAt, p.PayloadHash = append(p.MMSI, mmsi), append(p.ObservedAt, at.UnixMilli()), append(p.ReceivedAt, received), append(p.PayloadHash, h.Sum64())
		p.Lon, p.Lat = append(p.Lon, lon), append(p.Lat, lat)
		p.SpeedKn, p.CourseDeg = append(p.SpeedKn, float32(stepDeg*60*float64(time.Hour)/float64(every))), append(p.CourseDeg, 90)
		p.HeadingDeg, p.NavStatus, p.Transmitter, p.Receiver = append(p.HeadingDeg, 511), append(p.NavStatus, 15), append(p.Transmitter, 1), append(p.Receiver, 2)
		state := place.State
		if place.Zone == chart.ZoneHighSeas {
			state = ""
		}
		p.Source, p.Zone, p.CoastalState = append(p.Source, "test"), append(p.Zone, int8(place.Zone)), append(p.CoastalState, state)
		p.ShoreM, p.Port, p.Chart = append(p.ShoreM, float32(place.ShoreM)), append(p.Port, place.Port), append(p.Chart, "test")
		lon += stepDeg
	}
	must(x.t, x.w.InsertPositions(x.t.Context(), &p))
}

func (x *world) claim(c warehouse.Claim) {
	x.t.Helper()
	_, c.EventID = x.origin()
	c.ReceivedAt = testNow
	if c.Source == "" {
		c.Source = "registry:test"
	}
	if c.ValidFrom.IsZero() {
		c.ValidFrom = x.ago(900)
	}
	if c.ValidTo.IsZero() {
		c.ValidTo = warehouse.Forever
	}
	must(x.t, warehouse.InsertRows(x.t.Context(), x.w, []warehouse.Claim{c}))
}

// populate tells of the vessels above, and lets the passes judge them.
func (x *world) populate() {
	ctx := x.t.Context()
	x.track(farOutMMSI, 424, 0, 6, -110, -20, 0.002)
	x.passes(x.t) // a provisional vessel, before anybody says what it is
	x.track(forgottenMMSI, 120, 40, 6, -70.6, -18.3, 0)
	x.track(fairHopeMMSI, 100, 0, 4, -150, 5, 0.01)
	x.track(nobodysMMSI, 30, 0, 24, -120, -47.5, 0.12)
	x.claim(warehouse.Claim{IMO: uint32(forgotten), MMSI: forgottenMMSI, Name: "SIM FORGOTTEN", CallSign: "SIMF1", Flag: "GBR", Class: "merchant", GT: 30000, LengthM: 190, OwnerState: "GRC", OwnerID: "o1"})
	x.claim(warehouse.Claim{IMO: uint32(farOut), MMSI: farOutMMSI, Name: "SIM OLD NAME", Flag: "CHN", Class: "fishing", GT: 900, LengthM: 65, OwnerID: "o2", ValidTo: x.ago(500)})
	x.claim(warehouse.Claim{IMO: uint32(farOut), MMSI: farOutMMSI, Name: "SIM FAR OUT", Flag: "CHN", Class: "fishing", GT: 900, LengthM: 65, OwnerID: "o2", ValidFrom: x.ago(500)})
	x.claim(warehouse.Claim{IMO: uint32(fairHope), MMSI: fairHopeMMSI, Name: "SIM FAIR HOPE", Flag: "PAN", Class: "fishing", GT: 700, LengthM: 50, OwnerID: "o3", OwnerState: "ESP"})
	source, id := x.origin()
	must(x.t, warehouse.InsertRows(ctx, x.w, []warehouse.Record{{
		Source: source, EventID: id, ReceivedAt: x.now, CaseID: "a-1", IMO: uint32(forgotten), Kind: "abandonment", Status: "inactive", StatedAt: x.ago(30),
		ValidFrom: x.ago(395), ValidTo: warehouse.Forever, ReviewOn: warehouse.Beginning, Authority: "ITF", Reference: "https://example.org/a-1",
	}}))
	must(x.t, warehouse.InsertRows(ctx, x.w, []warehouse.PortCall{
		{Source: source, EventID: "c1", ReceivedAt: x.now, IMO: uint32(farOut), Kind: "arrived", Port: "CNZOS", At: x.ago(427), ArrivedAt: warehouse.Beginning, ByThePort: true},
		{Source: source, EventID: "c2", ReceivedAt: x.now, IMO: uint32(farOut), Kind: "departed", Port: "CNZOS", At: x.ago(425), ArrivedAt: warehouse.Beginning, ByThePort: true},
		{Source: source, EventID: "c3", ReceivedAt: x.now, IMO: uint32(fairHope), Kind: "departed", Port: "USHNL", At: x.ago(60), ArrivedAt: x.ago(62), ByThePort: true},
	}))
	var meetings []warehouse.Encounter
	for i := range 9 {
		at := x.ago(20 + i*20)
		_, id := x.origin()
		meetings = append(meetings, warehouse.Encounter{
			Source: source, EventID: id, ReceivedAt: x.now, Kind: "encounter", IMO: uint32(farOut), OtherIMO: uint32(vessel.WithCheckDigit(uint32(200010 + i))),
			OtherName: "SIM CARRIER", OtherClass: "fish_carrier", FromAt: at, ToAt: at.Add(6 * time.Hour), Lon: -80, Lat: -20, MedianDistanceM: 30, MedianSpeedKn: 1,
			IntentionalDisabling: "unknown", Zone: "high_seas",
		})
	}
	must(x.t, warehouse.InsertRows(ctx, x.w, meetings))
	must(x.t, warehouse.InsertRows(ctx, x.w, []warehouse.Inspection{{
		Source: source, EventID: "i1", ReceivedAt: x.now, IMO: uint32(fairHope), At: x.ago(150), Port: "USHNL", Authority: "USCG", Labour: true, CrewInterviewed: "yes",
		Deficiencies: []string{}, ReleasedAt: warehouse.Forever,
	}}))
	x.passes(x.t)
}

// get asks and gives the answer's status, headers and text.
func (x *world) get(path string, headers ...string) (int, http.Header, string) {
	x.t.Helper()
	request, err := http.NewRequestWithContext(x.t.Context(), http.MethodGet, x.http.URL+path, nil)
	must(x.t, err)
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			request.Host = headers[i+1]
		}
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	must(x.t, err)
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	must(x.t, err)
	return answer.StatusCode, answer.Header, string(text)
}

// json asks for an answer that must be 200, and reads it.
func (x *world) json(path string, into any) string {
	x.t.Helper()
	status, header, text := x.get(path)
	if status != http.StatusOK || !strings.HasPrefix(header.Get("Content-Type"), "application/json") {
		x.t.Fatalf("GET %s: %d %s\n%s", path, status, header.Get("Content-Type"), text)
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		x.t.Fatalf("GET %s: %v\n%s", path, err, text)
	}
	return text
}

func idOf(n vessel.IMO) string { return string(vessel.IDFromIMO(n)) }
