package api

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// knownParameters refuses query parameters that an operation does not have, and
// those given twice: a misspelt filter would widen an answer unseen.
func knownParameters(api huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		var known []string
		for _, p := range ctx.Operation().Parameters {
			if p.In == "query" {
				known = append(known, p.Name)
			}
		}
		u := ctx.URL()
		for name, values := range u.Query() {
			fix := ""
			switch {
			case !slices.Contains(known, name):
				fix = unknownParameter(name, known)
			case len(values) > 1:
				fix = "give it once"
			default:
				continue
			}
			detail := &huma.ErrorDetail{Location: "query." + name, Message: fix, Value: strings.Join(values, ", ")}
			_ = huma.WriteErr(api, ctx, http.StatusUnprocessableEntity, "query."+name+": "+fix, detail) // a broken connection is the caller's to notice
			return
		}
		next(ctx)
	}
}

// unknownParameter names the parameter that was probably meant.
func unknownParameter(name string, known []string) string {
	if len(known) == 0 {
		return "no such parameter; this takes none"
	}
	nearest := slices.MinFunc(known, func(a, b string) int { return edits(name, a) - edits(name, b) })
	if edits(name, nearest) <= max(2, len(nearest)/2) {
		return "no such parameter; did you mean " + nearest + "?"
	}
	return "no such parameter; there are " + strings.Join(known, ", ")
}

// edits is the Levenshtein distance in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}

// moment reads a date, which means the end of that day, or a time. Empty is the
// moment given. What has not happened yet is refused, as is what lies before
// anything was recorded.
func (s *Server) moment(name, text string, without time.Time) (time.Time, error) {
	if text == "" {
		return without.UTC(), nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if day, dayErr := time.Parse(time.DateOnly, text); dayErr == nil {
		at, err = endOfDay(day), nil
	}
	location := "query." + name
	switch {
	case err != nil:
		return at, invalid(location, text, "send a date, as in 2024-05-31, or a time, as in 2024-05-31T12:00:00Z")
	case at.Year() < 1990:
		return at, invalid(location, text, "nothing is kept from before 1990; send a later date")
	case at.After(endOfDay(s.Now())):
		return at, invalid(location, text, "that day has not come; send today or an earlier date")
	}
	return at.UTC(), nil
}

// endOfDay is the last moment of a UTC day in the warehouse's precision.
func endOfDay(t time.Time) time.Time {
	y, m, d := t.UTC().Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, time.UTC).Add(-time.Millisecond)
}

// instant writes a moment as a query's parameter: seconds since 1970, which no
// server's time zone can shift.
func instant(t time.Time) string {
	ms := t.UnixMilli()
	sign := ""
	if ms < 0 {
		sign, ms = "-", -ms
	}
	return sign + strconv.FormatInt(ms/1000, 10) + "." + strconv.FormatInt(1000+ms%1000, 10)[1:]
}
