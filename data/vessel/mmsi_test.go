package vessel

import (
	"testing"

	"pgregory.net/rapid"
)

func TestStation(t *testing.T) {
	for _, c := range []struct {
		m    MMSI
		want Station
		mid  int
	}{
		{0, Unassigned, 0},
		{2320001, CoastStation, 232},  // 002320001
		{23200001, GroupOfShips, 232}, // 023200001
		{100000000, Unassigned, 100},  // no form begins with 1 but 111
		{111232001, SARAircraft, 232}, //
		{112000000, Unassigned, 112},  //
		{150402951, Unassigned, 150},  // a MID that is not allocated
		{200999999, Unassigned, 200},  // just below the first MID
		{201000000, Ship, 201},        //
		{412334074, Ship, 412},        //
		{775999999, Ship, 775},        //
		{776000000, Unassigned, 776},  //
		{799999999, Unassigned, 799},  //
		{823200001, Handheld, 232},    // 8 MID
		{900000000, Unassigned, 900},  // drifting buoys often send such numbers
		{969999999, Unassigned, 969},  //
		{970010001, SART, 0},          //
		{971000000, Unassigned, 971},  //
		{972010001, ManOverboard, 0},  //
		{974010001, EPIRB, 0},         //
		{979010001, AutonomousDevice, 0},
		{982320001, CraftWithParentShip, 232},
		{992320001, AidToNavigation, 232},
		{999999999, AidToNavigation, 999},
		{1000000000, Unassigned, 0},
		{4294967295, Unassigned, 0},
	} {
		if got := c.m.Station(); got != c.want {
			t.Errorf("%s: station %d, want %d", c.m, got, c.want)
		}
		if got := c.m.MID(); got != c.mid {
			t.Errorf("%s: MID %d, want %d", c.m, got, c.mid)
		}
	}
}

func TestParseMMSI(t *testing.T) {
	for _, c := range []struct {
		in   string
		want MMSI
		bad  bool
	}{
		{"150402951", 150402951, false},
		{" 002320001 ", 2320001, false},
		{"", 0, true},
		{"0", 0, true},
		{"000000000", 0, true},
		{"1504029510", 0, true},
		{"47730790x", 0, true},
		{"-1", 0, true},
		{"1.5e8", 0, true},
	} {
		got, err := ParseMMSI(c.in)
		if got != c.want || (err != nil) != c.bad {
			t.Errorf("%q: got %d, %v", c.in, got, err)
		}
	}
}

func TestMMSIRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := MMSI(rapid.Uint32Range(1, 999999999).Draw(t, "mmsi"))
		if got, err := ParseMMSI(m.String()); err != nil || got != m || len(m.String()) != 9 {
			t.Fatalf("%d was written %s and read %d, %v", uint32(m), m, got, err)
		}
	})
}

func FuzzParseMMSI(f *testing.F) {
	for _, s := range []string{"", "150402951", "002320001", "47730790x", "9999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ParseMMSI(s)
		if (err == nil) != (m >= 1 && m <= 999999999) {
			t.Errorf("%q: %d, %v", s, m, err)
		}
		_ = m.Station()
		_ = m.MID()
	})
}
