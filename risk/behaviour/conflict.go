package behaviour

import (
	"encoding/json"
	"slices"
	"time"

	"plimsoll/data/reference"
	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
)

// reflagging is how long a ship may still send under its former flag's MMSI
// before that is a conflict: a transponder is not renumbered the same day.
const reflagging = 30 * 24 * time.Hour

// midFlags are the flags that a vessel's MMSIs say by their first digits, for
// as long as each was in use, but none where a source that knows better says
// otherwise at any time of it: then the digits are known to be wrong.
func (f *folder) midFlags(links []Link, ordinary, bareboat []Span) []Span {
	var out []Span
	for _, use := range f.usesOf(links) {
		row, ok := f.book.MID(use.MMSI.MID())
		if !ok || row.ISO3 == "" {
			continue
		}
		if !slices.ContainsFunc(slices.Concat(ordinary, bareboat), func(s Span) bool {
			return s.overlaps(Span{From: use.From, To: use.To}) && f.book.MIDAgrees(row.MID, s.Value) == reference.No
		}) {
			out = append(out, Span{Value: row.ISO3, Source: SourceMID, From: use.From, To: use.To, strength: fromMID})
		}
	}
	return out
}

// usesOf are a vessel's links with the time that each MMSI was its number. Of
// several the first reaches back as its link does, the others begin when they
// were first claimed, and one that names no end was in use until the next began.
func (f *folder) usesOf(links []Link) []Link {
	uses := slices.Clone(links)
	began := func(l Link) time.Time { return later(l.From, f.claimed[l.MMSI][l.VesselID]) }
	slices.SortStableFunc(uses, func(a, b Link) int { return began(a).Compare(began(b)) })
	for i := range uses {
		if i > 0 && uses[i].MMSI != uses[i-1].MMSI {
			uses[i].From = began(uses[i])
		}
	}
	for i := range uses {
		for _, next := range uses[i+1:] {
			if next.MMSI != uses[i].MMSI && uses[i].To.Equal(warehouse.Forever) && next.From.After(uses[i].From) {
				uses[i].To = next.From
			}
		}
	}
	return uses
}

// conflicts finds what does not fit together in a vessel's identity.
func (f *folder) conflicts(v *Vessel, links []Link, claims []warehouse.Claim) {
	add := func(kind ConflictKind, m vessel.MMSI, from, to time.Time, evidence map[string]any) {
		evidence["mmsi"] = uint32(m)
		text, _ := json.Marshal(evidence) // numbers and texts always encode; keys are sorted
		c := Conflict{VesselID: v.ID, Kind: kind, Subject: "mmsi " + m.String(), From: from, To: to, Evidence: string(text)}
		for i, o := range f.out.Conflicts {
			if o.VesselID == c.VesselID && o.Kind == c.Kind && o.Subject == c.Subject {
				if !o.From.After(c.From) {
					c.From = o.From
				}
				c.To = later(o.To, c.To)
				f.out.Conflicts[i] = c
				return
			}
		}
		f.out.Conflicts = append(f.out.Conflicts, c)
	}
	for _, use := range f.usesOf(links) {
		mid := use.MMSI.MID()
		if _, allocated := f.book.MID(mid); !allocated {
			add(UnallocatedMID, use.MMSI, use.From, use.To, map[string]any{"mid": mid})
		} else if flag, from, to := f.otherFlag(mid, use, v.Flags); flag != "" {
			add(MIDNotFlag, use.MMSI, from, to, map[string]any{"mid": mid, "flag": flag})
		}
	}
	for _, l := range links {
		f.hullConflicts(l, add)
		if l.Segment != FirstHull {
			continue
		}
		for _, d := range f.disputed[l.MMSI] {
			if d.overlaps(Span{From: l.From, To: l.To}) {
				add(TwoIMONumbers, l.MMSI, d.From, d.To, map[string]any{"imo": int(imoNumber(d.Value)), "source": d.Source})
			}
		}
	}
	for _, stream := range streams(claims, func(c *warehouse.Claim) string { return normalName(c.Name) }) {
		if names, from, to, ok := alternating(runs(stream)); ok {
			add(AlternatingNames, mmsiOfStream(links, v), from, to, map[string]any{"names": names, "source": stream[0].Source})
		}
	}
}

// otherFlag finds a flag that the MMSI's digits contradict for longer than a
// renumbering takes, while no recorded bareboat registration explains them.
func (f *folder) otherFlag(mid int, use Link, flags []Span) (flag string, from, to time.Time) {
	for _, s := range flags {
		if s.Bareboat || s.strength == fromMID || f.book.MIDAgrees(mid, s.Value) != reference.No {
			continue
		}
		from, to := later(use.From, s.From), earlier(use.To, s.To)
		if to.Sub(from) <= reflagging {
			continue
		}
		if slices.ContainsFunc(flags, func(b Span) bool {
			return b.Bareboat && b.From.Before(to) && from.Before(b.To) && f.book.MIDAgrees(mid, b.Value) != reference.No
		}) {
			continue
		}
		return s.Value, from, to
	}
	return "", from, to
}

// hullConflicts tells of further hulls and jumps on a link's MMSI while it holds.
func (f *folder) hullConflicts(l Link, add func(ConflictKind, vessel.MMSI, time.Time, time.Time, map[string]any)) {
	var hulls, positions, jumps uint64
	var from, to, jumpFrom, jumpTo time.Time
	for _, h := range f.hulls[l.MMSI] {
		if !h.From.Before(l.To) || h.To.Before(l.From) {
			continue
		}
		if h.Segment == Jump {
			jumps, jumpFrom, jumpTo = h.Positions, h.From, h.To
			continue
		}
		if hulls == 0 {
			from, to = h.From, h.To
		}
		hulls, positions, from, to = hulls+1, positions+h.Positions, earlier(from, h.From), later(to, h.To)
	}
	if hulls > 0 {
		add(TwoHulls, l.MMSI, from, to, map[string]any{"hulls": hulls + 1, "positions_of_others": positions})
	}
	if jumps > 0 && l.Segment == FirstHull {
		add(ImplausibleJump, l.MMSI, jumpFrom, jumpTo, map[string]any{"positions": jumps})
	}
}

// alternating finds a name that came back after another one.
func alternating(spans []Span) (names []string, from, to time.Time, found bool) {
	for i := range spans {
		for k := i + 2; k < len(spans); k++ {
			if spans[k].Value == spans[i].Value && spans[i+1].Value != spans[i].Value {
				if !found {
					names, from = []string{spans[i].Value, spans[i+1].Value}, spans[i].From
				}
				to, found = later(to, spans[k].From), true
				break
			}
		}
	}
	return names, from, to, found
}

// mmsiOfStream names the MMSI that a conflict of names is told under.
func mmsiOfStream(links []Link, v *Vessel) vessel.MMSI {
	if len(links) > 0 {
		return links[0].MMSI
	}
	if len(v.MMSIs) > 0 {
		return v.MMSIs[0]
	}
	return 0
}
