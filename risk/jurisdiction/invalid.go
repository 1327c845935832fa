package jurisdiction

import (
	"fmt"
	"strings"
)

// InvalidError is a question that cannot be answered as it stands, with
// everything that is wrong with it.
type InvalidError struct{ Problems []string }

func (e *InvalidError) Error() string { return "question: " + strings.Join(e.Problems, "; ") }

// problems collects what is wrong.
type problems []string

func (p *problems) add(format string, args ...any) { *p = append(*p, fmt.Sprintf(format, args...)) }

func (p problems) err() error {
	if len(p) == 0 {
		return nil
	}
	return &InvalidError{p}
}
