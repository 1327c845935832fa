package reference

import "testing"

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
