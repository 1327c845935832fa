package behaviour

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"plimsoll/data/reference"
)

// withMID is the catalogue with one more maritime identification digit.
func withMID(t *testing.T, row string) *reference.Catalogue {
	t.Helper()
	files := fstest.MapFS{}
	base := os.DirFS("../../data/reference/tables")
	names, err := fs.Glob(base, "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(base, name)
		if err != nil {
			t.Fatal(err)
		}
		if name == "mids.csv" {
			text = []byte(strings.Replace(string(text), "\n218,", "\n"+row+"\n218,", 1))
		}
		files[name] = &fstest.MapFile{Data: text}
	}
	c, err := reference.LoadFS(files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A MID that turns out to be allocated ends the conflict without a new message,
// and only once; taken back, the conflict is there again.
func TestNewMIDsFoldEveryIdentityAgain(t *testing.T) {
	w := newWorld(t)
	embedded := w.facts.Current()
	facts := reference.NewStore(embedded)
	w.Deriver = New(w.Warehouse, facts, w.now)
	store(t, w.Warehouse, sailing(217402951, day(1, 3, 0), 40, 50*time.Minute, 20, 0))
	w.pass(t)
	conflicts := func() string {
		return w.text(t, "SELECT count() FROM conflicts FINAL WHERE kind = 'unallocated_mid' AND known_to = toDateTime64('2200-01-01 00:00:00', 3, 'UTC')")
	}
	if got := conflicts(); got != "1" {
		t.Fatalf("%s conflicts to begin with", got)
	}
	facts.Replace(withMID(t, "217,URY,Made up,,,mid-002,,sourced"))
	w.pass(t)
	if got := conflicts(); got != "0" {
		t.Errorf("%s conflicts although the MID is allocated now", got)
	}
	if r := w.pass(t); !r.Empty() {
		t.Errorf("the same facts were folded with twice: %+v", r)
	}
	touched := func() string { return w.text(t, "SELECT count() FROM touched_identities") }
	before, again := touched(), world{w.Warehouse, New(w.Warehouse, facts, w.now)}
	again.pass(t)
	if after := touched(); after != before {
		t.Errorf("a restart marks every identity again: %s marks, then %s", before, after)
	}
	facts.Replace(embedded)
	w.pass(t)
	if got := conflicts(); got != "1" {
		t.Errorf("%s conflicts after the MID was taken back", got)
	}
}
