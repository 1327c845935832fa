package jurisdiction

import (
	"slices"
	"strings"
)

// Inspection is on what a port officer can base an inspection, and what more
// would have to be in hand.
type Inspection struct {
	Grounds []Row  // that are asserted
	Lacking []Near // that are not, with what is missing
	// Report is the text of a report to the flag State under C188 43(2), with
	// gaps in square brackets; empty when the rule does not speak.
	Report string
	// Gaps is the evidence that the report still lacks.
	Gaps    []string
	Unknown []string
	Caveats []string
}

// inspecting are the actions that an inspection is built of.
var inspecting = []Action{"inspect", "inspect_in_detail", "detain", "rectify", "report_to_flag", "report_to_ilo", "notify_flag", "investigate"}

// InspectionBasis looks through the grounds of port State control over labour:
// MLC A5.2.1(1) for seafarers, C188 43(2) for fishers.
func (e *Evaluator) InspectionBasis(q Question) (Inspection, error) {
	a, err := e.Answer(q)
	if err != nil {
		return Inspection{}, err
	}
	i := Inspection{Unknown: a.Unknown, Caveats: a.Caveats}
	mine := func(r Row) bool {
		return r.Capacity == CapacityPort && (r.Instrument == "MLC2006" || r.Instrument == "ILO_C188") && slices.Contains(inspecting, r.Action)
	}
	for _, r := range a.Rows {
		if mine(r) {
			i.Grounds = append(i.Grounds, r)
		}
		if r.Rule == reportRule {
			i.Report, i.Gaps = e.report(q, r)
		}
	}
	for _, n := range a.Near {
		if mine(n.Row) {
			i.Lacking = append(i.Lacking, n)
		}
	}
	return i, nil
}

// reportRule is the rule on which a report to the flag State rests.
const reportRule = "c188-port-report"

// report words what was asserted, and leaves a gap where evidence has to go.
func (e *Evaluator) report(q Question, r Row) (text string, gaps []string) {
	gap := func(what string) string {
		gaps = append(gaps, what)
		return "[" + what + "]"
	}
	known := func(value, what string) string {
		if value == "" {
			return gap(what)
		}
		return value
	}
	flag := q.Vessel.Flag
	if flag != "" {
		flag = e.name(e.code(flag))
	}
	when := ""
	if !q.Date.IsZero() {
		when = day(q.Date)
	}
	var b strings.Builder
	b.WriteString("To: the government of " + known(flag, "flag State") + "\n")
	b.WriteString("Copy: the Director-General of the International Labour Office\n")
	b.WriteString("From: " + gap("competent authority") + ", " + e.name(r.State) + "\n")
	b.WriteString("Subject: Work in Fishing Convention, 2007 (No. 188), Article 43(2): " + gap("name, call sign and IMO number of the vessel") + "\n\n")
	b.WriteString("The vessel, which shows your flag, called at " + gap("port") + " on " + known(when, "date of the call") + " " +
		gap("in the normal course of its business, or for which operational reason") + ".\n\n")
	b.WriteString("This authority received or found the following, and considers no complaint in it manifestly unfounded (43(5)):\n")
	for f := range factWords {
		if q.Facts.Has(Fact(f)) {
			b.WriteString("- " + factWords[f].phrase + ": " + gap(evidenceFor(Fact(f))) + "\n")
		}
	}
	b.WriteString("\nRequirements of the Convention to which the vessel is reported not to conform: " + gap("articles, such as 14 (rest), 16 to 20 (work agreement), 23 (pay), 21 (repatriation)") + ".\n")
	b.WriteString("Measures taken to rectify conditions clearly hazardous to safety or health: " + gap("measures, or none") + ".\n")
	b.WriteString("The nearest representative of the flag State was notified on " + gap("date, and who was present (43(3))") + ".\n")
	b.WriteString("People are not named here; their statements are kept by " + gap("who keeps them, and how they are protected") + ".")
	return b.String(), gaps
}

// evidenceFor is what would support a fact.
func evidenceFor(f Fact) string {
	switch f.String() {
	case "complaint":
		return "who complained in which capacity (43(4)), when, about which conditions; the person's identity stays out of this report"
	case "clear_grounds":
		return "what was observed, by whom, when, with photographs or documents"
	case "documents_missing":
		return "which documents, asked for when, and what was produced"
	case "clearly_hazardous":
		return "which condition, how it endangers safety or health, measured or photographed"
	case "serious_breach":
		return "which requirement, how often, since when"
	case "abandoned":
		return "since when, what the owner was asked and answered, provisions and pay outstanding"
	}
	return "the evidence for this"
}

// code is a State's code in three letters.
func (e *Evaluator) code(state string) string {
	if s, ok := e.facts.State(state); ok {
		return s.ISO3
	}
	return state
}
