package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"plimsoll/data/warehouse"
	"plimsoll/risk/behaviour"
)

// Who has just fed a file and asks for the ship must not be told that it is not
// known.
func TestWhatWasJustReceivedIsSaidToBeOnItsWay(t *testing.T) {
	x := newWorld(t)
	x.claim(warehouse.Claim{IMO: uint32(farOut), Name: "SIM FAR OUT", Flag: "CHN", Class: "fishing"})
	x.track(forgottenMMSI, 3, 0, 6, -70.6, -18.3, 0)
	for _, path := range []string{"/v1/vessels/" + idOf(farOut), "/v1/vessels/mmsi-232990001", "/vessels/" + idOf(farOut), "/vessels/" + idOf(farOut) + "/who-can-act"} {
		if status, _, text := x.get(path, "Accept", "text/html"); status != http.StatusNotFound || !strings.Contains(text, "ask again in a few seconds") {
			t.Errorf("%s: %d %s", path, status, text)
		}
	}
	for path, say := range map[string]string{"/v1/vessels?q=232990001": "ask again in a few seconds", "/vessels?q=232990001": "Not yet"} {
		if _, _, text := x.get(path, "Accept", "text/html"); !strings.Contains(text, say) {
			t.Errorf("%s does not say %q: %s", path, say, text)
		}
	}
	for _, path := range []string{"/v1/vessels?q=232990009", "/vessels?q=232990009", "/v1/vessels/mmsi-232990009"} {
		if _, _, text := x.get(path, "Accept", "text/html"); strings.Contains(text, "ask again") || strings.Contains(text, "Not yet") {
			t.Errorf("nothing was received of it, and %s says %s", path, text)
		}
	}
	deriver := behaviour.New(x.w, x.server.Facts.Current(), func() time.Time { return x.now })
	_, err := deriver.Pass(t.Context())
	must(t, err)
	var d dossierDTO
	x.json("/v1/vessels/"+idOf(farOut), &d)
	_, _, page := x.get("/vessels/"+idOf(farOut), "Accept", "text/html")
	if !strings.Contains(strings.Join(d.NotKnown, ", "), "not judged yet") || !strings.Contains(page, "No score yet") || strings.Contains(page, "not of a kind that is scored") {
		t.Errorf("derived and not scored: %q %s", d.NotKnown, page)
	}
	x.passes(t)
	// Filters hide a vessel that is known, and a hull of a known number is none that comes.
	for _, path := range []string{"/v1/vessels?q=232990001&flag=NOR", "/v1/vessels?q=232990001&class=passenger", "/v1/vessels/mmsi-232990001-7"} {
		if _, _, text := x.get(path); strings.Contains(text, "ask again") {
			t.Errorf("%s says %s", path, text)
		}
	}
	if _, _, page := x.get("/vessels/"+idOf(farOut), "Accept", "text/html"); strings.Contains(page, "No score yet") {
		t.Errorf("once it is scored: %s", page)
	}
	if status, _, text := x.get("/v1/vessels/" + idOf(farOut)); status != http.StatusOK {
		t.Errorf("once it is derived: %d %s", status, text)
	}
}
