package api

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"plimsoll/api/web"
	"plimsoll/risk/alert"
)

func (s *Server) dossierPage(c *gin.Context) {
	ctx := c.Request.Context()
	asOf, err := s.moment("as_of", c.Query("as_of"), s.AsOf())
	if err != nil {
		s.pageProblem(c, err)
		return
	}
	d, err := s.dossier(ctx, c.Param("id"), asOf, c.Query("as_of") != "")
	if err != nil {
		s.pageProblem(c, err)
		return
	}
	if d.AskedFor != "" {
		to := url.URL{Path: "/vessels/" + d.VesselID, RawQuery: c.Request.URL.RawQuery}
		c.Redirect(http.StatusFound, to.String())
		return
	}
	page := s.dossierView(d, c.Query("as_of") != "")
	if !page.Dated { // alerts are of now
		alerts, _, err := alert.List(ctx, s.Warehouse, alert.Filter{States: active(), Vessel: d.VesselID, Limit: 20})
		if err != nil {
			s.pageProblem(c, err)
			return
		}
		for i := range alerts {
			page.Alerts = append(page.Alerts, s.alertView(&alerts[i], nil))
		}
	}
	s.draw(c, http.StatusOK, func(w http.ResponseWriter) error { return s.pages.Dossier(w, page) })
}

// dossierView turns a dossier into words.
func (s *Server) dossierView(d *dossierDTO, dated bool) web.Dossier {
	id := d.Identity
	page := web.Dossier{
		ID: d.VesselID, Name: id.Name, Pending: d.pending, AsOf: d.AsOf, Dated: dated, Today: s.AsOf().UTC().Format(time.DateOnly), Class: classWords(id.Class), NotKnown: d.NotKnown,
	}
	page.Identity = s.identityFacts(d)
	for _, sc := range d.Scores {
		v := web.Score{
			Population: populationWords(sc.Population), Band: sc.Band, BandWords: bandWords(sc.Band), Meaning: upperFirst(sc.Meaning), Since: sc.Since, AtLeast: sc.AtLeast, CouldBe: sc.CouldBe,
			Completeness: sc.Completeness, Model: sc.Model, AsOf: sc.AsOf,
		}
		for _, t := range sc.Top {
			v.Top = append(v.Top, web.Fact{Title: t.Title, Text: t.Text, At: dateOf(t.At)})
		}
		for _, u := range sc.NotKnown {
			v.NotKnown = append(v.NotKnown, web.Fact{Title: u.Title, Text: u.Why})
		}
		for _, h := range sc.WouldHelp {
			v.WouldHelp = append(v.WouldHelp, web.Fact{Text: upperFirst(h.Change), Title: bandWords(h.Band)})
		}
		page.Scores = append(page.Scores, v)
	}
	for _, x := range d.Conflicts {
		page.Conflicts = append(page.Conflicts, web.Row{When: period(x.From, x.To), What: upperFirst(x.Words), Detail: x.Subject})
	}
	if d.LastKnown != nil {
		page.Place = &web.Place{Words: upperFirst(d.LastKnown.PlaceWords), At: d.LastKnown.At, DaysAgo: d.LastKnown.DaysAgo, Position: position(d.LastKnown.Lon, d.LastKnown.Lat)}
	}
	if d.LastCall != nil {
		page.LastCall = fmt.Sprintf("%s, until %s", d.LastCall.PortName, day(d.LastCall.To))
	}
	s.eventRows(&page, d)
	page.Names = spanRows(id.Names, false)
	page.Flags = spanRows(id.Flags, true)
	page.CallSigns = spanRows(id.CallSigns, false)
	return page
}

// identityFacts are the few things that tell a ship apart on a quay.
func (s *Server) identityFacts(d *dossierDTO) []web.Pair {
	id := d.Identity
	var out []web.Pair
	add := func(name, value string) {
		if value == "" {
			value = "not known"
		}
		out = append(out, web.Pair{Name: name, Value: value})
	}
	imo := ""
	if id.IMO != nil {
		imo = fmt.Sprintf("%07d", *id.IMO)
	}
	add("IMO number", imo)
	add("MMSI", strings.Join(id.MMSIs, ", "))
	add("Call sign", id.CallSign)
	flag := ""
	if id.Flag != nil {
		flag = id.Flag.Name
		if id.Flag.Convenience.Value == "yes" {
			flag += " (flag of convenience)"
		}
		if id.Flag.Source == sourceMID {
			flag += ", by the MMSI's digits alone"
		}
	}
	add("Flag", flag)
	add("Class", strings.TrimSuffix(classWords(id.Class), "class not known"))
	size := ""
	if id.LengthM != nil {
		size = fmt.Sprintf("%.0f m", *id.LengthM)
	}
	if id.GT != nil {
		size = strings.TrimPrefix(size+fmt.Sprintf(", %.0f GT", *id.GT), ", ")
	}
	if id.BuiltYear != nil {
		size = strings.TrimPrefix(size+fmt.Sprintf(", built %d", *id.BuiltYear), ", ")
	}
	add("Size", size)
	return out
}

// eventRows are what happened, in words, the newest first.
func (s *Server) eventRows(page *web.Dossier, d *dossierDTO) {
	for _, r := range d.Records {
		detail := strings.Join(nonEmpty(r.Authority, "source "+r.Source), ", ")
		page.Records = append(page.Records, web.Row{When: period(&r.From, r.To), What: upperFirst(recordWords(r.Kind)) + ": " + statusWords(r.Status), Detail: detail})
	}
	for _, i := range d.Inspections {
		page.Inspections = append(page.Inspections, web.Row{When: day(i.At), What: inspectionWords(i), Detail: strings.Join(nonEmpty(i.PortName, i.Authority, "source "+i.Source), ", ")})
	}
	for _, c := range d.Calls {
		basis := "stop at a berth"
		if c.Basis == "port_record" {
			basis = "the port's own record"
		}
		page.Calls = append(page.Calls, web.Row{When: day(c.From) + " to " + day(c.To), What: c.PortName, Detail: basis})
	}
	for _, g := range d.Gaps.Newest {
		what := fmt.Sprintf("%.0f hours without a position", g.Hours)
		if g.Hours >= 48 {
			what = fmt.Sprintf("%.0f days without a position", g.Hours/24)
		}
		if g.Lasts {
			what = "At least " + what + ", not seen again so far"
		}
		page.Gaps = append(page.Gaps, web.Row{When: "from " + day(g.From), What: what, Detail: fmt.Sprintf("%.0f NM from shore, reception %s", g.ShoreM/metresPerNM, g.Reception)})
	}
	page.GapCount, page.GapTwelve = d.Gaps.Count, d.Gaps.Twelve
	for _, z := range d.Zones {
		name := upperFirst(zoneWords(z.Zone))
		if z.StateName != "" && z.Zone != "high_seas" {
			name += ", " + z.StateName
		}
		percent := fmt.Sprintf("%d %%", z.Percent)
		if z.Percent == 0 {
			percent = "under 1 %"
		}
		page.Zones = append(page.Zones, web.Pair{Name: name, Value: fmt.Sprintf("%s (%d positions)", percent, z.Positions)})
	}
	if d.Seen != nil {
		page.Seen = fmt.Sprintf("%d positions on %d days, from %s to %s; seen on %d of the last 365 days", d.Seen.Positions, d.Seen.Days, day(d.Seen.FirstAt), day(d.Seen.LastAt), d.Seen.DaysInYear)
	}
}

func inspectionWords(i inspectionDTO) string {
	what := "Inspection that did not examine working and living conditions"
	if i.Labour {
		what = "Labour inspection, " + map[string]string{"yes": "crew interviewed", "no": "crew not interviewed"}[i.CrewInterviewed]
		if i.CrewInterviewed != "yes" && i.CrewInterviewed != "no" {
			what = "Labour inspection, not known whether the crew were interviewed"
		}
	}
	if n := len(i.Deficiencies); n > 0 {
		what += fmt.Sprintf("; %d deficiencies (%s)", n, strings.Join(i.Deficiencies, ", "))
	}
	switch {
	case i.LabourDetention:
		what += "; detained on labour grounds"
	case i.Detained:
		what += "; detained"
	}
	return what
}

func spanRows(spans []spanDTO, flags bool) []web.Row {
	var out []web.Row
	for i := len(spans) - 1; i >= 0; i-- {
		s := spans[i]
		what := s.Value
		if flags && s.Name != "" {
			what = s.Name
			if s.Bareboat {
				what += ", bareboat registration"
			}
		}
		out = append(out, web.Row{When: period(s.From, s.To), What: what, Detail: "source " + s.Source})
	}
	return out
}

// period writes when something held; an open end is said, not dated.
func period(from, to *time.Time) string {
	switch {
	case from == nil && to == nil:
		return "no dates known"
	case from == nil:
		return "until " + day(*to)
	case to == nil:
		return "since " + day(*from)
	}
	return day(*from) + " to " + day(*to)
}

// position writes degrees and minutes, as a chart has them.
func position(lon, lat float64) string {
	part := func(x float64, positive, negative string, width int) string {
		hemisphere := positive
		if x < 0 {
			hemisphere, x = negative, -x
		}
		tenths := int(x*600 + 0.5)
		return fmt.Sprintf("%0*d° %04.1f′ %s", width, tenths/600, float64(tenths%600)/10, hemisphere)
	}
	return part(lat, "N", "S", 2) + ", " + part(lon, "E", "W", 3)
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func nonEmpty(values ...string) []string {
	var out []string
	for _, v := range values {
		if v != "" && v != "source " {
			out = append(out, v)
		}
	}
	return out
}
