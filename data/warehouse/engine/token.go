package engine

import "strings"

// tokenize splits an SQL text, leaving out comments. It stops after the name in a FORMAT clause of an INSERT, since what
// follows there is data. second tells whether another statement follows the first.
func tokenize(sql string) (tokens []token, second bool) {
	depth := 0
	ended := false
	for i := 0; i < len(sql); {
		start := i
		switch c := sql[i]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v':
			i++
			continue
		case c == '-' && strings.HasPrefix(sql[i:], "--"), c == '#' && (strings.HasPrefix(sql[i:], "# ") || strings.HasPrefix(sql[i:], "#!")):
			i = endOf(sql, i, "\n")
			continue
		case c == '/' && strings.HasPrefix(sql[i:], "/*"):
			i = endOf(sql, i+2, "*/")
			continue
		case c == ';':
			ended = true
			i++
			continue
		case c == '\'' || c == '"' || c == '`':
			i = endOfQuoted(sql, i)
		case isLetter(c) || isDigit(c):
			for i < len(sql) && (isLetter(sql[i]) || isDigit(sql[i])) {
				i++
			}
		default:
			i++
		}
		if ended {
			return tokens, true
		}
		t := token{start: start, end: i, depth: depth, upper: strings.ToUpper(sql[start:i])}
		switch t.upper {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth--
			t.depth = depth
		}
		if t.upper[0] == '\'' || t.upper[0] == '"' || t.upper[0] == '`' {
			t.upper = t.upper[:1]
		}
		tokens = append(tokens, t)
		if n := len(tokens); n > 2 && tokens[0].upper == "INSERT" && tokens[n-2].upper == "FORMAT" && tokens[n-2].depth == 0 && isWord(t.upper) {
			return tokens, false
		}
	}
	return tokens, false
}

// endOf gives the index after the next end mark, or the end of the text.
func endOf(sql string, from int, mark string) int {
	if i := strings.Index(sql[min(from, len(sql)):], mark); i >= 0 {
		return from + i + len(mark)
	}
	return len(sql)
}

// endOfQuoted gives the index after the quoted text that begins at i. A backslash or a doubled quote keeps it open.
func endOfQuoted(sql string, i int) int {
	quote := sql[i]
	for i++; i < len(sql); i++ {
		switch sql[i] {
		case '\\':
			i++
		case quote:
			if i+1 < len(sql) && sql[i+1] == quote {
				i++
				continue
			}
			return i + 1
		}
	}
	return len(sql)
}
