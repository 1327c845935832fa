package profile

// Regime is a memorandum of understanding on port State control.
type Regime string

// The regimes whose method is known.
const (
	Paris Regime = "paris"
	Tokyo Regime = "tokyo"
)

// ShipType is a type of ship as the methods tell them apart.
type ShipType string

// The types; every other ship is OtherType.
const (
	TypeUnknown    ShipType = ""
	ChemicalTanker ShipType = "chemical_tanker"
	GasCarrier     ShipType = "gas_carrier"
	OilTanker      ShipType = "oil_tanker"
	BulkCarrier    ShipType = "bulk_carrier"
	PassengerShip  ShipType = "passenger_ship"
	ContainerShip  ShipType = "container_ship"
	OtherType      ShipType = "other"
)

var shipTypes = []ShipType{ChemicalTanker, GasCarrier, OilTanker, BulkCarrier, PassengerShip, ContainerShip, OtherType}

// FlagRisk is the degree of risk that Paris prints beside a black flag.
type FlagRisk string

// The degrees.
const (
	RiskUnknown    FlagRisk = ""
	MediumRisk     FlagRisk = "medium"
	MediumHighRisk FlagRisk = "medium_high"
	HighRisk       FlagRisk = "high"
	VeryHighRisk   FlagRisk = "very_high"
)

var flagRisks = []FlagRisk{MediumRisk, MediumHighRisk, HighRisk, VeryHighRisk}

// Level is how a recognised organisation or a company performs.
type Level string

// The levels. LevelUnlisted is an organisation that is on no list; Uninspected
// a company none of whose ships was inspected in 36 months.
const (
	LevelUnknown  Level = ""
	HighLevel     Level = "high"
	MediumLevel   Level = "medium"
	LowLevel      Level = "low"
	VeryLowLevel  Level = "very_low"
	LevelUnlisted Level = "unlisted"
	Uninspected   Level = "uninspected"
)

var (
	organisationLevels = []Level{HighLevel, MediumLevel, LowLevel, VeryLowLevel, LevelUnlisted}
	companyLevels      = []Level{HighLevel, MediumLevel, LowLevel, VeryLowLevel, Uninspected}
)

// Tri is yes, no or, when zero, not known.
type Tri uint8

// The three values.
const (
	Unknown Tri = iota
	Yes
	No
)

func tri(yes bool) Tri {
	if yes {
		return Yes
	}
	return No
}

func (t Tri) String() string { return [...]string{"unknown", "yes", "no"}[t] }

// Ship is what is known of a ship on the day of its profile. A zero field is
// not known, and makes a range.
type Ship struct {
	Type ShipType
	// Age in whole years; nil is not known.
	Age *int
	// Flag is the flag's place on the regime's list in force that day.
	Flag     Colour
	FlagRisk FlagRisk // of a black flag, Paris alone
	// FlagAudited tells whether the flag State has been through the IMO audit.
	FlagAudited Tri
	// Organisation is the worst of the recognised organisations that act for the flag.
	Organisation           Level
	OrganisationRecognised Tri // by the EU (Paris) or an authority of the regime (Tokyo)
	Company                Level
	// Inspections of the last 36 months in the region; nil is not known, and an
	// empty list is a ship that was not inspected.
	Inspections []Inspection
}

// Inspection is one inspection of the last 36 months.
type Inspection struct {
	Deficiencies int
	Detained     bool
}
