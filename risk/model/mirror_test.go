package model

import (
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"plimsoll/data/reference"
	"plimsoll/risk/indicator"
)

// inSQL is every fact that scoring sees on a day: topic and subject to value.
func (w *world) inSQL(vintage string, asOf time.Time) map[[2]string]string {
	w.t.Helper()
	step := slices.IndexFunc(w.scorer.all.steps, func(s indicator.Step) bool { return s.Name == "spans" })
	rows, err := w.w.Conn().Query(w.scorer.with(w.t.Context(), vintage, asOf, asOf, nil),
		"SELECT toString(topic), toString(subject), toString(value) FROM ("+w.scorer.all.steps[step].SQL+")")
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	found := map[[2]string]string{}
	for rows.Next() {
		var topic, subject, value string
		if err := rows.Scan(&topic, &subject, &value); err != nil {
			w.t.Fatal(err)
		}
		if old, twice := found[[2]string{topic, subject}]; twice {
			w.t.Fatalf("%s of %s is both %s and %s as of %s", topic, subject, old, value, asOf)
		}
		found[[2]string{topic, subject}] = value
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return found
}

// inGo is what the catalogue's own look-ups say: unknown where they say nothing.
func inGo(c *reference.Catalogue, topic, subject string, asOf time.Time) string {
	state, register, _ := strings.Cut(subject, "/")
	switch topic {
	case reference.TopicFOC:
		return c.FlagOfConvenience(state, register, asOf).Value.String()
	case reference.TopicTier:
		return orUnknown(string(c.TIPTier(subject, asOf).Tier))
	case reference.TopicEUMember:
		return c.EUMember(subject, asOf).Value.String()
	case reference.TopicLandlocked:
		return c.Landlocked(subject, asOf).Value.String()
	case reference.TopicQualship:
		return c.Qualship(subject, asOf).Value.String()
	case reference.TopicIUUCard:
		return orUnknown(string(c.IUUCard(subject, asOf).Card))
	case reference.TopicParisList:
		return orUnknown(string(c.ParisList(subject, asOf).List))
	case reference.TopicTokyoList:
		return orUnknown(string(c.TokyoList(subject, asOf).List))
	}
	if slices.ContainsFunc(c.Instruments(), func(i reference.Instrument) bool { return i.Topic() == topic }) {
		return c.Instrument(subject, topic, asOf).Value.String()
	}
	return orUnknown(c.Lookup(topic, subject, asOf).Value)
}

func orUnknown(value string) string {
	if value == "" {
		return "unknown"
	}
	return value
}

// What SQL scores with and what Go answers is the same, on every topic, at the
// edges of spans to the millisecond, and for subjects that nothing is known of.
func TestSQLAndGoAgreeOnFacts(t *testing.T) {
	w := newWorld(t)
	cat := w.scorer.facts.Current()
	spans := cat.Spans()
	random := rand.New(rand.NewPCG(1, 2))
	asked := map[[2]string]bool{{"tip_tier", "ZZZ"}: true, {"foc", "PRT/XXX"}: true, {"no_such_topic", "CHN"}: true}
	dates := []time.Time{time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(2150, 1, 1, 0, 0, 0, 0, time.UTC), w.now}
	topics := map[string][]reference.Span{}
	for _, s := range spans {
		asked[[2]string{s.Topic, s.Subject}] = true
		topics[s.Topic] = append(topics[s.Topic], s)
	}
	for topic, of := range topics {
		s := of[random.IntN(len(of))]
		dates = append(dates, s.From, s.From.Add(-time.Millisecond), s.From.Add(time.Duration(random.IntN(3000))*24*time.Hour))
		if !s.To.IsZero() {
			dates = append(dates, s.To, s.To.Add(-time.Millisecond))
		}
		if topic == "" {
			t.Error("a span has no topic")
		}
	}
	for _, at := range dates {
		known := w.inSQL(cat.Vintage(), at)
		for q := range asked {
			if q[0] == reference.TopicFOC && q[1] == "PRT/XXX" {
				continue // Go falls back to the flag, as the measurement does
			}
			if got, want := orUnknown(known[q]), inGo(cat, q[0], q[1], at); got != want {
				t.Fatalf("%s of %s at %s: SQL says %q, Go %q", q[0], q[1], at.Format(time.RFC3339Nano), got, want)
			}
		}
	}
	t.Logf("%d topics, %d subjects of them, %d dates", len(topics), len(asked), len(dates))
}

// withTier is the embedded facts with another placement in 2025.
func withTier(t *testing.T, iso3, tier string) *reference.Catalogue {
	t.Helper()
	text, err := fs.ReadFile(reference.Embedded(), "tip_tiers.csv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, iso3+",2025,") {
			cells := strings.Split(line, ",")
			cells[2] = tier
			lines[i] = strings.Join(cells, ",")
		}
	}
	c, err := reference.LoadFS(reference.Overlay(reference.Embedded(), map[string][]byte{"tip_tiers.csv": []byte(strings.Join(lines, ""))}))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Other facts make every score anew, and what the old ones rested on stays.
func TestFactsThatAreReplacedScoreEverythingAnew(t *testing.T) {
	w := newWorld(t)
	w.now = time.Date(2025, 9, 1, 12, 0, 0, 0, time.UTC)
	embedded := w.scorer.facts.Current()
	facts := reference.NewStore(embedded)
	w.scorer.facts = facts
	w.ship(ship{id: "imo-2000001", imo: 2000001, class: "merchant", flag: "NOR"})
	w.ship(ship{id: "imo-2000002", imo: 2000002, class: "merchant", flag: "ESP"})
	if r := w.pass(); r.Written != 2 {
		t.Fatalf("the first pass wrote %+v", r)
	}
	w.now = w.now.Add(time.Minute)
	if r := w.pass(); r.Written != 0 {
		t.Fatalf("a pass under the same facts wrote %+v", r)
	}
	facts.Replace(withTier(t, "NOR", "3"))
	w.now = w.now.Add(time.Minute)
	if r := w.pass(); r.Written != 2 {
		t.Errorf("a pass under other facts wrote %+v, want both, also of the ship whose flag did not change", r)
	}
	before, err := w.scorer.Stored(t.Context(), "imo-2000001", w.now.Add(-time.Minute))
	if err != nil || len(before) != 1 {
		t.Fatalf("%d scores before: %v", len(before), err)
	}
	after, err := w.scorer.Stored(t.Context(), "imo-2000001", w.now)
	if err != nil || len(after) != 1 {
		t.Fatalf("%d scores after: %v", len(after), err)
	}
	tier := func(s Score) float64 { x, _ := s.Indicator("tip_tier"); return x.Value }
	if before[0].Vintage != embedded.Vintage() || after[0].Vintage != facts.Current().Vintage() || tier(before[0]) != 0 || tier(after[0]) != 1 {
		t.Errorf("tier counted %v under %s, then %v under %s", tier(before[0]), before[0].Vintage, tier(after[0]), after[0].Vintage)
	}
	for _, c := range []*reference.Catalogue{embedded, facts.Current()} {
		got := w.inSQL(c.Vintage(), w.now)[[2]string{"tip_tier", "NOR"}]
		if want := string(c.TIPTier("NOR", w.now).Tier); got != want {
			t.Errorf("under %s SQL has tier %q, Go %q", c.Vintage(), got, want)
		}
	}
}
