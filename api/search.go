package api

import (
	"context"
	"encoding/base64"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"plimsoll/data/vessel"
)

// search is what somebody looks for, read from a request.
type search struct {
	text, sign        string   // letters and digits alone, upper case
	words             []string // of the text
	ids               []string // of vessels that a number may mean
	numbered          bool     // a number was given: ids are all that may be found
	flag, class, band string
	limit             int
	after             cursor
	asOf              time.Time
}

// found is a vessel of the answer, and why it is there.
type found struct {
	ID      string `ch:"vessel_id"`
	Rank    uint8  `ch:"rank"`
	Matched string `ch:"matched"`
	ByName  bool   `ch:"by_name"`
}

// plain keeps letters and digits, as names and call signs are compared.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, s)
}

// signs are left out of names and call signs where they are compared.
const signs = ` .,-_/&()"'’+*#:;!?`

// slips is how many letters of a name may be wrong.
func slips(text string) int {
	switch n := len(text); {
	case n < 4:
		return 0
	case n < 8:
		return 1
	case n < 14:
		return 2
	}
	return 3
}

// number reads what looks like an IMO number or an MMSI, with or without the
// word before it. ok is false for anything else.
func number(text string) (digits string, ok bool) {
	text = strings.ToUpper(strings.Join(strings.Fields(text), ""))
	for _, word := range []string{"IMO", "MMSI"} {
		text = strings.TrimPrefix(text, word)
	}
	text = strings.TrimLeft(text, ":-#")
	for _, r := range text {
		if r < '0' || r > '9' {
			return "", false
		}
	}
	return text, len(text) == 6 || len(text) == 7 || len(text) == 9
}

// imoCandidates are the IMO numbers that digits may mean: the number itself
// when its check digit is right; with six digits, those with their check
// digit; with a wrong one, the number with the right one first, then every one
// that differs in one digit or has two neighbours changed over.
func imoCandidates(digits string) []vessel.IMO {
	n, err := strconv.ParseUint(digits, 10, 32)
	if err != nil {
		return nil
	}
	six := uint32(n)
	if len(digits) == 7 {
		if vessel.IMO(n).Valid() {
			return []vessel.IMO{vessel.IMO(n)}
		}
		six /= 10
	}
	var out []vessel.IMO
	if imo := vessel.WithCheckDigit(six); imo.Valid() {
		out = append(out, imo)
	}
	if len(digits) == 6 {
		return out
	}
	try := func(b []byte) {
		m, err := strconv.ParseUint(string(b), 10, 32)
		if imo := vessel.IMO(m); err == nil && imo.Valid() && !slices.Contains(out, imo) {
			out = append(out, imo)
		}
	}
	for i := range len(digits) {
		for d := byte('0'); d <= '9'; d++ {
			b := []byte(digits)
			b[i] = d
			try(b)
		}
		if i > 0 {
			b := []byte(digits)
			b[i-1], b[i] = b[i], b[i-1]
			try(b)
		}
	}
	return out
}

// imo and mmsi narrow the search to the vessels that a number means.
func (q *search) imo(digits string) {
	q.numbered = true
	for _, n := range imoCandidates(digits) {
		q.ids = append(q.ids, string(vessel.IDFromIMO(n)))
	}
}

func (s *Server) searchMMSI(ctx context.Context, q *search, digits string) error {
	n, err := strconv.ParseUint(digits, 10, 32)
	if err != nil {
		return fmt.Errorf("mmsi %s: %w", digits, err)
	}
	type linked struct {
		ID string `ch:"vessel_id"`
	}
	rows, err := read[linked](ctx, s, "linked", parameters{"mmsi": digits, "now": instant(s.Now())})
	q.numbered = true
	q.ids = append(q.ids, string(vessel.IDFromMMSI(vessel.MMSI(n), 1)))
	for _, row := range rows {
		q.ids = append(q.ids, row.ID)
	}
	return err
}

// survivors adds what the vessels found by number were merged into.
func (s *Server) survivors(ctx context.Context, q *search) error {
	rows, err := s.vessels(ctx, q.ids)
	for _, row := range rows {
		if row.MergedInto != "" {
			survivor, err := s.vessel(ctx, row.ID)
			if err != nil {
				return err
			}
			q.ids = append(q.ids, survivor.ID)
		}
	}
	return err
}

// numberedLimit is more than the vessels that one number can mean: such an
// answer has one page.
const numberedLimit = 200

// find runs the search, and tells whether there is more.
func (s *Server) find(ctx context.Context, q search) (rows []found, more bool, err error) {
	if q.numbered {
		if err := s.survivors(ctx, &q); err != nil {
			return nil, false, err
		}
		q.limit = numberedLimit
	}
	numbered := "0"
	if q.numbered {
		numbered = "1"
	}
	rows, err = read[found](ctx, s, "search", parameters{
		"text": q.text, "words": words(q.words), "sign": q.sign, "signs": signs, "slips": strconv.Itoa(slips(q.text)), "numbered": numbered, "ids": words(q.ids),
		"flag": q.flag, "class": q.class, "band": q.band, "as_of": instant(q.asOf),
		"after_rank": strconv.Itoa(q.after.rank), "after_id": q.after.id, "limit": strconv.Itoa(q.limit + 1),
	})
	if more = len(rows) > q.limit; more {
		rows = rows[:q.limit]
	}
	if q.numbered { // the likeliest number first
		slices.SortStableFunc(rows, func(a, b found) int { return slices.Index(q.ids, a.ID) - slices.Index(q.ids, b.ID) })
	}
	return rows, more, err
}

// cursor is the last row of a page of vessels, bound to the search it belongs to.
type cursor struct {
	rank int
	id   string
}

// fingerprint tells searches apart.
func (q search) fingerprint() string {
	h := fnv.New32a()
	fmt.Fprintf(h, "%q %q %q %q %q %q", q.text, q.sign, q.ids, q.flag, q.class, q.band)
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

func (q search) next(last found) string {
	return base64.RawURLEncoding.EncodeToString([]byte(fmt.Sprintf("%s %d %s", q.fingerprint(), last.Rank, last.ID)))
}

func (q search) readCursor(text string) (cursor, error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	parts := strings.Fields(string(raw))
	if err != nil || len(parts) != 3 || parts[0] != q.fingerprint() || !vesselID.MatchString(parts[2]) {
		return cursor{}, invalid("query.cursor", text, "send the next of an answer to the same search, or leave it out")
	}
	rank, err := strconv.Atoi(parts[1])
	if err != nil || rank < 0 || rank > 255 {
		return cursor{}, invalid("query.cursor", text, "send the next of an answer to the same search, or leave it out")
	}
	return cursor{rank, parts[2]}, nil
}
