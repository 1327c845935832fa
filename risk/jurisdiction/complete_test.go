package jurisdiction_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// bothWays are questions in which one rule speaks for a State exactly when the
// treaties named bind it: no row too many, and none too few. @ is the State.
var bothWays = []struct {
	row, treaties, question string
}{
	{"@ flag must investigate MLC2006 A5.1.4(5)", "MLC2006", `{"vessel":{"flag":"@","class":"merchant"},"place":{"zone":"high_seas"},"facts":["complaint"]}`},
	{"@ port may inspect_in_detail MLC2006 A5.2.1(1)(d)", "MLC2006", `{"vessel":{"flag":"NOR","class":"merchant"},"place":{"zone":"port","port_state":"@"},"facts":["complaint"]}`},
	{"@ port must detain MLC2006 A5.2.1(6)*", "MLC2006", `{"vessel":{"flag":"NOR","class":"passenger"},"place":{"zone":"port","port_state":"@"},"facts":["serious_breach"]}`},
	{"@ flag must investigate ILO_C188 43(1)", "ILO_C188", `{"vessel":{"flag":"@","class":"fishing"},"place":{"zone":"high_seas"},"facts":["complaint"]}`},
	{"@ port may rectify ILO_C188 43(2)", "ILO_C188", `{"vessel":{"flag":"NOR","class":"fishing"},"place":{"zone":"port","port_state":"@"},"facts":["clear_grounds"]}`},
	{"@ victim_nationality must ILO_C188 22(3)(b)", "ILO_C188", `{"vessel":{"flag":"NOR","class":"fishing"},"place":{"zone":"high_seas"},"people":{"victims":["@"]}}`},
	{"@ flag must exercise_jurisdiction UNTOC 15(1)(b)", "UNTOC PALERMO_TIP", `{"vessel":{"flag":"@"},"place":{"zone":"high_seas"},"facts":["trafficking_suspected","organised_group"]}`},
	{"@ victim_nationality may UNTOC 15(2)(a)", "UNTOC PALERMO_TIP", `{"vessel":{"flag":"NOR"},"place":{"zone":"eez","coastal_state":"CHL"},"people":{"victims":["@"]},"facts":["trafficking_suspected","organised_group"]}`},
	{"@ coastal must protect_victims PALERMO_TIP 6(1)", "UNTOC PALERMO_TIP", `{"vessel":{"flag":"NOR"},"place":{"zone":"territorial_sea","coastal_state":"@"},"facts":["trafficking_suspected"]}`},
	{"@ flag must exercise_jurisdiction COE_CETS197 31(1)(b)", "COE_CETS197", `{"vessel":{"flag":"@"},"place":{"zone":"high_seas"},"facts":["trafficking_suspected"]}`},
	{"@ port must recovery_period COE_CETS197 13(1)", "COE_CETS197", `{"vessel":{"flag":"NOR"},"place":{"zone":"port","port_state":"@"},"facts":["trafficking_suspected"]}`},
	{"@ port must protect_victims ILO_P029 3", "ILO_P029 ILO_C029", `{"vessel":{"flag":"NOR"},"place":{"zone":"port","port_state":"@"},"facts":["trafficking_suspected"]}`},
	{"@ flag must prosecute ILO_C029 25", "ILO_C029", `{"vessel":{"flag":"@"},"place":{"zone":"high_seas"},"facts":["trafficking_suspected"]}`},
	{"@ port must deny_entry PSMA 9(4)", "PSMA", `{"vessel":{"flag":"NOR","class":"fish_carrier"},"place":{"zone":"port","port_state":"@"},"facts":["iuu_listed"]}`},
	{"@ flag CTA2012", "CTA2012", `{"vessel":{"flag":"@","class":"fishing","length_m":24},"place":{"zone":"high_seas"}}`},
}

// TestPropertyBothWays: a State has the row on every day on which the tables
// show it bound, and on no other.
func TestPropertyBothWays(t *testing.T) {
	e, r := evaluator(t, nil), tables(t)
	checks(t, "600")
	d := draws(t)
	d.days = append(d.days, "2027-02-23", "2027-02-24", "2027-06-01")
	rapid.Check(t, func(rt *rapid.T) {
		b := bothWays[rapid.IntRange(0, len(bothWays)-1).Draw(rt, "rule")]
		state, day := rapid.SampledFrom(d.codes).Draw(rt, "state"), rapid.SampledFrom(d.days).Draw(rt, "day")
		if s := r.states[state]; state == "NOR" || s["sovereign_iso3"] == "NOR" || state == "CHL" {
			rt.Skip("the ship or the coast of the question is its own")
		}
		question := strings.ReplaceAll(strings.Replace(b.question, "{", `{"date":"`+day+`",`, 1), "@", state)
		a, err := ask(e, []byte(question))
		if err != nil {
			rt.Fatalf("%s: %v", question, err)
		}
		bound := true
		for _, treaty := range strings.Fields(b.treaties) {
			bound = bound && r.binds(state, treaty, day)
		}
		if p := readPattern(t, strings.ReplaceAll(b.row, "@", state)); p.anyOf(a.Rows) != bound {
			rt.Fatalf("%s on %s: bound %v by the tables, and the answer has not the same: %s%s", state, day, bound, question, p.nearby(a))
		}
	})
}
