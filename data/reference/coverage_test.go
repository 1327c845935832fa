package reference

import "testing"

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
