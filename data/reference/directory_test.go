package reference

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestStateNamed(t *testing.T) {
	c := catalogue(t)
	for name, want := range map[string]string{
		"Korea, Republic of": "KOR", "KOREA (REPUBLIC OF)": "KOR", "South Korea": "KOR", "USA": "USA", "U.S.A.": "USA", "Hong Kong, China": "HKG",
		"Hong Kong (China)": "HKG", "Isle of Man, UK": "IMN", "Isle of Man(UK)": "IMN", "CURACAO": "CUW", "Curaçao": "CUW",
		"Tanzania, United Republic of": "TZA", "Cote D'Ivoire": "CIV", "Côte d’Ivoire": "CIV", "Turkey": "TUR", "TÜRKIYE": "TUR",
		"Viet Nam": "VNM", "Burma": "MMR", "Chinese Taipei": "TWN", "Panama (Republic of)": "PAN", " panama ": "PAN", "pan": "PAN", "PA": "PAN",
		"St. Kitts & Nevis": "KNA", "Democratic People's Republic of Korea": "PRK", "UK": "GBR", "Wake Island": "UMI",
		"Portugal - Madeira": "PRT", "Congo (Kinshasa)": "COD", "Congo": "COG",
	} {
		if s, ok := c.StateNamed(name); !ok || s.ISO3 != want {
			t.Errorf("%q is %q, want %s", name, s.ISO3, want)
		}
	}
	for _, name := range []string{"", " ", "Korea", "Unknown", "Netherlands Antilles", "Atlantis", "—"} {
		if s, ok := c.StateNamed(name); ok {
			t.Errorf("%q is %s, want none", name, s.ISO3)
		}
	}
	for _, s := range c.states { // every code finds itself by every name it has
		for _, name := range []string{s.Name, strings.ToUpper(s.Name), s.ISO3, s.ISO2} {
			if got, ok := c.StateNamed(name); !ok || got.ISO3 != s.ISO3 {
				t.Errorf("%q is %q, want %s", name, got.ISO3, s.ISO3)
			}
		}
	}
	_, rows, _ := c.Rows("state_names")
	for _, r := range rows {
		if got, ok := c.StateNamed(r[0]); !ok || got.ISO3 != r[1] {
			t.Errorf("%q is %q, want %s", r[0], got.ISO3, r[1])
		}
	}
}

func TestReservation(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		name, state, paragraph, at string
		want                       Effect
		stale                      bool
	}{
		{"the day before it was made", "DNK", "31(1)(e)", "2007-09-18", EffectNone, false},
		{"the day it was made", "DNK", "31(1)(e)", "2007-09-19", EffectWhole, false},
		{"another paragraph, its texts read", "DNK", "31(1)(d)", "2020-01-01", EffectNone, false},
		{"the last day of the list", "CZE", "31(1)(e)", "2024-07-16", EffectPartial, false},
		{"after it", "CZE", "31(1)(e)", "2024-07-17", EffectPartial, true},
		{"read, and nothing there", "ESP", "31(1)(e)", "2020-01-01", EffectNone, false},
		{"filed, not read", "GBR", "31(1)(e)", "2020-01-01", EffectUnread, false},
		{"filed, not read, any paragraph", "GBR", "31(1)(d)", "2020-01-01", EffectUnread, false},
		{"no filing is known", "ITA", "31(1)(e)", "2020-01-01", EffectNoRow, false},
		{"territory", "DNK", "44", "2020-01-01", EffectDeclaration, false},
		{"a part is its sovereign", "REU", "31(1)(e)", "2020-01-01", EffectPartial, false},
		{"a dependent territory", "GRL", "31(1)(e)", "2020-01-01", EffectUnknown, false},
		{"no such code", "ZZZ", "31(1)(e)", "2020-01-01", EffectUnknown, false},
	} {
		a := c.Reservation(tc.state, CETS197, tc.paragraph, on(tc.at))
		if a.Effect != tc.want || a.Stale != tc.stale || (a.Effect == EffectPartial && a.Condition == "") {
			t.Errorf("%s: %s %s on %s: %+v, want %q (stale %v)", tc.name, tc.state, tc.paragraph, tc.at, a, tc.want, tc.stale)
		}
		if a.Effect == EffectUnknown && a.Note == "" {
			t.Errorf("%s: an unknown without a reason", tc.name)
		}
	}
	if a := c.Reservation("DNK", MLC2006, "31(1)(e)", on("2020-01-01")); a.Effect != EffectUnknown {
		t.Errorf("a treaty whose reservations were not looked for: %+v", a)
	}
	// The States that design names, by paragraph and effect.
	for _, tc := range []struct {
		paragraph string
		effect    Effect
		want      string
	}{
		{"31(1)(e)", EffectWhole, "DNK EST LVA MLT PRT"}, {"31(1)(e)", EffectPartial, "CZE FIN FRA"},
		{"31(1)(d)", EffectWhole, "EST LVA PRT SVN"}, {"31(1)(d)", EffectPartial, "CHE DEU FIN FRA MLT POL"},
		{"31(1)(e)", EffectUnread, "GBR GEO ISR MCO MDA MKD SWE TUR UKR"},
	} {
		var got []string
		for _, s := range c.states {
			if s.Kind == KindState && c.Reservation(s.ISO3, CETS197, tc.paragraph, on("2024-01-01")).Effect == tc.effect {
				got = append(got, s.ISO3)
			}
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s %s: %v, want %s", tc.paragraph, tc.effect, got, tc.want)
		}
	}
}

// On any day, a paragraph's own row is what the answer says.
func TestReservationAgreesWithTheRows(t *testing.T) {
	c := catalogue(t)
	_, rows, _ := c.Rows("reservations")
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(rows).Draw(t, "row")
		at := beginning.AddDate(0, 0, rapid.IntRange(38000, 46000).Draw(t, "day"))
		want := Effect(r[3])
		if r[5] != "" && at.Before(on(r[5])) {
			want = EffectNone
		}
		if got := c.Reservation(r[0], r[1], r[2], at); got.Effect != want {
			t.Fatalf("%v on %v: %+v", r, at, got)
		}
	})
}

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

func TestROPerformance(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		name, at string
		want     Performance
		year     int
	}{
		{"DNV", "2015-06-30", PerformanceUnknown, 0},
		{"DNV", "2015-07-01", PerformanceHigh, 2014},
		{"DNV", "2016-07-01", PerformanceUnknown, 0},
		{"dnv", "2022-06-30", PerformanceHigh, 2020},
		{"DNV", "2022-07-01", PerformanceUnknown, 0}, // nothing is carried: lists are known in part
		{"Indian Register of Shipping", "2022-01-01", PerformanceNotHigh, 2020},
		{"Bureau Veritas", "2022-01-01", PerformanceUnknown, 0},
	} {
		a := c.ROPerformance(MOUParis, tc.name, on(tc.at))
		if a.Level != tc.want || a.Year != tc.year || (a.Level == PerformanceUnknown && a.Note == "") {
			t.Errorf("%s on %s: %+v, want %q of %d", tc.name, tc.at, a, tc.want, tc.year)
		}
	}
	if a := c.ROPerformance(MOUTokyo, "DNV", on("2022-01-01")); a.Level != PerformanceUnknown {
		t.Errorf("no list of Tokyo is known: %+v", a)
	}
	if _, rows, _ := c.Rows("ro_performance"); len(rows) != 12 {
		t.Errorf("%d rows", len(rows))
	}
}

func TestCodesAndIndicators(t *testing.T) {
	c := catalogue(t)
	for code, want := range map[string]Tri{"18203": Yes, "18204": Yes, "18205": Yes, "01209": No, "99999": Unknown, "": Unknown, "1209": Unknown} {
		if got := c.LabourSignal(code); got != want {
			t.Errorf("%s: %v, want %v", code, got, want)
		}
	}
	schemes, core := map[string]int{}, 0
	for _, d := range c.Deficiencies() {
		schemes[d.Scheme]++
		if d.Core {
			core++
		}
		if got, ok := c.Deficiency(d.Code); !ok || got != d {
			t.Errorf("%s finds %+v", d.Code, got)
		}
	}
	if schemes["PARIS"] != 162 || schemes["TOKYO_LEGACY"] != 17 || core != 30 {
		t.Errorf("%v, %d core", schemes, core)
	}
	indicators := c.Indicators()
	for i, x := range indicators {
		if x.Number != i+1 || x.Key == "" || x.Observation == "" {
			t.Errorf("%+v", x)
		}
	}
	if len(indicators) != 11 {
		t.Errorf("%d indicators", len(indicators))
	}
}

func TestServices(t *testing.T) {
	c := catalogue(t)
	counts, scopes := map[string]int{}, map[string]bool{}
	for _, s := range c.services {
		counts[s.Verified]++
		scopes[s.Scope] = true
		if s.MayBeCalled() != (s.Verified == "organisation") {
			t.Errorf("%s %s: may be called, verified %q", s.Organisation, s.Contact, s.Verified)
		}
	}
	if len(c.services) != 134 || counts["organisation"] != 78 || counts["secondary"] != 55 || counts["none"] != 1 || len(scopes) != 46 {
		t.Errorf("%d services, %v, %d scopes", len(c.services), counts, len(scopes))
	}
	got := c.Services("PHL", on("2026-11-22"))
	seenGlobal, seenUnverified := false, false
	for _, a := range got {
		if a.Service.Scope == Global && !seenGlobal {
			seenGlobal, seenUnverified = true, false
		}
		if a.Service.Scope != Global && (seenGlobal || a.Service.Scope != "PHL") {
			t.Errorf("%+v is out of order", a.Service)
		}
		if a.Service.MayBeCalled() && seenUnverified {
			t.Errorf("%s may be called and comes after one that may not", a.Service.Contact)
		}
		seenUnverified = seenUnverified || !a.Service.MayBeCalled()
		if a.Service.Fact.AsOf == "" && !a.Old {
			t.Errorf("%s: nobody knows when it was seen", a.Service.Contact)
		}
	}
	if len(got) != 8+19 {
		t.Errorf("%d services for the Philippines", len(got))
	}
	if got := c.Services("ZZZ", on("2026-11-22")); len(got) != 19 {
		t.Errorf("%d services for nobody", len(got))
	}
	s := Service{Contact: "1234", Verified: "operator"}
	if !s.MayBeCalled() || (Service{Verified: "organisation"}).MayBeCalled() {
		t.Error("what an operator verified may be called, no contact may not")
	}
}

func TestCalculator(t *testing.T) {
	c := catalogue(t)
	find := func(a CalculatorAnswer, profile, parameter, value string) *Criterion {
		for i := range a.Criteria {
			if k := &a.Criteria[i]; k.Profile == profile && k.Parameter == parameter && (value == "" || k.Value == value) {
				return k
			}
		}
		return nil
	}
	paris := c.Calculator(MOUParis, on("2026-11-22"))
	if paris.Known != Yes || paris.Stale || find(paris, "HRS", "threshold", "").Value != ">=5" || find(paris, "RO", "method_2027", "") != nil {
		t.Errorf("Paris today: %v %s", paris.Known, paris.Note)
	}
	if k := find(paris, "COMPANY", "performance_matrix", "very low"); k == nil || k.Fact.Status != Recalled {
		t.Errorf("the company matrix is from memory and says so: %+v", k)
	}
	if a := c.Calculator(MOUParis, on("2010-12-31")); a.Known != Unknown || len(a.Criteria) > 0 || a.Note == "" {
		t.Errorf("before the scheme: %+v", a)
	}
	after := c.Calculator(MOUParis, on("2027-07-06"))
	if after.Known != Unknown || find(after, "HRS", "threshold", "") != nil || find(after, "RO", "method_2027", "") == nil || after.Note == "" {
		t.Errorf("after the revision: %v, %d lines", after.Known, len(after.Criteria))
	}
	if a := c.Calculator(MOUParis, on("2027-07-05")); a.Known != Yes || find(a, "HRS", "threshold", "") == nil {
		t.Errorf("the last day before it: %+v", a.Note)
	}
	old, now := c.Calculator(MOUTokyo, on("2018-01-31")), c.Calculator(MOUTokyo, on("2018-02-01"))
	if old.Known != Yes || now.Known != Yes || len(now.Criteria) != len(old.Criteria)+2 || now.Stale {
		t.Errorf("Tokyo: %d lines, then %d", len(old.Criteria), len(now.Criteria))
	}
	if a := c.Calculator(MOUTokyo, on("2026-11-22")); a.Known != Yes || !a.Stale || len(a.Criteria) != 31 {
		t.Errorf("Tokyo today: %v, %d lines", a.Known, len(a.Criteria))
	}
	if a := c.Calculator(MOUUSCG, on("2026-11-22")); a.Known != Unknown || a.Note == "" {
		t.Errorf("none: %+v", a)
	}
	recalled := map[string]int{}
	for _, k := range c.criteria {
		recalled[k.MOU+" "+k.Fact.Status]++
	}
	if len(c.criteria) != 75 || recalled["PARIS recalled"] != 9 || recalled["TOKYO recalled"] != 2 || recalled["TOKYO derived"] != 2 {
		t.Errorf("%d lines, %v", len(c.criteria), recalled)
	}
}

func TestShipRegisters(t *testing.T) {
	c := catalogue(t)
	open := func(state, register, at string) Tri {
		for _, a := range c.ShipRegisters(state, on(at)) {
			if a.Register.Register == register || slices.Contains(a.Register.Also, register) {
				return a.Open
			}
		}
		return Unknown
	}
	for _, tc := range []struct {
		state, register, at string
		want                Tri
	}{
		{"NOR", "NIS", "1986-12-31", No}, {"NOR", "NIS", "1987-06-01", Unknown}, {"NOR", "NIS", "1988-01-01", Yes},
		{"FRA", "RIF", "2005-05-03", Yes}, {"REU", "FIS", "2005-05-02", No}, {"PRT", "MAR", "1989-03-28", Yes}, {"NOR", "NOR", "2020-01-01", Unknown}, {"ZZZ", "NIS", "2020-01-01", Unknown},
	} {
		if got := open(tc.state, tc.register, tc.at); got != tc.want {
			t.Errorf("%s %s on %s: %v, want %v", tc.state, tc.register, tc.at, got, tc.want)
		}
	}
	// A register that is listed as a flag of convenience has its row here.
	for _, g := range c.Registers() {
		if g.Register != "" && !slices.ContainsFunc(c.ShipRegisters(g.ISO3, on("2026-01-01")), func(a RegisterAnswer) bool { return a.Register.Register == g.Register }) {
			t.Errorf("%s %s is not among the registers", g.ISO3, g.Register)
		}
	}
}

func TestCoverage(t *testing.T) {
	c := catalogue(t)
	all := c.Coverages()
	for _, cover := range all {
		if got, ok := c.Coverage(cover.Topic); !ok || got != cover || cover.To.IsZero() || cover.Note == "" {
			t.Errorf("%+v", cover)
		}
	}
	if len(all) != len(covered) {
		t.Errorf("%d of %d lists", len(all), len(covered))
	}
	// A list that is no longer called whole makes absence unknown.
	fsys := replaced(t, "coverage.csv", "iuu_card,yes", "iuu_card,no")
	other, err := LoadFS(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if a := other.IUUCard("NOR", on("2020-01-01")); a.Card != CardUnknown {
		t.Errorf("absence from a partial list: %+v", a)
	}
	if a := other.IUUCard("THA", on("2016-01-01")); a.Card != CardYellow {
		t.Errorf("presence on a partial list: %+v", a)
	}
}
