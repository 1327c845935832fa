package jurisdiction

import "slices"

// first capacities for whoever asks: what they themselves can do comes first.
var firstFor = map[Asking][]Capacity{
	PortOfficer:     {CapacityPort, CapacityCoastal, CapacityFlag},
	LabourInspector: {CapacityPort, CapacityFlag, CapacityVictim},
	Warship:         {CapacityAny, CapacityFlag, CapacityCoastal},
	CoastGuard:      {CapacityCoastal, CapacityPort, CapacityAny},
	Prosecutor:      {CapacityPort, CapacityCoastal, CapacityFlag, CapacityVictim, CapacitySuspect},
}

// jurisdictionFirst are the actions that a prosecutor looks for.
var jurisdictionFirst = []Action{"exercise_jurisdiction", "prosecute", "extradite_or_prosecute", "investigate", "arrest_on_board"}

// rank is a row's place for whoever asks; rows of one rank keep the order of the law.
func rank(r Row, who Asking) int {
	capacity := slices.Index(firstFor[who], r.Capacity)
	if capacity < 0 {
		capacity = len(firstFor[who]) + slices.Index(capacities, r.Capacity)
	}
	n := 2 * capacity
	if who == Prosecutor && !slices.Contains(jurisdictionFirst, r.Action) {
		n++
	}
	return n
}

func order(rows []Row, who Asking) {
	slices.SortStableFunc(rows, func(a, b Row) int { return rank(a, who) - rank(b, who) })
}
