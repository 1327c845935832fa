package indicator

import (
	"bytes"
	"fmt"
	"path"
	"strconv"
	"strings"
	"text/template"
)

// Measure asks for one indicator, with what the model says about it.
type Measure struct {
	ID          string
	Slot        uint8 // its place in the model
	Populations uint8 // bit 1 seafarers, bit 2 fishers: those it has a weight for
	Scale       Scale
	HalfLife    float64 // days; 0: does not decay
}

// Query says what to render: which measures, the bits of the flags that floors
// ask for, where gaps and confirmed calls come from (queries that take as_of),
// and for one vessel only (parameter vessel) or for all.
type Query struct {
	Measures    []Measure
	Flags       map[string]uint16
	Gaps, Calls string
	OneVessel   bool
}

// Step is a query whose result later ones name.
type Step struct{ Name, SQL string }

// page is what a template sees.
type page struct {
	Measure
	Gaps, Calls    string
	Only, OnlyShip string
	Full           string
}

func (q Query) page() page {
	p := page{Gaps: q.Gaps, Calls: q.Calls, Only: "1", OnlyShip: "1"}
	if q.OneVessel {
		p.Only, p.OnlyShip = "vessel_id = {vessel:String}", "s.vessel_id = {vessel:String}"
	}
	return p
}

// Steps gives the queries that the measurements share, each to be run once and
// kept under its name for the ones after it: what every vessel was, when it was
// seen, the fleet that is scored, cases, meetings, inspections, facts about
// States. They take the parameters as_of, now, vintage and, for one, vessel.
func (q Query) Steps() ([]Step, error) {
	entries, err := files.ReadDir("shared")
	if err != nil {
		return nil, fmt.Errorf("list the shared queries: %w", err)
	}
	steps := make([]Step, 0, len(entries))
	for _, e := range entries {
		text, err := q.execute("shared/"+e.Name(), q.page())
		if err != nil {
			return nil, err
		}
		_, name, _ := strings.Cut(strings.TrimSuffix(path.Base(e.Name()), ".sql"), "_")
		steps = append(steps, Step{Name: name, SQL: text})
	}
	return steps, nil
}

// Found gives every connected measure's rows, each with its slot. It needs the
// steps, and takes their parameters.
func (q Query) Found() (string, error) {
	var found []string
	for _, m := range q.Measures {
		name := "measure/" + m.ID + ".sql"
		if _, err := files.ReadFile(name); err != nil {
			continue // no feed: unknown for every vessel
		}
		p := q.page()
		p.Measure, p.Full = m, number(m.Scale.full())
		text, err := q.execute(name, p)
		if err != nil {
			return "", err
		}
		found = append(found, fmt.Sprintf(`SELECT vessel_id, toUInt8(bitAnd(populations, %d)) AS populations, toUInt8(%d) AS slot, toFloat64(value) AS value, toFloat64(could) AS could,
    toFloat64(known) AS known, toFloat64(decay) AS decay, toUInt8(state) AS state, toUInt16(flags) AS flags, toString(evidence) AS evidence,
    toDateTime64(observed_from, 3, 'UTC') AS observed_from, toDateTime64(observed_to, 3, 'UTC') AS observed_to
FROM (
%s
)`, m.Populations, m.Slot, text))
	}
	return strings.Join(found, "\nUNION ALL\n"), nil
}

func (q Query) execute(name string, p page) (string, error) {
	text, err := files.ReadFile(name)
	if err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	macros, err := files.ReadFile("macros.sql")
	if err != nil {
		return "", fmt.Errorf("read the macros: %w", err)
	}
	t, err := template.New("macros").Funcs(q.functions(p)).Parse(string(macros))
	if err == nil {
		t, err = t.New(name).Parse(string(text))
	}
	if err != nil {
		return "", fmt.Errorf("parse %s: %w", name, err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return "", fmt.Errorf("render %s: %w", name, err)
	}
	return strings.TrimSpace(b.String()), nil
}

// functions are what the measurements may call. Their arguments are SQL text of
// the package's own files, never a value from outside.
func (q Query) functions(p page) template.FuncMap {
	return template.FuncMap{
		"value": p.Scale.sql,
		"flag":  q.flag,
		"decay": func(day string) string { return decaySQL(day, p.HalfLife) },
		"evidence": func(summary, facts string) string {
			return "concat('{\"summary\":', toJSONString(" + summary + "), ',\"facts\":', toJSONString(CAST(" + facts +
				", 'Array(Tuple(at String, text String, source String))')), '}')"
		},
		"lookup": func(populations int, topic, adverse, fine, words string) map[string]any {
			return map[string]any{"Populations": populations, "Topic": topic, "Adverse": adverse, "Fine": fine, "Words": words}
		},
		"case": func(kind, open, words, flag string) (map[string]any, error) {
			bit, err := q.flag(flag)
			return map[string]any{"Kind": kind, "Open": open, "Words": words, "Flags": bit}, err
		},
		"conflict": func(kinds, except, where, words string) map[string]any {
			return map[string]any{"Kinds": kinds, "Except": except, "Where": where, "Words": words}
		},
	}
}

// flag gives the bit of a flag, 0 for the empty name.
func (q Query) flag(name string) (string, error) {
	if name == "" {
		return "0", nil
	}
	bit, ok := q.Flags[name]
	if !ok {
		return "", fmt.Errorf("flag %q: no floor of the model needs it; name it there or take it out", name)
	}
	return strconv.Itoa(int(bit)), nil
}

// decaySQL halves with every half-life of days on which the vessel was seen
// after the day. The query must have the fleet as f.
func decaySQL(day string, halfLife float64) string {
	if halfLife <= 0 {
		return "toFloat64(1)"
	}
	return fmt.Sprintf("pow(0.5, (if(f.n = 0, greatest(0, dateDiff('day', %[1]s, f.today)), greatest(0, dateDiff('day', %[1]s, f.seen[1]) - 1) + arrayCount(s_ -> s_ > %[1]s, f.seen))) / %[2]s)",
		day, number(halfLife))
}
