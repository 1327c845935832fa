package zones

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

func TestCompare(t *testing.T) {
	old, _ := taken(t, asGeoJSON(t, sample()))
	rows := sample()
	for i := range rows {
		rows[i].attributes = maps.Clone(rows[i].attributes)
	}
	rows[0].geometry = orb.Polygon{box(-60, -40, -40, -15)} // larger
	rows[1].attributes["POL_TYPE"] = "Overlapping claim"    // another kind, claimed by one more
	rows[1].attributes["ISO_SOV2"] = "GBR"                  //
	rows[2].attributes["GEONAME"] = "La Réunion"            // renamed
	rows[3].attributes["ISO_TER1"] = "BRA"                  // of others
	rows[3].attributes["ISO_SOV1"] = "BRA"                  //
	rows[4] = row{map[string]any{"GEONAME": "Without number", "POL_TYPE": "200NM", "ISO_TER1": "NAM"}, orb.Polygon{box(5, -30, 10, -20)}}
	next, _ := taken(t, asGeoJSON(t, rows))
	d := Compare(old, next)
	if len(d.Added) != 1 || d.Added[0].Name != "Without number" || len(d.Removed) != 1 || d.Removed[0].ID != 8389 || len(d.Changed) != 4 || d.Same != 0 {
		t.Errorf("%+v", d)
	}
	if !slices.Equal(d.StatesAdded, []string{"BRA", "GBR", "NAM"}) || !slices.Equal(d.StatesRemoved, []string{"FLK"}) {
		t.Errorf("States %v added, %v removed", d.StatesAdded, d.StatesRemoved)
	}
	words := strings.Join(d.Words(), "\n")
	for _, says := range []string{
		"1 zone added, 1 removed, 4 changed, 0 as before",
		"States new: BRA, GBR, NAM",
		"States no longer there: FLK",
		"removed: Overlapping claim Falkland / Malvinas Islands: UK / Argentina (overlapping claim of ARG, GBR, ",
		"changed: Uruguayan Exclusive Economic Zone: had ",
		"was: exclusive economic zone, is: overlapping claim; was of ARG, is of ARG, GBR",
		"changed: La Réunion: was called Réunion Exclusive Economic Zone",
		"was of ARG, URY, is of ARG, BRA",
		"added: Without number (exclusive economic zone of NAM, ",
	} {
		if !strings.Contains(words, says) {
			t.Errorf("it does not say %q:\n%s", says, words)
		}
	}
	if d := Compare(nil, old); len(d.Added) != 5 || len(d.Removed) != 0 {
		t.Errorf("first import: %+v", d)
	}
	if d := Compare(old, old); d.Same != 5 || len(d.Added)+len(d.Removed)+len(d.Changed) != 0 || len(d.Words()) != 1 {
		t.Errorf("with itself: %+v", d)
	}
}
