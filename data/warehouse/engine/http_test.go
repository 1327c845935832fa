package engine_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"plimsoll/data/warehouse/engine"
)

// both runs a test against the round tripper and against the handler over loopback.
func both(t *testing.T, test func(t *testing.T, send func(ctx context.Context, values url.Values, body io.Reader) (answer, error))) {
	e, _ := started(t)
	t.Run("in process", func(t *testing.T) {
		test(t, func(ctx context.Context, values url.Values, body io.Reader) (answer, error) {
			return ask(ctx, e.RoundTripper(), values, body)
		})
	})
	t.Run("over HTTP", func(t *testing.T) {
		server := httptest.NewServer(engine.Handler(e.RoundTripper()))
		defer server.Close()
		address, err := url.Parse(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		to := toHost{host: address.Host, next: server.Client().Transport}
		test(t, func(ctx context.Context, values url.Values, body io.Reader) (answer, error) {
			return ask(ctx, to, values, body)
		})
	})
}

// toHost sends every request to one host.
type toHost struct {
	host string
	next http.RoundTripper
}

func (h toHost) RoundTrip(req *http.Request) (*http.Response, error) {
	req.URL.Host = h.host
	// The client waits for data that doesn't come, also when the request has been given up.
	stop := context.AfterFunc(req.Context(), func() { _ = req.Body.Close() })
	defer stop()
	return h.next.RoundTrip(req)
}

func TestHTTPInterface(t *testing.T) {
	both(t, func(t *testing.T, send func(context.Context, url.Values, io.Reader) (answer, error)) {
		text := func(query, body string) string {
			t.Helper()
			values, err := url.ParseQuery(query)
			if err != nil {
				t.Fatal(err)
			}
			a, err := send(t.Context(), values, strings.NewReader(body))
			if err != nil {
				t.Fatalf("%s %q: %v", query, body, err)
			}
			if a.status != http.StatusOK {
				if !strings.HasPrefix(a.text, "Code: "+a.code+".") {
					t.Errorf("%s %q: code %s, text %q", query, body, a.code, a.text)
				}
				return strconv.Itoa(a.status) + " " + a.code
			}
			return a.text
		}
		for _, c := range []struct{ query, body, want string }{
			{"", "DROP TABLE IF EXISTS h", ""},
			{"", "CREATE TABLE h (n UInt64, s String) ENGINE = MergeTree ORDER BY n", ""},
			{"query=INSERT+INTO+h+FORMAT+CSV", "1,\"a\n\nb\"\n2,c\n", ""},
			{"", "INSERT INTO h VALUES (3, 'x\n\ny;'), (4, '\\'')", ""},
			{"", "INSERT INTO h FORMAT TSV\n5\t\n\n6\t6\n", "500 27"},
			{"", "INSERT INTO h (n, s) FORMAT JSONEachRow {\"n\": 5, \"s\": \"e\\n\\n\"}", ""},
			{"query=INSERT+INTO+h+VALUES", "(6, 'f')", ""},
			{"", "INSERT INTO h VALUES (7, {p:String})", "500 456"},
			{"param_p=q%27", "INSERT INTO h VALUES (7, {p:String})", ""},
			{"query=INSERT+INTO+h+FORMAT+Native", "", "500 108"},
			{"query=INSERT+INTO+h+FORMAT+CSV", "", ""},
			{"", "SELECT n, s FROM h ORDER BY n FORMAT JSONCompactEachRow", "[1, \"a\\n\\nb\"]\n[2, \"c\"]\n[3, \"x\\n\\ny;\"]\n[4, \"'\"]\n[5, \"e\\n\\n\"]\n[6, \"f\"]\n[7, \"q'\"]\n"},
			{"query=SELECT+1", "", "1\n"},
			{"query=SELECT+1%2B", "2", "3\n"},
			{"default_format=JSONCompactEachRow", "SELECT 1, 'a'", "[1, \"a\"]\n"},
			{"default_format=CSVWithNames", "SELECT 1 AS a WHERE 0", "\"a\"\n"},
			{"default_format=CSV&wait_end_of_query=1", "SELECT 1", "1\n"},
			{"default_format=CSV%27", "SELECT 1", "500 73"},
			{"max_threads=3", "SELECT getSetting('max_threads')", "3\n"},
			{"max_threads=x", "SELECT 1", "500 27"},
			{"no_such_thing=1", "SELECT 1", "500 115"},
			{"a%60=1", "SELECT 1", "500 36"},
			{"compress=1", "SELECT 1", "501 48"},
			{"session_id=a", "SELECT 1", "501 48"},
			{"database=nowhere", "SELECT 1", "404 81"},
			{"database=system", "SELECT count() > 0 FROM tables", "1\n"},
			{"", "SELECT currentDatabase()", "default\n"},
			{"", "SET max_threads = 7", ""},
			{"", "USE system", ""},
			{"", "CREATE TEMPORARY TABLE temporary (a UInt8)", ""},
			{"", "SELECT getSetting('max_threads') = 7, currentDatabase(), (SELECT count() FROM system.tables WHERE is_temporary)", "0\tdefault\t0\n"},
			{"readonly=1", "SELECT 1", "1\n"},
			{"", "CREATE TABLE IF NOT EXISTS h (n UInt64) ENGINE = Memory", ""},
			{"wait_end_of_query=1", "SELECT throwIf(number = 1000000) FROM system.numbers", "500 395"},
		} {
			if got := text(c.query, c.body); got != c.want {
				t.Errorf("%s %q:\n got %q\nwant %q", c.query, c.body, got, c.want)
			}
		}
	})
}

// A client that knows nothing of ClickHouse must not take half a result for the whole.
func TestHTTPTruncatedResultIsAnError(t *testing.T) {
	e, _ := started(t)
	server := httptest.NewServer(engine.Handler(e.RoundTripper()))
	defer server.Close()
	res, err := http.Post(server.URL+"/", "text/plain", strings.NewReader("SELECT throwIf(number = 1000000) FROM system.numbers"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	out, err := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusOK || err == nil || !strings.Contains(string(out), "__exception__") {
		t.Errorf("status %d, %d bytes, %v", res.StatusCode, len(out), err)
	}
	ping, err := http.Get(server.URL + "/ping")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ping.Body.Close() }()
	if text, err := io.ReadAll(ping.Body); string(text) != "Ok.\n" || err != nil {
		t.Errorf("ping: %q, %v", text, err)
	}
}

// Giving up a result early must stop its statement at once and free its connection.
func TestHTTPAbandonedResults(t *testing.T) {
	e, _ := started(t)
	began := time.Now()
	for range 40 {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://engine/", strings.NewReader("SELECT * FROM system.numbers"))
		if err != nil {
			t.Fatal(err)
		}
		res, err := e.RoundTripper().RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(res.Body, make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
		if err := res.Body.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := res.Body.Read(make([]byte, 1)); err == nil || err == io.EOF {
			t.Fatal("a result that was given up reads as whole")
		}
	}
	if got := sql(t, e, "SELECT count() FROM system.processes"); got != "1\n" {
		t.Errorf("%s statements still run", strings.TrimSpace(got))
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %v", took)
	}
}

// An insert whose data stops coming ends with its context, and leaves nothing.
func TestHTTPInsertIsCancelled(t *testing.T) {
	both(t, func(t *testing.T, send func(context.Context, url.Values, io.Reader) (answer, error)) {
		for _, text := range []string{"DROP TABLE IF EXISTS i", "CREATE TABLE i (n UInt64) ENGINE = MergeTree ORDER BY n"} {
			if a, err := send(t.Context(), nil, strings.NewReader(text)); err != nil || a.text != "" {
				t.Fatal(a.text, err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		in, out := io.Pipe()
		defer func() { _ = out.Close() }()
		done := make(chan error, 1)
		go func() {
			_, err := send(ctx, url.Values{"query": {"INSERT INTO i FORMAT TSV"}}, in)
			done <- err
		}()
		if _, err := io.WriteString(out, strings.Repeat("1\n", 10_000)); err != nil {
			t.Fatal(err)
		}
		cancel()
		select {
		case err := <-done:
			// net/http closes the data when the context ends, and its client may report the one or the other.
			if !errors.Is(err, context.Canceled) && !errors.Is(err, io.ErrClosedPipe) {
				t.Errorf("want that it was cancelled, got %v", err)
			}
		case <-time.After(20 * time.Second):
			t.Fatal("the insert still waits for data")
		}
		if a, err := send(t.Context(), nil, strings.NewReader("SELECT count() FROM i")); a.text != "0\n" || err != nil {
			t.Errorf("%q rows of a cancelled insert: %v", a.text, err)
		}
	})
}
