package api

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"plimsoll/data/vessel"
)

func TestIMOCandidates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		imo := vessel.WithCheckDigit(uint32(rapid.IntRange(100000, 999999).Draw(t, "six")))
		digits := imo.String()
		digits = digits[len(digits)-7:]
		if got := imoCandidates(digits); !slices.Equal(got, []vessel.IMO{imo}) {
			t.Fatalf("%s: %v", digits, got)
		}
		if got := imoCandidates(digits[:6]); !slices.Equal(got, []vessel.IMO{imo}) {
			t.Fatalf("%s without its check digit: %v", digits, got)
		}
		wrong := []byte(digits)
		i := rapid.IntRange(0, 6).Draw(t, "place")
		wrong[i] = '0' + (wrong[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		got := imoCandidates(string(wrong))
		if n, _ := strconv.Atoi(string(wrong)); !vessel.IMO(n).Valid() && !slices.Contains(got, imo) {
			t.Fatalf("%s for %s: %v", wrong, digits, got)
		}
		for _, n := range got {
			if !n.Valid() {
				t.Fatalf("%s gives %v, which has a wrong check digit", wrong, n)
			}
		}
	})
}

// edits has a slow and obvious oracle.
func TestEdits(t *testing.T) {
	var slow func(a, b string) int
	slow = func(a, b string) int {
		if a == "" || b == "" {
			return len(a) + len(b)
		}
		if a[0] == b[0] {
			return slow(a[1:], b[1:])
		}
		return 1 + min(slow(a[1:], b), slow(a, b[1:]), slow(a[1:], b[1:]))
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.StringMatching(`[a-c]{0,5}`).Draw(t, "a"), rapid.StringMatching(`[a-c]{0,5}`).Draw(t, "b")
		if edits(a, b) != slow(a, b) {
			t.Fatalf("%q %q: %d, want %d", a, b, edits(a, b), slow(a, b))
		}
	})
}

func TestNumber(t *testing.T) {
	for text, want := range map[string]string{
		"9074729": "9074729", "IMO 9074729": "9074729", "imo:9074729": "9074729", "IMO9074729": "9074729", "907472": "907472", " 150402951 ": "150402951", "MMSI 150402951": "150402951",
		"907 4729": "9074729", "SIM 9074729": "", "90747": "", "": "", "9074729X": "",
	} {
		got, ok := number(text)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %v", text, got, ok)
		}
	}
}

func FuzzCursor(f *testing.F) {
	q := search{text: "SIM"}
	f.Add(q.next(found{ID: "imo-9074729", Rank: 3}))
	f.Add("")
	f.Add("YSBiIGM")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := q.readCursor(text)
		if err == nil && (!vesselID.MatchString(c.id) || c.rank < 0 || c.rank > 255) {
			t.Errorf("%q was taken as %+v", text, c)
		}
	})
}

func testSearch(t *testing.T, x *world) {
	far, old := idOf(farOut), idOf(forgotten)
	six := strconv.Itoa(int(farOut) / 10)
	wrong := six + strconv.Itoa((int(farOut)%10+1)%10)
	for name, c := range map[string]struct {
		query  string
		want   []string
		nearby bool
	}{
		"name":                     {"q=sim+far+out", []string{far}, false},
		"any case and signs":       {"q=Sim-FAR.out", []string{far}, false},
		"one letter wrong":         {"q=sim+far+owt", []string{far}, true},
		"a letter missing":         {"q=sim+forgoten", []string{old}, true},
		"former name":              {"q=sim+old+name", []string{far}, false},
		"part of a name":           {"q=forgot", []string{old}, false},
		"two letters changed over": {"q=sim+fra+out", []string{far}, true},
		"words in any order":       {"q=out+far", []string{far}, false},
		"IMO number":               {"q=IMO+" + strconv.Itoa(int(farOut)), []string{far}, false},
		"no check digit":           {"imo=" + six, []string{far}, false},
		"wrong check digit":        {"q=" + wrong, []string{far}, false},
		"MMSI":                     {"q=" + strconv.Itoa(farOutMMSI), []string{far}, false},
		"parameter mmsi":           {"mmsi=" + strconv.Itoa(forgottenMMSI), []string{old}, false},
		"call sign":                {"callsign=simf1", []string{old}, false},
		"call sign in q":           {"q=SIM+F1", []string{old}, false},
		"id":                       {"q=" + far, []string{far}, false},
		"id before a merger":       {"q=mmsi-" + strconv.Itoa(farOutMMSI), []string{far}, false},
		"flag of two letters":      {"flag=cn", []string{far}, false},
		"name and flag":            {"q=sim&flag=GBR", []string{old}, false},
		"class":                    {"q=sim&class=merchant", []string{old}, false},
		"band":                     {"q=sim&band=high", []string{far}, false},
		"nothing":                  {"q=zzzzzzzz", nil, false},
		"no such number":           {"imo=9074729", nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			var got vesselListDTO
			text := x.json("/v1/vessels?"+c.query, &got)
			var ids []string
			for _, v := range got.Vessels {
				ids = append(ids, v.ID)
			}
			if !slices.Equal(ids, c.want) {
				t.Fatalf("%v, want %v", ids, c.want)
			}
			if len(c.want) > 0 && got.Vessels[0].Nearby != c.nearby {
				t.Errorf("nearby %v", got.Vessels[0].Nearby)
			}
			if len(c.want) == 0 && got.Note == "" {
				t.Error("an empty answer does not say what to do next")
			}
			for _, never := range []string{"at_least", "could_be", "points"} {
				if strings.Contains(text, never) {
					t.Errorf("a list shows %s", never)
				}
			}
		})
	}
	t.Run("pages", func(t *testing.T) {
		var seen []string
		for next := ""; ; {
			var got vesselListDTO
			x.json("/v1/vessels?q=sim&limit=1&cursor="+next, &got)
			for _, v := range got.Vessels {
				seen = append(seen, v.ID)
			}
			if next = got.Next; next == "" || len(seen) > 9 {
				break
			}
		}
		slices.Sort(seen)
		want := []string{idOf(forgotten), idOf(farOut), idOf(fairHope)}
		slices.Sort(want)
		if !slices.Equal(seen, want) {
			t.Errorf("%v, want %v", seen, want)
		}
	})
	t.Run("no bulk", func(t *testing.T) {
		var got vesselListDTO
		x.json("/v1/vessels?class=fishing&limit=1", &got)
		if len(got.Vessels) != 1 || got.Next != "" || got.Note == "" {
			t.Errorf("%d vessels, next %q, note %q", len(got.Vessels), got.Next, got.Note)
		}
	})
}
