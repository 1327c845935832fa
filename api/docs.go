package api

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"plimsoll/api/web"
)

// serveDocs draws the OpenAPI document as a page of our own: nothing is loaded
// from anywhere else.
func (s *Server) serveDocs(api huma.API) gin.HandlerFunc {
	return func(c *gin.Context) {
		s.draw(c, http.StatusOK, func(w http.ResponseWriter) error { return s.pages.Docs(w, docsOf(api.OpenAPI())) })
	}
}

func docsOf(doc *huma.OpenAPI) web.Docs {
	out := web.Docs{Title: doc.Info.Title, Version: doc.Info.Version, Text: doc.Info.Description}
	for path, item := range doc.Paths {
		op := item.Get
		if op == nil {
			continue
		}
		d := web.Operation{Method: http.MethodGet, Path: path, Summary: op.Summary, Text: op.Description}
		for _, p := range op.Parameters {
			d.Parameters = append(d.Parameters, web.Parameter{
				Name: p.Name, In: p.In, Text: p.Description, Required: p.Required, Type: typeOf(doc, p.Schema),
			})
		}
		if answer := op.Responses["200"]; answer != nil {
			for contentType, media := range answer.Content {
				d.Answers = append(d.Answers, contentType)
				if media.Schema != nil && contentType == "application/json" {
					d.Fields = fieldsOf(doc, media.Schema)
				}
			}
			slices.Sort(d.Answers)
		}
		out.Operations = append(out.Operations, d)
	}
	slices.SortFunc(out.Operations, func(a, b web.Operation) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

// fieldsOf lists the fields of an answer, one level deep.
func fieldsOf(doc *huma.OpenAPI, schema *huma.Schema) []web.Field {
	if schema.Ref != "" {
		schema = doc.Components.Schemas.SchemaFromRef(schema.Ref)
	}
	var out []web.Field
	for name, property := range schema.Properties {
		out = append(out, web.Field{Name: name, Type: typeOf(doc, property), Text: property.Description})
	}
	slices.SortFunc(out, func(a, b web.Field) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

func typeOf(doc *huma.OpenAPI, schema *huma.Schema) string {
	switch {
	case schema == nil:
		return ""
	case schema.Ref != "":
		return strings.TrimPrefix(schema.Ref, "#/components/schemas/")
	case len(schema.OneOf) > 0:
		return typeOf(doc, schema.OneOf[0]) + " or null"
	case schema.Type == huma.TypeArray:
		return "list of " + typeOf(doc, schema.Items)
	case len(schema.Enum) > 0:
		text, err := json.Marshal(schema.Enum)
		if err != nil {
			return schema.Type
		}
		return strings.Trim(strings.ReplaceAll(string(text), `"`, ""), "[]")
	case schema.Format != "":
		return schema.Type + " (" + schema.Format + ")"
	}
	return schema.Type
}
