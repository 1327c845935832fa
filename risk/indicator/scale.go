package indicator

import (
	"fmt"
	"strconv"
	"strings"
)

// Knot is one point of a curve: at this amount (days, events) the indicator has
// this share of its weight.
type Knot struct{ Amount, Value float64 }

// Scale turns a measured amount into a value in [0, 1]: by a curve, linear
// between its knots and flat beyond them, or by counting: nothing for the first
// Free, then Each of the weight's share for every further one. The zero Scale
// takes the amount as it is.
type Scale struct {
	Curve      []Knot
	Free, Each float64
}

// sql renders the scale over an SQL expression of a number.
func (s Scale) sql(amount string) string {
	x := "toFloat64(" + amount + ")"
	switch {
	case len(s.Curve) > 0:
		return s.curveSQL(x)
	case s.Each > 0:
		return fmt.Sprintf("least(toFloat64(1), greatest(toFloat64(0), %s - %s) * %s)", x, number(s.Free), number(s.Each))
	}
	return fmt.Sprintf("least(toFloat64(1), greatest(toFloat64(0), %s))", x)
}

func (s Scale) curveSQL(x string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "multiIf(%s <= %s, %s", x, number(s.Curve[0].Amount), number(s.Curve[0].Value))
	for i := 1; i < len(s.Curve); i++ {
		from, to := s.Curve[i-1], s.Curve[i]
		fmt.Fprintf(&b, ", %s <= %s, %s + (%s - %s) / %s * %s", x, number(to.Amount), number(from.Value), x, number(from.Amount),
			number(to.Amount-from.Amount), number(to.Value-from.Value))
	}
	fmt.Fprintf(&b, ", %s)", number(s.Curve[len(s.Curve)-1].Value))
	return b.String()
}

// full is the amount at which the curve reaches its end; 0 without one.
func (s Scale) full() float64 {
	if len(s.Curve) == 0 {
		return 0
	}
	return s.Curve[len(s.Curve)-1].Amount
}

// number writes a constant of the model so that SQL reads a Float64.
func number(x float64) string {
	return "toFloat64(" + strconv.FormatFloat(x, 'g', -1, 64) + ")"
}
