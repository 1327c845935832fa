package model

import (
	"testing"

	"plimsoll/data/vessel"
)

// A squid jigger, not under a flag of convenience, no C188, no P029, Tier 3, 425
// days since a confirmed call, nine transfers, one with a vessel that has a
// record, one disabling: 9 + 26.7 + 15 + 2 = 53, and a floor of 60.
func TestYearOut(t *testing.T) {
	w := newWorld(t)
	w.ship(ship{id: "imo-2000019", imo: 2000019, class: "fishing", flag: "CHN", owner: "o", length: 65, gt: 900})
	w.ship(ship{id: "imo-2000021", imo: 2000021, class: "fish_carrier", flag: "PAN"})
	w.days("imo-2000019", 430, 426)
	w.days("imo-2000019", 425, 425, "moored=24", "port='CNZHA'", "shore=100", "stops=[('CNZHA', toDateTime64("+at(w.ago(427))+",3,'UTC'), toDateTime64("+at(w.ago(425))+",3,'UTC'), toDateTime64(0,3,'UTC'), 24, 24, 100, 24)]")
	w.days("imo-2000019", 424, 0)
	for i := range 9 {
		w.meeting(2000019, 2000021+uint32(i)*10, w.ago(20+i*20))
	}
	w.record("court", "c1", "wage_claim", "open", 2000021, 0, "", w.ago(300), w.ago(300))
	w.disabling(2000019, w.ago(100))
	w.pass()
	s := w.score("imo-2000019", vessel.Fishers)
	t.Logf("%+v", s)
}
