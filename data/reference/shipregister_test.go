package reference

import (
	"slices"
	"testing"
)

func TestShipRegisters(t *testing.T) {
	c := catalogue(t)
	open := func(state, register, at string) Tri {
		for _, a := range c.ShipRegisters(state, on(at)) {
			if a.Register.Register == register || slices.Contains(a.Register.Also, register) {
				return a.Open
			}
		}
		return Unknown
	}
	for _, tc := range []struct {
		state, register, at string
		want                Tri
	}{
		{"NOR", "NIS", "1986-12-31", No},
		{"NOR", "NIS", "1987-06-01", Unknown},
		{"NOR", "NIS", "1988-01-01", Yes},
		{"FRA", "RIF", "2005-05-03", Yes},
		{"REU", "FIS", "2005-05-02", No},
		{"PRT", "MAR", "1989-03-28", Yes},
		{"NOR", "NOR", "2020-01-01", Unknown},
		{"ZZZ", "NIS", "2020-01-01", Unknown},
	} {
		if got := open(tc.state, tc.register, tc.at); got != tc.want {
			t.Errorf("%s %s on %s: %v, want %v", tc.state, tc.register, tc.at, got, tc.want)
		}
	}
	// A register that is listed as a flag of convenience has its row here.
	for _, g := range c.Registers() {
		if g.Register != "" && !slices.ContainsFunc(c.ShipRegisters(g.ISO3, on("2026-01-01")), func(a RegisterAnswer) bool { return a.Register.Register == g.Register }) {
			t.Errorf("%s %s is not among the registers", g.ISO3, g.Register)
		}
	}
}
