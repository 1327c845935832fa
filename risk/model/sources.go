package model

import "plimsoll/risk/behaviour"

// derived names the queries that silences and confirmed calls come from, each
// only of the vessels that it can matter for.
func derived() sources {
	return sources{
		gaps:  behaviour.GapsOf("vessel_id IN (SELECT vessel_id FROM fleet WHERE may_be_silent) AND day >= (SELECT min(window_12) FROM fleet)"),
		calls: behaviour.CallsOf("vessel_id IN (SELECT vessel_id FROM fleet WHERE bitTest(populations, 1))"),
	}
}
