package reference

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestStateNamed(t *testing.T) {
	c := catalogue(t)
	for name, want := range map[string]string{
		"Korea, Republic of": "KOR", "KOREA (REPUBLIC OF)": "KOR", "South Korea": "KOR", "USA": "USA", "U.S.A.": "USA", "Hong Kong, China": "HKG",
		"Hong Kong (China)": "HKG", "Isle of Man, UK": "IMN", "Isle of Man(UK)": "IMN", "CURACAO": "CUW", "Curaçao": "CUW",
		"Tanzania, United Republic of": "TZA", "Cote D'Ivoire": "CIV", "Côte d’Ivoire": "CIV", "Turkey": "TUR", "TÜRKIYE": "TUR",
		"Viet Nam": "VNM", "Burma": "MMR", "Chinese Taipei": "TWN", "Panama (Republic of)": "PAN", " panama ": "PAN", "pan": "PAN", "PA": "PAN",
		"St. Kitts & Nevis": "KNA", "Democratic People's Republic of Korea": "PRK", "UK": "GBR", "Wake Island": "UMI",
		"Portugal - Madeira": "PRT", "Congo (Kinshasa)": "COD", "Congo": "COG",
	} {
		if s, ok := c.StateNamed(name); !ok || s.ISO3 != want {
			t.Errorf("%q is %q, want %s", name, s.ISO3, want)
		}
	}
	for _, name := range []string{"", " ", "Korea", "Unknown", "Netherlands Antilles", "Atlantis", "—"} {
		if s, ok := c.StateNamed(name); ok {
			t.Errorf("%q is %s, want none", name, s.ISO3)
		}
	}
	for _, s := range c.states { // every code finds itself by every name it has
		for _, name := range []string{s.Name, strings.ToUpper(s.Name), s.ISO3, s.ISO2} {
			if got, ok := c.StateNamed(name); !ok || got.ISO3 != s.ISO3 {
				t.Errorf("%q is %q, want %s", name, got.ISO3, s.ISO3)
			}
		}
	}
	_, rows, _ := c.Rows("state_names")
	for _, r := range rows {
		if got, ok := c.StateNamed(r[0]); !ok || got.ISO3 != r[1] {
			t.Errorf("%q is %q, want %s", r[0], got.ISO3, r[1])
		}
	}
}

// Folding a folded name changes nothing, whatever letters it has.
func TestFoldName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := foldName(rapid.String().Draw(t, "name"))
		if twice := foldName(once); twice != once {
			t.Fatalf("%q, then %q", once, twice)
		}
	})
}
