package engine

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLocate(t *testing.T) {
	root := t.TempDir()
	library := filepath.Join(root, filepath.FromSlash(libraryInTree))
	deep := filepath.Join(root, "a", "b")
	for _, dir := range []string{filepath.Dir(library), deep} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := locateFrom([]string{deep}); !errors.Is(err, ErrNoLibrary) {
		t.Errorf("found a library that is not there: %v", err)
	}
	if err := os.WriteFile(library, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := locateFrom([]string{t.TempDir(), deep}); err != nil || got != library {
		t.Errorf("got %q, %v", got, err)
	}
	t.Chdir(deep)
	if got, err := Locate(func(string) string { return "" }); err != nil || got != library {
		t.Errorf("from the working directory: %q, %v", got, err)
	}
	env := func(value string) func(string) string {
		return func(name string) string {
			if name != "PLIMSOLL_LIBCHDB" {
				t.Errorf("asked for %s", name)
			}
			return value
		}
	}
	if got, err := Locate(env(library)); err != nil || got != library {
		t.Errorf("from the environment: %q, %v", got, err)
	}
	for _, wrong := range []string{filepath.Join(root, "missing.so"), root} {
		if _, err := Locate(env(wrong)); !errors.Is(err, ErrNoLibrary) || !strings.Contains(err.Error(), wrong) {
			t.Errorf("%s: %v", wrong, err)
		}
	}
	if _, err := loadLibrary(library); err == nil || !strings.Contains(err.Error(), library) {
		t.Errorf("a file that is no library was loaded: %v", err)
	}
}

func TestAdviceNamesTheRemedy(t *testing.T) {
	for _, c := range []struct {
		goos, goarch string
		want         []string
		not          string
	}{
		{"linux", "amd64", []string{"make setup", "PLIMSOLL_LIBCHDB", "--clickhouse"}, "only"},
		{"darwin", "arm64", []string{"PLIMSOLL_LIBCHDB", "--clickhouse", "darwin/arm64"}, "make setup"},
		{"linux", "arm64", []string{"PLIMSOLL_LIBCHDB", "--clickhouse", "linux/arm64"}, "make setup"},
	} {
		got := adviceFor(c.goos, c.goarch)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s/%s: %q doesn't name %s", c.goos, c.goarch, got, want)
			}
		}
		if strings.Contains(got, c.not) {
			t.Errorf("%s/%s: %q says %q", c.goos, c.goarch, got, c.not)
		}
	}
}
