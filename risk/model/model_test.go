package model

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"plimsoll/data/vessel"
	"plimsoll/risk/indicator"
)

// released holds the digest of every released version: what was judged by it
// must be explained by it for ever.
var released = map[string]string{"v1": "1a01dade7e087c1cf4fec98dc5bc917e16485268df0013afc86a12ecc8273bec"}

func TestReleasedModelNeverChanges(t *testing.T) {
	for version, digest := range released {
		text, err := files.ReadFile(version + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) != digest {
			t.Errorf("model %s was changed after its release (digest %x); make a new version", version, sum)
		}
	}
}

// The weights, spelled out a second time: seafarers then fishers, - where not asked.
const weights = `
flag_of_convenience 6 3, labour_instrument_not_in_force 5 5, forced_labour_protocol_not_in_force 2 2, tip_tier 2 2, paris_black_list 4 -
registry_denies_flag 15 15, two_flags_at_once 10 10, flag_changes 6 6, owner_withheld 5 5, mid_unallocated 8 8, mid_other_than_flag 4 4, no_imo_number 5 5, two_hulls 6 6
days_since_call - 30, transfers - 10, transfer_partner_record - 5, likely_disabling - 6, idle_days 25 -
abandonment 60 60, forced_labour 60 60, wage_claim 20 20, labour_detention 15 15, wage_deficiencies 20 20, insurance_ended 12 12, class_withdrawn 8 8, complaints 20 20
fee_or_debt 20 20, agency_refused_or_unlicensed 10 10, service_over_11_months 10 10, crew_change_overdue 8 8, below_safe_manning 8 8, visas_bar_shore 5 5
track_seen 0 0, inspection_with_interviews 0 0`

func TestWeights(t *testing.T) {
	m, err := Load(Latest)
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, line := range strings.FieldsFunc(weights, func(r rune) bool { return r == ',' || r == '\n' }) {
		f := strings.Fields(line)
		x, _, ok := m.indicator(f[0])
		if !ok {
			t.Errorf("no indicator %s", f[0])
			continue
		}
		listed[f[0]] = true
		for i, p := range []vessel.Population{vessel.Seafarers, vessel.Fishers} {
			got := "-"
			if w, ok := x.Weights[p]; ok {
				got = fmt.Sprint(w)
			}
			if got != f[i+1] {
				t.Errorf("%s for %ss weighs %s, want %s", f[0], p, got, f[i+1])
			}
		}
	}
	for _, x := range m.Indicators {
		if !listed[x.ID] {
			t.Errorf("%s is not in the list", x.ID)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	good, err := files.ReadFile("v1.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string][2]string{
		"a field that is not known":  {"version: v1", "version: v1\ncolour: red"},
		"an indicator not defined":   {"id: tip_tier", "id: tip_tire"},
		"a pillar that is not there": {"id: tip_tier, pillar: protection_gap", "id: tip_tier, pillar: protection"},
		"no weight":                  {"fisher: 10, free: 2", "free: 2"},
		"a gate to no band":          {"band: severe", "band: dreadful"},
		"a gate of no pillar":        {"pillars: [conditions]", "pillars: [weather]"},
	} {
		text := strings.Replace(string(good), change[0], change[1], 1)
		if text == string(good) {
			t.Fatalf("%s: the change changes nothing", what)
		}
		if _, err := Parse([]byte(text)); err == nil {
			t.Errorf("%s was accepted", what)
		}
	}
}

// A verdict is never spoken. Safe manning is the name of a document.
var verdict = regexp.MustCompile(`(?i)\bis trafficking\b|\btrafficked\b|\bguilty\b|\bcriminal\b|\bclean\b|\bsafe\b`)

func TestWordsGiveNoVerdict(t *testing.T) {
	definitions, err := indicator.Definitions()
	if err != nil {
		t.Fatal(err)
	}
	m, err := Load(Latest)
	if err != nil {
		t.Fatal(err)
	}
	gen := anyInputs(m)
	for i := range 300 {
		in := gen.Example(i)
		s := Score{Vessel: "imo-1", Population: in.Population, Model: m.Version, AsOf: testNow}
		r := m.Combine(in)
		s.Points, s.CouldBe, s.Band, s.Gate, s.Floors, s.Completeness, s.Pillars = r.Points, r.CouldBe, r.Band, r.Gate, r.Floors, r.Completeness, r.Pillars
		for _, x := range m.Asked(in.Population) {
			f, ok := in.Found[x.ID]
			if !ok {
				f = absent(in.Complete[x.CoveredBy])
			}
			w := x.Weights[in.Population]
			s.Indicators = append(s.Indicators, IndicatorScore{ID: x.ID, State: f.State, Value: f.Value, Weight: w, Points: w * f.Value * f.Decay, Could: f.Could, Known: f.Known, Decay: f.Decay})
		}
		e := m.explain(s, definitions)
		text := strings.ReplaceAll(fmt.Sprintf("%+v", e), "safe manning", "")
		if found := verdict.FindString(text); found != "" {
			t.Fatalf("%q in %s", found, text)
		}
		for _, need := range []string{"model v1", "as of 2025-06-15", "completeness", "at least", "could be"} {
			if !strings.Contains(e.Headline, need) {
				t.Fatalf("headline %q does not say %q", e.Headline, need)
			}
		}
		for _, c := range e.Changes {
			if m.rank(c.Band) >= m.rank(s.Band) {
				t.Fatalf("change %+v does not lower %s", c, s.Band)
			}
		}
	}
}

// What is named as a help is one for the crew, never for how a ship looks.
func TestHelpsAreForTheCrew(t *testing.T) {
	definitions, err := indicator.Definitions()
	if err != nil {
		t.Fatal(err)
	}
	m, err := Load(Latest)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range m.Indicators {
		d := definitions[x.ID]
		if (x.Pillar == "protection_gap" || x.Pillar == "opacity") && d.Helps != "" {
			t.Errorf("%s helps the crew by %q", x.ID, d.Helps)
		}
		if d.Title == "" || d.Question == "" || d.Rationale == "" || d.Source == "" || d.Strength == "" || d.Bias == "" || d.Window == "" && d.Connected {
			t.Errorf("%s: its definition is not whole: %+v", x.ID, d)
		}
		if d.Unknown == "" && x.ID != "track_seen" {
			t.Errorf("%s does not say what unknown means", x.ID)
		}
	}
}
