package engine

import (
	"strings"
	"testing"
)

func TestParseStatement(t *testing.T) {
	for _, c := range []struct {
		in           string
		kind         statementKind
		format, data string
		sql          string // "" when it is in
	}{
		{in: "SELECT 1", kind: kindSelect},
		{in: "  -- why\n/* FORMAT CSV */ (SELECT 1) UNION ALL (SELECT 2)", kind: kindSelect},
		{in: "WITH 1 AS x SELECT x", kind: kindSelect},
		{in: "SELECT 1 FORMAT JSON", kind: kindSelect, format: "JSON", sql: "SELECT 1 "},
		{in: "SELECT 1 format CSVWithNames;", kind: kindSelect, format: "CSVWithNames", sql: "SELECT 1 ;"},
		{in: "SELECT 1 FORMAT JSON SETTINGS max_threads = 1", kind: kindSelect, format: "JSON", sql: "SELECT 1  SETTINGS max_threads = 1"},
		{in: "SELECT 'FORMAT JSON'", kind: kindSelect},
		{in: `SELECT 'it\'s; FORMAT JSON'`, kind: kindSelect},
		{in: "SELECT 'a''; FORMAT JSON'", kind: kindSelect},
		{in: "SELECT format FROM t", kind: kindSelect},
		{in: "SELECT a, format b FROM t", kind: kindSelect},
		{in: "SELECT a FROM t ORDER BY format DESC", kind: kindSelect},
		{in: "SELECT a FROM t ORDER BY a, format desc", kind: kindSelect},
		{in: "SELECT a AS format", kind: kindSelect},
		{in: "SELECT (SELECT 1 AS x FORMAT y)", kind: kindSelect},
		{in: "SELECT * FROM t WHERE a = 'x' FORMAT Parquet", kind: kindSelect, format: "Parquet", sql: "SELECT * FROM t WHERE a = 'x' "},
		{in: "SHOW TABLES FORMAT CSV", kind: kindOther, format: "CSV", sql: "SHOW TABLES "},
		{in: "CREATE TABLE t (a UInt8) ENGINE = Memory", kind: kindOther},
		{in: "CREATE TEMPORARY TABLE t (a UInt8)", kind: kindSession},
		{in: "SET max_threads = 1", kind: kindSession},
		{in: "use db", kind: kindSession},
		{in: "INSERT INTO t (a, b) FORMAT Native", kind: kindInsert, format: "Native", sql: "INSERT INTO t (a, b) "},
		{in: "insert into `format` format CSV\n1,2;\n", kind: kindInsert, format: "CSV", sql: "insert into `format` ", data: "1,2;\n"},
		{in: "INSERT INTO t SETTINGS async_insert = 0 FORMAT TSV\n\n\n1", kind: kindInsert, format: "TSV", sql: "INSERT INTO t SETTINGS async_insert = 0 ", data: "\n\n1"},
		{in: "INSERT INTO t FORMAT JSONEachRow {\"a\": \"'\"}", kind: kindInsert, format: "JSONEachRow", sql: "INSERT INTO t ", data: "{\"a\": \"'\"}"},
		{in: "INSERT INTO t (a)", kind: kindInsert},
		{in: "INSERT INTO t", kind: kindInsert},
		{in: "INSERT INTO t VALUES", kind: kindInsert, format: "Values", sql: "INSERT INTO t "},
		{in: "INSERT INTO t VALUES (1, ';'), (2, 'FORMAT CSV')", kind: kindOther},
		{in: "INSERT INTO t SELECT 1", kind: kindOther},
		{in: "INSERT INTO t WITH 1 AS x SELECT x", kind: kindOther},
		{in: "INSERT INTO FUNCTION file('x', 'CSV') SELECT 1", kind: kindOther},
		{in: "", kind: kindOther},
		{in: "'", kind: kindOther},
		{in: "/* never closed", kind: kindOther},
	} {
		if c.sql == "" {
			c.sql = c.in
		}
		got, bad := parseStatement(c.in)
		if bad != nil || got.kind != c.kind || got.format != c.format || got.data != c.data || got.sql != c.sql {
			t.Errorf("%q:\n got %+v, %v\nwant kind %d, format %q, data %q, sql %q", c.in, got, bad, c.kind, c.format, c.data, c.sql)
		}
	}
	for _, two := range []string{"SELECT 1; SELECT 2", "SELECT ';'; DROP TABLE t", "INSERT INTO t VALUES (1); SELECT 1"} {
		if _, bad := parseStatement(two); bad == nil || bad.Code != codeSyntax {
			t.Errorf("%q: two statements were taken: %v", two, bad)
		}
	}
}

func FuzzParseStatement(f *testing.F) {
	f.Add("SELECT 'a' FORMAT CSV")
	f.Add("INSERT INTO t FORMAT Native\n\x00\x01")
	f.Add("SELECT /* ' */ `a` -- x\n;")
	f.Fuzz(func(t *testing.T, sql string) {
		st, bad := parseStatement(sql)
		if bad != nil {
			return
		}
		if !strings.HasSuffix(sql, st.data) {
			t.Errorf("the data %q is not the end of %q", st.data, sql)
		}
		if st.format != "" && st.kind != kindInsert && len(st.sql)+len(st.format) > len(sql) {
			t.Errorf("%q became %q and %q", sql, st.sql, st.format)
		}
	})
}
