package jurisdiction

import "strings"

// Visit is whether a warship may visit, ground by ground (UNCLOS 110).
type Visit struct {
	Open  []Row  // grounds that are asserted
	Shut  []Near // grounds that are not there, or that the ship is immune from
	Terms []Row  // how a visit goes: verify first, pay if unfounded
	// Silent says why there is no ground at all, nor one that is near.
	Silent  string
	Unknown []string
	Caveats []string
}

// ScreenVisit looks through the grounds of the right of visit.
func (e *Evaluator) ScreenVisit(q Question) (Visit, error) {
	a, err := e.Answer(q)
	if err != nil {
		return Visit{}, err
	}
	v := Visit{Unknown: a.Unknown, Caveats: a.Caveats}
	for _, r := range a.Rows {
		switch {
		case r.Instrument != "UNCLOS":
		case strings.HasPrefix(r.Article, "110(1)"):
			v.Open = append(v.Open, r)
		case strings.HasPrefix(r.Article, "110("), r.Article == "96", r.Article == "92(2)":
			v.Terms = append(v.Terms, r)
		}
	}
	for _, n := range a.Near {
		if n.Instrument == "UNCLOS" && (strings.HasPrefix(n.Article, "110(1)") || n.Article == "105") {
			v.Shut = append(v.Shut, n)
		}
	}
	if len(v.Open)+len(v.Shut) == 0 {
		v.Silent = "The right of visit is for the waters beyond territorial seas (UNCLOS 110, 58(2)); the zone of the question is " + zoneName(a.Place.Zone) + "."
	}
	return v, nil
}

func zoneName(z Zone) string {
	if z == ZoneUnknown {
		return "not known"
	}
	return string(z)
}
