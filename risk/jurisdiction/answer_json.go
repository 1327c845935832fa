package jurisdiction

import "encoding/json"

type answerJSON struct {
	Place   placedJSON `json:"place"`
	Rows    []rowJSON  `json:"rows"`
	Near    []nearJSON `json:"near"`
	Unknown []string   `json:"unknown"`
	Caveats []string   `json:"caveats"`
}

type placedJSON struct {
	Zone         *string  `json:"zone"`
	CoastalState *string  `json:"coastal_state"`
	PortState    *string  `json:"port_state"`
	ShoreNM      *float64 `json:"distance_to_shore_nm"`
	Basis        *string  `json:"basis"`
	Contested    []string `json:"contested"`
}

type rowJSON struct {
	Rule       string   `json:"rule"`
	State      *string  `json:"state"`
	Capacity   Capacity `json:"capacity"`
	Kind       Kind     `json:"kind"`
	Strength   Strength `json:"strength"`
	Action     Action   `json:"action"`
	Instrument string   `json:"instrument"`
	Article    string   `json:"article"`
	Condition  string   `json:"condition"`
	Because    []string `json:"because"`
}

type nearJSON struct {
	rowJSON
	Missing []string `json:"missing"`
}

// MarshalJSON writes the answer in the exchange format; no list is ever null.
func (a Answer) MarshalJSON() ([]byte, error) {
	out := answerJSON{
		Place: placedJSON{
			Zone: orNull(string(a.Place.Zone)), CoastalState: orNull(a.Place.CoastalState), PortState: orNull(a.Place.PortState),
			Basis: orNull(string(a.Place.Basis)), Contested: list(a.Place.Contested),
		},
		Rows: rowsJSON(a.Rows), Near: nearsJSON(a.Near),
		Unknown: list(a.Unknown), Caveats: list(a.Caveats),
	}
	if a.Place.ShoreNM.Known {
		out.Place.ShoreNM = &a.Place.ShoreNM.Value
	}
	return json.Marshal(out)
}

func (r Row) json() rowJSON {
	return rowJSON{
		r.Rule, orNull(r.State), r.Capacity, r.Kind, r.Strength, r.Action, r.Instrument, r.Article, r.Condition, list(r.Because),
	}
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
