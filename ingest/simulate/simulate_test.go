package simulate

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

var testEnd = time.Date(2025, 9, 14, 16, 30, 0, 0, time.UTC)

func loadCatalogue(t testing.TB) *reference.Catalogue {
	t.Helper()
	c, err := reference.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// heard is a fleet as the ingester would decode it.
type heard struct {
	positions   event.Positions
	times       []time.Time // ce_time of each position
	claims      []event.IdentityClaim
	calls       []event.PortCall
	encounters  []event.Encounter
	inspections []event.Inspection
	records     []event.Record
	stated      []time.Time // ce_time of each record
	ids         map[string]bool
	messages    int
	bytes       int
	truth       Truth
}

// hear decodes every message with the contracts' own decoders and fails on
// anything that they refuse, repair or do not know.
func (h *heard) hear(topic string, key, value []byte, headers []event.Header) error {
	env, reject := event.Open(topic, func(name string) (string, bool) {
		i := slices.IndexFunc(headers, func(x event.Header) bool { return x.Key == name })
		if i < 0 {
			return "", false
		}
		return headers[i].Value, true
	}, value, testEnd)
	if reject != nil {
		return fmt.Errorf("%s: %w", topic, reject)
	}
	id := env.Source + " " + env.ID
	if h.ids[id] {
		return fmt.Errorf("%s: %s is there twice", topic, id)
	}
	h.ids[id] = true
	h.messages++
	h.bytes += len(value)
	if !env.ReceivedAt.Equal(testEnd) || env.Time.IsZero() || env.Time.After(testEnd) {
		return fmt.Errorf("%s: stated at %s, received at %s", id, env.Time, env.ReceivedAt)
	}
	origin, wantKey, reject := h.decode(topic, value, env)
	switch {
	case reject != nil:
		return fmt.Errorf("%s: %w: %s", id, reject, value)
	case origin.Nulled > 0 || origin.Unknown > 0:
		return fmt.Errorf("%s: %d fields nulled, %d not known: %s", id, origin.Nulled, origin.Unknown, value)
	case !bytes.Equal(key, wantKey):
		return fmt.Errorf("%s: key %s, want %s", id, key, wantKey)
	}
	return nil
}

func (h *heard) decode(topic string, value []byte, env event.Envelope) (o event.Origin, key []byte, reject *event.Reject) {
	switch topic {
	case event.TopicPositions:
		o.Nulled, o.Unknown, reject = h.positions.AppendJSON(value, env)
		h.times = append(h.times, env.Time)
		return o, event.KeyPosition(h.positions.MMSI[h.positions.Len()-1]), reject
	case event.TopicVessels:
		c, bad := event.DecodeVessel(value, env)
		h.claims = append(h.claims, c)
		return c.Origin, event.KeyVessel(c), bad
	case event.TopicPortCalls:
		c, bad := event.DecodePortCall(value, env)
		h.calls = append(h.calls, c)
		return c.Origin, event.KeyPortCall(c), bad
	case event.TopicEncounters:
		c, bad := event.DecodeEncounter(value, env)
		h.encounters = append(h.encounters, c)
		return c.Origin, event.KeyEncounter(c), bad
	case event.TopicInspections:
		c, bad := event.DecodeInspection(value, env)
		h.inspections = append(h.inspections, c)
		return c.Origin, event.KeyInspection(c), bad
	default:
		c, bad := event.DecodeRecord(value, env)
		h.records = append(h.records, c)
		h.stated = append(h.stated, env.Time)
		return c.Origin, event.KeyRecord(c), bad
	}
}

func hearFleet(t testing.TB, c *chart.Chart, opt Options) *heard {
	t.Helper()
	h := &heard{ids: map[string]bool{}}
	truth, err := Generate(context.Background(), opt, c, loadCatalogue(t), h.hear)
	if err != nil {
		t.Fatal(err)
	}
	h.truth = truth
	return h
}

func TestDemoIsSmallAndSound(t *testing.T) {
	c := loadChart(t)
	began := time.Now()
	h := hearFleet(t, c, Demo(testEnd))
	t.Logf("%d messages, %d bytes, %d positions, %d claims, %d calls, %d encounters, %d inspections, %d records, %d planted, %v with decoding",
		h.messages, h.bytes, h.positions.Len(), len(h.claims), len(h.calls), len(h.encounters), len(h.inspections), len(h.records), len(h.truth), time.Since(began))
	if h.messages > 150_000 {
		t.Errorf("the demo fleet has %d messages; a first start is to be explained within seconds", h.messages)
	}
	h.checkAtSea(t, c)
	h.checkSpeeds(t)
	h.checkNumbers(t)
	h.checkTimes(t)
}

// Every position is at sea, or within a port.
func (h *heard) checkAtSea(t *testing.T, c *chart.Chart) {
	t.Helper()
	ashore := 0
	for i, lon := range h.positions.Lon {
		if at := c.At(lon, h.positions.Lat[i]); at.Zone == chart.ZoneLand || at.Zone == chart.ZoneUnknown {
			if ashore++; ashore < 10 {
				t.Errorf("%d at %s: %.4f, %.4f is %s of %s", h.positions.MMSI[i], time.UnixMilli(h.positions.ObservedAt[i]).UTC(), lon, h.positions.Lat[i], at.Zone, at.State)
			}
		}
	}
	if ashore > 0 {
		t.Errorf("%d of %d positions are ashore", ashore, h.positions.Len())
	}
}

// Nobody is faster than a ship can be: a jump would be an identity conflict
// that was not planted.
func (h *heard) checkSpeeds(t *testing.T) {
	t.Helper()
	shared := map[vessel.ID]bool{}
	for _, p := range h.truth {
		shared[p.Vessel] = shared[p.Vessel] || p.Condition == TwoHulls
	}
	for id, ship := range newWatch(h).tracks {
		for i := 1; i < len(ship.at) && !shared[id]; i++ {
			gone, took := ship.place[i].metres(ship.place[i-1]), ship.at[i].Sub(ship.at[i-1]).Seconds()
			if took < 0 || gone > 100+25*knot*took {
				t.Errorf("%s: %.0f m in %.0f s until %s", id, gone, took, ship.at[i])
				break
			}
			if said := float64(ship.fast[i]); said > 25 {
				t.Errorf("%s says %.1f kn at %s", id, said, ship.at[i])
				break
			}
		}
	}
}

// No number can be a real ship's.
func (h *heard) checkNumbers(t *testing.T) {
	t.Helper()
	mmsi := func(m vessel.MMSI) {
		if m.Station() != vessel.Ship || uint32(m)/10_000%100 != 99 {
			t.Errorf("MMSI %s: want MID, 99 and four digits", m)
		}
	}
	imo := func(n vessel.IMO) {
		if n != 0 && (!n.Valid() || n < 2_000_000 || n > 4_999_999) {
			t.Errorf("IMO number %s: want 2000000 to 4999999 with its check digit", n)
		}
	}
	names, owners := map[vessel.IMO]string{}, 0
	for _, m := range h.positions.MMSI {
		mmsi(m)
	}
	for _, e := range h.claims {
		mmsi(e.MMSI)
		imo(e.IMO)
		if !strings.HasPrefix(e.Name, "SIM ") {
			t.Errorf("name %q does not begin with SIM", e.Name)
		}
		if before, seen := names[e.IMO]; seen && e.IMO != 0 && before != e.Name {
			t.Errorf("IMO %s is both %s and %s", e.IMO, before, e.Name)
		}
		names[e.IMO] = e.Name
		for _, p := range []event.Party{e.Owner, e.Manager, e.CrewingAgency} {
			if p != (event.Party{}) && (!strings.HasPrefix(p.ID, "sim-") || !strings.HasPrefix(p.Name, "Sim ")) {
				t.Errorf("party %q %q: want sim-... and Sim ...", p.ID, p.Name)
			}
			if p.ID != "" {
				owners++
			}
		}
	}
	if owners == 0 && len(h.claims) > 0 {
		t.Error("no claim names a party")
	}
	for _, e := range h.records {
		imo(e.IMO)
	}
	for _, e := range h.encounters {
		mmsi(e.MMSI)
		mmsi(e.Other.MMSI + map[bool]vessel.MMSI{true: e.MMSI}[e.Other.MMSI == 0])
	}
}

// A position was stated when it was observed, and a case's statements follow
// each other.
func (h *heard) checkTimes(t *testing.T) {
	t.Helper()
	for i, at := range h.times {
		if at.UnixMilli() != h.positions.ObservedAt[i] {
			t.Fatalf("position %d: observed %d, stated %s", i, h.positions.ObservedAt[i], at)
		}
	}
	for i, r := range h.records {
		if h.stated[i].Before(r.ValidFrom) {
			t.Errorf("%s %s: stated %s, before it began, %s", r.Kind, r.CaseID, h.stated[i], r.ValidFrom)
		}
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	c, cat := loadChart(t), loadCatalogue(t)
	sum := func(opt Options) string {
		d := sha256.New()
		truth, err := Generate(context.Background(), opt, c, cat, func(topic string, key, value []byte, headers []event.Header) error {
			_, err := fmt.Fprintf(d, "%s %s %s %v\n", topic, key, value, headers)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		d.Write(truth.JSON())
		return fmt.Sprintf("%x", d.Sum(nil))
	}
	opt := Options{Vessels: 40, Days: 60, Seed: 7, End: testEnd}
	first := sum(opt)
	if again := sum(opt); again != first {
		t.Error("the same options gave other bytes")
	}
	opt.Seed++
	if other := sum(opt); other == first {
		t.Error("another seed gave the same bytes")
	}
}

// Fleets of any size and length have as many ships as asked for, and pass the
// same checks.
func TestFleetsOfAnySize(t *testing.T) {
	c := loadChart(t)
	for _, opt := range []Options{
		{Vessels: 1, Days: 2, Seed: 1},
		{Vessels: 9, Days: 7, Seed: 2},
		{Vessels: 30, Days: 30, Seed: 3},
		{Vessels: 120, Days: 45, Seed: 4},
		{Vessels: 60, Days: 428, Seed: 5},
		{Vessels: 24, Days: 300, Seed: math.MaxUint64},
		{Vessels: 3, Days: 800, Seed: 0},
	} {
		opt.End = testEnd
		t.Run(fmt.Sprintf("%d vessels %d days", opt.Vessels, opt.Days), func(t *testing.T) {
			h := hearFleet(t, c, opt)
			h.checkAtSea(t, c)
			h.checkSpeeds(t)
			h.checkNumbers(t)
			h.checkTimes(t)
			seen := map[vessel.MMSI]bool{}
			for _, m := range h.positions.MMSI {
				seen[m] = true
			}
			if len(seen) < opt.Vessels*9/10 {
				t.Errorf("%d MMSIs are heard of %d vessels", len(seen), opt.Vessels)
			}
			sinners := map[vessel.ID]bool{}
			for _, p := range h.truth {
				sinners[p.Vessel] = true
			}
			if opt.Vessels >= 100 && (len(sinners) > opt.Vessels/3 || len(sinners) < opt.Vessels/20) {
				t.Errorf("conditions are planted on %d of %d vessels; most are to be ordinary", len(sinners), opt.Vessels)
			}
		})
	}
}

func TestOptionsSayWhatIsWrong(t *testing.T) {
	c, cat := loadChart(t), loadCatalogue(t)
	none := func(string, []byte, []byte, []event.Header) error { return nil }
	for name, opt := range map[string]Options{
		"no vessels":   {Vessels: 0, Days: 10, End: testEnd},
		"too many":     {Vessels: MaxVessels + 1, Days: 10, End: testEnd},
		"no days":      {Vessels: 1, Days: 1, End: testEnd},
		"no end":       {Vessels: 1, Days: 10},
		"before AIS":   {Vessels: 1, Days: 10, End: time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC)},
		"too much":     {Vessels: MaxVessels, Days: 400, End: testEnd},
		"far too long": {Vessels: 1, Days: MaxDays + 1, End: testEnd},
	} {
		if _, err := Generate(context.Background(), opt, c, cat, none); err == nil {
			t.Errorf("%s: want an error", name)
		}
	}
	stop := errors.New("stop")
	if _, err := Generate(context.Background(), Options{Vessels: 2, Days: 3, End: testEnd}, c, cat, func(string, []byte, []byte, []event.Header) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("an error of the receiver came back as %v", err)
	}
	if _, err := GenerateStory(context.Background(), "no such", testEnd, c, cat, none); err == nil {
		t.Error("a story that is not there: want an error")
	}
}
