package main

import (
	"bytes"
	"strings"
	"testing"

	"plimsoll/data/chart"
)

// P5 means something only while both sides give the same answers.
func TestBothSidesOfP5GiveTheSameAnswers(t *testing.T) {
	t.Chdir("../..")
	sea, err := chart.Load()
	if err != nil {
		t.Fatal(err)
	}
	sphere, err := readSphereCoast(chartSource)
	if err != nil {
		t.Fatal(err)
	}
	const n = 4000
	for name, places := range map[string][][2]float64{"world": worldPlaces(n), "ports": portPlaces(sea, n)} {
		got := compare(sea, sphere, places)
		// Islets and boundaries by treaty are the chart's alone; they matter far from the coast.
		if got.land > n/1000 || got.apart > n/12 || got.states > n/20 {
			t.Errorf("%s: of %d places %d differ on land or sea, %d in the distance, %d in the State", name, n, got.land, got.apart, got.states)
		}
	}
}

func TestSmokeOfChart(t *testing.T) {
	t.Chdir("../..")
	var out, log bytes.Buffer
	if code := run(t.Context(), []string{"-only", "P5", "-pairs", "1", "-short"}, strings.NewReader(""), &out, &log); code != 0 {
		t.Fatalf("exit code %d\n%s\n%s", code, out.String(), log.String())
	}
	for _, want := range []string{"P5 ", ">= 10; >= 4", "SMOKE TEST", "alike"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table does not say %q:\n%s", want, out.String())
		}
	}
}
