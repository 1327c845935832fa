package api

import (
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// forbidden are words that a page never has of a vessel: it reports conditions.
// (A safe manning document is the name of a certificate.)
var forbidden = regexp.MustCompile(`(?i)\b(guilty|safe|clean|innocent|offender|criminal|trafficking vessel|is trafficking|risk-free)\b`)

var tags = regexp.MustCompile(`<[^>]*>`)

func testPages(t *testing.T, x *world) {
	far, old := "/vessels/"+idOf(farOut), "/vessels/"+idOf(forgotten)
	for path, says := range map[string][]string{
		"/":                       {"SIM FORGOTTEN", "Severe for", "High for", "Abandonment:", "(" + x.ago(395).Format("2006-01-02") + ")", "Not known:", "Model v1", "% of what was asked is known"},
		far:                       {"SIM FAR OUT", "Fishers", "High", "Why", "425 days since", "Not known:", "Model v1, as of 1 April 2026", "at least since", "What would help the crew", "not examined, as far as is known"},
		old:                       {"Abandonment of the crew: inactive at its source, not resolved", "At least 40 days without a position", "Territorial sea of Peru", "40 days before"},
		far + "?as_of=2025-06-01": {"As of 1 June 2025", "computed with what is known now", "Show today"},
		"/vessels?q=sim":          {"SIM FAR OUT", "SIM FAIR HOPE", "SIM FORGOTTEN"},
		"/vessels?q=zzzzz":        {"Nothing fits", "says nothing about it"},
		"/vessels":                {"Type what you have in hand"},
		"/docs":                   {"GET /v1/vessels/{id}", "Last-Event-ID", "as_of"},
	} {
		status, header, page := x.get(path, "Accept", "text/html")
		if status != http.StatusOK || header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: %d %s", path, status, header.Get("Content-Type"))
		}
		words := strings.Join(strings.Fields(tags.ReplaceAllString(page, "")), " ")
		for _, say := range says {
			if !strings.Contains(words, say) {
				t.Errorf("%s does not say %q:\n%s", path, say, words)
			}
		}
		if found := forbidden.FindString(strings.ReplaceAll(words, "safe manning", "")); found != "" {
			t.Errorf("%s says %q", path, found)
		}
		if strings.Contains(page, "style=") || strings.Contains(page, "//cdn") || strings.Contains(page, "<script>") {
			t.Errorf("%s has what its own policy forbids", path)
		}
	}
	status, header, _ := x.get("/vessels?q=" + strconv.Itoa(int(farOut)))
	if status != http.StatusSeeOther || header.Get("Location") != far {
		t.Errorf("one exact hit: %d %s", status, header.Get("Location"))
	}
	status, header, _ = x.get("/vessels/mmsi-" + strconv.Itoa(farOutMMSI) + "?as_of=2026-01-01")
	if status != http.StatusFound || header.Get("Location") != far+"?as_of=2026-01-01" {
		t.Errorf("a merged vessel: %d %s", status, header.Get("Location"))
	}
	for path, want := range map[string]int{"/vessels/imo-9999999": 404, "/nowhere": 404, far + "?as_of=x": 422} {
		if status, header, page := x.get(path, "Accept", "text/html"); status != want || !strings.Contains(page, `href="/"`) || !strings.HasPrefix(header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: %d %s", path, status, page)
		}
	}
}

// Who can act is asked and answered without a script, in words that can be read
// aloud; what is wrong is named.
func testActPage(t *testing.T, x *world) {
	at := "/vessels/" + idOf(farOut) + "/who-can-act"
	words := func(query string, want int) string {
		status, header, page := x.get(at+query, "Accept", "text/html")
		if status != want || !strings.HasPrefix(header.Get("Content-Type"), "text/html") {
			t.Errorf("%s: %d %s", query, status, header.Get("Content-Type"))
		}
		return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(page, " "))), " ")
	}
	for query, says := range map[string][]string{
		"": {"Who can act: SIM FAR OUT", "High seas", "where it was last observed on", "Nothing is asserted yet", "exercise jurisdiction over a ship of another State, unless a treaty says otherwise or the flag State consents (UNCLOS 92(1))", "decision support, not legal advice"},
		"?zone=port&state=ZAF&fact=complaint&asking=port_officer": {
			"Port, South Africa (ZAF) (given) The law of 1 April 2026. Asserted: a complaint about conditions on board.", "With the ship South Africa (ZAF), as port State may",
			"report to the flag State on the complaint or the evidence (C188 43(2))", "under C188 43(2).", "What nearly applied:", "Taken from what is known of the vessel", "Flag: CHN",
		},
		"?zone=port&state=ESP&fact=trafficking_suspected&fact=organised_group&victims=phl%20idn": {
			"For the people on board Spain (ESP), as port State must", "give presumed victims 30 days or more to recover and reflect (CoE 13(1))", "as the State of the people concerned",
		},
		"?as_of=2025-06-01": {"The law of 1 June 2025."},
		"?zone=territorial_sea&state=NAM&asking=coast_guard": {"Territorial sea, Namibia (NAM) (given)", "if the ship is passing through (UNCLOS 27(1))"},
		"?zone=high_seas&fact=no_nationality":                {"High seas (given)", "then board, if it is still suspected to have no nationality (UNCLOS 110(1)(d))"},
	} {
		page := words(query, http.StatusOK)
		for _, say := range says {
			if !strings.Contains(page, say) {
				t.Errorf("%s does not say %q:\n%s", query, say, page[:min(len(page), 6000)])
			}
		}
	}
	// What is wrong stands above the form, which keeps what was chosen.
	for query, say := range map[string]string{
		"?fact=complain": `the nearest is "complaint"`, "?fact=no_nationality&zone=port&state=ZZZ": "ZZZ", "?zone=port&state=ESP&fact=innocent_passage": "contradict",
		"?fact=complaint&victims=atlantis": "ATLANTIS", "?port=ZAF": "There is no \"port\" to choose", "?zone=port": "state", "?asking=me": "me", "?fact=complaint;zone=port": "could not be read", "?state=ES%zz": "could not be read",
		"?victims=" + strings.Repeat("PHL+", 60): "too long", "?fact=" + strings.Repeat("a", 700): "too long",
	} {
		page := words(query, http.StatusUnprocessableEntity)
		if !strings.Contains(page, say) || !strings.Contains(page, "Where it is, and what you have found") || strings.Contains(page, "Row by row") {
			t.Errorf("%s does not say %q above the form:\n%s", query, say, page[:min(len(page), 1500)])
		}
	}
	if _, _, page := x.get(at+"?fact=complaint&zone=port&state=ZZZ", "Accept", "text/html"); !strings.Contains(page, `value="complaint" checked`) || !strings.Contains(page, `value="port" selected`) {
		t.Error("what was chosen is lost")
	}
	if _, _, page := x.get(at+"?zone=port&state=ZAF&fact=complaint", "Accept", "text/html"); !strings.Contains(page, `href="#row-1"`) || !strings.Contains(page, `id="row-1"`) {
		t.Error("a line does not lead to its row")
	}
	status, header, _ := x.get("/vessels/mmsi-"+strconv.Itoa(farOutMMSI)+"/who-can-act?fact=complaint", "Accept", "text/html")
	if status != http.StatusFound || header.Get("Location") != at+"?fact=complaint" {
		t.Errorf("a merged vessel: %d %s", status, header.Get("Location"))
	}
}

func TestPagesOfAnEmptyService(t *testing.T) {
	x := newWorld(t)
	_, _, page := x.get("/")
	for _, say := range []string{"No alert is open", "does not say that all is well", "plimsoll feed"} {
		if !strings.Contains(page, say) {
			t.Errorf("the empty page does not say %q", say)
		}
	}
	status, header, text := x.get("/assets/page.css")
	if status != http.StatusOK || !strings.HasPrefix(header.Get("Content-Type"), "text/css") || !strings.Contains(text, "prefers-color-scheme") {
		t.Errorf("style: %d %s", status, header.Get("Content-Type"))
	}
	if status, _, _ := x.get("/assets/page.css", "If-None-Match", header.Get("ETag")); status != http.StatusNotModified {
		t.Errorf("style again: %d", status)
	}
	if status, _, _ := x.get("/assets/none.css"); status != http.StatusNotFound {
		t.Errorf("no such asset: %d", status)
	}
}
