package ingest

import (
	"testing"

	"plimsoll/data/chart"
)

func TestAShareIsPlacedByOneChart(t *testing.T) {
	first, err := chart.Load()
	if err != nil {
		t.Fatal(err)
	}
	second, err := first.With(chart.WithPorts("made up", []chart.Port{{Locode: "ZZAAA", Name: "A", State: "URY", Lon: -30, Lat: -30, RadiusM: 1000}}))
	if err != nil {
		t.Fatal(err)
	}
	store := chart.NewStore(first)
	sea := inForce(store)
	store.Replace(second)
	if _, known := sea.Port("ZZAAA"); known || sea.Version() != first.Version() {
		t.Error("a share that began with one chart goes on with another")
	}
	if _, known := inForce(store).Port("ZZAAA"); !known {
		t.Error("the next share does not get the new chart")
	}
}
