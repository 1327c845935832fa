package reference

import "testing"

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
