package reference

import "testing"

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
