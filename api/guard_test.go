package api

import (
	"compress/gzip"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
)

func TestLoopbackOnly(t *testing.T) {
	for address, allowed := range map[string]bool{
		"127.0.0.1:8080": true, "[::1]:0": true, "localhost:8080": true, "127.9.9.9:1": true,
		"0.0.0.0:8080": false, ":8080": false, "[::]:8080": false, "192.168.1.4:80": false, "example.org:80": false, "127.0.0.1": false, "": false,
		"localhost.example.org:80": false,
	} {
		err := LoopbackOnly(address)
		if (err == nil) != allowed {
			t.Errorf("%q: %v", address, err)
		}
		if err != nil && !strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("%q: %v names no address to use instead", address, err)
		}
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	x := newWorld(t)
	for _, path := range []string{"/", "/healthz", "/v1/alerts", "/nowhere", "/docs", "/assets/page.css"} {
		status, header, _ := x.get(path)
		if status >= 500 {
			t.Errorf("%s: %d", path, status)
		}
		for name, want := range map[string]string{"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"} {
			if !strings.HasPrefix(header.Get(name), want) {
				t.Errorf("%s: %s is %q", path, name, header.Get(name))
			}
		}
		if len(header.Get("X-Request-Id")) < 8 {
			t.Errorf("%s: request id %q", path, header.Get("X-Request-Id"))
		}
	}
	if _, header, _ := x.get("/healthz", "X-Request-Id", "from-the-caller-1"); header.Get("X-Request-Id") != "from-the-caller-1" {
		t.Errorf("a harmless request id was not kept: %q", header.Get("X-Request-Id"))
	}
	if _, header, _ := x.get("/healthz", "X-Request-Id", "a b<script>"); strings.Contains(header.Get("X-Request-Id"), "script") {
		t.Error("a harmful request id was kept")
	}
}

// A page elsewhere may have its own name resolve to this machine; the browser
// then asks under that name.
func TestForeignNamesAreRefused(t *testing.T) {
	x := newWorld(t)
	for host, want := range map[string]int{
		"evil.example": 421, "evil.example:8080": 421, "127.0.0.1.evil.example": 421, "10.0.0.1": 421,
		"localhost": 200, "localhost:1": 200, "[::1]:80": 200, "127.0.0.1": 200,
	} {
		if status, _, text := x.get("/healthz", "Host", host); status != want {
			t.Errorf("Host %s: %d, want %d: %s", host, status, want, text)
		}
	}
}

func TestCompression(t *testing.T) {
	x := newWorld(t)
	_, header, text := x.get("/openapi.json", "Accept-Encoding", "gzip")
	if header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("Content-Encoding %q", header.Get("Content-Encoding"))
	}
	unpacked, err := gzip.NewReader(strings.NewReader(text))
	must(t, err)
	whole, err := io.ReadAll(unpacked)
	must(t, err)
	_, header, plainText := x.get("/openapi.json", "Accept-Encoding", "gzip;q=0, identity")
	if header.Get("Content-Encoding") != "" || plainText != string(whole) {
		t.Error("with and without gzip the answers differ")
	}
	if _, header, _ := x.get("/healthz", "Accept-Encoding", "gzip"); header.Get("Content-Encoding") != "" {
		t.Error("a short answer was compressed")
	}
}

func TestProblems(t *testing.T) {
	x := newWorld(t)
	for path, want := range map[string]struct {
		status int
		says   []string
	}{
		"/v1/nothing":                                               {404, []string{"/docs"}},
		"/v1/vessels/imo-9999999":                                   {404, []string{"imo-9999999", "search"}},
		"/v1/vessels/'; DROP TABLE vessels":                         {404, []string{"imo-9074729"}},
		"/v1/alerts/00112233445566778899aabb":                       {404, []string{"/v1/alerts"}},
		"/v1/vessels":                                               {422, []string{"query.q", "name"}},
		"/v1/vessels?flagg=PAN":                                     {422, []string{"query.flagg", "did you mean flag?"}},
		"/v1/vessels?q=a&q=b":                                       {422, []string{"query.q", "once"}},
		"/v1/vessels?flag=XQ":                                       {422, []string{"query.flag", "ISO 3166-1"}},
		"/v1/vessels?class=boat":                                    {422, []string{"query.class", "fish_carrier"}},
		"/v1/vessels?band=bad":                                      {422, []string{"query.band", "not_examined"}},
		"/v1/vessels?imo=12":                                        {422, []string{"query.imo", "seven digits"}},
		"/v1/vessels?mmsi=150402951&imo=9074729":                    {422, []string{"query.imo", "one number"}},
		"/v1/vessels?mmsi=12":                                       {422, []string{"query.mmsi", "nine digits"}},
		"/v1/vessels?q=a&limit=101":                                 {422, []string{"query.limit", "100"}},
		"/v1/vessels?q=a&limit=many":                                {422, []string{"query.limit", "integer"}},
		"/v1/vessels?q=a&cursor=zzz":                                {422, []string{"query.cursor", "next"}},
		"/v1/alerts?state=shut":                                     {422, []string{"query.state", "acknowledged", "active"}},
		"/v1/alerts?rule=any":                                       {422, []string{"query.rule", "identity_conflict"}},
		"/v1/alerts?vessel=SIM":                                     {422, []string{"query.vessel", "imo-9074729"}},
		"/v1/alerts?place=x":                                        {422, []string{"query.place", "UN/LOCODE"}},
		"/v1/alerts?cursor=-1":                                      {422, []string{"query.cursor"}},
		"/v1/alerts/stream?after=x":                                 {422, []string{"query.after", "integer"}},
		"/v1/vessels/imo-2000016?as_of=yesterday":                   {422, []string{"query.as_of", "2024-05-31"}},
		"/v1/vessels/imo-2000016?as_of=2030-01-01":                  {422, []string{"query.as_of", "has not come"}},
		"/v1/vessels/imo-2000016?as_of=1066-10-14":                  {422, []string{"query.as_of", "1990"}},
		"/v1/vessels/imo-2000016/events?kind=parties":               {422, []string{"query.kind"}},
		"/v1/vessels/imo-2000016/scores?population=crew":            {422, []string{"query.population"}},
		"/v1/vessels/imo-2000016/scores?asof=2024-01-01":            {422, []string{"did you mean as_of?"}},
		"/v1/vessels/x/scores?as_of=2024-01-01&known_at=2024-01-01": {422, []string{"query.known_at", "not both"}},
	} {
		status, header, text := x.get(strings.ReplaceAll(path, " ", "%20"))
		if status != want.status || header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s, want %d\n%s", path, status, header.Get("Content-Type"), want.status, text)
			continue
		}
		for _, says := range want.says {
			if !strings.Contains(text, says) {
				t.Errorf("%s does not say %q:\n%s", path, says, text)
			}
		}
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, x.http.URL+"/v1/alerts", strings.NewReader("{}"))
	must(t, err)
	answer, err := http.DefaultClient.Do(request)
	must(t, err)
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusMethodNotAllowed || answer.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("POST: %d %s", answer.StatusCode, answer.Header.Get("Content-Type"))
	}
}

// What failed inside is for the log, not for who asked.
func TestUnknownFailuresTellNothing(t *testing.T) {
	x := newWorld(t)
	must(t, x.w.Conn().Exec(t.Context(), "DROP TABLE vessels SYNC"))
	must(t, x.w.Conn().Exec(t.Context(), "DROP TABLE alerts SYNC"))
	for _, path := range []string{"/v1/vessels?q=sim", "/v1/vessels/imo-2000016", "/v1/alerts", "/vessels?q=sim", "/"} {
		status, _, text := x.get(path, "Accept", "text/html")
		if status != http.StatusInternalServerError || !strings.Contains(text, "request id") {
			t.Errorf("%s: %d %s", path, status, text)
		}
		for _, inner := range []string{"vessels FINAL", "UNKNOWN_TABLE", "clickhouse", "test_"} {
			if strings.Contains(text, inner) {
				t.Errorf("%s tells %q:\n%s", path, inner, text)
			}
		}
	}
	status, _, text := x.get("/readyz")
	if status != http.StatusServiceUnavailable || !strings.Contains(text, "could not be read") {
		t.Errorf("ready without tables: %d %s", status, text)
	}
	for _, inner := range []string{"alerts FINAL", "UNKNOWN_TABLE", "clickhouse", "query list", "test_"} {
		if strings.Contains(text, inner) {
			t.Errorf("readiness tells %q:\n%s", inner, text)
		}
	}
}

func TestReadiness(t *testing.T) {
	x := newWorld(t)
	var logged strings.Builder
	x.server.Log = slog.New(slog.NewTextHandler(&logged, nil))
	x.ready = []Part{{Name: "engine", OK: true, Detail: "embedded"}, {Name: "broker", OK: true, Detail: "embedded"}}
	var ready readyDTO
	x.json("/readyz", &ready)
	if ready.Status != "ready" || len(ready.Parts) != 3 {
		t.Errorf("%+v", ready)
	}
	for _, cause := range []string{"dial 10.1.2.3:9092 as feeder", "dial 10.1.2.3:9092 as feeder", "login of feeder refused"} {
		x.ready[1] = Part{Name: "broker", Detail: "nobody answers", Cause: errors.New(cause)}
		status, _, text := x.get("/readyz")
		if status != http.StatusServiceUnavailable || !strings.Contains(text, "nobody answers") || strings.Contains(text, "feeder") {
			t.Errorf("%d %s", status, text)
		}
	}
	// Why is in the log, once however often it is asked for.
	if lines := strings.Count(logged.String(), "a part is not ready"); lines != 2 || !strings.Contains(logged.String(), "as feeder") || !strings.Contains(logged.String(), "refused") {
		t.Errorf("the log says %d times:\n%s", lines, logged.String())
	}
	if status, _, _ := x.get("/healthz"); status != http.StatusOK {
		t.Error("health depends on the broker")
	}
}
