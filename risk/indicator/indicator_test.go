package indicator

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plimsoll/data/warehouse/warehousetest"
)

// Every measurement has a definition, and says at its head what it measures.
func TestFilesBelongTogether(t *testing.T) {
	definitions, err := Definitions()
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"measure", "shared"} {
		entries, err := files.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			text, err := files.ReadFile(folder + "/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(string(text), "-- ") {
				t.Errorf("%s/%s does not say what it measures", folder, e.Name())
			}
			if id := strings.TrimSuffix(e.Name(), ".sql"); folder == "measure" && !definitions[id].Connected {
				t.Errorf("%s has no definition that is connected to it", e.Name())
			}
		}
	}
}

func TestFlagThatNoFloorNeedsIsRefused(t *testing.T) {
	q := Query{Measures: []Measure{{ID: "abandonment", Populations: 3}}, Gaps: "SELECT 1", Calls: "SELECT 1"}
	if _, err := q.Found(); err == nil || !strings.Contains(err.Error(), "abandonment_open") {
		t.Errorf("error %v, want one that names the flag", err)
	}
}

// byHand is a scale worked out step by step.
func byHand(s Scale, x float64) float64 {
	if len(s.Curve) == 0 {
		return math.Min(1, math.Max(0, x-s.Free)*s.Each)
	}
	if x <= s.Curve[0].Amount {
		return s.Curve[0].Value
	}
	for i := range s.Curve[1:] {
		a, b := s.Curve[i], s.Curve[i+1]
		if x <= b.Amount {
			return a.Value*(b.Amount-x)/(b.Amount-a.Amount) + b.Value*(x-a.Amount)/(b.Amount-a.Amount)
		}
	}
	return s.Curve[len(s.Curve)-1].Value
}

// The rendered scale gives in ClickHouse what it gives by hand.
func TestScale(t *testing.T) {
	w := warehousetest.NewEmpty(t)
	scales := rapid.Custom(func(t *rapid.T) Scale {
		if rapid.Bool().Draw(t, "counts") {
			return Scale{Free: float64(rapid.IntRange(0, 4).Draw(t, "free")), Each: rapid.Float64Range(0.05, 0.5).Draw(t, "each")}
		}
		var s Scale
		amount, value := 0.0, 0.0
		for range rapid.IntRange(2, 5).Draw(t, "knots") {
			amount += rapid.Float64Range(1, 200).Draw(t, "amount")
			s.Curve = append(s.Curve, Knot{amount, value})
			value = math.Min(1, value+rapid.Float64Range(0, 0.5).Draw(t, "rise"))
		}
		return s
	})
	for seed := range 25 {
		s := scales.Example(seed)
		var got []float64
		if err := w.Conn().QueryRow(t.Context(), "SELECT groupArray("+s.sql("x")+") FROM (SELECT number * 7 AS x FROM numbers(120) ORDER BY x)").Scan(&got); err != nil {
			t.Fatal(err)
		}
		for i, y := range got {
			if want := byHand(s, float64(i*7)); math.Abs(y-want) > 1e-9 {
				t.Fatalf("%+v at %d: %g, want %g", s, i*7, y, want)
			}
		}
	}
}
