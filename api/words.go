package api

import (
	"fmt"
	"strings"

	"plimsoll/risk/model"
)

// bandWords are the bands as a sentence begins with them.
func bandWords(band string) string {
	switch band {
	case "not_examined":
		return "Not examined"
	case "not_seen":
		return "Not seen"
	case "":
		return "No score"
	}
	return strings.ToUpper(band[:1]) + strings.ReplaceAll(band[1:], "_", " ")
}

// bandMeaning says what a band stands for, and what it does not.
func bandMeaning(band string) string {
	switch band {
	case "severe":
		return "conditions associated with forced labour were observed, some of them on record; it says nothing of what any person did"
	case "high":
		return "several conditions associated with forced labour were observed"
	case "elevated":
		return "conditions associated with forced labour were observed"
	case "guarded":
		return "some conditions associated with forced labour were observed, most of them about the flag or the register"
	case "low":
		return "a labour inspection with crew interviews is on record and the track was mostly seen; few conditions were observed"
	case "not_examined":
		return "few conditions were observed, and no labour inspection with crew interviews is on record"
	case "not_seen":
		return "the vessel was seen on fewer than half of the days; what happened on the others is not known"
	}
	return ""
}

// populationWords names who works there.
func populationWords(population string) string {
	switch population {
	case "seafarer":
		return "Seafarers"
	case "fisher":
		return "Fishers"
	}
	return ""
}

func scoreWords(s model.Score) string {
	return fmt.Sprintf("%s for %s: at least %d of 100 points, could be %d; %d %% of what was asked is known (model %s, as of %s)",
		bandWords(s.Band), strings.ToLower(populationWords(s.Population.String())), s.Points, s.CouldBe, s.Completeness, s.Model, s.AsOf.UTC().Format("2006-01-02"))
}

// zoneWords names a maritime zone.
func zoneWords(zone string) string {
	switch zone {
	case "port":
		return "in port"
	case "eez":
		return "exclusive economic zone"
	case "land":
		return "on land by the chart"
	case "", "unknown":
		return "zone not known"
	}
	return strings.ReplaceAll(zone, "_", " ")
}

// classWords names a class of vessel.
func classWords(class string) string {
	switch class {
	case "fishing", "support", "government", "other":
		return class + " vessel"
	case "factory", "merchant", "passenger":
		return class + " ship"
	case "fish_carrier":
		return "fish carrier"
	}
	return "class not known"
}

// conflictWords says what does not fit together.
func conflictWords(kind string) string {
	switch kind {
	case "unallocated_mid":
		return "the MMSI begins with digits that are allocated to no State"
	case "mid_not_flag":
		return "the MMSI's first digits are those of another State than the flag"
	case "two_hulls":
		return "two hulls were observed sending on one number"
	case "two_imo_numbers":
		return "two IMO numbers were claimed on one MMSI"
	case "alternating_names":
		return "the name changed and came back"
	case "implausible_jump":
		return "positions were observed that one ship cannot have had"
	}
	return strings.ReplaceAll(kind, "_", " ")
}

// recordWords names a kind of adverse record.
func recordWords(kind string) string {
	switch kind {
	case "abandonment":
		return "abandonment of the crew"
	case "forced_labour_finding":
		return "forced-labour finding"
	case "withhold_release_order":
		return "withhold-release order"
	case "conviction":
		return "labour conviction"
	case "wage_claim":
		return "wage claim"
	case "iuu_listing":
		return "listing for illegal, unreported and unregulated fishing"
	case "flag_denied":
		return "registry denies the flag"
	case "class_withdrawn":
		return "class withdrawn"
	case "insurance_ended":
		return "insurance or financial security ended"
	}
	return strings.ReplaceAll(kind, "_", " ")
}

// statusWords says how a case stands; inactive is not resolved.
func statusWords(status string) string {
	if status == "inactive" {
		return "inactive at its source, not resolved"
	}
	return status
}

// ruleWords says what an alert is about.
func ruleWords(rule string) string {
	switch rule {
	case "band":
		return "Conditions observed"
	case "identity_conflict":
		return "Identity conflict"
	case "arrival":
		return "Arrival"
	case "feed_stopped":
		return "Feed stopped"
	}
	return strings.ReplaceAll(rule, "_", " ")
}

// datedFrom is a fact's date, empty where the warehouse's word for a beginning
// that is not known stands for one.
func datedFrom(at string) string {
	if at <= "1970-01-01" || at >= "2200" {
		return ""
	}
	return at
}
