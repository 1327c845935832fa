package api

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"plimsoll/data/reference"
	"plimsoll/risk/jurisdiction"
)

// post sends a question and reads the answer.
func (x *world) post(path, body string, into any) (int, string) {
	x.t.Helper()
	res, err := http.Post(x.http.URL+path, "application/json", strings.NewReader(body))
	must(x.t, err)
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	must(x.t, err)
	if res.StatusCode == http.StatusOK {
		must(x.t, json.Unmarshal(text, into))
	}
	return res.StatusCode, string(text)
}

const inPort = `{"vessel":{"flag":"PAN","class":"fishing","length_m":30,"days_at_sea":9},"place":{"zone":"port","port_state":"ZAF"},
	"date":"2026-03-01","facts":["complaint"],"asking":"port_officer"}`

// hasRule finds a rule by its id.
func hasRule(rows []ruleDTO, id string) bool {
	for _, r := range rows {
		if r.Rule == id {
			return true
		}
	}
	return false
}

func TestJurisdictionIsAsked(t *testing.T) {
	x := newWorld(t)
	var a actDTO
	if status, text := x.post("/v1/jurisdiction", inPort, &a); status != 200 {
		t.Fatal(status, text)
	}
	if !hasRule(a.Rows, "c188-port-report") || hasRule(a.Rows, "mlc-port-inspect") || len(a.Near) == 0 || len(a.Caveats) == 0 {
		t.Errorf("rows %v", a.Rows)
	}
	// What travels is the answer itself, word for word.
	e, err := x.server.evaluator()
	must(t, err)
	q, err := jurisdiction.ParseQuestion([]byte(inPort))
	must(t, err)
	own, err := e.Answer(q)
	must(t, err)
	want, err := json.Marshal(own)
	must(t, err)
	got, err := json.Marshal(a)
	must(t, err)
	if string(got) != string(want) {
		t.Errorf("the API says\n%s\nand the evaluator\n%s", got, want)
	}
	if a.Rows[0].Capacity != "port" {
		t.Errorf("a port officer reads first what a %s State can do", a.Rows[0].Capacity)
	}
	for body, want := range map[string]string{
		`{"facts":["complaintt"]}`:                                         `the nearest is \"complaint\"`,
		`{"vessel":{"flag":"PNA"}}`:                                        `the nearest is \"PAN\"`,
		`{"facts":["entering_internal_waters","leaving_internal_waters"]}`: "contradict each other",
		`{"vessel":{"gross":1}}`:                                           `field`,
		`{"place":{"zone":"port"}}`:                                        "port_state",
		`[]`:                                                               "",
		`{`:                                                                "",
	} {
		if status, text := x.post("/v1/jurisdiction", body, nil); status != 422 && status != 400 || !strings.Contains(text, want) {
			t.Errorf("%s: %d %s, want 422 with %s", body, status, text, want)
		}
	}
}

func TestJurisdictionScreens(t *testing.T) {
	x := newWorld(t)
	var ports struct{ Ports []portActsDTO }
	if status, text := x.post("/v1/jurisdiction/ports?states=PHL,ZAF", inPort, &ports); status != 200 {
		t.Fatal(status, text)
	}
	if len(ports.Ports) != 2 || ports.Ports[0].State != "ZAF" || ports.Ports[0].Labour <= ports.Ports[1].Labour {
		t.Errorf("South Africa is bound by C188 and the Philippines are not: %+v", ports.Ports)
	}
	var v visitDTO
	question := `{"vessel":{"class":"fishing"},"place":{"zone":"high_seas"},"date":"2026-03-01","facts":["no_nationality"]}`
	if status, text := x.post("/v1/jurisdiction/visit", question, &v); status != 200 || !hasRule(v.Grounds, "unclos-visit-stateless") || len(v.Near) == 0 || v.Silent != "" {
		t.Errorf("%d %s", status, text)
	}
	if status, text := x.post("/v1/jurisdiction/visit", inPort, &v); status != 200 || v.Silent == "" {
		t.Errorf("in port: %d %s", status, text)
	}
	var i inspectionBasisDTO
	if status, text := x.post("/v1/jurisdiction/inspection", inPort, &i); status != 200 {
		t.Fatal(status, text)
	}
	if !strings.Contains(i.Report, "43(2)") || len(i.Gaps) == 0 || !hasRule(i.Grounds, "c188-port-report") {
		t.Errorf("%+v", i)
	}
	for _, gap := range i.Gaps {
		if !strings.Contains(i.Report, "["+gap+"]") {
			t.Errorf("the report has no gap for %q", gap)
		}
	}
}

func testJurisdictionOfAVessel(t *testing.T, x *world) {
	var out vesselActsDTO
	x.json("/v1/vessels/"+idOf(farOut)+"/jurisdiction?facts=complaint,clear_grounds&days_at_sea=400", &out)
	q := out.Question
	if q.Vessel.Flag == nil || *q.Vessel.Flag != "CHN" || q.Vessel.Class == nil || *q.Vessel.Class != "fishing" || q.Vessel.LengthM == nil || *q.Vessel.DaysAtSea != 400 {
		t.Errorf("question %+v", q.Vessel)
	}
	said := map[string]string{}
	for _, a := range out.Assumed {
		said[a.What] = a.From
	}
	if said["flag"] == "" || said["class"] == "" || !strings.Contains(said["place"], "last observed") || !strings.Contains(said["length_m"], "L") {
		t.Errorf("assumed %v", out.Assumed)
	}
	if out.Answer.Place.Zone == nil || *out.Answer.Place.Zone != "high_seas" || !hasRule(out.Answer.Rows, "unclos-report-flag") {
		t.Errorf("answer %+v", out.Answer.Place)
	}
	x.json("/v1/vessels/"+idOf(farOut)+"/jurisdiction?port_state=ZAF&facts=complaint", &out)
	if !hasRule(out.Answer.Rows, "c188-port-report") {
		t.Errorf("in a South African port: %+v", out.Answer.Rows)
	}
	var without vesselActsDTO
	x.json("/v1/vessels/"+idOf(farOut)+"/jurisdiction?facts=no_nationality", &without)
	if out := without; out.Question.Vessel.Flag != nil || !hasRule(out.Answer.Rows, "unclos-visit-stateless") {
		t.Errorf("asserted to have no nationality: %+v", out.Question.Vessel)
	}
	if status, _, text := x.get("/v1/vessels/" + idOf(farOut) + "/jurisdiction?facts=complain"); status != 422 || !strings.Contains(text, "complaint") {
		t.Errorf("%d %s", status, text)
	}
	if status, _, _ := x.get("/v1/vessels/imo-1/jurisdiction"); status != 404 && status != 422 {
		t.Errorf("no such vessel: %d", status)
	}
}

// Other facts in use are the law's facts from the next question on.
func TestJurisdictionFollowsTheFactsInUse(t *testing.T) {
	embedded, err := reference.Load()
	must(t, err)
	store := reference.NewStore(embedded)
	sea, err := theChart()
	must(t, err)
	s := &Server{Config: Config{Facts: store, Chart: sea}}
	before, err := s.evaluator()
	must(t, err)
	if again, err := s.evaluator(); err != nil || again != before {
		t.Errorf("the law was read again for the same facts: %v", err)
	}
	other, err := reference.Load()
	must(t, err)
	store.Replace(other)
	if after, err := s.evaluator(); err != nil || after == before {
		t.Errorf("other facts in use, and the law still stands on the old ones: %v", err)
	}
}
