package reference

import (
	"sync"
	"testing"
	"time"
)

var loadOnce = sync.OnceValues(Load)

func catalogue(t interface {
	Helper()
	Fatal(...any)
},
) *Catalogue {
	t.Helper()
	c, err := loadOnce()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func on(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestStates(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		code, iso3, sovereign string
		kind                  Kind
	}{
		{"PAN", "PAN", "", KindState},
		{"pa", "PAN", "", KindState},
		{"Bmu", "BMU", "GBR", KindTerritory},
		{"HK", "HKG", "CHN", KindTerritory},
		{"REU", "REU", "FRA", KindPart},
		{"XK", "XKX", "", KindState},
		{"EU", "EUE", "", KindOrganisation},
		{"ATA", "ATA", "", KindArea},
	} {
		s, ok := c.State(tc.code)
		if !ok || s.ISO3 != tc.iso3 || s.Sovereign != tc.sovereign || s.Kind != tc.kind {
			t.Errorf("State(%q) = %+v, %v", tc.code, s, ok)
		}
	}
	for _, code := range []string{"", "P", "ZZZ", "PANA", "P4", "12", "é1"} {
		if s, ok := c.State(code); ok {
			t.Errorf("State(%q) = %+v, want none", code, s)
		}
	}
}

func TestMIDs(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		mid       int
		iso3      string
		allocated bool
	}{
		{412, "CHN", true},
		{310, "BMU", true},
		{255, "PRT", true},
		{608, "SHN", true}, // Ascension has no ISO 3166-1 code of its own
		{306, "", true},    // three territories share it
		{150, "", false},   // below the range
		{217, "", false},   // inside the range, allocated to nobody
		{776, "", false},
	} {
		m, ok := c.MID(tc.mid)
		if ok != tc.allocated || m.ISO3 != tc.iso3 {
			t.Errorf("MID(%d) = %+v, %v", tc.mid, m, ok)
		}
	}
	if m, _ := c.MID(255); m.Subdivision != "PT-30" {
		t.Errorf("MID 255 is Madeira's, got %q", m.Subdivision)
	}
	if m, _ := c.MID(306); len(m.ISO3s) != 3 || m.Sovereign != "NLD" {
		t.Errorf("MID 306 = %+v, want three territories of NLD", m)
	}
}

func TestMIDAgrees(t *testing.T) {
	c := catalogue(t)
	for _, tc := range []struct {
		mid  int
		flag string
		want Tri
	}{
		{412, "CHN", Yes},
		{412, "cn", Yes},
		{412, "PAN", No},
		{306, "CUW", Yes},
		{306, "SXM", Yes},
		{306, "ABW", No},
		{310, "GBR", Unknown}, // Bermuda's MID under the sovereign's code
		{232, "BMU", Unknown},
		{310, "CYM", No},
		{660, "FRA", Yes}, // Réunion is France
		{150, "CHN", Unknown},
		{412, "ZZZ", Unknown},
		{412, "", Unknown},
	} {
		if got := c.MIDAgrees(tc.mid, tc.flag); got != tc.want {
			t.Errorf("MIDAgrees(%d, %q) = %v, want %v", tc.mid, tc.flag, got, tc.want)
		}
	}
}

func TestStoreReplaces(t *testing.T) {
	first, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	second := catalogue(t)
	store := NewStore(first)
	if store.Current() != first || store.Replace(second) != first || store.Current() != second {
		t.Error("the store does not hand out the catalogue that was put in last")
	}
	if first.Vintage() != second.Vintage() {
		t.Errorf("two loads of one set of tables are %s and %s", first.Vintage(), second.Vintage())
	}
}

func TestLookupsDoNotAllocate(t *testing.T) {
	c, at := catalogue(t), on("2022-01-03")
	allocs := testing.AllocsPerRun(100, func() {
		c.State("chn")
		c.MID(412)
		c.MIDAgrees(306, "NLD")
		c.Instrument("CHN", "ilo_c188", at)
		c.FlagOfConvenience("PRT", "mar", at)
		c.TIPTier("CHN", at)
	})
	if allocs != 0 {
		t.Errorf("look-ups allocate %v times", allocs)
	}
}
