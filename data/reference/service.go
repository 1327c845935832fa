package reference

import (
	"slices"
	"time"
)

// Global is the scope of services that serve everywhere.
const Global = "GLOBAL"

// Service is somebody to turn to, and one way to reach them.
type Service struct {
	Organisation string
	Scope        string // ISO3, or Global
	Kind         string // hotline, ngo, union or state
	ContactKind  string // phone, message, email, web or none
	Contact      string
	Coverage     string
	Verified     string // organisation, operator, secondary or none: where the contact was seen
	Note         string
	Fact         Fact
}

// MayBeCalled tells whether the contact may be shown as one to use: it was seen
// on the organisation's own page, or an operator has verified it. Any other is
// shown as to be verified, never as a number to call.
func (s Service) MayBeCalled() bool {
	return s.Contact != "" && (s.Verified == "organisation" || s.Verified == "operator")
}

// ServiceAnswer is a service as it stands on the day asked for.
type ServiceAnswer struct {
	Service Service
	// Old is set when the contact was last seen more than two years before that
	// day, or nobody knows when: check it before a person at risk depends on it.
	Old bool
}

func servicesTable() *table {
	return &table{
		name: "services", title: "Directory of services",
		reach:   says("known in part"),
		purpose: "one way to reach somebody who helps; only a contact that its organisation shows or an operator has verified may be given as one to call",
		columns: append([]Column{
			{Name: "organisation", Kind: ColumnText, Required: true},
			{Name: "scope", Kind: ColumnCode, Required: true, Values: []string{Global}, Meaning: "whom it serves"},
			{Name: "kind", Kind: ColumnEnum, Required: true, Values: []string{"hotline", "ngo", "state", "union"}},
			{Name: "contact_kind", Kind: ColumnEnum, Required: true, Values: []string{"phone", "message", "email", "web", "none"}},
			{Name: "contact", Kind: ColumnText},
			{Name: "coverage", Kind: ColumnText},
			{Name: "verified", Kind: ColumnEnum, Required: true, Values: []string{"organisation", "operator", "secondary", "none"}, Meaning: "organisation: seen on its own page; operator: called or checked by you, with the day in as_of; secondary: seen elsewhere only"},
		}, provenance()...),
		key:   []string{"organisation", "scope", "contact"},
		rules: []string{"a contact, or contact_kind none", "what an operator verified has its day in as_of"},
		row:   checkService,
	}
}

func checkService(r record) {
	if (r.get("contact") == "") != (r.get("contact_kind") == "none") {
		r.problem("contact", "want a contact, or contact_kind none")
	}
	if r.get("verified") == "operator" && r.get("as_of") == "" {
		r.problem("as_of", "say in as_of when the contact was verified")
	}
}

func (l *loading) readServices() []Service {
	var out []Service
	s := l.sheets["services"]
	for i := range s.rows {
		r := s.record(l, i)
		out = append(out, Service{
			Organisation: r.get("organisation"), Scope: r.get("scope"), Kind: r.get("kind"), ContactKind: r.get("contact_kind"),
			Contact: r.get("contact"), Coverage: r.get("coverage"), Verified: r.get("verified"), Note: r.get("note"), Fact: r.fact("status"),
		})
	}
	return out
}

// Services are those of a State, then those that serve everywhere, each in the
// table's order with what may be called first. An unknown code has the latter.
func (c *Catalogue) Services(state string, at time.Time) []ServiceAnswer {
	s, _ := c.State(state)
	var out []ServiceAnswer
	for _, scope := range []string{flagOf(s), Global} {
		from := len(out)
		for _, v := range c.services {
			if v.Scope == scope {
				seen := v.Fact.asOf().from
				out = append(out, ServiceAnswer{Service: v, Old: seen.IsZero() || at.After(addMonths(seen, staleMonths))})
			}
		}
		slices.SortStableFunc(out[from:], func(a, b ServiceAnswer) int { return order(a) - order(b) })
	}
	return out
}

func order(a ServiceAnswer) int {
	if a.Service.MayBeCalled() {
		return 0
	}
	return 1
}
