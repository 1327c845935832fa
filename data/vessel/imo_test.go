package vessel

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestParseIMO(t *testing.T) {
	for _, c := range []struct {
		in   string
		want IMO
		bad  bool
	}{
		{"9074729", 9074729, false},
		{"IMO 9074729", 9074729, false},
		{"imo9074729", 9074729, false},
		{"  9074729\t", 9074729, false},
		{"", 0, false},
		{"IMO", 0, false},
		{"0", 0, false},
		{"0000000", 0, false},
		{"9074728", 0, true},     // last digit mistyped
		{"9704729", 0, true},     // two digits swapped
		{"907472", 0, true},      // six digits
		{"90747290", 0, true},    // eight digits
		{"+9074729", 0, true},    // not digits
		{"IMO#9074729", 0, true}, // not digits
		{"0074729", 0, true},     // below the first number
		{"-", 0, true},
	} {
		got, err := ParseIMO(c.in)
		if got != c.want || (err != nil) != c.bad {
			t.Errorf("%q: got %d, %v", c.in, got, err)
		}
	}
}

// The check digit as IMO resolution A.1117(30) describes it, on the digits as
// they are written.
func checkDigitByHand(s string) int {
	sum := 0
	for i := range 6 {
		sum += int(s[i]-'0') * (7 - i)
	}
	return sum % 10
}

func TestCheckDigit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		six := rapid.Uint32Range(100000, 999999).Draw(t, "six")
		n := WithCheckDigit(six)
		written := fmt.Sprintf("%d", uint32(n))
		if int(n%10) != checkDigitByHand(written) || uint32(n)/10 != six {
			t.Fatalf("%d became %s", six, written)
		}
		if back, err := ParseIMO(n.String()); err != nil || back != n {
			t.Fatalf("%s read back as %d, %v", n, back, err)
		}
	})
}

// Any one wrong digit names another ship, so it must not pass; the weights 2
// to 7 let a digit through only where weight times the difference is a
// multiple of ten.
func TestOneWrongDigitIsSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := WithCheckDigit(rapid.Uint32Range(100000, 999999).Draw(t, "six"))
		digits := []byte(fmt.Sprintf("%d", uint32(n)))
		place := rapid.IntRange(0, 6).Draw(t, "place")
		old := digits[place]
		digits[place] = byte('0' + rapid.IntRange(0, 9).Draw(t, "digit"))
		diff := int(digits[place]) - int(old)
		blind := place < 6 && diff*(7-place)%10 == 0
		if diff == 0 || digits[0] == '0' || blind {
			return
		}
		if _, err := ParseIMO(string(digits)); err == nil {
			t.Fatalf("%d with one digit wrong, %s, was taken", uint32(n), digits)
		}
	})
}

func FuzzParseIMO(f *testing.F) {
	for _, s := range []string{"", "IMO 9074729", "9074729", "imo", "\u00a09074729"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseIMO(s)
		if err != nil || n == 0 {
			if err != nil && n != 0 {
				t.Errorf("%q: an error and a number, %d", s, n)
			}
			return
		}
		if back, err := ParseIMO(n.String()); err != nil || back != n || !n.Valid() {
			t.Errorf("%q: %d read back as %d, %v", s, n, back, err)
		}
	})
}
