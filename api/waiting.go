package api

import (
	"context"
	"strconv"
	"strings"
)

// waitingWords tell that a vessel is on its way.
const waitingWords = "something of it was received in the last ten minutes and is being worked on: ask again in a few seconds"

// waiting tells whether something was received of vessels that are not known,
// and is not derived yet.
func (s *Server) waiting(ctx context.Context, ids []string) (bool, error) {
	var mmsis, imos []uint32
	for _, id := range ids {
		kind, rest, _ := strings.Cut(id, "-")
		digits, _, _ := strings.Cut(rest, "-")
		n, err := strconv.ParseUint(digits, 10, 32)
		switch {
		case err != nil: // no vessel's id
		case kind == "imo":
			imos = append(imos, uint32(n))
		default:
			mmsis = append(mmsis, uint32(n))
		}
	}
	type answer struct {
		Waiting uint8 `ch:"waiting"`
	}
	row, _, err := readOne[answer](ctx, s, "waiting", parameters{"mmsis": list(mmsis), "imos": list(imos)})
	return row.Waiting == 1, err
}
