package main

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/chart/zones"
	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/warehousetest"
)

const tierHeader = "iso3,report_year,tier,note,source,as_of,status\n"

// aTier is an act that gives Norway a tier, by an operator who is not there.
func aTier(base, tier string) warehouse.Act {
	return warehouse.Act{
		Import:  warehouse.Import{Kind: warehouse.ImportTable, Name: "tip_tiers", Action: warehouse.ActionImport, At: time.Now(), File: "tiers.csv"},
		Base:    base,
		Content: []byte(tierHeader + "NOR,2025," + tier + ",,a list of my own,2026,recalled\n"),
	}
}

// aSquare is an act that gives Uruguay a square of the South Atlantic.
func aSquare(t *testing.T) warehouse.Act {
	t.Helper()
	file := strings.NewReader(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"GEONAME":"A square","POL_TYPE":"200NM","ISO_TER1":"URY","ISO_SOV1":"URY","MRGID":1},
"geometry":{"type":"Polygon","coordinates":[[[-31,-41],[-29,-41],[-29,-39],[-31,-39],[-31,-41]]]}}]}`)
	set, report, err := zones.Read("square.geojson", file, file.Size())
	if err != nil || set == nil {
		t.Fatalf("%v %v", err, report.Problems)
	}
	return warehouse.Act{
		Import:  warehouse.Import{Kind: warehouse.ImportZones, Name: warehouse.ImportZones, Action: warehouse.ActionImport, At: time.Now(), File: "square.geojson"},
		Content: set.Marshal(),
	}
}

func taken(t *testing.T, w *warehouse.Warehouse, act warehouse.Act) warehouse.Import {
	t.Helper()
	added, err := w.AddImports(t.Context(), act)
	if err != nil {
		t.Fatal(err)
	}
	return added[0]
}

func openedFacts(t *testing.T, w *warehouse.Warehouse) *facts {
	t.Helper()
	f, err := openFacts(t.Context(), w, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *facts) norway() string {
	return string(f.tables.Current().TIPTier("NOR", time.Date(2025, 8, 1, 0, 0, 0, 0, time.UTC)).Tier)
}

// What one process imports another one has after its next look, and a restart
// keeps; what somebody began to ask keeps the facts it began with.
func TestImportsAreInUseAfterTheNextLook(t *testing.T) {
	w := warehousetest.New(t)
	f := openedFacts(t, w)
	ticks, told := make(chan time.Time), make(chan struct{}, 1)
	f.tell(func() { told <- struct{}{} })
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() { f.watch(ctx, ticks); close(stopped) }()
	began, embedded := f.tables.Current(), f.norway()

	first := taken(t, w, aTier("", "3"))
	taken(t, w, aSquare(t))
	taken(t, w, warehouse.Act{
		Import:  warehouse.Import{Kind: warehouse.ImportPorts, Name: warehouse.ImportPorts, Action: warehouse.ActionImport, At: time.Now(), File: "harbours.csv"},
		Content: writePorts([]chart.Port{{Locode: "UYZZZ", Name: "New, Port", State: "URY", Lon: -30.5, Lat: -40.25, RadiusM: 2000}}),
	})
	ticks <- time.Now()
	<-told
	if f.norway() != "3" || embedded == "3" || began != nil && string(began.TIPTier("NOR", time.Date(2025, 8, 1, 0, 0, 0, 0, time.UTC)).Tier) != embedded {
		t.Errorf("Norway is on tier %q, and was on %q", f.norway(), embedded)
	}
	if p := f.sea.At(-30, -40); p.State != "URY" || p.Zone != chart.ZoneEEZ || p.Basis != chart.Imported {
		t.Errorf("the imported square is %+v", p)
	}
	if p := f.sea.At(-30.51, -40.25); p.Port != "UYZZZ" || p.Zone != chart.ZonePort {
		t.Errorf("at the imported port: %+v", p)
	}
	if p := f.sea.At(-35, -40); p.Basis != chart.Approximated {
		t.Errorf("beside the square: %+v", p)
	}
	if again := openedFacts(t, w); again.norway() != "3" || again.sea.Version() != f.sea.Version() || again.tables.Current().Vintage() != f.tables.Current().Vintage() {
		t.Error("a restart does not have what is in use")
	}
	second := taken(t, w, aTier(first.ID, "2WL"))
	ticks <- time.Now()
	<-told
	if f.norway() != "2WL" {
		t.Errorf("Norway is on tier %q after the second import", f.norway())
	}
	for _, back := range []struct{ of, want string }{{second.ID, "3"}, {first.ID, embedded}} {
		taken(t, w, warehouse.Act{Import: warehouse.Import{Kind: warehouse.ImportTable, Name: "tip_tiers", Action: warehouse.ActionUndo, At: time.Now()}, Base: back.of})
		ticks <- time.Now()
		<-told
		if f.norway() != back.want {
			t.Errorf("Norway is on tier %q after an undo, want %q", f.norway(), back.want)
		}
	}
	stop()
	<-stopped
}

// An import that cannot be used leaves what was in use there, says so, and
// stops a start: facts that were replaced do not come back unseen.
func TestAnImportThatCannotBeUsed(t *testing.T) {
	w := warehousetest.New(t)
	f := openedFacts(t, w)
	good := taken(t, w, aTier("", "3"))
	if changed, err := f.refresh(t.Context()); !changed || err != nil {
		t.Fatal(changed, err)
	}
	bad := aTier(good.ID, "7")
	if _, err := f.accept(t.Context(), []warehouse.Act{bad}); err == nil || !strings.Contains(err.Error(), "tier") {
		t.Errorf("the service took a tier that does not exist: %v", err)
	}
	stored := taken(t, w, bad) // as another release might
	if changed, err := f.refresh(t.Context()); changed || err == nil || f.held() == nil || f.norway() != "3" {
		t.Errorf("changed %v, %v, tier %q", changed, err, f.norway())
	}
	if _, err := openFacts(t.Context(), w, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), "plimsoll reference undo") {
		t.Errorf("a start on facts that cannot be used: %v", err)
	}
	undo := warehouse.Act{Import: warehouse.Import{Kind: warehouse.ImportTable, Name: "tip_tiers", Action: warehouse.ActionUndo, At: time.Now()}, Base: stored.ID}
	if _, err := f.accept(t.Context(), []warehouse.Act{undo}); err != nil || f.held() != nil || f.norway() != "3" {
		t.Errorf("taking it back: %v, tier %q", err, f.norway())
	}
}

// Tables that are right do not come into use beside zones that are not.
func TestImportsComeIntoUseTogether(t *testing.T) {
	w := warehousetest.New(t)
	f := openedFacts(t, w)
	before := f.norway()
	taken(t, w, aTier("", "3"))
	broken := aSquare(t)
	broken.Content = []byte("no zones")
	taken(t, w, broken)
	if changed, err := f.refresh(t.Context()); changed || err == nil || f.norway() != before {
		t.Errorf("changed %v, %v; Norway is on tier %q, and was on %q", changed, err, f.norway(), before)
	}
}

// Nobody waits longer than the time between two looks.
func TestTheServiceLooksEveryTenSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		looked := make(chan time.Time, 10)
		f := &facts{library: newLibrary(counting{looked}, nil), log: slog.New(slog.DiscardHandler)}
		ctx, stop := context.WithCancel(t.Context())
		ticker := time.NewTicker(lookEvery)
		go f.watch(ctx, ticker.C)
		time.Sleep(35 * time.Second) // of the bubble's clock, which nobody waits for
		synctest.Wait()
		if n := len(looked); n != 3 {
			t.Errorf("%d looks in 35 seconds, want 3", n)
		}
		stop()
		ticker.Stop()
	})
}

// counting is a shelf without imports that says when somebody looks.
type counting struct{ looked chan time.Time }

func (c counting) Imports(context.Context) ([]warehouse.Import, error) {
	c.looked <- time.Now()
	return nil, nil
}

func (counting) ImportContent(context.Context, warehouse.Import) ([]byte, error) { return nil, nil }

func (counting) AddImports(context.Context, ...warehouse.Act) ([]warehouse.Import, error) {
	return nil, nil
}
