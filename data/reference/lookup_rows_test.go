package reference

import (
	"math/rand/v2"
	"testing"
	"time"
)

// Every typed look-up by date agrees with the plain rows, for every code on
// random days and on the days on which most things change.
func TestLookupsAgreeWithTheRows(t *testing.T) {
	c := catalogue(t)
	eu, cards, tiers := plain(c, "eu_members"), plain(c, "iuu_cards"), plain(c, "tip_tiers")
	lists, flags := plain(c, "psc_lists"), plain(c, "psc_flags")
	treaties, registers := plain(c, "treaty_status"), plain(c, "foc_registers")
	random := rand.New(rand.NewPCG(3, 4))
	days := []string{"1958-01-01", "2004-04-30", "2004-05-01", "2005-07-01", "2013-07-01", "2015-07-01", "2017-05-23", "2020-01-31", "2020-02-01", "2020-12-15", "2026-06-30", "2026-07-01"}
	for len(days) < 40 {
		days = append(days, isoDay(time.Date(1990+random.IntN(38), 1, 1+random.IntN(365), 0, 0, 0, 0, time.UTC)))
	}
	asked := map[string]int{}
	for _, day := range days {
		at := on(day)
		for _, s := range c.states {
			instrument := c.instruments[random.IntN(len(c.instruments))].ID
			for _, x := range []struct{ what, want, got string }{
				{"eu", plainEU(eu, s, day), c.EUMember(s.ISO3, at).Value.String()},
				{"card", plainCard(cards, s, day), string(c.IUUCard(s.ISO3, at).Card)},
				{"tier", plainTier(tiers, s, day), string(c.TIPTier(s.ISO3, at).Tier)},
				{"paris", plainParis(lists, flags, s, day), string(c.ParisList(s.ISO3, at).List)},
				{instrument, plainTreaty(treaties, s, instrument, day), c.Instrument(s.ISO3, instrument, at).Value.String()},
				{"foc", plainConvenience(registers, s, day), c.FlagOfConvenience(s.ISO3, "", at).Value.String()},
			} {
				if x.want == skip {
					continue
				}
				asked[x.what]++
				if x.got != x.want {
					t.Fatalf("%s of %s on %s: %q, the rows say %q", x.what, s.ISO3, day, x.got, x.want)
				}
			}
		}
	}
	for _, what := range []string{"eu", "card", "tier", "paris", "foc", CETS197} {
		if asked[what] < 100 {
			t.Errorf("%s was asked %d times only", what, asked[what])
		}
	}
}

// Two tables do not contradict each other.
func TestTablesAgree(t *testing.T) {
	c := catalogue(t)
	for _, row := range plain(c, "iuu_cards").rows {
		if a := c.EUMember(row[0], on(row[2])); a.Value == Yes {
			t.Errorf("%s was a member when it was given a card on %s", row[0], row[2])
		}
	}
	for _, s := range c.states {
		if s.Kind == KindArea && (c.EUMember(s.ISO3, on("2020-01-01")).Value != Unknown || c.IUUCard(s.ISO3, on("2020-01-01")).Card != CardUnknown) {
			t.Errorf("%s is no State and has answers", s.ISO3)
		}
		if s.Kind != KindPart {
			continue
		}
		for _, topic := range c.Topics() {
			if topic == TopicEUMember || topic == TopicLandlocked || topic == TopicTier {
				continue // may have rows of their own, or a shore of their own
			}
			own, sovereign := c.Lookup(topic, s.ISO3, on("2020-01-01")), c.Lookup(topic, s.Sovereign, on("2020-01-01"))
			if own.Value != sovereign.Value {
				t.Errorf("%s: %s is %q, its sovereign %s %q", topic, s.ISO3, own.Value, s.Sovereign, sovereign.Value)
			}
		}
	}
}
