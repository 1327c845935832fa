package api

import (
	"context"
	"strings"
)

// waitingWords tell that a vessel is on its way.
const waitingWords = "something of it was received in the last ten minutes: it is known once that is derived, ask again in a few seconds"

// waiting tells whether something was received of a vessel that is not known,
// and of its numbers none: a hull of a number that several share, or a number
// that a vessel carries, is found by a search.
func (s *Server) waiting(ctx context.Context, ids []string) (bool, error) {
	numbers := map[string][]string{}
	for _, id := range ids {
		if kind, digits, _ := strings.Cut(id, "-"); !strings.Contains(digits, "-") {
			numbers[kind] = append(numbers[kind], digits)
		}
	}
	if len(numbers) == 0 {
		return false, nil
	}
	type answer struct {
		Waiting uint8 `ch:"waiting"`
	}
	row, found, err := readOne[answer](ctx, s, "waiting", parameters{"mmsis": array(numbers["mmsi"]), "imos": array(numbers["imo"])})
	return found && row.Waiting == 1, err
}

// array writes numbers, which are digits by their ids' form, as a parameter.
func array(numbers []string) string { return "[" + strings.Join(numbers, ",") + "]" }
