package jurisdiction_test

import (
	"fmt"
	"regexp"
	"strings"
)

// oneArticle is a single article: no range, no list.
var oneArticle = regexp.MustCompile(`^[A-Z]*[0-9IVX][0-9.]*[0-9IVX]*(\([0-9a-z]+\))*$`)

// unfounded tells what is wrong with a row, wherever the ship is.
func (r tableReader) unfounded(x row, day string) (wrong []string) {
	say := func(bad bool, format string, args ...any) {
		if bad {
			wrong = append(wrong, fmt.Sprintf(format, args...))
		}
	}
	say(!capacities[x.Capacity] || !kinds[x.Kind] || !strengths[x.Strength] || !actions[x.Action] || !instruments[x.Instrument],
		"a word that the format does not have")
	say(x.Rule == "" || len(x.Because) == 0, "no rule or no reason")
	say(!oneArticle.MatchString(x.Article), "article %q is not one article", x.Article)
	say((x.State == nil) != (x.Capacity == "any"), "a State must be named, save for any")
	say(x.Kind == "limit" && x.Strength != "must_not" && x.Strength != "should_not" && x.Strength != "must", "a limit that allows")
	say(strings.HasPrefix(x.Condition, "Disputed:") && x.Strength == "must", "disputed, and must")
	say(!r.inForce(x.Instrument, day), "%s is not in force on %s", x.Instrument, day)
	if x.State == nil {
		return wrong
	}
	custom := x.Instrument == "UNCLOS" && strings.Contains(x.Condition+strings.Join(x.Because, " "), "custom")
	say(!custom && !r.binds(*x.State, x.Instrument, day), "%s does not bind %s on %s", x.Instrument, *x.State, day)
	// UNTOC 37(2) and Palermo 1: what UNTOC gives against trafficking needs the Protocol too.
	say(x.Instrument == "UNTOC" && !r.binds(*x.State, "PALERMO_TIP", day), "UNTOC without the Protocol")
	return wrong
}

// misplaced tells what a row may not say where the ship is.
func misplaced(x row, q map[string]any) (wrong []string) {
	say := func(bad bool, what string) {
		if bad {
			wrong = append(wrong, what)
		}
	}
	place, vessel := q["place"].(map[string]any), q["vessel"].(map[string]any)
	zone, class := place["zone"].(string), vessel["class"]
	labour := x.Instrument == "MLC2006" || x.Instrument == "ILO_C188"
	beyond := zone == "contiguous_zone" || zone == "eez"
	// UNCLOS 56 gives the coastal State nothing on labour; the other treaties know only territory, which ends at 12 NM.
	entry := x.Instrument == "PSMA" && x.Action == "deny_entry" // to its port, asked for from farther out
	present := x.Instrument == "UNTOC" && x.Article == "15(4)"  // by where the suspect is, not where the ship is
	say(beyond && x.Capacity == "coastal" && x.Instrument != "UNCLOS" && !entry && !present, "a coastal State beyond its territorial sea")
	fishery := x.Instrument == "UNCLOS" && strings.HasPrefix(x.Article, "73(")
	say(beyond && x.Capacity == "coastal" && (x.Action == "rectify" || x.Action == "inspect_in_detail" || x.Action == "detain" && !fishery), "a labour power in the zone")
	say(zone == "high_seas" && (x.Capacity == "coastal" || x.Capacity == "port"), "a coastal or port State on the high seas")
	say(zone != "port" && x.Capacity == "port", "a port State without a port")
	say(x.Capacity == "flag" && vessel["flag"] == nil && len(vessel["flags_claimed"].([]string)) == 0, "a flag State nobody named")
	visit := strings.HasPrefix(x.Article, "110(") && x.Instrument == "UNCLOS"
	say(visit && !beyond && zone != "high_seas", "a visit in a State's waters (110(1), 58(2))")
	say(visit && class == "government", "a visit of an immune ship (95, 96)")
	say(x.Instrument == "UNCLOS" && strings.HasPrefix(x.Article, "27(") && zone != "territorial_sea" && zone != "archipelagic_waters" &&
		zone != "internal_waters", "innocent passage elsewhere")
	say(x.Instrument == "MLC2006" && (class == "fishing" || class == "government"), "the MLC for a ship that it leaves out (II(4))")
	say(x.Instrument == "ILO_C188" && (class == "merchant" || class == "passenger" || class == "government"), "C188 for a ship that does not fish (1(g))")
	say(labour && x.Capacity == "any", "a labour convention binds its Members, not anybody")
	say(x.Instrument == "ILO_C188" && x.Action == "detain" && x.Kind != "limit", "C188 has no detention")
	// Whoever filters rows must not read a duty to hold or board out of a duty to release or to pay, nor a duty to send victims
	// home out of one to do so with care, nor a ban on help out of one on refusing it.
	say(x.Strength == "must" && (x.Action == "board" || x.Action == "detain") && x.Instrument == "UNCLOS", "UNCLOS makes nobody board or hold a ship")
	victims := x.Instrument == "PALERMO_TIP" || x.Instrument == "COE_CETS197"
	say(victims && x.Action == "repatriate" && x.Strength == "must" && x.Capacity != "victim_nationality", "nobody must send victims home")
	help := x.Action == "rescue" || x.Action == "protect_victims" || x.Action == "rectify" || x.Action == "recovery_period" || x.Action == "repatriate" && !victims
	say(help && x.Strength == "must_not", "a ban on help")
	say(x.Action == "board" && x.Instrument != "UNCLOS" && x.Instrument != "UNFSA" && x.Capacity != "flag" && x.Capacity != "port", "a treaty that boards foreign ships at sea")
	return wrong
}
