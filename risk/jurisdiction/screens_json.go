package jurisdiction

// The screens on the wire; rows are those of the answer's format.

type portCaseJSON struct {
	State  string     `json:"state"`
	Labour int        `json:"for_the_crew"`
	Rows   []rowJSON  `json:"rows"`
	Near   []nearJSON `json:"near"`
}

type visitJSON struct {
	Open    []rowJSON  `json:"grounds"`
	Shut    []nearJSON `json:"near"`
	Terms   []rowJSON  `json:"terms"`
	Silent  *string    `json:"silent"`
	Unknown []string   `json:"unknown"`
	Caveats []string   `json:"caveats"`
}

type inspectionJSON struct {
	Grounds []rowJSON  `json:"grounds"`
	Lacking []nearJSON `json:"near"`
	Report  *string    `json:"report"`
	Gaps    []string   `json:"gaps"`
	Unknown []string   `json:"unknown"`
	Caveats []string   `json:"caveats"`
}

// PortCasesJSON is a comparison as it travels.
func PortCasesJSON(cases []PortCase) any {
	out := make([]portCaseJSON, len(cases))
	for i, c := range cases {
		out[i] = portCaseJSON{c.State, c.Labour, rowsJSON(c.Rows), nearsJSON(c.Near)}
	}
	return out
}

// JSON is the screen as it travels.
func (v Visit) JSON() any {
	return visitJSON{rowsJSON(v.Open), nearsJSON(v.Shut), rowsJSON(v.Terms), orNull(v.Silent), list(v.Unknown), list(v.Caveats)}
}

// JSON is the basis as it travels.
func (i Inspection) JSON() any {
	return inspectionJSON{rowsJSON(i.Grounds), nearsJSON(i.Lacking), orNull(i.Report), list(i.Gaps), list(i.Unknown), list(i.Caveats)}
}

func rowsJSON(rows []Row) []rowJSON {
	out := make([]rowJSON, len(rows))
	for i, r := range rows {
		out[i] = r.json()
	}
	return out
}

func nearsJSON(near []Near) []nearJSON {
	out := make([]nearJSON, len(near))
	for i, n := range near {
		out[i] = nearJSON{n.json(), list(n.Missing)}
	}
	return out
}
