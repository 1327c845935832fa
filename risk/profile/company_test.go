package profile

import (
	"strings"
	"testing"

	"plimsoll/data/reference"
)

func TestCompany(t *testing.T) {
	c := calculator(t)
	for _, x := range []struct {
		detention, deficiency Index
		want                  string
	}{
		{AboveAverage, AboveAverage, "very_low"},
		{BelowAverage, BelowAverage, "high"},
		{OnAverage, BelowAverage, "medium"},
		{AboveAverage, IndexUnknown, "very_low low low"},
		{IndexUnknown, BelowAverage, "low medium high"},
	} {
		levels, cells, err := c.CompanyLevels(x.detention, x.deficiency, on("2026-11-01"))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i, l := range levels {
			got = append(got, string(l))
			if cells[i].Fact.Status != reference.Recalled {
				t.Errorf("a cell is %s: take this line away when its source was found", cells[i].Fact.Status)
			}
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s, %s: %v, want %s", x.detention, x.deficiency, got, x.want)
		}
	}
	if _, _, err := c.CompanyLevels("so-so", OnAverage, on("2026-11-01")); err == nil {
		t.Error("an index that is none was taken")
	}
}

// Two either side of the average is still average; a refusal of access is above
// it whatever else.
func TestIndices(t *testing.T) {
	for _, x := range []struct {
		name string
		got  Index
		want Index
	}{
		{"two above is average", DeficiencyIndex(1, 2, 1, 5), OnAverage},
		{"more than two above", DeficiencyIndex(1, 3, 1, 5), AboveAverage},
		{"two below is average", DeficiencyIndex(0, 3, 1, 5), OnAverage},
		{"more than two below", DeficiencyIndex(0, 2, 1, 5), BelowAverage},
		{"no inspections", DeficiencyIndex(0, 0, 0, 5), IndexUnknown},
		{"detentions above", DetentionIndex(6, 100, 3, false), AboveAverage},
		{"detentions on average", DetentionIndex(5, 100, 3, false), OnAverage},
		{"refusal of access", DetentionIndex(0, 100, 3, true), AboveAverage},
		{"refusal and no inspection", DetentionIndex(0, 0, 3, true), AboveAverage},
		{"no detentions known", DetentionIndex(0, 0, 3, false), IndexUnknown},
	} {
		if x.got != x.want {
			t.Errorf("%s: %q, want %q", x.name, x.got, x.want)
		}
	}
}
