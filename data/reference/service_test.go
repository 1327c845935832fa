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

// A contact that was seen grows old two years later; one that nobody dated is.
func TestServicesGrowOld(t *testing.T) {
	c := catalogue(t)
	old := func(contact, at string) bool {
		for _, a := range c.Services("ZZZ", on(at)) {
			if a.Service.Contact == contact {
				return a.Old
			}
		}
		t.Fatalf("%s is gone from the directory", contact)
		return false
	}
	const dated, undated = "WhatsApp +44 7909 470732", "help@seafarerhelp.org" // the first seen on 2019-02-14
	if old(dated, "2021-02-14") || !old(dated, "2021-02-15") || !old(undated, "2019-02-15") {
		t.Error("want old from the day after two years, and at once without a day")
	}
}
