package reference

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// The memoranda of understanding on port State control, and the Coast Guard.
const (
	MOUParis = "PARIS"
	MOUTokyo = "TOKYO"
	MOUUSCG  = "USCG"
)

// The lists of the Coast Guard of the United States.
const (
	ListQualship      = "qualship21"
	ListTargeted2     = "targeted_2"      // two points for safety
	ListTargeted7     = "targeted_7"      // seven points for safety
	ListTargetedISPS7 = "targeted_isps_7" // seven points for security
)

// FlagList is where a flag stands by its ships' inspections.
type FlagList string

// The lists of Paris and Tokyo. NotBlack and Unlisted follow by elimination,
// from lists that are whole.
const (
	ListUnknown  FlagList = ""
	ListWhite    FlagList = "white"
	ListGrey     FlagList = "grey"
	ListBlack    FlagList = "black"
	ListNotBlack FlagList = "not_black" // the black list is whole and does not name it; the others are partial
	ListUnlisted FlagList = "unlisted"  // all three are whole and do not name it: too few inspections
)

// PSCList is one list of one year.
type PSCList struct {
	MOU       string
	Year      int // the last year of its three
	List      string
	Total     int  // flags on it; 0 when it is not known
	Complete  bool // every flag on it is known, so absence is known
	ValidFrom time.Time
	ValidTo   time.Time // the last day; both zero when they are not known
	Note      string
	Fact      Fact
}

// FlagPlace is one flag's row on a list. What is nil or zero is not known.
type FlagPlace struct {
	MOU, List, ISO3         string
	Year, Rank              int
	Inspections, Detentions *int
	ExcessFactor            *float64
	Risk                    string // of a black list: medium, medium_high, high, very_high
	Confidence              string // the compiler's: high, medium, low
	Note                    string
	Fact                    Fact
}

func pscListsTable() *table {
	return &table{
		name: "psc_lists", title: "Lists of flags by port State control",
		reach: reachOfLists,
		purpose: "one list of one year: how many flags it has, whether all of them are in psc_flags, and when it is in use. " +
			"Bring a new year in three steps: its lists as not complete, its flags, its lists as complete",
		columns: append([]Column{
			{Name: "mou", Kind: ColumnEnum, Required: true, Values: []string{MOUParis, MOUTokyo, MOUUSCG}},
			{Name: "year", Kind: ColumnInteger, Required: true, Min: 1990, Max: lastYear, Meaning: "the last of the years it counts"},
			{Name: "list", Kind: ColumnEnum, Required: true, Values: []string{"white", "grey", "black", ListQualship, ListTargeted2, ListTargeted7, ListTargetedISPS7}},
			{Name: "total", Kind: ColumnInteger, Meaning: "flags on it, as published"},
			{Name: "complete", Kind: ColumnEnum, Required: true, Values: []string{"yes", "no"}, Meaning: "no: absence is evidence of nothing"},
			{Name: "valid_from", Kind: ColumnDay},
			{Name: "valid_to", Kind: ColumnDay, Meaning: "the last day; both blank when they are not known"},
		}, provenance()...),
		key:   []string{"mou", "year", "list"},
		spans: &spanRule{subject: []string{"mou", "list"}, from: "valid_from", to: "valid_to", inclusive: true},
		rules: []string{
			"a complete list has as many rows in psc_flags as its total says, another no more",
			"the lists of one memorandum and year are in use at the same time",
		},
		whole: checkPSCLists,
	}
}

func pscFlagsTable() *table {
	return &table{
		name: "psc_flags", title: "Flags on the lists of port State control",
		reach:   reachOfLists,
		purpose: "one flag on one list of psc_lists; a flag without a row is unknown unless the list is complete",
		columns: append([]Column{
			{Name: "mou", Kind: ColumnEnum, Required: true, Values: []string{MOUParis, MOUTokyo, MOUUSCG}},
			{Name: "year", Kind: ColumnInteger, Required: true, Min: 1990, Max: lastYear},
			{Name: "list", Kind: ColumnEnum, Required: true, Values: []string{"white", "grey", "black", ListQualship, ListTargeted2, ListTargeted7, ListTargetedISPS7}},
			{Name: "iso3", Kind: ColumnCode, Required: true},
			{Name: "rank", Kind: ColumnInteger, Min: 1, Meaning: "counted through white, grey and black"},
			{Name: "inspections", Kind: ColumnInteger},
			{Name: "detentions", Kind: ColumnInteger},
			{Name: "excess_factor", Kind: ColumnNumber},
			{Name: "risk", Kind: ColumnEnum, Values: []string{"medium", "medium_high", "high", "very_high"}, Meaning: "of a black list"},
			{Name: "confidence", Kind: ColumnEnum, Required: true, Values: []string{"high", "medium", "low"}, Meaning: "the compiler's"},
		}, provenance()...),
		key:   []string{"mou", "year", "list", "iso3"},
		rules: []string{"its list is in psc_lists", "a flag stands on one of white, grey and black", "no more detentions than inspections"},
		whole: checkPSCFlags,
	}
}

func (l *loading) readPSCLists() []PSCList {
	s := l.sheets["psc_lists"]
	out := make([]PSCList, 0, len(s.rows))
	for i := range s.rows {
		r := s.record(l, i)
		out = append(out, PSCList{
			MOU: r.get("mou"), Year: r.number("year"), List: r.get("list"), Total: r.number("total"), Complete: r.get("complete") == "yes",
			ValidFrom: r.day("valid_from"), ValidTo: r.day("valid_to"), Note: r.get("note"), Fact: r.fact("status"),
		})
	}
	slices.SortStableFunc(out, func(a, b PSCList) int { return cmp.Or(cmp.Compare(a.MOU, b.MOU), a.Year-b.Year) })
	return out
}

func (l *loading) readPSCFlags() []FlagPlace {
	s := l.sheets["psc_flags"]
	out := make([]FlagPlace, 0, len(s.rows))
	for i := range s.rows {
		r := s.record(l, i)
		p := FlagPlace{
			MOU: r.get("mou"), Year: r.number("year"), List: r.get("list"), ISO3: r.get("iso3"), Rank: r.number("rank"),
			Inspections: r.count("inspections"), Detentions: r.count("detentions"),
			Risk: r.get("risk"), Confidence: r.get("confidence"), Note: r.get("note"), Fact: r.fact("status"),
		}
		if text := r.get("excess_factor"); text != "" {
			f, _ := strconv.ParseFloat(text, 64)
			p.ExcessFactor = &f
		}
		out = append(out, p)
	}
	return out
}

// count reads a whole number of which 0 is one; nil when the cell is empty.
func (r record) count(column string) *int {
	if r.get(column) == "" {
		return nil
	}
	n := r.number(column)
	return &n
}
