package jurisdiction

import "strings"

// nearest is the known word that takes the fewest changes of letters to become
// what was written, or empty when none is similar.
func nearest[S ~string](written string, known []S) string {
	best, least := "", change*max(2, len(written)/3)+1
	for _, k := range known {
		if d := distance(strings.ToLower(written), strings.ToLower(string(k))); d < least {
			best, least = string(k), d
		}
	}
	return best
}

// What a slip of the fingers costs: two neighbours changed over are the likeliest.
const (
	swap   = 1
	change = 2
)

// distance counts insertions, deletions, replacements and swaps of neighbours.
func distance(a, b string) int {
	before, last, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = change * j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = change * i
		for j := 1; j <= len(b); j++ {
			cost := change
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(last[j]+change, next[j-1]+change, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+swap)
			}
		}
		before, last, next = last, next, before
	}
	return last[len(b)]
}

// unlike says that a word is not known, and which one is meant perhaps.
func unlike[S ~string](field, written string, known []S) string {
	s := field + " " + quoted(written) + " is not known"
	if n := nearest(written, known); n != "" {
		return s + "; the nearest is " + quoted(n)
	}
	words := make([]string, len(known))
	for i, k := range known {
		words[i] = string(k)
	}
	return s + "; want one of " + strings.Join(words, ", ")
}

func quoted(s string) string { return `"` + s + `"` }
