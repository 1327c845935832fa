package api

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"plimsoll/api/web"
	"plimsoll/data/reference"
	"plimsoll/risk/jurisdiction"
)

// actPage shows who can act for a vessel, and asks what is asserted. What is
// wrong with the question stands above the form, which keeps what was chosen.
func (s *Server) actPage(c *gin.Context) {
	var out *vesselAnswer
	chosen, in, err := readActForm(c)
	if err == nil {
		out, err = s.askOfVessel(c.Request.Context(), in)
	}
	page := web.Act{
		ID: in.ID, Name: in.ID, AsOf: in.AsOf, Victims: strings.ReplaceAll(in.Victims, ",", " "),
		Zones: zoneChoices(in.Zone), States: s.stateChoices(chosen.Get("state")), Asking: askers(in.Asking),
	}
	page.Facts, page.Asserted = factChoices(chosen["fact"])
	status := http.StatusOK
	switch wrong := (*huma.ErrorModel)(nil); {
	case errors.As(err, &wrong) && wrong.Status == http.StatusUnprocessableEntity:
		page.Problem, status = upperFirst(wrong.Detail), wrong.Status
	case err != nil:
		s.pageProblem(c, err)
		return
	case out.dto.AskedFor != "":
		to := url.URL{Path: "/vessels/" + out.dto.VesselID + "/who-can-act", RawQuery: c.Request.URL.RawQuery}
		c.Redirect(http.StatusFound, to.String())
		return
	default:
		if err := fill(&page, out); err != nil {
			s.pageProblem(c, err)
			return
		}
	}
	s.draw(c, status, func(w http.ResponseWriter) error { return s.pages.Act(w, page) })
}

func zoneChoices(chosen string) []web.Choice {
	out := []web.Choice{{Words: "Where it was last observed", Chosen: chosen == ""}}
	for _, z := range []jurisdiction.Zone{
		jurisdiction.Port, jurisdiction.InternalWaters, jurisdiction.Archipelagic, jurisdiction.TerritorialSea, jurisdiction.ContiguousZone, jurisdiction.EconomicZone, jurisdiction.HighSeas,
	} {
		out = append(out, web.Choice{Value: string(z), Words: upperFirst(zoneWords(string(z))), Chosen: string(z) == chosen})
	}
	return out
}

func askers(chosen string) []web.Choice {
	out := []web.Choice{{Words: "Not said", Chosen: chosen == ""}}
	for _, who := range []jurisdiction.Asking{jurisdiction.PortOfficer, jurisdiction.LabourInspector, jurisdiction.CoastGuard, jurisdiction.Warship, jurisdiction.Prosecutor, jurisdiction.Researcher} {
		out = append(out, web.Choice{Value: string(who), Words: upperFirst(strings.ReplaceAll(string(who), "_", " ")), Chosen: string(who) == chosen})
	}
	return out
}

// factChoices are all facts, and in words those that are asserted.
func factChoices(chosen []string) (all []web.Choice, asserted []string) {
	for word, phrase := range jurisdiction.FactPhrases {
		is := slices.Contains(chosen, word)
		if is {
			asserted = append(asserted, phrase)
		}
		all = append(all, web.Choice{Value: word, Words: upperFirst(phrase), Chosen: is})
	}
	return all, asserted
}

// stateChoices are States and territories by name.
func (s *Server) stateChoices(chosen string) []web.Choice {
	out := []web.Choice{}
	for _, state := range s.Facts.Current().States() {
		if state.Kind == reference.KindState || state.Kind == reference.KindTerritory {
			out = append(out, web.Choice{Value: state.ISO3, Words: state.Name, Chosen: state.ISO3 == chosen})
		}
	}
	slices.SortFunc(out, func(a, b web.Choice) int { return strings.Compare(a.Words, b.Words) })
	return append([]web.Choice{{Words: "No State", Chosen: chosen == ""}}, out...)
}
