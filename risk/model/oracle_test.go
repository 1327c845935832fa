package model

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"
	"pgregory.net/rapid"

	"plimsoll/data/vessel"
	"plimsoll/risk/indicator"
)

// lists are those that the random vessels' sources may call complete: one
// choice for all of them, as in a warehouse.
var lists = map[string]bool{"abandonment": true, "wage_claim": true, "encounters": true}

// anyInputs draws a vessel's findings, often at the edges: nothing, all, the
// shares at which gates open.
func anyInputs(m *Model) *rapid.Generator[Inputs] {
	return rapid.Custom(func(t *rapid.T) Inputs {
		in := Inputs{
			Population: rapid.SampledFrom([]vessel.Population{vessel.Seafarers, vessel.Fishers}).Draw(t, "population"),
			ClassKnown: rapid.Bool().Draw(t, "class known"), Found: map[string]Input{}, Complete: lists,
		}
		share := rapid.OneOf(rapid.SampledFrom([]float64{0, 0, 0, 1, 1, 0.5, 1.0 / 3, 10.0 / 30, 0.4}), rapid.Float64Range(0, 1))
		// Most vessels have little on them, or nothing would ever be low.
		presence := rapid.SampledFrom([]int{1, 3, 8, 10}).Draw(t, "presence")
		// Some have everything against them on paper and next to nothing besides.
		onPaper := rapid.IntRange(0, 4).Draw(t, "on paper") == 0
		for _, x := range m.Asked(in.Population) {
			if onPaper && (x.Pillar == "protection_gap" || x.Pillar == "opacity") {
				in.Found[x.ID] = Input{State: Measured, Value: 1, Could: 1, Known: 1, Decay: 1}
				continue
			}
			if onPaper && x.ID == "wage_claim" {
				little := rapid.Float64Range(0, 0.6).Draw(t, "little")
				in.Found[x.ID] = Input{State: Measured, Value: little, Could: little, Known: 1, Decay: 1}
			}
			if onPaper || rapid.IntRange(0, 9).Draw(t, x.ID) >= presence {
				continue
			}
			f := Input{State: rapid.SampledFrom([]string{Measured, Measured, Measured, Unknown, NotApplicable}).Draw(t, "state"), Decay: 1}
			switch f.State {
			case Unknown:
				f.Could = 1
			case Measured:
				f.Value, f.Known = share.Draw(t, "value"), rapid.SampledFrom([]float64{1, 1, 0, 0.25}).Draw(t, "known")
				if rapid.Bool().Draw(t, "decays") {
					f.Decay = rapid.Float64Range(0.01, 1).Draw(t, "decay")
				}
				f.Could = max(f.Value*f.Decay, rapid.SampledFrom([]float64{0, 1, 0.5}).Draw(t, "could"))
				if f.Value > 0 && rapid.Bool().Draw(t, "raises") {
					f.Flags = x.Flags
				}
			}
			in.Found[x.ID] = f
		}
		return in
	})
}

// The combination in SQL and the one in Go, written apart from the same rules,
// agree on thousands of random vessels.
func TestCombinationAgreesWithOracle(t *testing.T) {
	w := newWorld(t)
	m := w.scorer.model
	gen := anyInputs(m)
	vessels := make([]Inputs, 6000)
	for i := range vessels {
		vessels[i] = gen.Example(i)
	}
	got := w.combine(vessels)
	bands, gates, floors := map[string]int{}, map[string]int{}, map[string]int{}
	for i, in := range vessels {
		want := m.Combine(in)
		bands[want.Band]++
		gates[want.Gate]++
		for _, f := range want.Floors {
			floors[f]++
		}
		if diff := compare(got[i], want); diff != "" {
			t.Fatalf("vessel %d: %s\nin  %+v\nSQL %+v\nGo  %+v", i, diff, in, got[i], want)
		}
	}
	t.Logf("bands %v, gates %v, floors %v", bands, gates, floors)
	for _, b := range []string{"low", "guarded", "elevated", "high", "severe", "not_seen", "not_examined"} {
		if bands[b] == 0 {
			t.Errorf("no random vessel was %s: the property was not tested there", b)
		}
	}
	for _, g := range []string{"elevated", "high", "severe"} {
		if gates[g] == 0 {
			t.Errorf("no random vessel met a shut gate of %s", g)
		}
	}
	if len(floors) != len(m.Floors) {
		t.Errorf("floors %v, want each of %v", floors, m.Floors)
	}
}

// combine runs the SQL combination over findings, in order.
func (w *world) combine(vessels []Inputs) []Score {
	w.t.Helper()
	m := w.scorer.model
	for list := range lists {
		w.record("oracle", "cover-"+list, "coverage", "open", 0, 0, "", w.ago(30), w.ago(400), list)
	}
	w.exec("CREATE TABLE random_found (vessel_id String, populations UInt8, slot UInt8, value Float64, could Float64, known Float64, decay Float64, state UInt8, flags UInt16, evidence String, observed_from DateTime64(3, 'UTC'), observed_to DateTime64(3, 'UTC')) ENGINE = Memory")
	w.exec("CREATE TABLE random_fleet (vessel_id String, class String, populations UInt8) ENGINE = Memory")
	found, err := w.w.Conn().PrepareBatch(w.t.Context(), "INSERT INTO random_found")
	if err != nil {
		w.t.Fatal(err)
	}
	fleet, err := w.w.Conn().PrepareBatch(w.t.Context(), "INSERT INTO random_fleet")
	if err != nil {
		w.t.Fatal(err)
	}
	states := []string{Unknown, Measured, NotApplicable}
	for i, in := range vessels {
		id, class := fmt.Sprintf("v%06d", i), "fishing"
		if !in.ClassKnown {
			class = "unknown"
		}
		population := uint8(1) << (in.Population - 1)
		if err := fleet.Append(id, class, population); err != nil {
			w.t.Fatal(err)
		}
		for slot, x := range m.Indicators {
			f, ok := in.Found[x.ID]
			if !ok {
				continue
			}
			if err := found.Append(id, population, uint8(slot), f.Value, f.Could, f.Known, f.Decay, uint8(slices.Index(states, f.State)), m.bits(f.Flags), "", w.now, w.now); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	if err := found.Send(); err != nil {
		w.t.Fatal(err)
	}
	if err := fleet.Send(); err != nil {
		w.t.Fatal(err)
	}
	return w.readCombined()
}

func (w *world) readCombined() []Score {
	w.t.Helper()
	steps := []indicator.Step{{Name: "found", SQL: "SELECT * FROM random_found"}, {Name: "fleet", SQL: "SELECT * FROM random_fleet"}}
	for _, step := range w.scorer.one.steps {
		if step.Name == "covered" || step.Name == "asked" || step.Name == "judged" {
			steps = append(steps, step)
		}
	}
	ctx := w.scorer.with(w.t.Context(), w.scorer.facts.Current().Vintage(), w.now, w.now, clickhouse.Parameters{"vessel": "", "population": "0"})
	stage, err := w.scorer.stage(ctx, plan{steps: steps})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = stage.Drop(ctx) })
	rows, err := w.w.Conn().Query(ctx, stage.With()+selection+"(\n"+w.scorer.one.scores+"\n) ORDER BY vessel_id")
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var scores []Score
	for rows.Next() {
		var r row
		if err := rows.Scan(r.targets()...); err != nil {
			w.t.Fatal(err)
		}
		s, err := r.score()
		if err != nil {
			w.t.Fatal(err)
		}
		scores = append(scores, s)
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return scores
}

func compare(got Score, want Result) string {
	switch {
	case got.Points != want.Points:
		return fmt.Sprintf("points %d, want %d", got.Points, want.Points)
	case got.CouldBe != want.CouldBe:
		return fmt.Sprintf("could be %d, want %d", got.CouldBe, want.CouldBe)
	case got.Band != want.Band:
		return fmt.Sprintf("band %s, want %s", got.Band, want.Band)
	case got.Gate != want.Gate:
		return fmt.Sprintf("gate %q, want %q", got.Gate, want.Gate)
	case !slices.Equal(got.Floors, want.Floors):
		return fmt.Sprintf("floors %v, want %v", got.Floors, want.Floors)
	case got.Completeness != want.Completeness:
		return fmt.Sprintf("completeness %d, want %d", got.Completeness, want.Completeness)
	case math.Abs(got.Total-want.Total) > 1e-9:
		return fmt.Sprintf("total %v, want %v", got.Total, want.Total)
	}
	for i, p := range want.Pillars {
		g := got.Pillars[i]
		if g.ID != p.ID || math.Abs(g.Points-p.Points) > 1e-9 || math.Abs(g.CouldBe-p.CouldBe) > 1e-9 ||
			math.IsNaN(g.Completeness) != math.IsNaN(p.Completeness) || math.Abs(g.Completeness-p.Completeness) > 1e-9 {
			return fmt.Sprintf("pillar %+v, want %+v", g, p)
		}
	}
	return ""
}

// Properties of the combination that hold whatever was found.
func TestCombinationProperties(t *testing.T) {
	m, err := Load(Latest)
	if err != nil {
		t.Fatal(err)
	}
	gen := anyInputs(m)
	rapid.Check(t, func(t *rapid.T) {
		in := gen.Draw(t, "vessel")
		r := m.Combine(in)
		if r.Points > r.CouldBe || r.CouldBe > 100 || r.Completeness > 100 {
			t.Fatalf("points %d, could be %d, completeness %d", r.Points, r.CouldBe, r.Completeness)
		}
		paper := r.Pillars[0].Points + r.Pillars[1].Points
		if len(r.Floors) == 0 && r.Total-paper+nearly < 10 && (r.Band == "elevated" || r.Band == "high" || r.Band == "severe") {
			t.Fatalf("paper alone reached %s: %+v", r.Band, r)
		}
		if r.Band == "severe" && r.Pillars[3].Points+nearly < 20 {
			t.Fatalf("severe without conditions: %+v", r)
		}
		if r.Band == "low" && in.Found["inspection_with_interviews"].Value < 1 {
			t.Fatal("low was not earned")
		}
		// A finding that is taken back never raises the points.
		for id := range in.Found {
			less := in
			less.Found = map[string]Input{}
			for k, v := range in.Found {
				less.Found[k] = v
			}
			less.Found[id] = Input{State: Measured, Known: 1, Decay: 1}
			if after := m.Combine(less); after.Points > r.Points {
				t.Fatalf("without %s there are %d points, with it %d", id, after.Points, r.Points)
			}
		}
	})
}
