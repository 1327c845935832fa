package jurisdiction

// Answer is who can act. It may share its slices with other answers: read it only.
type Answer struct {
	Place   Placed
	Rows    []Row
	Near    []Near
	Unknown []string // what would have to be known
	Caveats []string
}

// Placed is the place that was answered for.
type Placed struct {
	Zone         Zone
	CoastalState string
	PortState    string
	ShoreNM      Measure // distance to the shore in nautical miles, where a position was given
	Basis        Basis
	Contested    []string // claimants beside the coastal State
}

// Basis says where the zone comes from.
type Basis string

// The bases; BasisNone when the zone is not known.
const (
	BasisNone         Basis = ""
	BasisGiven        Basis = "given"
	BasisImported     Basis = "imported"
	BasisApproximated Basis = "approximated"
)

// Row is a rule that speaks.
type Row struct {
	Rule       string // the rule's id
	State      string // empty for CapacityAny
	Capacity   Capacity
	Kind       Kind
	Strength   Strength
	Action     Action
	Instrument string
	Article    string
	Condition  string
	Because    []string
}

// Near is a rule that nearly spoke, with what was missing.
type Near struct {
	Row
	Missing []string
}
