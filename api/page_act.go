package api

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"plimsoll/api/web"
	"plimsoll/data/reference"
	"plimsoll/risk/jurisdiction"
)

// actPage shows who can act for a vessel, and asks what is asserted.
func (s *Server) actPage(c *gin.Context) {
	in := &vesselActsInput{
		ID: c.Param("id"), AsOf: c.Query("as_of"), Facts: strings.Join(c.QueryArray("fact"), ","), Victims: codes(c.Query("victims")),
		Port: c.Query("port"), Asking: c.Query("asking"),
	}
	out, err := s.askOfVessel(c.Request.Context(), in)
	if err != nil {
		s.pageProblem(c, err)
		return
	}
	if out.dto.AskedFor != "" {
		to := url.URL{Path: "/vessels/" + out.dto.VesselID + "/who-can-act", RawQuery: c.Request.URL.RawQuery}
		c.Redirect(http.StatusFound, to.String())
		return
	}
	page, err := actView(out, in)
	if err != nil {
		s.pageProblem(c, err)
		return
	}
	page.Ports = s.portStates(in.Port)
	s.draw(c, http.StatusOK, func(w http.ResponseWriter) error { return s.pages.Act(w, page) })
}

// codes are State codes as people write them: spaces or commas between, in
// either case.
func codes(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToUpper(text), func(r rune) bool { return r == ' ' || r == ',' || r == ';' }), ",")
}

// actView turns an answer into words.
func actView(out *vesselAnswer, in *vesselActsInput) (web.Act, error) {
	page := web.Act{
		ID: out.dto.VesselID, Name: out.name, Day: out.dto.AsOf, Place: upperFirst(out.by.ReadPlace(out.answer.Place)), Victims: strings.ReplaceAll(in.Victims, ",", " "),
		Near: out.by.ReadNear(out.answer.Near), Unknown: out.answer.Unknown, Caveats: out.answer.Caveats, Rows: len(out.answer.Rows), NearRows: len(out.answer.Near),
	}
	if in.AsOf != "" {
		page.AsOf = out.dto.AsOf.UTC().Format(time.DateOnly)
	}
	if out.place != nil {
		page.Seen = out.place.At
	}
	for word, phrase := range jurisdiction.FactPhrases {
		asserted := slices.Contains(out.dto.Question.Facts, word)
		page.Facts = append(page.Facts, web.Choice{Value: word, Words: upperFirst(phrase), Chosen: asserted})
		if asserted {
			page.Asserted = append(page.Asserted, phrase)
		}
	}
	for _, who := range []jurisdiction.Asking{jurisdiction.PortOfficer, jurisdiction.LabourInspector, jurisdiction.CoastGuard, jurisdiction.Warship, jurisdiction.Prosecutor} {
		page.Asking = append(page.Asking, web.Choice{Value: string(who), Words: upperFirst(strings.ReplaceAll(string(who), "_", " ")), Chosen: string(who) == in.Asking})
	}
	for _, x := range out.dto.Assumed {
		page.Assumed = append(page.Assumed, web.Row{What: upperFirst(strings.ReplaceAll(x.What, "_", " ")) + ": " + x.Value, Detail: x.From})
	}
	for _, g := range jurisdiction.Groups(out.answer.Rows) {
		group := web.ActGroup{Because: strings.Join(g.Because, " ")}
		for _, r := range g.Rows {
			group.Rows = append(group.Rows, web.Fact{Text: out.by.Read(r), Title: strings.Join(r.Because, " ")})
		}
		page.Groups = append(page.Groups, group)
	}
	opening, err := out.by.Opening(out.answer)
	if err != nil {
		return page, err
	}
	for _, section := range opening.Sections {
		page.Sections = append(page.Sections, sectionView(section))
	}
	return page, nil
}

func sectionView(section jurisdiction.OpeningSection) web.ActSection {
	view := web.ActSection{Title: section.Title}
	for _, who := range section.Who {
		actor := web.Actor{Who: strings.TrimSuffix(who.Who, ",")}
		for _, says := range who.Says {
			said := web.Said{Strength: says.Strength.Aloud()}
			for _, w := range says.Words {
				said.Words = append(said.Words, w.Read())
			}
			actor.Says = append(actor.Says, said)
		}
		view.Who = append(view.Who, actor)
	}
	return view
}

// portStates are the States in whose port the ship can be put, by name.
func (s *Server) portStates(chosen string) []web.Choice {
	var out []web.Choice
	for _, state := range s.Facts.Current().States() {
		if state.Kind == reference.KindState || state.Kind == reference.KindTerritory {
			out = append(out, web.Choice{Value: state.ISO3, Words: state.Name, Chosen: state.ISO3 == chosen})
		}
	}
	slices.SortFunc(out, func(a, b web.Choice) int { return strings.Compare(a.Words, b.Words) })
	return out
}
