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

// fact reads source, as_of and the status column of a row.
func (r record) fact(sources map[string]string, statusColumn string) (Fact, error) {
	source, ok := sources[r.get("source")]
	if !ok {
		return Fact{}, r.errorf("source %q is not in sources.csv", r.get("source"))
	}
	status := r.get(statusColumn)
	if _, ok := statusRank[status]; !ok {
		return Fact{}, r.errorf("%s %q: want sourced, derived or recalled", statusColumn, status)
	}
	if _, err := r.period("as_of"); err != nil {
		return Fact{}, err
	}
	return Fact{Source: source, AsOf: r.get("as_of"), Status: status}, nil
}

// asOf is the first day that the fact's date may mean; zero when it has none.
func (f Fact) asOf() (p period) {
	p, _ = parsePeriod(f.AsOf) // checked when the row was read
	return p
}

// readSources gives each source's words by its id.
func readSources(t tables) (map[string]string, error) {
	sources := map[string]string{}
	_, err := readTable(t.fsys, "sources.csv", []string{"id", "source"}, func(r record) (struct{}, error) {
		id := r.get("id")
		if _, twice := sources[id]; twice || id == "" || r.get("source") == "" {
			return struct{}{}, r.errorf("source %q is empty or listed twice", id)
		}
		sources[id] = r.get("source")
		return struct{}{}, nil
	})
	return sources, err
}
