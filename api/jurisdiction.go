package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"plimsoll/data/reference"
	"plimsoll/risk/jurisdiction"
)

// evaluators keeps one evaluator for the facts in use.
type evaluators struct {
	mu    sync.Mutex
	facts *reference.Catalogue
	e     *jurisdiction.Evaluator
}

// evaluator is the law over the facts and the chart that are in use.
func (s *Server) evaluator() (*jurisdiction.Evaluator, error) {
	facts := s.Facts.Current()
	s.law.mu.Lock()
	defer s.law.mu.Unlock()
	if s.law.facts != facts {
		e, err := jurisdiction.New(facts, s.Chart)
		if err != nil {
			return nil, err
		}
		s.law.facts, s.law.e = facts, e
	}
	return s.law.e, nil
}

// ask reads a posted question and lets something be made of it.
func ask[T any](s *Server, in []byte, make func(*jurisdiction.Evaluator, jurisdiction.Question) (T, error)) (out T, err error) {
	e, err := s.evaluator()
	if err != nil {
		return out, err
	}
	q, err := jurisdiction.ParseQuestion(in)
	if err != nil {
		return out, invalidQuestion(err)
	}
	out, err = make(e, q)
	return out, invalidQuestion(err)
}

// invalidQuestion says everything that is wrong with a question; other errors
// stay what they are.
func invalidQuestion(err error) error {
	wrong, ok := errors.AsType[*jurisdiction.InvalidError](err)
	if !ok {
		return err
	}
	details := make([]*huma.ErrorDetail, len(wrong.Problems))
	for i, p := range wrong.Problems {
		details[i] = &huma.ErrorDetail{Location: "body", Message: p}
	}
	return problem(http.StatusUnprocessableEntity, wrong.Error(), details...)
}

func (s *Server) postJurisdiction(_ context.Context, in *questionInput) (*actOutput, error) {
	a, err := ask(s, in.RawBody, func(e *jurisdiction.Evaluator, q jurisdiction.Question) (*actDTO, error) {
		a, err := e.Answer(q)
		if err != nil {
			return nil, err
		}
		return actOf(a), nil
	})
	if err != nil {
		return nil, err
	}
	return &actOutput{Body: *a}, nil
}

func (s *Server) postPorts(_ context.Context, in *portsInput) (*portsOutput, error) {
	out, err := ask(s, in.RawBody, func(e *jurisdiction.Evaluator, q jurisdiction.Question) (*portsOutput, error) {
		cases, err := e.ComparePorts(q, strings.Split(in.States, ","))
		if err != nil {
			return nil, err
		}
		out := &portsOutput{}
		out.Body.Ports = []portActsDTO{}
		for _, c := range cases {
			out.Body.Ports = append(out.Body.Ports, portActsDTO{c.State, c.Labour, rulesOf(c.Rows), nearRulesOf(c.Near)})
		}
		return out, nil
	})
	return out, err
}

func (s *Server) postVisit(_ context.Context, in *questionInput) (*visitOutput, error) {
	return ask(s, in.RawBody, func(e *jurisdiction.Evaluator, q jurisdiction.Question) (*visitOutput, error) {
		v, err := e.ScreenVisit(q)
		if err != nil {
			return nil, err
		}
		return &visitOutput{Body: visitDTO{
			rulesOf(v.Open), nearRulesOf(v.Shut), rulesOf(v.Terms), v.Silent, some(v.Unknown, len(v.Unknown)), some(v.Caveats, len(v.Caveats)),
		}}, nil
	})
}

func (s *Server) postInspection(_ context.Context, in *questionInput) (*inspectionBasisOutput, error) {
	return ask(s, in.RawBody, func(e *jurisdiction.Evaluator, q jurisdiction.Question) (*inspectionBasisOutput, error) {
		i, err := e.InspectionBasis(q)
		if err != nil {
			return nil, err
		}
		return &inspectionBasisOutput{Body: inspectionBasisDTO{
			rulesOf(i.Grounds), nearRulesOf(i.Lacking), i.Report, some(i.Gaps, len(i.Gaps)), some(i.Unknown, len(i.Unknown)), some(i.Caveats, len(i.Caveats)),
		}}, nil
	})
}

// post registers a question that is posted: nothing is stored, and the body is
// read by the one reader of questions, whose errors name the nearest word.
func post[I, O any](s *Server, api huma.API, path, id, summary string, handle func(context.Context, *I) (*O, error)) {
	operation := huma.Operation{
		OperationID: id, Method: http.MethodPost, Path: path, Summary: summary, SkipValidateBody: true, MaxBodyBytes: 1 << 16,
		Description: "Decision support, not legal advice. Nothing is stored. What is not given is not known; an error names what contradicts what, and the nearest known word.",
		Errors:      []int{http.StatusUnprocessableEntity, http.StatusInternalServerError, http.StatusServiceUnavailable},
	}
	huma.Register(api, operation, func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err != nil {
			return nil, s.asProblem(ctx, err)
		}
		return out, nil
	})
}
