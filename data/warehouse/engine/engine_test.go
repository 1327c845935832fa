package engine_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"plimsoll/data/warehouse/engine"
)

var shared *engine.Engine

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	library, err := engine.Locate(os.Getenv)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	dir, err := os.MkdirTemp("", "engine")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	shared, err = engine.Open(context.Background(), engine.Config{Library: library, Path: dir})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer shared.Close()
	return m.Run()
}

func post(t *testing.T, ctx context.Context, values url.Values, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://engine/?"+values.Encode(), strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	res, err := shared.RoundTripper().RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

func TestSelect(t *testing.T) {
	for _, sql := range []string{"SELECT 1", "SELECT number FROM numbers(3) FORMAT CSVWithNames", "SHOW DATABASES", "SELECT nope", "SELECT 1; SELECT 2",
		"SELECT * FROM nope.nope"} {
		status, text := post(t, t.Context(), nil, sql)
		t.Logf("%s: %d %q", sql, status, text)
	}
}
