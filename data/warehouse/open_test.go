package warehouse_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"plimsoll/data/warehouse"
	"plimsoll/data/warehouse/engine"
)

func TestOpenFailsClearly(t *testing.T) {
	for name, c := range map[string]struct {
		config warehouse.Config
		want   []string
	}{
		"nothing given":     {warehouse.Config{}, []string{"data folder", "server"}},
		"no address":        {warehouse.Config{DSN: "clickhouse://%zz"}, []string{"clickhouse://user:password@host:9000"}},
		"nobody there":      {warehouse.Config{DSN: "http://someone:secret@127.0.0.1:1/db"}, []string{"127.0.0.1:1"}},
		"nobody there, tcp": {warehouse.Config{DSN: "clickhouse://someone:secret@127.0.0.1:1/db"}, []string{"127.0.0.1:1"}},
		"name":              {warehouse.Config{DSN: "http://127.0.0.1:1", Database: "a;b"}, []string{"a;b"}},
		"name in address":   {warehouse.Config{DSN: "http://127.0.0.1:1/a-b"}, []string{"a-b"}},
		"library":           {warehouse.Config{DataDir: t.TempDir(), Library: filepath.Join(t.TempDir(), "none.so")}, []string{"none.so", "--clickhouse"}},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			w, err := warehouse.Open(ctx, c.config)
			if err == nil {
				t.Fatal("opened", w.Close())
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q doesn't name %q", err, want)
				}
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("%q tells the password", err)
			}
		})
	}
}

func TestOpenWithoutLibrary(t *testing.T) {
	t.Chdir(t.TempDir())
	missing := func(string) string { return "/missing/libchdb.so" }
	if _, err := warehouse.Open(t.Context(), warehouse.Config{DataDir: t.TempDir(), Getenv: missing}); !errors.Is(err, engine.ErrNoLibrary) {
		t.Errorf("got %v", err)
	}
}
