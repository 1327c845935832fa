package engine

import (
	"slices"
	"strings"
)

// statement is what has to be known of an SQL text before it is run: whether its result can be streamed, whether it
// takes data, and in which format.
type statement struct {
	sql    string // without its FORMAT clause when format is set
	format string // what its FORMAT clause says, "" without one
	data   string // what follows the FORMAT clause of an INSERT
	kind   statementKind
}

type statementKind int

const (
	kindOther   statementKind = iota // anything without a result that can be streamed
	kindSelect                       // a query whose result can be streamed
	kindInsert                       // an INSERT that takes data in a format
	kindSession                      // SET, USE, CREATE TEMPORARY: changes the connection it runs on
)

// token is a word, number, string, quoted name or sign of an SQL text.
type token struct {
	start, end int
	depth      int // of parentheses
	upper      string
}

// parseStatement reads just enough of the SQL. What it doesn't understand is kindOther and goes to the engine as it is.
func parseStatement(sql string) (statement, *Exception) {
	tokens, second := tokenize(sql)
	if second {
		return statement{}, refuse(codeSyntax, "SYNTAX_ERROR", "multi-statements are not allowed: send one statement at a time")
	}
	st := statement{sql: sql}
	if len(tokens) == 0 {
		return st, nil
	}
	first := 0
	for first < len(tokens)-1 && tokens[first].upper == "(" {
		first++
	}
	switch tokens[first].upper {
	case "SELECT", "WITH", "FROM":
		st.kind = kindSelect
	case "SET", "USE":
		st.kind = kindSession
		return st, nil
	case "CREATE":
		if len(tokens) > 1 && tokens[1].upper == "TEMPORARY" {
			st.kind = kindSession
			return st, nil
		}
	case "INSERT":
		return parseInsert(sql, tokens), nil
	}
	if i := formatClause(tokens); i >= 0 {
		st.format = sql[tokens[i+1].start:tokens[i+1].end]
		st.sql = sql[:tokens[i].start] + sql[tokens[i+1].end:]
	}
	return st, nil
}

// parseInsert finds where the data of an INSERT comes from.
func parseInsert(sql string, tokens []token) statement {
	st := statement{sql: sql}
	i := 1
	for i < len(tokens) && slices.Contains([]string{"INTO", "TABLE", "FUNCTION"}, tokens[i].upper) {
		i++
	}
	for i++; i < len(tokens); i++ {
		t := tokens[i]
		if t.depth > 0 {
			continue
		}
		switch t.upper {
		case "SELECT", "WITH", "FROM", "WATCH":
			return st
		case "VALUES":
			if i == len(tokens)-1 {
				st.kind, st.format, st.sql = kindInsert, "Values", sql[:t.start]
			}
			return st
		case "FORMAT":
			if i == len(tokens)-1 || !isWord(tokens[i+1].upper) {
				return st
			}
			name := tokens[i+1]
			st.kind, st.format, st.sql = kindInsert, sql[name.start:name.end], sql[:t.start]
			st.data = afterFormat(sql[name.end:])
			return st
		}
	}
	st.kind = kindInsert
	return st
}

// afterFormat is the data that stands behind "FORMAT Name": from the next line on, or after one space.
func afterFormat(rest string) string {
	trimmed := strings.TrimLeft(rest, " \t\r")
	trimmed = strings.TrimPrefix(trimmed, ";")
	if after, ok := strings.CutPrefix(trimmed, "\n"); ok {
		return after
	}
	return trimmed
}

// formatClause gives the index of the FORMAT keyword of a trailing "FORMAT Name", or -1. A column may be called format.
func formatClause(tokens []token) int {
	for i := len(tokens) - 2; i > 0; i-- {
		if tokens[i].depth > 0 || tokens[i].upper != "FORMAT" || !isWord(tokens[i+1].upper) || !endsOperand(tokens[i-1].upper) {
			continue
		}
		if i+2 == len(tokens) || tokens[i+2].upper == "SETTINGS" {
			return i
		}
	}
	return -1
}

// endsOperand tells whether a clause may follow the token; after the others a name must follow.
func endsOperand(upper string) bool {
	switch upper {
	case "SELECT", "DISTINCT", "BY", "AS", "WHERE", "PREWHERE", "HAVING", "AND", "OR", "NOT", "ON", "FROM", "JOIN", "IN",
		"LIKE", "ILIKE", "BETWEEN", "WHEN", "THEN", "ELSE", "CASE", "INTO", "TABLE", "USING", "LIMIT", "OFFSET", "SETTINGS",
		"INTERVAL", "IS", "WITH", "UNION", "ALL", "EXCEPT", "INTERSECT", "QUALIFY":
		return false
	}
	return len(upper) > 1 || isWord(upper) || strings.Contains(")]*'\"`}", upper)
}

func isWord(s string) bool {
	return s != "" && (isLetter(s[0]) || isDigit(s[0]))
}

func isLetter(c byte) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
