package profile

import (
	"fmt"
	"strings"
	"time"
)

// Index compares a company's fleet with the regime's average.
type Index string

// The values of an index.
const (
	IndexUnknown Index = ""
	AboveAverage Index = "above"
	OnAverage    Index = "average"
	BelowAverage Index = "below"
)

// margin is how far from the average an index may be and still be average: two
// points an inspection, or two percentage points of detentions.
const margin = 2.0

// DeficiencyIndex compares points an inspection (five for an ISM deficiency, one
// for any other) with the average.
func DeficiencyIndex(ismDeficiencies, otherDeficiencies, inspections int, average float64) Index {
	if inspections <= 0 {
		return IndexUnknown
	}
	return compared(float64(5*ismDeficiencies+otherDeficiencies)/float64(inspections), average)
}

// DetentionIndex compares detentions in a hundred inspections with the average
// percentage. A refusal of access puts it above average whatever else.
func DetentionIndex(detentions, inspections int, averagePercent float64, refused bool) Index {
	switch {
	case refused:
		return AboveAverage
	case inspections <= 0:
		return IndexUnknown
	}
	return compared(100*float64(detentions)/float64(inspections), averagePercent)
}

func compared(have, average float64) Index {
	switch {
	case have > average+margin:
		return AboveAverage
	case have < average-margin:
		return BelowAverage
	}
	return OnAverage
}

// CompanyLevels gives the level of a company under Paris from its two indices,
// all that are possible when one is not known, with the cells of the matrix
// that say so. The cells are recalled, which their Status says.
func (c *Calculator) CompanyLevels(detention, deficiency Index, on time.Time) ([]Level, []Criterion, error) {
	m, err := c.method(Paris, on)
	if err != nil {
		return nil, nil, err
	}
	var levels []Level
	var cells []Criterion
	for _, row := range m.rows("COMPANY", "performance_matrix") {
		a, b, ok := matrixCell(row.Criterion)
		if !ok {
			return nil, nil, row.wrong("want detention index ... / deficiency index ...")
		}
		if (detention == IndexUnknown || detention == a) && (deficiency == IndexUnknown || deficiency == b) {
			levels = append(levels, Level(strings.ReplaceAll(row.Value, " ", "_")))
			cells = append(cells, row)
		}
	}
	if len(levels) == 0 {
		return nil, nil, fmt.Errorf("indices %q and %q: want above, average or below, or none when not known", detention, deficiency)
	}
	return levels, cells, nil
}

// matrixCell reads "detention index above average / deficiency index below average".
func matrixCell(text string) (detention, deficiency Index, ok bool) {
	left, right, cut := strings.Cut(text, " / ")
	left, okLeft := strings.CutPrefix(left, "detention index ")
	right, okRight := strings.CutPrefix(right, "deficiency index ")
	detention, deficiency = Index(strings.TrimSuffix(left, " average")), Index(strings.TrimSuffix(right, " average"))
	return detention, deficiency, cut && okLeft && okRight
}
