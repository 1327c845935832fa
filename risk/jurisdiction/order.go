package jurisdiction

import "slices"

// first capacities for whoever asks: what they themselves can do comes first.
var firstFor = map[Asking][]Capacity{
	"":              {CapacityPort, CapacityCoastal}, // those at the place, when nobody says who asks
	PortOfficer:     {CapacityPort, CapacityCoastal, CapacityFlag},
	LabourInspector: {CapacityPort, CapacityFlag, CapacityVictim},
	Warship:         {CapacityAny, CapacityFlag, CapacityCoastal},
	CoastGuard:      {CapacityCoastal, CapacityPort, CapacityAny},
	Prosecutor:      {CapacityPort, CapacityCoastal, CapacityFlag, CapacityVictim, CapacitySuspect},
}

// jurisdictionFirst are the actions that a prosecutor looks for; what a labour
// inspectorate investigates comes after them.
var jurisdictionFirst = []Action{"exercise_jurisdiction", "prosecute", "extradite_or_prosecute", "arrest_on_board"}

// victimsFirst stand above every step against a ship or a person, whoever asks:
// whoever reads only the first lines must not miss them.
var victimsFirst = []Action{"recovery_period", "not_punish_victims"}

// most is more than there are places of capacities: those that come first, and
// all of them after those.
const most = 12

// maxRank is more than any rank: every place once for what stands above all
// rows, and twice for the rest.
const maxRank = 3 * most

// rank is a row's place for whoever asks; rows of one rank keep the order of the law.
func rank(r *Row, who Asking) int {
	capacity := slices.Index(firstFor[who], r.Capacity)
	if capacity < 0 {
		capacity = len(firstFor[who]) + slices.Index(capacities, r.Capacity)
	}
	if slices.Contains(victimsFirst, r.Action) {
		return capacity
	}
	n := most + 2*capacity
	if who == Prosecutor && !slices.Contains(jurisdictionFirst, r.Action) {
		n++
	}
	return n
}

// inOrder puts the rows of all parts in one list by rank, and keeps the order of
// the law within one rank. Ranks are few, so that it counts instead of sorting.
func inOrder[T any](who Asking, total int, parts func(yield func([]T)), row func(*T) *Row) []T {
	var starts [maxRank + 1]int
	parts(func(rows []T) {
		for i := range rows {
			starts[rank(row(&rows[i]), who)+1]++
		}
	})
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	out := make([]T, total)
	parts(func(rows []T) {
		for i := range rows {
			at := &starts[rank(row(&rows[i]), who)]
			out[*at] = rows[i]
			*at++
		}
	})
	return out
}
