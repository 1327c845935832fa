package api

import (
	"slices"
	"strings"
	"testing"

	"plimsoll/data/chart"
)

// waters is an imported zone that covers everything.
type waters struct{ chart.ZoneAnswer }

func (w waters) ZoneAt(float64, float64) (chart.ZoneAnswer, bool) { return w.ZoneAnswer, true }

// Waters that States share by agreement are not waters that they quarrel about.
func TestSharedAndClaimedWatersAreToldApart(t *testing.T) {
	x := newWorld(t)
	both := []string{"ARG", "URY"}
	for _, c := range []struct {
		answer        chart.ZoneAnswer
		claimed, held []string
		words         string
	}{
		{chart.ZoneAnswer{Zone: chart.ZoneEEZ, States: both, Joint: true, Name: "Common fishing zone"}, nil, both, "shared by Argentina and Uruguay"},
		{chart.ZoneAnswer{Zone: chart.ZoneEEZ, States: both, Contested: true, Name: "A claim"}, both, nil, "claimed by Argentina and Uruguay"},
		{chart.ZoneAnswer{Zone: chart.ZoneEEZ, State: "URY", Name: "A zone"}, nil, nil, "of Uruguay"},
	} {
		sea, err := x.chart.With(chart.WithZones("made up", waters{c.answer}))
		must(t, err)
		x.server.Chart = sea
		d := x.server.place(x.now, -50, -36.5, x.now)
		if !slices.Equal(d.Contested, c.claimed) || !slices.Equal(d.Joint, c.held) || d.ZoneName != c.answer.Name || d.ZoneBasis != "imported" || !strings.Contains(d.PlaceWords, c.words) {
			t.Errorf("%s: %+v", c.answer.Name, d)
		}
	}
}
