package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The document is a promise: a change to it is read as a diff, and what breaks
// callers needs another version.
func TestOpenAPI(t *testing.T) {
	x := newWorld(t)
	_, header, text := x.get("/openapi.json")
	if !strings.Contains(header.Get("Content-Type"), "openapi+json") {
		t.Errorf("Content-Type %q", header.Get("Content-Type"))
	}
	var pretty bytes.Buffer
	must(t, json.Indent(&pretty, []byte(text), "", "  "))
	pretty.WriteByte('\n')
	const golden = "testdata/openapi.json"
	if *update {
		must(t, os.WriteFile(golden, pretty.Bytes(), 0o644))
	}
	want, err := os.ReadFile(golden)
	must(t, err)
	if !bytes.Equal(pretty.Bytes(), want) {
		t.Errorf("the document is not %s; if that is meant, run this test with -update, read the diff, and raise documentVersion when callers would break", golden)
	}
	var doc struct {
		Info  struct{ Version string }
		Paths map[string]map[string]struct {
			Summary    string
			Parameters []struct{ Name, Description string }
		}
	}
	must(t, json.Unmarshal([]byte(text), &doc))
	if doc.Info.Version != documentVersion {
		t.Errorf("version %q", doc.Info.Version)
	}
	for path, methods := range doc.Paths {
		for method, op := range methods {
			asks := method == "post" && strings.HasPrefix(path, "/v1/jurisdiction")
			if method != "get" && !asks || op.Summary == "" {
				t.Errorf("%s %s: summary %q", method, path, op.Summary)
			}
			for _, p := range op.Parameters {
				if p.Description == "" && p.Name != "If-None-Match" {
					t.Errorf("%s: parameter %s is not described", path, p.Name)
				}
			}
		}
	}
	if status, _, yaml := x.get("/openapi.yaml"); status != 200 || !strings.HasPrefix(yaml, "components:") {
		t.Errorf("yaml: %d %.40s", status, yaml)
	}
}
