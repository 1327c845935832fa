package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mayImport is the house's rule of who may import whom: data flows one way.
// A trailing /... covers the folders below. What is not listed here may not
// exist; a folder appears with its line.
var mayImport = []struct {
	folder  string
	imports []string
}{
	{"data/vessel", nil},
	{"data/reference", []string{"data/vessel"}},
	{"data/chart", []string{"data/chart/...", "data/vessel", "data/reference"}},
	{"data/chart/...", []string{"data/chart", "data/chart/...", "data/vessel", "data/reference"}},
	{"data/warehouse/engine", nil},
	{"data/warehouse", []string{"data/vessel", "data/reference", "data/chart", "data/warehouse/engine"}},
	{"data/warehouse/warehousetest", []string{"data/warehouse", "data/warehouse/engine"}},
	{"ingest/event", []string{"data/vessel"}},
	{"ingest/feed", []string{"ingest/event", "data/vessel", "data/reference", "data/chart"}},
	{"ingest/simulate", []string{"ingest/event", "data/vessel", "data/reference", "data/chart"}},
	{"ingest/stream", []string{"ingest/event"}},
	{"ingest", []string{"ingest/...", "data/..."}},
	{"risk/...", []string{"data/...", "risk/..."}},
	{"api", []string{"api/...", "risk/...", "data/..."}},
	{"api/...", []string{"api/...", "risk/...", "data/..."}},
	{"cmd/plimsoll", []string{"data/...", "ingest", "ingest/...", "risk/...", "api", "api/..."}},
	{"cmd/plimsoll-bench", []string{"data/...", "ingest", "ingest/...", "risk/...", "api", "api/...", "cmd/plimsoll"}},
}

func TestHouseImportsFlowOneWay(t *testing.T) {
	for _, p := range listPackages(t) {
		folder := strings.TrimPrefix(p.ImportPath, "plimsoll/")
		rule := slices.IndexFunc(mayImport, func(r struct {
			folder  string
			imports []string
		},
		) bool {
			return covers(r.folder, folder)
		})
		if rule < 0 {
			t.Errorf("%s: no line in the import table; add one, and the folder to the README's map", folder)
			continue
		}
		for _, imported := range p.Imports {
			ours, found := strings.CutPrefix(imported, "plimsoll/")
			if !found {
				continue
			}
			if !slices.ContainsFunc(mayImport[rule].imports, func(pattern string) bool { return covers(pattern, ours) }) {
				t.Errorf("%s imports %s; it may import %v", folder, ours, mayImport[rule].imports)
			}
		}
	}
}

// covers matches a folder, or with /... every folder below it.
func covers(pattern, folder string) bool {
	if below, found := strings.CutSuffix(pattern, "/..."); found {
		return strings.HasPrefix(folder, below+"/")
	}
	return pattern == folder
}

type listedPackage struct {
	ImportPath string
	Imports    []string
}

func listPackages(t *testing.T) []listedPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "plimsoll/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var packages []listedPackage
	dec := json.NewDecoder(bytes.NewReader(out))
	for {
		var p listedPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
	if len(packages) < 5 {
		t.Fatalf("go list found only %d packages", len(packages))
	}
	return packages
}
