package behaviour

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
)

// misheard is how long an IMO number may stand between two equal ones of the
// same ship's reports and still be taken for a transmission error.
const misheard = 24 * time.Hour

// imoTimeline is which IMO number an MMSI belonged to and when. The first
// reaches back to the beginning: what was sent before the number was first
// told came from the same ship as far as anybody knows. disputed are the spans
// that a stronger or later one overrules while they hold.
func imoTimeline(claims []warehouse.Claim) (held, disputed []Span) {
	var all []Span
	for _, stream := range streams(claims, imoOf) {
		kept, out := withoutMisheard(runs(stream))
		all, disputed = append(all, kept...), append(disputed, out...)
	}
	held = winners(all)
	for _, s := range all {
		for _, h := range held {
			if h.Value != s.Value && h.overlaps(s) {
				s.From, s.To = later(s.From, h.From), earlier(s.To, h.To)
				disputed = append(disputed, s)
				break
			}
		}
	}
	if len(held) > 0 {
		held[0].From = warehouse.Beginning
	}
	return held, disputed
}

// withoutMisheard drops a number heard for less than a day in the middle of
// another: a few reports with a wrong bit that happen to pass the check digit.
func withoutMisheard(spans []Span) (kept, out []Span) {
	for i, s := range spans {
		if i > 0 && i+1 < len(spans) && s.strength == fromAIS && spans[i-1].Value == spans[i+1].Value && s.To.Sub(s.From) < misheard {
			out = append(out, s)
			continue
		}
		if n := len(kept); n > 0 && len(out) > 0 && kept[n-1].Value == s.Value {
			kept[n-1].To = s.To
			continue
		}
		kept = append(kept, s)
	}
	return kept, out
}

// linksOf is which vessel each hull on an MMSI is, over all time.
func linksOf(m vessel.MMSI, held []Span, hulls []HullSpan) []Link {
	var links []Link
	at := warehouse.Beginning
	provisional := func(to time.Time) {
		if at.Before(to) {
			links = append(links, Link{MMSI: m, Segment: FirstHull, VesselID: vessel.IDFromMMSI(m, 1), From: at, To: to, Basis: BasisMMSI})
		}
	}
	for _, h := range held {
		provisional(h.From)
		links = append(links, Link{MMSI: m, Segment: FirstHull, VesselID: vessel.IDFromIMO(imoNumber(h.Value)), From: h.From, To: h.To, Basis: BasisIMO})
		at = h.To
	}
	provisional(warehouse.Forever)
	for _, h := range hulls {
		if h.Segment > FirstHull {
			links = append(links, Link{
				MMSI: m, Segment: h.Segment, VesselID: vessel.IDFromMMSI(m, int(h.Segment)),
				From: warehouse.Beginning, To: warehouse.Forever, Basis: BasisHull,
			})
		}
	}
	slices.SortFunc(links, func(a, b Link) int { return cmp.Or(cmp.Compare(a.Segment, b.Segment), a.From.Compare(b.From)) })
	return links
}

// streams are the statements of each source about each MMSI, in no order of
// time: value picks what is stated, "" when the claim says nothing about it.
func streams(claims []warehouse.Claim, value func(*warehouse.Claim) string) [][]Span {
	type key struct {
		source, id string
		mmsi       uint32
		bareboat   bool
	}
	index := map[key]int{}
	var out [][]Span
	for i := range claims {
		c := &claims[i]
		v := value(c)
		if v == "" {
			continue
		}
		k := key{c.Source, "", c.MMSI, c.Bareboat}
		if c.MMSI == 0 {
			k.id = c.SourceVesselID
		}
		at, ok := index[k]
		if !ok {
			at = len(out)
			index[k] = at
			out = append(out, nil)
		}
		out[at] = append(out[at], Span{Value: v, Source: c.Source, From: c.ValidFrom.UTC(), To: c.ValidTo.UTC(), strength: strengthOf(c.Source)})
	}
	return out
}

func imoOf(c *warehouse.Claim) string {
	if n := vessel.IMO(c.IMO); n.Valid() {
		return strconv.Itoa(int(n))
	}
	return ""
}

func imoNumber(value string) vessel.IMO {
	n, _ := strconv.Atoi(value) // written by imoOf
	return vessel.IMO(n)
}
