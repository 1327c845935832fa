package chart

// Zoner knows maritime zones that an operator imported. A chart that has one asks it for every point at sea; what it says
// wins over the approximation. It is asked a million times a second from many goroutines: it must be immutable, and should
// not allocate.
type Zoner interface {
	// ZoneAt is what the imported zones say of a point in degrees, in range. It is false where they say nothing, and the
	// chart then approximates. An import that covers a sea and has no zone at a point there answers true with
	// ZoneHighSeas.
	ZoneAt(lon, lat float64) (ZoneAnswer, bool)
}

// ZoneAnswer is what imported zones say of a point. Its basis is Imported.
type ZoneAnswer struct {
	// Zone is ZoneEEZ inside an exclusive economic zone or any other limit of 200 nautical miles: the chart then tells
	// the territorial sea and the contiguous zone apart by the distance to the coast. Any other zone is taken as it is.
	// ZoneUnknown leaves the zone to the distance to the coast, and takes the rest of the answer.
	Zone Zone

	// State is the ISO 3166-1 alpha-3 code of the coastal State or territory, "" when it is contested, joint or high
	// seas without one to name.
	State string
	// Sovereign is the State that answers for State in treaties; "" lets the chart fill it in from its own table.
	Sovereign string

	// States are all that claim the point (Contested) or share it (Joint), sorted; nil elsewhere. It is shared and read
	// only.
	States []string

	Contested bool // more than one State claims it
	Joint     bool // more than one State has agreed to share it

	Name string // the zone's own name in the import
}
