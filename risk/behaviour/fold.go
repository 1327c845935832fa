package behaviour

import (
	"cmp"
	"slices"
	"time"

	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
)

// FoldIdentity makes vessels, links and conflicts from claims. It is a pure
// function: the order of the claims does not matter, and the same evidence
// always gives the same result in the same order. Vessels and conflicts are
// complete for the tracks and IMO numbers asked for, when all claims about
// them and about the MMSIs that those IMO numbers were claimed with are given.
func FoldIdentity(e Evidence, book midBook) Identity {
	f := folder{
		evidence: e, book: book, byMMSI: map[vessel.MMSI][]warehouse.Claim{}, byIMO: map[vessel.IMO][]warehouse.Claim{},
		hulls: map[vessel.MMSI][]HullSpan{}, linked: map[vessel.ID][]Link{}, disputed: map[vessel.MMSI][]Span{},
		claimed: map[vessel.MMSI]map[vessel.ID]time.Time{},
	}
	f.index()
	f.link()
	for _, imo := range sortedSet(e.IMOs) {
		f.vessel(vessel.IDFromIMO(imo), imo)
	}
	folded := map[vessel.ID]bool{}
	for _, l := range f.links {
		if l.Basis != BasisIMO && !folded[l.VesselID] {
			folded[l.VesselID] = true
			f.vessel(l.VesselID, 0)
		}
	}
	f.out.Links = f.links
	slices.SortFunc(f.out.Conflicts, func(a, b Conflict) int {
		return cmp.Or(cmp.Compare(a.VesselID, b.VesselID), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Subject, b.Subject))
	})
	return f.out
}

type folder struct {
	evidence Evidence
	book     midBook
	byMMSI   map[vessel.MMSI][]warehouse.Claim
	byIMO    map[vessel.IMO][]warehouse.Claim
	hulls    map[vessel.MMSI][]HullSpan
	disputed map[vessel.MMSI][]Span                  // IMO numbers overruled on an MMSI
	claimed  map[vessel.MMSI]map[vessel.ID]time.Time // since when an MMSI is said to be a vessel's
	links    []Link
	linked   map[vessel.ID][]Link
	out      Identity
}

func (f *folder) index() {
	claims := slices.SortedFunc(slices.Values(f.evidence.Claims), func(a, b warehouse.Claim) int {
		return cmp.Or(a.ValidFrom.Compare(b.ValidFrom), cmp.Compare(strengthOf(a.Source), strengthOf(b.Source)),
			cmp.Compare(a.Source, b.Source), cmp.Compare(a.EventID, b.EventID))
	})
	for _, c := range claims {
		if c.MMSI != 0 {
			f.byMMSI[vessel.MMSI(c.MMSI)] = append(f.byMMSI[vessel.MMSI(c.MMSI)], c)
		}
		if n := vessel.IMO(c.IMO); n.Valid() {
			f.byIMO[n] = append(f.byIMO[n], c)
		}
	}
	for _, h := range f.evidence.Hulls {
		f.hulls[h.MMSI] = append(f.hulls[h.MMSI], h)
	}
}

// link decides the links of every track that can be a vessel's.
func (f *folder) link() {
	for _, m := range sortedSet(f.evidence.Tracks) {
		if !makesVessel(m) {
			continue
		}
		held, disputed := imoTimeline(f.byMMSI[m])
		f.disputed[m] = disputed
		f.claimed[m] = map[vessel.ID]time.Time{}
		for _, c := range f.byMMSI[m] { // in order of time
			id := vessel.IDFromIMO(vessel.IMO(c.IMO))
			if _, ok := f.claimed[m][id]; !ok {
				f.claimed[m][id] = c.ValidFrom.UTC()
			}
		}
		for _, l := range linksOf(m, held, f.hulls[m]) {
			f.links = append(f.links, l)
			f.linked[l.VesselID] = append(f.linked[l.VesselID], l)
		}
	}
}

// vessel folds one vessel from the claims that are about it: those with its
// IMO number, and those without any on an MMSI while it is linked to it.
func (f *folder) vessel(id vessel.ID, imo vessel.IMO) {
	links := f.linked[id]
	claims := slices.Clone(f.byIMO[imo])
	var mmsis []vessel.MMSI
	for _, c := range claims {
		if c.MMSI != 0 {
			mmsis = append(mmsis, vessel.MMSI(c.MMSI))
		}
	}
	for _, l := range links {
		mmsis = append(mmsis, l.MMSI)
		if l.Segment != FirstHull {
			continue // which hull a static report came from is not known
		}
		for _, c := range f.byMMSI[l.MMSI] {
			if !vessel.IMO(c.IMO).Valid() && !c.ValidFrom.Before(l.From) && c.ValidFrom.Before(l.To) {
				claims = append(claims, c)
			}
		}
	}
	v := Vessel{ID: id, IMO: imo, MMSIs: sortedSet(mmsis), Kind: KindVessel}
	f.describe(&v, claims)
	ordinary, bareboat := flagSpans(claims)
	v.Flags = slices.Concat(ranked(append(ordinary, f.midFlags(links, ordinary, bareboat)...)), ranked(bareboat))
	slices.SortFunc(v.Flags, compareSpans)
	f.kind(&v, links)
	f.conflicts(&v, links, claims)
	f.out.Vessels = append(f.out.Vessels, v)
}

func (f *folder) describe(v *Vessel, claims []warehouse.Claim) {
	v.Names = spansOf(claims, func(c *warehouse.Claim) string { return normalName(c.Name) })
	v.CallSigns = spansOf(claims, func(c *warehouse.Claim) string { return normalName(c.CallSign) })
	var classes []Span
	for _, stream := range streams(claims, func(c *warehouse.Claim) string {
		if c.Class == vessel.ClassUnknown.String() {
			return ""
		}
		return c.Class
	}) {
		classes = append(classes, runs(stream)...)
	}
	v.Classes = ranked(classes)
	slices.SortStableFunc(claims, func(a, b warehouse.Claim) int {
		return cmp.Or(cmp.Compare(strengthOf(a.Source), strengthOf(b.Source)), a.ValidFrom.Compare(b.ValidFrom),
			cmp.Compare(a.Source, b.Source), cmp.Compare(a.EventID, b.EventID))
	})
	for _, c := range claims { // the strongest and latest comes last
		v.Gear = cmp.Or(c.Gear, v.Gear)
		v.LengthM = cmp.Or(c.LengthM, v.LengthM)
		v.GT = cmp.Or(c.GT, v.GT)
		v.BuiltYear = cmp.Or(c.BuiltYear, v.BuiltYear)
		if c.OwnerID != "" || c.OwnerState != "" || c.OwnerWithheld {
			v.OwnerID, v.OwnerState, v.OwnerWithheld = c.OwnerID, c.OwnerState, c.OwnerWithheld
		}
	}
}

// spansOf keeps what every source said: a vessel is looked for under each.
func spansOf(claims []warehouse.Claim, value func(*warehouse.Claim) string) []Span {
	var out []Span
	for _, stream := range streams(claims, value) {
		out = append(out, runs(stream)...)
	}
	slices.SortFunc(out, compareSpans)
	return out
}

func flagSpans(claims []warehouse.Claim) (ordinary, bareboat []Span) {
	for _, lane := range []bool{false, true} {
		var in []warehouse.Claim
		for _, c := range claims {
			if c.Bareboat == lane {
				in = append(in, c)
			}
		}
		var out []Span
		for _, stream := range streams(in, func(c *warehouse.Claim) string {
			if c.Flag == "" {
				return ""
			}
			return c.Flag + "/" + c.Register
		}) {
			for _, s := range runs(stream) {
				s.Bareboat = lane
				s.Register = s.Value[4:]
				s.Value = s.Value[:3]
				out = append(out, s)
			}
		}
		if lane {
			bareboat = out
		} else {
			ordinary = out
		}
	}
	return ordinary, bareboat
}

// kind says what a vessel without an IMO number looks like by number and name.
func (f *folder) kind(v *Vessel, links []Link) {
	if v.IMO != 0 {
		return
	}
	for _, l := range links {
		if l.MMSI.Station() == vessel.Unassigned {
			v.Kind = KindIfItMoves
		}
	}
	if n := len(v.Names); n > 0 {
		v.Kind = cmp.Or(kindByName(v.Names[n-1].Value), v.Kind)
	}
}

func sortedSet[T cmp.Ordered](in []T) []T {
	out := slices.Sorted(slices.Values(in))
	return slices.Compact(out)
}
