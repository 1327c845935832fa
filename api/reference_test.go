package api

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"plimsoll/data/reference"
	"plimsoll/data/warehouse"
)

func (x *world) read(path string, into any) int {
	x.t.Helper()
	status, _, text := x.get(path)
	if into != nil && status == 200 {
		must(x.t, json.Unmarshal([]byte(text), into))
	}
	return status
}

func TestReferenceListsEveryTable(t *testing.T) {
	x := newWorld(t)
	facts := x.server.Facts.Current()
	var list factTablesDTO
	if status := x.read("/v1/reference", &list); status != 200 {
		t.Fatal(status)
	}
	if list.Vintage != facts.Vintage() || len(list.Tables) != len(facts.Tables()) || len(list.Reach) == 0 {
		t.Errorf("vintage %s, %d tables, %d lists that reach somewhere", list.Vintage, len(list.Tables), len(list.Reach))
	}
	for _, table := range list.Tables {
		_, rows, _ := facts.Rows(table.Table)
		if table.Rows != len(rows) || table.About == "" || len(table.Key) == 0 || len(table.Columns) < 2 || table.Imported != nil {
			t.Errorf("%+v", table)
		}
		if known := table.Sourced + table.Derived + table.Recalled; known != len(rows) && table.Table != "sources" {
			t.Errorf("%s: how %d of %d rows are known is said", table.Table, known, len(rows))
		}
	}
	act := warehouse.Import{Kind: warehouse.ImportTable, Name: "mids", Action: warehouse.ActionImport, At: x.now}
	_, err := x.w.AddImports(t.Context(), warehouse.Act{Import: act})
	must(t, err)
	x.read("/v1/reference", &list)
	for _, table := range list.Tables {
		if (table.Imported != nil) != (table.Table == "mids") {
			t.Errorf("%s was imported at %v", table.Table, table.Imported)
		}
	}
}

func TestReferenceRowsHaveTheirSources(t *testing.T) {
	x := newWorld(t)
	var page factRowsDTO
	if status := x.read("/v1/reference/TIP_TIERS?state=no&on=2025-06-30", &page); status != 200 || page.Total != 1 || len(page.Rows) != 1 || page.Next != "" {
		t.Fatalf("%d %+v", status, page)
	}
	row := page.Rows[0]
	if row.Cells["iso3"] != "NOR" || row.Cells["report_year"] != "2024" || row.Status != reference.Derived || !strings.Contains(row.Source, " ") || row.AsOf == "" {
		t.Errorf("%+v", row)
	}
	if _, twice := row.Cells["source"]; twice {
		t.Error("the source stands among the cells as an id")
	}
}

func TestReferencePages(t *testing.T) {
	x := newWorld(t)
	seen := map[string]bool{}
	path := "/v1/reference/states?limit=97"
	next, pages := "", 0
	for ; pages == 0 || next != ""; pages++ {
		var page factRowsDTO
		if status := x.read(path+"&cursor="+next, &page); status != 200 {
			t.Fatalf("page %d: %d", pages, status)
		}
		for _, row := range page.Rows {
			seen[row.Cells["iso3"]] = true
		}
		if next = page.Next; pages > 10 {
			t.Fatal("it does not end")
		}
	}
	if all := x.server.Facts.Current().States(); len(seen) != len(all) || pages != (len(all)+96)/97 {
		t.Errorf("%d States on %d pages, want %d", len(seen), pages, len(all))
	}
	var first factRowsDTO
	x.read(path, &first)
	if status, _, text := x.get("/v1/reference/mids?limit=97&cursor=" + first.Next); status != 422 || !strings.Contains(text, "query.cursor") {
		t.Errorf("a cursor of another question: %d %s", status, text)
	}
	// Under other facts the rows have another order.
	facts := reference.NewStore(x.server.Facts.Current())
	x.server.Facts = facts
	other, err := reference.LoadFS(reference.Overlay(reference.Embedded(), map[string][]byte{"mids.csv": []byte("mid,iso3,name,source,status\n257,NOR,Norway,a list of my own,recalled\n")}))
	must(t, err)
	facts.Replace(other)
	if status, _, text := x.get(path + "&cursor=" + first.Next); status != 422 || !strings.Contains(text, "changed since") {
		t.Errorf("a cursor of another vintage: %d %s", status, text)
	}
}

func TestReferenceHasThePorts(t *testing.T) {
	x := newWorld(t)
	var page factRowsDTO
	if status := x.read("/v1/reference/ports?state=UY&limit=3", &page); status != 200 || len(page.Rows) != 3 || page.Total < 4 || page.Next == "" {
		t.Fatalf("%d %+v", status, page)
	}
	for _, row := range page.Rows {
		if p, ok := x.chart.Port(row.Cells["locode"]); !ok || p.State != "URY" || p.Name != row.Cells["name"] || row.Source == "" {
			t.Errorf("%+v", row)
		}
	}
	var list factTablesDTO
	x.read("/v1/reference", &list)
	if list.Chart.Ports != len(x.chart.Ports()) || list.Chart.Version != x.chart.Version() || list.Chart.ZonesImported != nil {
		t.Errorf("%+v", list.Chart)
	}
}

func TestReferenceRefusesWithTheFix(t *testing.T) {
	x := newWorld(t)
	for path, want := range map[string]string{
		"/v1/reference/tip_tier":                 "404 did you mean tip_tiers",
		"/v1/reference/tip_tiers?state=XQ":       "422 query.state",
		"/v1/reference/tip_tiers?on=yesterday":   "422 as in 2022-02-28",
		"/v1/reference/mids?on=2020-01-01":       "422 leave it out",
		"/v1/reference/ports?on=2020-01-01":      "422 leave it out",
		"/v1/reference/ports?state=XQ":           "422 query.state",
		"/v1/reference/sources?state=NOR":        "422 leave it out",
		"/v1/reference/states?cursor=notacursor": "422 query.cursor",
		"/v1/reference/states?stat=NOR":          "422 state",
	} {
		status, _, text := x.get(path)
		code, words, _ := strings.Cut(want, " ")
		if fmt.Sprint(status) != code || !strings.Contains(text, words) {
			t.Errorf("%s: %d %s, want %s", path, status, text, want)
		}
	}
}
