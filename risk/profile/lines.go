package profile

import (
	"fmt"
	"slices"
	"strings"
)

// The lines of a profile: each reads its rows of the method against the ship.

func (m *method) shipType(s Ship) Parameter {
	l := m.line("ship_type", strings.ReplaceAll(string(s.Type), "_", " "))
	for _, c := range m.rows("HRS", "ship_type") {
		met := Unknown
		if s.Type != TypeUnknown {
			met = tri(slices.Contains(typesNamed(c.Criterion), s.Type))
		}
		l.scores(c, met, m.points(c))
	}
	l.oneOf()
	return l.Parameter
}

// typesNamed are the types that a criterion lists: "oil tanker, bulk carrier or passenger ship".
func typesNamed(text string) (out []ShipType) {
	for _, w := range words(text) {
		out = append(out, ShipType(strings.ReplaceAll(w, " ", "_")))
	}
	return out
}

// oneOf corrects the range of a line whose rows exclude each other: at most the
// dearest of them is met.
func (l *line) oneOf() {
	if l.Points.Min == l.Points.Max {
		return
	}
	most := 0
	for _, c := range l.Criteria {
		if c.Profile == "HRS" {
			most = max(most, l.m.points(c))
		}
	}
	l.Points.Max = min(l.Points.Max, most)
}

func (m *method) age(s Ship) Parameter {
	given := ""
	if s.Age != nil {
		given = fmt.Sprintf("%d years", *s.Age)
	}
	l := m.line("age", given)
	for _, c := range m.rows("HRS", "age") {
		met := Unknown
		if s.Age != nil {
			met = tri(m.bound(c).holds(*s.Age))
		}
		l.scores(c, met, m.points(c))
	}
	return l.Parameter
}

// flag reads "black list: very high, high or medium-to-high risk" and "black
// list" for points, "white list" for low risk. An unlisted flag is neither.
func (m *method) flag(s Ship) Parameter {
	given := string(s.Flag)
	if s.FlagRisk != "" {
		given += ", " + strings.ReplaceAll(string(s.FlagRisk), "_", " ") + " risk"
	}
	l := m.line("flag", strings.ReplaceAll(given, "not_black", "not black"))
	for _, c := range m.rows("HRS", "flag_bgw") {
		l.scores(c, blackMet(c, s), m.points(c))
	}
	l.oneOf()
	// A black flag of unknown risk meets one of the rows that tell risks apart.
	if rows := m.rows("HRS", "flag_bgw"); s.Flag == Black && s.FlagRisk == RiskUnknown && len(rows) > 1 {
		least := m.points(rows[0])
		for _, c := range rows {
			least = min(least, m.points(c))
		}
		l.Points.Min = least
	}
	for _, c := range m.rows("LRS", "flag_bgw") {
		met := Unknown
		if s.Flag != ColourUnknown && s.Flag != NotBlack {
			met = tri(strings.HasPrefix(c.Criterion, string(s.Flag)))
		}
		l.asks(c, met)
	}
	return l.Parameter
}

func blackMet(c Criterion, s Ship) Tri {
	_, risks, bySeverity := strings.Cut(strings.TrimSuffix(c.Criterion, " risk"), ":")
	switch {
	case s.Flag == ColourUnknown:
		return Unknown
	case s.Flag != Black:
		return No
	case !bySeverity:
		return Yes
	case s.FlagRisk == RiskUnknown:
		return Unknown
	}
	for _, w := range words(risks) {
		if s.FlagRisk == (map[string]FlagRisk{"very high": VeryHighRisk, "high": HighRisk, "medium-to-high": MediumHighRisk, "medium": MediumRisk}[w]) {
			return Yes
		}
	}
	return No
}

func (m *method) audit(s Ship) Parameter {
	l := m.line("flag_imo_audit", known(s.FlagAudited))
	for _, c := range m.rows("LRS", "flag_imo_audit") {
		l.asks(c, s.FlagAudited)
	}
	return l.Parameter
}

func (m *method) organisation(s Ship) Parameter {
	return m.level("ro_performance", s.Organisation)
}

func (m *method) company(s Ship) Parameter {
	return m.level("company_performance", s.Company)
}

// level is a line on performance. What is on no list, or was not inspected,
// earns points only where a row says so, and is never high.
func (m *method) level(parameter string, have Level) Parameter {
	l := m.line(parameter, strings.ReplaceAll(string(have), "_", " "))
	for _, c := range m.rows("HRS", parameter) {
		met := Unknown
		switch uninspected := strings.HasPrefix(c.Criterion, "no inspection"); {
		case have == LevelUnknown:
		case uninspected:
			met = tri(have == Uninspected)
		default:
			met = tri(slices.Contains(words(c.Value), strings.ReplaceAll(string(have), "_", " ")))
		}
		l.scores(c, met, m.points(c))
	}
	l.oneOf()
	if have == Uninspected {
		for _, c := range m.rows("COMPANY", "no_inspection") {
			l.Criteria = append(l.Criteria, c)
			l.Why = append(l.Why, c.phrase())
		}
	}
	for _, c := range m.rows("LRS", parameter) {
		met := Unknown
		if have != LevelUnknown {
			met = tri(string(have) == c.Value)
		}
		l.asks(c, met)
	}
	return l.Parameter
}

func (m *method) recognised(s Ship) Parameter {
	l := m.line("ro_recognised", known(s.OrganisationRecognised))
	for _, name := range []string{"ro_eu_recognised", "ro_recognised"} {
		for _, c := range m.rows("LRS", name) {
			l.asks(c, s.OrganisationRecognised)
		}
	}
	return l.Parameter
}

func known(t Tri) string {
	if t == Unknown {
		return ""
	}
	return t.String()
}
