package vessel

import (
	"fmt"
	"strconv"
	"strings"
)

// IMO is an IMO ship identification number (IMO resolution A.1117(30)): seven
// digits, the last a check digit. Zero means not known.
type IMO uint32

// ParseIMO reads an IMO number with or without the letters "IMO" before it.
// An empty string or zeros are not known, which is no error; a number whose check
// digit is wrong is an error, because one digit mistyped names another ship.
func ParseIMO(s string) (IMO, error) {
	t := strings.TrimSpace(s)
	if len(t) >= 3 && strings.EqualFold(t[:3], "IMO") {
		t = strings.TrimSpace(t[3:])
	}
	if strings.Trim(t, "0") == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(t, 10, 32)
	if err != nil || len(t) != 7 {
		return 0, fmt.Errorf("imo number %q: want seven digits, as in IMO 9074729", s)
	}
	imo := IMO(n)
	if !imo.Valid() {
		return 0, fmt.Errorf("imo number %q: its check digit should be %d; check it against the certificate", s, imo.checkDigit())
	}
	return imo, nil
}

// Valid says whether the number has seven digits and its check digit is right.
func (n IMO) Valid() bool {
	return n >= 1000000 && n <= 9999999 && uint32(n%10) == n.checkDigit()
}

// WithCheckDigit makes an IMO number of six leading digits (100000 to 999999).
func WithCheckDigit(six uint32) IMO {
	n := IMO(six * 10)
	return n + IMO(n.checkDigit())
}

// checkDigit sums the six leading digits, weighted 7 down to 2, modulo 10.
func (n IMO) checkDigit() uint32 {
	sum, rest := uint32(0), uint32(n)/10
	for weight := uint32(2); weight <= 7; weight++ {
		sum += rest % 10 * weight
		rest /= 10
	}
	return sum % 10
}

// String writes the number as it is written on a hull, or "" when not known.
func (n IMO) String() string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("IMO %07d", uint32(n))
}
