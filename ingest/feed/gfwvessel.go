package feed

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"plimsoll/data/vessel"
	"plimsoll/ingest/event"
)

func fitsGFWVessel(head []byte) bool {
	return has(head, "registryInfo") || has(head, "selfReportedInfo")
}

// gfwVessel is a vessel document: what registries say, who owns, what the
// vessel says of itself over AIS. What a model infers (combinedSourcesInfo) is
// not read.
type gfwVessel struct {
	RegistryInfo     []gfwIdentity `json:"registryInfo"`
	SelfReportedInfo []gfwIdentity `json:"selfReportedInfo"`
	RegistryOwners   []gfwOwner    `json:"registryOwners"`
}

type gfwIdentity struct {
	ID          loose      `json:"id"`
	SourceCode  []string   `json:"sourceCode"`
	SSVID       loose      `json:"ssvid"`
	Flag        loose      `json:"flag"`
	Name        loose      `json:"shipname"`
	CallSign    loose      `json:"callsign"`
	IMO         loose      `json:"imo"`
	Latest      loose      `json:"latestVesselInfo"`
	From        loose      `json:"transmissionDateFrom"`
	To          loose      `json:"transmissionDateTo"`
	GearTypes   gearTypes  `json:"geartypes"`
	LengthM     loose      `json:"lengthM"`
	TonnageGT   loose      `json:"tonnageGt"`
	ExtraFields []gfwExtra `json:"extraFields"`
}

type gfwExtra struct {
	BuiltYear loose `json:"builtYear"`
}

type gfwOwner struct {
	Name       loose    `json:"name"`
	Flag       loose    `json:"flag"`
	SSVID      loose    `json:"ssvid"`
	SourceCode []string `json:"sourceCode"`
	From       loose    `json:"dateFrom"`
	To         loose    `json:"dateTo"`
}

// gearTypes are names, or objects with a name.
type gearTypes []string

// UnmarshalJSON takes a list of either, or one name.
func (g *gearTypes) UnmarshalJSON(b []byte) error {
	var list []json.RawMessage
	if json.Unmarshal(b, &list) != nil {
		list = []json.RawMessage{b}
	}
	*g = nil
	for _, raw := range list {
		var named struct {
			Name loose `json:"name"`
		}
		if json.Unmarshal(raw, &named) != nil {
			_ = json.Unmarshal(raw, &named.Name) // loose takes any scalar, and what it does not take is no name
		}
		if named.Name != "" {
			*g = append(*g, string(named.Name))
		}
	}
	return nil
}

func readGFWVessel(r *run, in io.Reader) error {
	base := r.opt.source(SourceGFW)
	return readItems(r, in, func(text []byte, u *unit) (string, error) {
		var v gfwVessel
		if err := json.Unmarshal(text, &v); err != nil {
			return "", err
		}
		u.partial = true
		for i := range v.RegistryInfo {
			v.RegistryInfo[i].claim(u, sourceWith(base, "registry", v.RegistryInfo[i].SourceCode))
		}
		for i := range v.SelfReportedInfo {
			v.SelfReportedInfo[i].claim(u, base+"/ais")
		}
		imo := v.onlyIMO()
		for i := range v.RegistryOwners {
			v.RegistryOwners[i].claim(u, imo, sourceWith(base, "owners", v.RegistryOwners[i].SourceCode))
		}
		return "", nil
	})
}

// sourceWith keeps which registries a statement came from.
func sourceWith(base, kind string, codes []string) string {
	codes = slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return !tidy(code) })
	slices.Sort(codes)
	source := base + "/" + kind
	if all := strings.Join(slices.Compact(codes), "+"); tidy(all) {
		source += "/" + all
	}
	return source
}

// claim reads one identity over the time in which it was transmitted. The
// identity that registries hold to be the latest is not said to have ended
// when the transmissions seen so far do.
func (g *gfwIdentity) claim(u *unit, source string) {
	c := event.IdentityClaim{
		Subject:        event.Subject{IMO: g.IMO.imo(u), MMSI: g.SSVID.mmsi(), Name: string(g.Name)},
		SourceVesselID: string(g.ID), CallSign: string(g.CallSign), Flag: g.Flag.flag(),
		GT: g.TonnageGT.measure(), LengthM: g.LengthM.measure(),
	}
	c.Class, c.Gear = classOfGear(g.GearTypes)
	for _, e := range g.ExtraFields {
		if y := e.BuiltYear.measure(); y > 1800 && y < 2200 {
			c.BuiltYear = int(y)
		}
	}
	to := g.To
	if latest := g.Latest.truth(); latest != nil && *latest {
		to = ""
	}
	addGFWClaim(u, c, source, g.From, to)
}

// claim reads an owner. The MMSI beside it names the vessel only when nothing
// better does: in these documents it may be one the vessel has never used.
func (g *gfwOwner) claim(u *unit, imo vessel.IMO, source string) {
	c := event.IdentityClaim{Subject: event.Subject{IMO: imo}}
	if imo == 0 {
		c.MMSI = g.SSVID.mmsi()
	}
	c.Owner = event.Party{ID: partyID(string(g.Name), g.Flag.flag()), Name: string(g.Name), State: g.Flag.flag()}
	if g.Name != "" {
		addGFWClaim(u, c, source, g.From, g.To)
	}
}

func addGFWClaim(u *unit, c event.IdentityClaim, source string, from, to loose) {
	var okFrom, okTo bool
	c.ValidFrom, okFrom = from.time()
	c.ValidTo, okTo = to.time()
	if !okFrom || !okTo {
		u.nulled = append(u.nulled, "claim with a date that cannot be read")
		return
	}
	if !said(&c) {
		return
	}
	c.Source = source
	c.ID = claimID("gfw", &c)
	u.claims = append(u.claims, c)
}

// onlyIMO is the IMO number that all registry entries agree on, else the one
// that all of the vessel's own reports agree on, else none.
func (v *gfwVessel) onlyIMO() vessel.IMO {
	for _, list := range [][]gfwIdentity{v.RegistryInfo, v.SelfReportedInfo} {
		var only vessel.IMO
		for i := range list {
			n, err := vessel.ParseIMO(string(list[i].IMO))
			if err != nil || n == 0 {
				continue
			}
			if only != 0 && only != n {
				return 0
			}
			only = n
		}
		if only != 0 {
			return only
		}
	}
	return 0
}
