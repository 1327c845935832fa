package main

import (
	"plimsoll/risk/jurisdiction"
)

// compare prints what each port State could do, the one with most for the crew first.
func (c *jurisdictionCmd) compare(p *process, e *jurisdiction.Evaluator, q jurisdiction.Question) error {
	cases, err := e.ComparePorts(q, c.Compare)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(p.stdout, jurisdiction.PortCasesJSON(cases))
	}
	out := &printer{w: p.stdout}
	for i, port := range cases {
		if i > 0 {
			out.line("")
		}
		out.line("Port of %s: powers and duties for the crew: %d", e.Name(port.State), port.Labour)
		out.rows(e, "What it could do", port.Rows)
		out.near(e, "What nearly applied", port.Near)
	}
	return out.err
}

// visit prints the grounds of the right of visit.
func (c *jurisdictionCmd) visit(p *process, e *jurisdiction.Evaluator, q jurisdiction.Question) error {
	v, err := e.ScreenVisit(q)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(p.stdout, v.JSON())
	}
	out := &printer{w: p.stdout}
	if v.Silent != "" {
		out.line("%s", v.Silent)
	}
	out.rows(e, "Grounds that are asserted", v.Open)
	out.near(e, "Grounds that are not there", v.Shut)
	out.rows(e, "How", v.Terms)
	out.list("Not known", v.Unknown)
	out.list("Read with it", v.Caveats)
	return out.err
}

// inspect prints on what an inspection can rest.
func (c *jurisdictionCmd) inspect(p *process, e *jurisdiction.Evaluator, q jurisdiction.Question) error {
	i, err := e.InspectionBasis(q)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(p.stdout, i.JSON())
	}
	out := &printer{w: p.stdout}
	out.rows(e, "Grounds in hand", i.Grounds)
	if len(i.Grounds) == 0 {
		out.line("No ground of port State control over labour is in hand.")
	}
	out.near(e, "Grounds that are not", i.Lacking)
	if i.Report != "" {
		out.line("\nReport to the flag State (fill in what stands in brackets)\n\n%s", i.Report)
		out.list("Evidence that is missing", i.Gaps)
	}
	out.list("Not known", i.Unknown)
	out.list("Read with it", i.Caveats)
	return out.err
}
