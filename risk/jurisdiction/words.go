package jurisdiction

import "math/bits"

// Zone is where the vessel is, in the words of the exchange format.
type Zone string

// The zones; ZoneUnknown when none was given and none could be found.
const (
	ZoneUnknown    Zone = ""
	Port           Zone = "port"
	InternalWaters Zone = "internal_waters"
	Archipelagic   Zone = "archipelagic_waters"
	TerritorialSea Zone = "territorial_sea"
	ContiguousZone Zone = "contiguous_zone"
	EconomicZone   Zone = "eez"
	HighSeas       Zone = "high_seas"
)

// territory tells whether a zone is part of a State's territory.
func (z Zone) territory() bool {
	return z == Port || z == InternalWaters || z == Archipelagic || z == TerritorialSea
}

var zones = []Zone{Port, InternalWaters, Archipelagic, TerritorialSea, ContiguousZone, EconomicZone, HighSeas}

// Class is the kind of vessel.
type Class string

// The classes; ClassUnknown when it was not given.
const (
	ClassUnknown Class = ""
	Fishing      Class = "fishing"
	FishCarrier  Class = "fish_carrier"
	Merchant     Class = "merchant"
	Passenger    Class = "passenger"
	Government   Class = "government"
	Factory      Class = "factory"
	Support      Class = "support"
	Other        Class = "other"
)

var classes = []Class{Fishing, FishCarrier, Merchant, Passenger, Government, Factory, Support, Other}

// Asking is who asks. It orders the answer and changes no row.
type Asking string

// Those who ask; empty when not given.
const (
	PortOfficer     Asking = "port_officer"
	LabourInspector Asking = "labour_inspector"
	Warship         Asking = "warship"
	CoastGuard      Asking = "coast_guard"
	Prosecutor      Asking = "prosecutor"
	Researcher      Asking = "researcher"
)

var askers = []Asking{PortOfficer, LabourInspector, Warship, CoastGuard, Prosecutor, Researcher}

// Capacity is in which quality a State acts.
type Capacity string

// The capacities. CapacityAny is every State, and names none.
const (
	CapacityFlag    Capacity = "flag"
	CapacityPort    Capacity = "port"
	CapacityCoastal Capacity = "coastal"
	CapacityVictim  Capacity = "victim_nationality"
	CapacitySuspect Capacity = "suspect_nationality"
	CapacityAny     Capacity = "any"
)

var capacities = []Capacity{CapacityFlag, CapacityPort, CapacityCoastal, CapacityVictim, CapacitySuspect, CapacityAny}

// Kind is what a rule gives or takes.
type Kind string

// The kinds of rules.
const (
	Power Kind = "power"
	Duty  Kind = "duty"
	Limit Kind = "limit"
)

// Strength is how strongly a rule speaks.
type Strength string

// The strengths: must is "shall", should_not the word of UNCLOS 27(1),
// must_not "may not" or "shall not".
const (
	Must      Strength = "must"
	May       Strength = "may"
	ShouldNot Strength = "should_not"
	MustNot   Strength = "must_not"
)

// Action is what a rule is about.
type Action string

// actions are all of them, with the words an inspector reads aloud.
var actions = map[Action]string{
	"board":                  "board the ship",
	"verify_flag":            "verify the ship's right to its flag",
	"inspect":                "inspect the ship",
	"inspect_in_detail":      "inspect the ship in detail",
	"detain":                 "hold the ship",
	"deny_entry":             "deny the ship entry or passage",
	"deny_port_use":          "deny the ship the use of the port",
	"rectify":                "have conditions on board put right",
	"investigate":            "investigate",
	"prosecute":              "prosecute or punish",
	"arrest_on_board":        "arrest or investigate on board",
	"pursue":                 "pursue the ship",
	"report_to_flag":         "report to the flag State",
	"report_to_ilo":          "report to the International Labour Office",
	"notify_flag":            "notify the flag State or its representative",
	"protect_victims":        "protect victims",
	"not_punish_victims":     "be able to leave victims unpunished",
	"recovery_period":        "give victims time to recover and reflect",
	"repatriate":             "see people home",
	"rescue":                 "rescue people or have them rescued",
	"extradite_or_prosecute": "extradite or prosecute",
	"exercise_jurisdiction":  "exercise jurisdiction",
	"certify":                "certify or register the ship",
}

// Fact is something that whoever asks asserts; nothing is inferred.
type Fact uint8

// Facts is a set of facts.
type Facts uint64

type factWord struct{ word, phrase string }

// factWords are the facts on the wire and as sentences say them.
var factWords = []factWord{
	{"complaint", "a complaint about conditions on board"},
	{"clear_grounds", "clear grounds, or evidence, that conditions do not conform"},
	{"documents_missing", "required documents missing or invalid"},
	{"flag_changed_to_avoid_compliance", "reasonable grounds to believe that the flag was changed to avoid compliance"},
	{"serious_breach", "a serious or repeated breach"},
	{"clearly_hazardous", "conditions clearly hazardous to safety, health or security"},
	{"abandoned", "crew abandoned, or an owner who fails to repatriate"},
	{"slave_trade_grounds", "reasonable grounds to suspect slave trade"},
	{"no_nationality", "reasonable grounds to suspect that the ship has no nationality"},
	{"flag_use_conflict", "several flags used according to convenience"},
	{"innocent_passage", "innocent passage, not entering internal waters"},
	{"entering_internal_waters", "the ship is entering internal waters"},
	{"leaving_internal_waters", "the ship has left internal waters"},
	{"crime_before_entry", "a crime committed before the ship entered"},
	{"consequences_in_coastal_state", "consequences of the crime in the coastal State"},
	{"disturbs_peace", "a crime that disturbs the peace of the country or the good order of the sea"},
	{"master_or_consul_request", "a request of the master or of the flag State's consul"},
	{"trafficking_suspected", "reasonable grounds to suspect trafficking in persons"},
	{"organised_group", "an organised criminal group in a transnational case"},
	{"fisheries_offence", "an offence against the fisheries laws of these waters"},
	{"iuu_listed", "a listing by a fisheries organisation for illegal fishing"},
	{"force_majeure", "a call forced by distress or force majeure"},
	{"persons_in_danger", "persons in danger at sea"},
}

func (f Fact) String() string { return factWords[f].word }

// Has tells whether a fact is in the set.
func (s Facts) Has(f Fact) bool { return s&(1<<f) != 0 }

// With is the set with one fact more.
func (s Facts) With(f Fact) Facts { return s | 1<<f }

// Words are the facts of the set in the order of the exchange format.
func (s Facts) Words() []string {
	out := make([]string, 0, bits.OnesCount64(uint64(s)))
	for f := range factWords {
		if s.Has(Fact(f)) {
			out = append(out, factWords[f].word)
		}
	}
	return out
}

// FactPhrases are all facts that can be asserted, in the order of the exchange
// format: each word, and what it says.
func FactPhrases(yield func(word, phrase string) bool) {
	for _, f := range factWords {
		if !yield(f.word, f.phrase) {
			return
		}
	}
}

// parseFact finds a fact by its word.
func parseFact(word string) (Fact, bool) {
	for i, f := range factWords {
		if f.word == word {
			return Fact(i), true
		}
	}
	return 0, false
}

func mustFact(word string) Fact {
	f, ok := parseFact(word)
	if !ok {
		panic("jurisdiction: no fact " + word)
	}
	return f
}

// The facts that the evaluator itself knows by name; the law names the others.
var (
	factNoNationality = mustFact("no_nationality")
	factFlagConflict  = mustFact("flag_use_conflict")
	factPassage       = mustFact("innocent_passage")
	factEntering      = mustFact("entering_internal_waters")
	factLeaving       = mustFact("leaving_internal_waters")
	factBeforeEntry   = mustFact("crime_before_entry")
	factConsequences  = mustFact("consequences_in_coastal_state")
	factDisturbs      = mustFact("disturbs_peace")
	factTrafficking   = mustFact("trafficking_suspected")
)
