package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func call(t *testing.T, env map[string]string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, func(name string) string { return env[name] }, strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}

func TestExitCodesAndAdvice(t *testing.T) {
	empty := t.TempDir()
	for _, c := range []struct {
		args []string
		env  map[string]string
		code int
		says string
	}{
		{args: []string{"--help"}, code: exitDone, says: exitHelp[:20]},
		{args: []string{"version"}, code: exitDone, says: "plimsoll"},
		{args: []string{"runn"}, code: exitUsage, says: "run"},
		{args: []string{"run", "--listen", "0.0.0.0:8080", "--data-dir", empty}, code: exitUsage, says: "not loopback"},
		{args: []string{"run", "--listen", "nowhere", "--data-dir", empty}, code: exitUsage, says: "HOST:PORT"},
		{args: []string{"run", "--as-of", "yesterday"}, code: exitUsage, says: "want a day"},
		{args: []string{"score"}, code: exitUsage, says: "--kafka and --clickhouse"},
		{args: []string{"check", "--data-dir", empty}, code: exitFailed, says: "plimsoll run --data-dir"},
		{args: []string{"check"}, env: map[string]string{"PLIMSOLL_DATA_DIR": empty}, code: exitFailed, says: empty},
		{args: []string{"feed", filepath.Join(empty, "none.csv")}, code: exitFailed, says: "none.csv"},
	} {
		code, out, errs := call(t, c.env, c.args...)
		if code != c.code || !strings.Contains(out+errs, c.says) {
			t.Errorf("%v ended with %d and said %q%q; want %d and %q", c.args, code, out, errs, c.code, c.says)
		}
	}
}

func TestAFlagWinsOverTheEnvironmentAndThatOverTheFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plimsoll.json")
	if err := os.WriteFile(file, []byte(`{"data_dir": "/from/file"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"PLIMSOLL_DATA_DIR": "/from/environment"}
	for _, c := range []struct {
		env  map[string]string
		args []string
		want string
	}{
		{nil, []string{"check", "--config", file}, "/from/file"},
		{env, []string{"check", "--config", file}, "/from/environment"},
		{env, []string{"check", "--config", file, "--data-dir", "/from/flag"}, "/from/flag"},
	} {
		if _, _, errs := call(t, c.env, c.args...); !strings.Contains(errs, c.want) {
			t.Errorf("%v said %q, want the directory %s", c.args, errs, c.want)
		}
	}
}

func TestADayOnTheCommandLineIsItsEnd(t *testing.T) {
	for text, want := range map[string]string{
		"2022-02-28":           "2022-02-28T23:59:59.999Z",
		"2022-02-28T12:00:00Z": "2022-02-28T12:00:00Z",
	} {
		var m moment
		if err := m.UnmarshalText([]byte(text)); err != nil || m.Format(time.RFC3339Nano) != want {
			t.Errorf("%s is %s (%v), want %s", text, m.Format(time.RFC3339Nano), err, want)
		}
	}
}
