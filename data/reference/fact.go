package reference

// How a row is known.
const (
	Sourced  = "sourced"  // read in the source
	Derived  = "derived"  // follows from sources by a rule that the note gives
	Recalled = "recalled" // from memory; no source found
)

// Fact is where a row comes from.
type Fact struct {
	Source string // the source in words, with its address or repository
	AsOf   string // day, month or year the source speaks of; empty when it has no date
	Status string // Sourced, Derived or Recalled
}

var statusRank = map[string]int{Sourced: 0, Derived: 1, Recalled: 2}

// weaker is the less certain of two statuses; an empty one does not count.
func weaker(a, b string) string {
	if statusRank[b] > statusRank[a] {
		return b
	}
	return a
}

// asOf is the first day that the fact's date may mean; zero when it has none.
func (f Fact) asOf() (p period) {
	p, _ = parsePeriod(f.AsOf) // checked when the row was read
	return p
}

func sourcesTable() *table {
	return &table{
		name: "sources", title: "Sources",
		reach:   says("whole"),
		purpose: "the words behind the ids in the other tables' column source",
		columns: []Column{{Name: "id", Kind: ColumnText, Required: true}, {Name: "source", Kind: ColumnText, Required: true, Meaning: "the source in words, with its address or repository"}},
		key:     []string{"id"},
	}
}
