package jurisdiction_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The words a question is drawn from.
var (
	zones   = []string{"port", "internal_waters", "archipelagic_waters", "territorial_sea", "contiguous_zone", "eez", "high_seas"}
	classes = []any{"fishing", "fishing", "merchant", "merchant", "fish_carrier", "passenger", "government", "factory", "support", "other", nil}
	facts   = []string{
		"complaint", "clear_grounds", "documents_missing", "flag_changed_to_avoid_compliance", "serious_breach", "clearly_hazardous",
		"abandoned", "slave_trade_grounds", "crime_before_entry", "consequences_in_coastal_state", "disturbs_peace",
		"master_or_consul_request", "trafficking_suspected", "organised_group", "fisheries_offence", "iuu_listed", "force_majeure",
		"persons_in_danger",
	}
	askers = []any{"port_officer", "labour_inspector", "warship", "coast_guard", "prosecutor", "researcher", nil}
)

// drawn are the States and days that questions are drawn from: every code of
// the tables but the European Union, and every day on which something changes,
// with the day before.
type drawn struct {
	codes []string
	days  []string
}

var theDrawn = sync.OnceValues(func() (drawn, error) {
	r, err := readTables()
	var d drawn
	for code, s := range r.states {
		if s["kind"] != "organisation" {
			d.codes = append(d.codes, code)
		}
	}
	seen := map[string]bool{}
	for _, row := range r.rows {
		for _, column := range []string{"ratified_on", "in_force_on", "in_force_by", "denounced_on", "absent_on"} {
			on, err := time.Parse(time.DateOnly, row[column])
			if err == nil && !seen[row[column]] {
				seen[row[column]] = true
				d.days = append(d.days, row[column], on.AddDate(0, 0, -1).Format(time.DateOnly), on.AddDate(1, 0, 0).Format(time.DateOnly))
			}
		}
	}
	slices.Sort(d.codes) // maps have no order, and a draw must be repeatable
	slices.Sort(d.days)
	return d, err
})

func drawQuestion(t *rapid.T, d drawn) map[string]any {
	state := rapid.SampledFrom(d.codes)
	// Half of the States are drawn from a few, so that two roles meet in one State.
	few := rapid.SampledFrom([]string{"ZAF", "ESP", "CHN", "PAN", "IDN", "GBR", "THA", "USA", "HKG", "TWN"})
	anyState := rapid.OneOf(state, few)
	maybe := func(g *rapid.Generator[string], label string) any {
		if rapid.IntRange(0, 4).Draw(t, label+" known") == 0 {
			return nil
		}
		return g.Draw(t, label)
	}
	place, zone := drawPlace(t, anyState)
	vessel := map[string]any{
		"flag": maybe(anyState, "flag"), "class": rapid.SampledFrom(classes).Draw(t, "class"),
		"flags_claimed": rapid.SliceOfN(anyState, 0, 2).Draw(t, "claimed"),
	}
	measures := []struct {
		name   string
		values []any
	}{
		{"gt", []any{nil, 0, 499, 500, 30000}},
		{"length_m", []any{nil, 12, 23.9, 24, 90}},
		{"days_at_sea", []any{nil, 0, 3, 3.5, 8}},
		{"distance_from_flag_coast_nm", []any{nil, 0, 200, 201, 4000}},
	}
	for _, m := range measures {
		vessel[m.name] = rapid.SampledFrom(m.values).Draw(t, m.name)
	}
	suspects := []any{}
	for range rapid.IntRange(0, 2).Draw(t, "suspects") {
		suspects = append(suspects, map[string]any{"nationality": maybe(anyState, "nationality"), "location": maybe(anyState, "location")})
	}
	return map[string]any{
		"vessel": vessel, "place": place, "facts": drawFacts(t, zone, vessel),
		"people": map[string]any{"victims": rapid.SliceOfN(anyState, 0, 2).Draw(t, "victims"), "suspects": suspects},
		"date":   rapid.SampledFrom(d.days).Draw(t, "date"), "asking": rapid.SampledFrom(askers).Draw(t, "asking"),
	}
}

func drawPlace(t *rapid.T, state *rapid.Generator[string]) (map[string]any, string) {
	zone := rapid.SampledFrom(zones).Draw(t, "zone")
	place := map[string]any{"zone": zone}
	switch zone {
	case "port":
		s := state.Draw(t, "port state")
		place["port_state"], place["coastal_state"] = s, s
	case "high_seas":
	default:
		place["coastal_state"] = state.Draw(t, "coastal state")
		if rapid.IntRange(0, 5).Draw(t, "contested") == 0 {
			place["contested"] = rapid.SliceOfN(state, 1, 2).Draw(t, "claimants")
		}
	}
	return place, zone
}

// drawFacts draws facts that do not contradict each other or the place: a ship
// in port does not pass, and on the high seas there is no coastal State.
func drawFacts(t *rapid.T, zone string, vessel map[string]any) []string {
	out := []string{}
	coastal := []string{"crime_before_entry", "consequences_in_coastal_state", "disturbs_peace"}
	for i, bits := 0, rapid.Uint32().Draw(t, "facts"); i < len(facts); i++ {
		if bits>>i&1 == 1 && (zone != "high_seas" || !slices.Contains(coastal, facts[i])) {
			out = append(out, facts[i])
		}
	}
	passages := []string{"", "entering_internal_waters", "leaving_internal_waters"}
	switch zone {
	case "port", "high_seas":
		passages = passages[:1]
	case "territorial_sea", "archipelagic_waters":
		passages = append(passages, "innocent_passage")
	}
	if p := rapid.SampledFrom(passages).Draw(t, "passage"); p != "" {
		out = append(out, p)
	}
	if vessel["flag"] == nil {
		out = append(out, rapid.SampledFrom([][]string{nil, {"no_nationality"}, {"flag_use_conflict"}}).Draw(t, "nationality")...)
	}
	return out
}

func draws(t testing.TB) drawn {
	t.Helper()
	d, err := theDrawn()
	if err != nil {
		t.Fatal(err)
	}
	return d
}
