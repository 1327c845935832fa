package vessel

import (
	"slices"
	"strings"
	"testing"
)

func TestClassWords(t *testing.T) {
	for c := ClassUnknown; c <= Other; c++ {
		got, err := ParseClass(c.String())
		if err != nil || got != c || strings.Contains(c.String(), "(") {
			t.Errorf("class %d is written %q and read %d, %v", uint8(c), c, got, err)
		}
	}
	for _, word := range []string{"", "Fishing", "class(9)", "tanker"} {
		if c, err := ParseClass(word); err == nil || c != ClassUnknown {
			t.Errorf("%q was read as %s", word, c)
		}
	}
	if beyond := (Other + 1).String(); beyond != "class(9)" {
		t.Errorf("a class beyond the set is written %q", beyond)
	}
}

// A worker who may be of either kind must be in both populations: to leave
// one out would read as "no such risk".
func TestPopulations(t *testing.T) {
	both := []Population{Seafarers, Fishers}
	want := map[Class][]Population{
		ClassUnknown: both, Fishing: {Fishers}, FishCarrier: {Seafarers}, Factory: both, Support: both,
		Merchant: {Seafarers}, Passenger: {Seafarers}, Government: nil, Other: both,
	}
	for c := ClassUnknown; c <= Other; c++ {
		populations, said := want[c]
		if got := c.Populations(); !said || !slices.Equal(got, populations) {
			t.Errorf("%s: %v, want %v", c, got, populations)
		}
	}
	if Seafarers.String() != "seafarer" || Fishers.String() != "fisher" || Population(0).String() != "population(0)" {
		t.Error("a population's word changed")
	}
}

func TestIDs(t *testing.T) {
	for got, want := range map[ID]ID{
		IDFromIMO(9074729):       "imo-9074729",
		IDFromMMSI(150402951, 1): "mmsi-150402951",
		IDFromMMSI(150402951, 2): "mmsi-150402951-2",
		IDFromMMSI(2320001, 0):   "mmsi-002320001",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
