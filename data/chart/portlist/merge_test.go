package portlist

import (
	"reflect"
	"strings"
	"testing"

	"plimsoll/data/chart"
)

func row(line int, code, name, state string, lon, lat float64) Row {
	return Row{Port: chart.Port{Locode: code, Name: name, State: state, Lon: lon, Lat: lat}, File: "list.csv", Line: line}
}

var base = []chart.Port{
	{Locode: "FJSUV", Name: "Suva", State: "FJI", Lon: 179.999, Lat: -18.13, RadiusM: 3000},
	{Locode: "KRPUS", Name: "Busan", State: "KOR", Lon: 129.03, Lat: 35.1, RadiusM: 5000},
	{Locode: "NLRTM", Name: "Rotterdam", State: "NLD", Lon: 4.48, Lat: 51.9, RadiusM: 3000},
	{Locode: "NOLYR", Name: "Longyearbyen", State: "SJM", Lon: 15.6, Lat: 78.22, RadiusM: 3000},
}

func TestMerge(t *testing.T) {
	for _, k := range []struct {
		what    string
		row     Row
		reason  Reason // 0: none
		outcome Outcome
		in      chart.Port // what is in use afterwards under the code, zero when nothing
	}{
		{"a new port", row(2, "ZACPT", "Cape Town", "ZAF", 18.43, -33.91), 0, 0, chart.Port{Locode: "ZACPT", Name: "Cape Town", State: "ZAF", Lon: 18.43, Lat: -33.91, RadiusM: 3000}},
		{"a better position, radius as it was", row(2, "KRPUS", "Busan (new)", "KOR", 129.04, 35.11), 0, 0, chart.Port{Locode: "KRPUS", Name: "Busan (new)", State: "KOR", Lon: 129.04, Lat: 35.11, RadiusM: 5000}},
		{"far apart", row(2, "NLRTM", "Rotterdam", "NLD", 4.1, 51.95), FarApart, TookList, chart.Port{Locode: "NLRTM", Name: "Rotterdam", State: "NLD", Lon: 4.1, Lat: 51.95, RadiusM: 3000}},
		{"another port's code", row(2, "NLRTM", "Delfzijl", "NLD", 6.93, 53.33), FarApart, KeptBase, base[2]},
		{"swapped", row(2, "NLRTM", "Rotterdam", "NLD", 51.9, 4.48), Swapped, KeptBase, base[2]},
		{"a sign turned", row(2, "KRPUS", "Busan", "KOR", -129.03, 35.1), Swapped, KeptBase, base[1]},
		{"another State", row(2, "NOLYR", "Longyearbyen", "NOR", 15.6, 78.22), OtherState, TookList, chart.Port{Locode: "NOLYR", Name: "Longyearbyen", State: "NOR", Lon: 15.6, Lat: 78.22, RadiusM: 3000}},
		{"same place, other code", row(2, "NLEUR", "Europoort", "NLD", 4.485, 51.901), OtherCode, KeptBoth, chart.Port{Locode: "NLEUR", Name: "Europoort", State: "NLD", Lon: 4.485, Lat: 51.901, RadiusM: 3000}},
		{"across the antimeridian", row(2, "FJXXX", "Other", "FJI", -179.999, -18.13), OtherCode, KeptBoth, chart.Port{Locode: "FJXXX", Name: "Other", State: "FJI", Lon: -179.999, Lat: -18.13, RadiusM: 3000}},
		{"no code, in a port in use", row(2, "", "Waalhaven", "NLD", 4.44, 51.89), 0, 0, chart.Port{}},
		{"no code, in a port of another State", row(2, "", "Waalhaven", "BEL", 4.44, 51.89), NoCode, KeptBase, chart.Port{}},
		{"no code, in the far north", row(2, "", "Pier", "SJM", 15.8, 78.22), 0, 0, chart.Port{}},
		{"no code, elsewhere", row(2, "", "Nowhere", "NLD", 5.5, 53.2), NoCode, KeptBase, chart.Port{}},
	} {
		t.Run(k.what, func(t *testing.T) {
			merged, conflicts := Merge(base, []Row{k.row}, nil)
			if k.reason == 0 && len(conflicts) > 0 || k.reason != 0 && (len(conflicts) != 1 || conflicts[0].Reason != k.reason || conflicts[0].Outcome != k.outcome) {
				t.Errorf("conflicts %v", conflicts)
			}
			for _, c := range conflicts {
				if s := c.String(); !strings.Contains(s, "line 2") || !strings.Contains(s, k.reason.String()) || !strings.Contains(s, k.outcome.String()) {
					t.Errorf("it says %q", s)
				}
			}
			var got chart.Port
			for _, p := range merged {
				if k.in.Locode != "" && p.Locode == k.in.Locode {
					got = p
				}
			}
			if got != k.in {
				t.Errorf("in use is %+v, want %+v", got, k.in)
			}
			if k.in.Locode == "" && !reflect.DeepEqual(merged, base) {
				t.Errorf("the ports in use have changed: %+v", merged)
			}
		})
	}
	if base[2].Name != "Rotterdam" || base[2].Lon != 4.48 {
		t.Error("the base was written to")
	}
}

func TestMergeOneCodeTwice(t *testing.T) {
	near, far := row(2, "NLRTM", "Rotterdam west", "NLD", 4.45, 51.9), row(3, "NLRTM", "Rotterdam east", "NLD", 4.55, 51.9)
	for _, rows := range [][]Row{{near, far}, {far, near}} {
		merged, conflicts := Merge(base, rows, nil)
		if len(merged) != len(base) || merged[2].Name != "Rotterdam west" || len(conflicts) != 1 || conflicts[0].Reason != CodeTwice {
			t.Errorf("%+v %v", merged, conflicts)
		}
	}
	merged, conflicts := Merge(nil, []Row{near, far}, nil)
	if len(merged) != 1 || merged[0].Name != near.Port.Name || len(conflicts) != 1 || conflicts[0].Outcome != KeptBase {
		t.Errorf("without a base: %+v %v", merged, conflicts)
	}
}

// With a chart a new port in another country is reported; where its numbers only need turning it is not taken.
func TestOtherCountry(t *testing.T) {
	c, err := chart.Load()
	if err != nil {
		t.Fatal(err)
	}
	merged, conflicts := Merge(base, []Row{
		row(2, "ZACPT", "Cape Town", "ZAF", -33.91, 18.43),  // swapped: in the Atlantic
		row(3, "KEMBA", "Mombasa", "KEN", -39.67, -4.05),    // a sign turned: off Brazil
		row(4, "UYMVD", "Montevideo", "URY", 18.43, -33.91), // in Cape Town
		row(5, "UYNVP", "Nueva Palmira", "URY", -58.42, -33.88),
		row(6, "ARBUE", "Buenos Aires", "ARG", -58.37, -34.6),
	}, c)
	codes := map[string]bool{}
	for _, p := range merged {
		codes[p.Locode] = true
	}
	if len(conflicts) != 3 || conflicts[0].Reason != Swapped || conflicts[1].Reason != Swapped || conflicts[2].Reason != OtherCountry ||
		conflicts[0].Row.Line != 2 || conflicts[1].Row.Line != 3 || conflicts[2].Row.Line != 4 {
		t.Errorf("%v", conflicts)
	}
	if codes["ZACPT"] || codes["KEMBA"] || !codes["UYMVD"] || !codes["UYNVP"] || !codes["ARBUE"] {
		t.Errorf("taken are %v", codes)
	}
}

func TestInland(t *testing.T) {
	c, err := chart.Load()
	if err != nil {
		t.Fatal(err)
	}
	_, conflicts := Merge(base, []Row{
		row(2, "BRMAO", "Manaus", "BRA", -60.02, -3.13),
		row(3, "BEANR", "Antwerp", "BEL", 4.40, 51.23),
		row(4, "ZACPT", "Cape Town", "ZAF", 18.43, -33.91),
	}, c)
	if len(conflicts) != 1 || conflicts[0].Reason != Inland || conflicts[0].Row.Line != 2 || conflicts[0].Outcome != TookList {
		t.Errorf("%v", conflicts)
	}
}
