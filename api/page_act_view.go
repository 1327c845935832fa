package api

import (
	"strings"

	"plimsoll/api/web"
	"plimsoll/risk/jurisdiction"
)

// fill turns an answer into words.
func fill(page *web.Act, out *vesselAnswer) error {
	page.ID, page.Name, page.Day = out.dto.VesselID, out.name, out.dto.AsOf
	page.Place = upperFirst(out.by.ReadPlace(out.answer.Place))
	page.Near, page.NearRows = out.by.ReadNear(out.answer.Near), len(out.answer.Near)
	page.Unknown, page.Caveats = out.answer.Unknown, out.answer.Caveats
	if out.place != nil {
		page.Seen = out.place.At
	}
	for _, x := range out.dto.Assumed {
		page.Assumed = append(page.Assumed, web.Row{What: upperFirst(strings.ReplaceAll(x.What, "_", " ")) + ": " + x.Value, Detail: x.From})
	}
	for _, g := range jurisdiction.Groups(out.answer.Rows) {
		group := web.ActGroup{Because: strings.Join(g.Because, " ")}
		for _, r := range g.Rows {
			page.Rows++
			group.Rows = append(group.Rows, web.ActRow{Number: page.Rows, Text: out.by.Read(r), Because: strings.Join(r.Because, " ")})
		}
		page.Groups = append(page.Groups, group)
	}
	opening, err := out.by.Opening(out.answer)
	if err != nil {
		return err
	}
	for _, section := range opening.Sections {
		page.Sections = append(page.Sections, sectionView(section))
	}
	return nil
}

func sectionView(section jurisdiction.OpeningSection) web.ActSection {
	view := web.ActSection{Title: section.Title, Silence: section.Silence()}
	for _, who := range section.Who {
		actor := web.Actor{Who: who.Who}
		for _, says := range who.Says {
			said := web.Said{Strength: says.Strength.Aloud()}
			for _, w := range says.Words {
				said.Words = append(said.Words, web.SaidWord{Text: w.Read(), Row: w.Rows[0] + 1})
			}
			actor.Says = append(actor.Says, said)
		}
		view.Who = append(view.Who, actor)
	}
	return view
}
