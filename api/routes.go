package api

import (
	"context"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// routes is everything that is served.
func (s *Server) routes(router *gin.Engine) {
	api := humagin.New(router, s.document())
	api.UseMiddleware(knownParameters(api))

	get(s, api, "/v1/vessels", "search-vessels", "Search vessels by whatever is at hand", s.listVessels)
	get(s, api, "/v1/vessels/{id}", "get-vessel", "A vessel's dossier", s.getDossier)
	get(s, api, "/v1/vessels/{id}/scores", "get-scores", "Its scores, explained indicator by indicator", s.getScores)
	get(s, api, "/v1/vessels/{id}/events", "get-events", "Gaps, calls, encounters, inspections and records", s.getEvents)
	get(s, api, "/v1/vessels/{id}/jurisdiction", "get-vessel-jurisdiction", "Who can act for it where it was last observed, with what was assumed", s.getVesselActs)
	post(s, api, "/v1/jurisdiction", "ask-jurisdiction", "Who can act: which State has which power, duty or limit over a ship, a place, a day and people", s.postJurisdiction)
	post(s, api, "/v1/jurisdiction/ports", "compare-ports", "What several port States could do if the ship were in their port", s.postPorts)
	post(s, api, "/v1/jurisdiction/visit", "screen-visit", "The grounds of the right of visit, one by one", s.postVisit)
	post(s, api, "/v1/jurisdiction/inspection", "inspection-basis", "On what a port officer can base an inspection, what is missing, and a report to the flag State", s.postInspection)
	get(s, api, "/v1/alerts", "list-alerts", "Alerts as they stand, the newest first", s.listAlerts)
	get(s, api, "/v1/alerts/{id}", "get-alert", "One alert with all its steps", s.getAlert)
	get(s, api, streamPath, "stream-alerts", "Alert transitions as server-sent events", s.streamAlerts, streamAnswer)
	get(s, api, "/v1/reference", "list-reference", "What is known beforehand: tables of facts with rows, sources and how far they reach", s.listTables)
	get(s, api, "/v1/reference/{table}", "get-reference", "The rows of a table of facts, each with its source", s.getTable)
	get(s, api, "/healthz", "get-health", "Does the process answer", s.getHealth)
	get(s, api, "/readyz", "get-readiness", "Does every part work", s.getReady)

	tidy(api.OpenAPI().Components.Schemas)

	router.GET("/metrics", gin.WrapH(promhttp.HandlerFor(s.Registry, promhttp.HandlerOpts{})))
	router.GET("/docs", s.serveDocs(api))
	router.GET("/", s.alertsPage)
	router.GET("/vessels", s.searchPage)
	router.GET("/vessels/:id", s.dossierPage)
	router.GET("/vessels/:id/who-can-act", s.actPage)
	router.GET("/assets/:name", gin.WrapH(http.StripPrefix("/assets/", s.pages.Assets())))
	router.NoRoute(s.noRoute)
	router.NoMethod(s.noMethod)
}

// document is the OpenAPI document without its operations. What huma would
// load from elsewhere, or add to answers, is off.
func (s *Server) document() huma.Config {
	config := huma.DefaultConfig("Plimsoll", documentVersion)
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", func(t reflect.Type, hint string) string {
		return strings.TrimSuffix(huma.DefaultSchemaNamer(t, hint), "DTO")
	})
	config.Info.Description = "Conditions associated with trafficking and forced labour at sea: what was observed, how it is scored, and what is not known. " +
		"Points are no probability, and say nothing of what any person did. Everything is read, and a posted question is not stored; dates are RFC 3339 in UTC; errors are problem details (RFC 9457)."
	config.DocsPath, config.SchemasPath, config.CreateHooks = "", "", nil
	return config
}

// tidy says of answers what is so: a list is never null, an object only where
// its description says what null means, and a later version may have more
// fields.
func tidy(schemas huma.Registry) {
	for _, schema := range schemas.Map() {
		schema.AdditionalProperties = nil
		for _, property := range schema.Properties {
			if property.Type == huma.TypeArray {
				property.Nullable = false
			}
			if property.Ref != "" && strings.Contains(property.Description, "null:") {
				property.OneOf = []*huma.Schema{{Ref: property.Ref}, {Type: "null"}}
				property.Ref = ""
			}
		}
	}
}

// documentVersion is the version of the contract, not of the program.
const documentVersion = "1.0.0"

// get registers an operation. Its errors go through the one table.
func get[I, O any](s *Server, api huma.API, path, id, summary string, handle func(context.Context, *I) (*O, error), more ...func(*huma.Operation)) {
	operation := huma.Operation{
		OperationID: id, Method: http.MethodGet, Path: path, Summary: summary,
		Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusInternalServerError, http.StatusServiceUnavailable},
	}
	for _, change := range more {
		change(&operation)
	}
	huma.Register(api, operation, func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err != nil {
			return nil, s.asProblem(ctx, err)
		}
		return out, nil
	})
}

// streamAnswer describes the stream, which huma cannot see.
func streamAnswer(o *huma.Operation) {
	o.Description = "Each event is named alert, its id is the transition's number, and its data is a step as in GET /v1/alerts/{id}. " +
		"After a break, send Last-Event-ID to get what was missed. Where the service runs as several processes, a step may come after one with a higher number, " +
		"and those of the last two minutes come again after a break: alert_id and sequence tell repeats. A comment every 15 seconds keeps the connection."
	o.Responses = map[string]*huma.Response{"200": {
		Description: "OK", Content: map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}},
	}}
}
