package vessel

import "fmt"

// Class is what a vessel is for, as far as labour law sets it apart.
type Class uint8

// The classes. Factory ships, support vessels and the unknown carry both
// seafarers and fishers, or may; each of the others has one population or none.
const (
	ClassUnknown Class = iota
	Fishing
	FishCarrier
	Factory
	Support
	Merchant
	Passenger
	Government
	Other
)

var classNames = [...]string{"unknown", "fishing", "fish_carrier", "factory", "support", "merchant", "passenger", "government", "other"}

// String is the class's word on the wire.
func (c Class) String() string {
	if int(c) < len(classNames) {
		return classNames[c]
	}
	return fmt.Sprintf("class(%d)", uint8(c))
}

// ParseClass reads a word on the wire.
func ParseClass(s string) (Class, error) {
	for i, name := range classNames {
		if s == name {
			return Class(i), nil
		}
	}
	return ClassUnknown, fmt.Errorf("class %q: want one of %v", s, classNames[1:])
}

// Population is a group of workers that one body of labour law protects.
type Population uint8

// The populations: the Maritime Labour Convention covers seafarers, ILO
// Convention 188 covers fishers.
const (
	Seafarers Population = iota + 1
	Fishers
)

// String is the population's word on the wire.
func (p Population) String() string {
	switch p {
	case Seafarers:
		return "seafarer"
	case Fishers:
		return "fisher"
	}
	return fmt.Sprintf("population(%d)", uint8(p))
}

// Populations says for whom a vessel of this class is a workplace. Government
// vessels are outside both conventions (MLC 2006 Article II(4), C188 Article 1).
func (c Class) Populations() []Population {
	switch c {
	case Fishing:
		return []Population{Fishers}
	case FishCarrier, Merchant, Passenger:
		return []Population{Seafarers}
	case Government:
		return nil
	default:
		return []Population{Seafarers, Fishers}
	}
}
