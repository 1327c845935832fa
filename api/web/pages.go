package web

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"time"
)

//go:embed templates/*.html
var templateFiles embed.FS

// Pages draws pages. It is safe for concurrent use.
type Pages struct {
	templates map[string]*template.Template
	assets    map[string]asset
}

// New reads the templates and assets.
func New() (*Pages, error) {
	p := &Pages{templates: map[string]*template.Template{}}
	for _, name := range []string{"alerts", "search", "dossier", "act", "problem", "docs"} {
		t, err := template.New("layout.html").Funcs(template.FuncMap{
			"day": day, "clock": clock, "iso": iso, "rest": func(list []Fact, from int) []Fact { return list[min(from, len(list)):] },
			"first": func(list []Fact, n int) []Fact { return list[:min(n, len(list))] },
		}).ParseFS(templateFiles, "templates/layout.html", "templates/parts.html", "templates/"+name+".html")
		if err != nil {
			return nil, fmt.Errorf("page %s: %w", name, err)
		}
		p.templates[name] = t
	}
	var err error
	p.assets, err = readAssets()
	return p, err
}

// Alerts draws the first page.
func (p *Pages) Alerts(w io.Writer, a Alerts) error { return p.draw(w, "alerts", "Alerts", "", a) }

// Search draws what was found.
func (p *Pages) Search(w io.Writer, s Search) error { return p.draw(w, "search", "Search", s.Q, s) }

// Dossier draws a vessel's page.
func (p *Pages) Dossier(w io.Writer, d Dossier) error { return p.draw(w, "dossier", d.Name, "", d) }

// Act draws who can act for a vessel.
func (p *Pages) Act(w io.Writer, a Act) error { return p.draw(w, "act", "Who can act: "+a.Name, "", a) }

// Problem draws what is wrong.
func (p *Pages) Problem(w io.Writer, x Problem) error { return p.draw(w, "problem", x.Title, "", x) }

// Docs draws the API's document.
func (p *Pages) Docs(w io.Writer, d Docs) error { return p.draw(w, "docs", "API", "", d) }

func (p *Pages) draw(w io.Writer, name, title, query string, page any) error {
	err := p.templates[name].Execute(w, struct {
		Name, Title, Query string
		Page               any
	}{name, title, query, page})
	if err != nil {
		return fmt.Errorf("draw page %s: %w", name, err)
	}
	return nil
}

func day(t time.Time) string   { return t.UTC().Format("2 January 2006") }
func clock(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }
func iso(t time.Time) string   { return t.UTC().Format(time.RFC3339) }
