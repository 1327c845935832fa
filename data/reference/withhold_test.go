package reference

import (
	"slices"
	"strings"
	"testing"
)

func TestWithholdReleases(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		name, at string
		want     Tri
		stale    bool
	}{
		{"Da Wang", "2020-08-17", No, false},
		{"Da Wang", "2020-08-18", Yes, false},
		{"Da Wang", "2026-11-22", Yes, true},
		{"Tunago No. 61", "2020-03-31", Yes, false},
		{"Tunago No. 61", "2020-04-01", No, false},
		{"Yu Long No. 2", "2024-08-14", No, false},
		{"Zhen Fa 7", "2025-05-28", Yes, false},
		{"Zhen Fa 7", "2025-05-29", Yes, true},
	} {
		got := c.WithholdCandidates(strings.ToUpper(tc.name), on(tc.at))
		if len(got) != 1 || got[0].Order.Name != tc.name || got[0].InForce != tc.want || got[0].Stale != tc.stale {
			t.Errorf("%s on %s: %+v", tc.name, tc.at, got)
		}
	}
	for _, name := range []string{"", "Zhen Fa", "Zhen Fa 77", "Wang"} {
		if got := c.WithholdCandidates(name, on("2025-06-01")); len(got) > 0 {
			t.Errorf("%q has candidates: %+v", name, got)
		}
	}
	all := c.WithholdReleases(on("2026-11-22"))
	inForce := 0
	for _, w := range all {
		if w.InForce == Yes {
			inForce++
		}
	}
	if len(all) != 7 || inForce != 5 {
		t.Errorf("%d orders, %d in force", len(all), inForce)
	}
	// What links a vessel is not there to be used.
	columns, _, _ := c.Rows("withhold_release")
	if slices.Contains(columns, "imo") {
		t.Error("orders have no IMO number")
	}
}
