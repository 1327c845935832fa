package chart

import (
	"os"
	"slices"
	"strings"
	"testing"

	"plimsoll/data/chart/internal/coastfile"
)

// Places on either side of lines that are no median lines.
func TestAreas(t *testing.T) {
	c := loaded(t)
	for _, k := range []struct {
		what             string
		lon, lat         float64
		zone             Zone
		state            string
		states           []string
		contested, joint bool
	}{
		{"between Iceland and Jan Mayen, shared", -8, 69.5, ZoneEEZ, "SJM", []string{"ISL", "NOR"}, false, true},
		{"south of it, not shared", -8, 67.9, ZoneEEZ, "SJM", nil, false, false},
		{"Japan and the Republic of Korea, shared", 127.5, 31, ZoneEEZ, "JPN", []string{"JPN", "KOR"}, false, true},
		{"Cape Roxo's own territorial sea is not shared", -16.85, 12.3, ZoneTerritorialSea, "SEN", nil, false, false},
		{"off Cape Roxo, shared", -18.3, 11.8, ZoneEEZ, "SEN", []string{"GNB", "SEN"}, false, true},
		{"south of the parallel that Kenya claims", 44, -2.6, ZoneEEZ, "SOM", []string{"KEN", "SOM"}, true, false},
		{"north of it", 44, -1.4, ZoneEEZ, "SOM", nil, false, false},
		{"south of Cape Horn, nearer to Chile, Argentina's by treaty", -66.5, -57.2, ZoneEEZ, "ARG", nil, false, false},
		{"west of the treaty's meridian", -67.6, -57.2, ZoneEEZ, "CHL", nil, false, false},
		{"Chukchi Sea west of the meridian", -169.2, 69, ZoneEEZ, "RUS", nil, false, false},
		{"Chukchi Sea east of it", -168.7, 69, ZoneEEZ, "USA", nil, false, false},
		{"Barents Sea, Norway's by treaty", 35.8, 73, ZoneEEZ, "NOR", nil, false, false},
		{"Barents Sea, east of the geodesic between the treaty's points 1 and 2", 34.43, 72, ZoneEEZ, "RUS", nil, false, false},
		{"off Albuquerque Cays, Colombia's by the judgment's point 5", -82.08, 12.25, ZoneContiguous, "COL", nil, false, false},
		{"between the mainland of Norway and Svalbard, within 200 miles of the mainland", 21, 73.6, ZoneEEZ, "NOR", nil, false, false},
		{"Rockall's territorial sea", -13.7, 57.7, ZoneTerritorialSea, "GBR", nil, false, false},
		{"beyond 200 miles of anything but Rockall", -17, 58, ZoneHighSeas, "GBR", nil, false, false},
		{"off Antarctica, where no State is a coastal State", 140, -66, ZoneHighSeas, "ATA", nil, false, false},
		{"Spratly Islands, within 12 miles", 114.36, 10.39, ZoneTerritorialSea, "", []string{"BRN", "CHN", "MYS", "PHL", "TWN", "VNM"}, true, false},
		{"off Willis Islets, which the coast lacks", 150.5, -16, ZoneEEZ, "AUS", nil, false, false},
		{"off Okinotorishima, which the coast lacks", 136.1, 20.3, ZoneTerritorialSea, "JPN", nil, false, false},
	} {
		p := c.At(k.lon, k.lat)
		if p.Zone != k.zone || p.State != k.state || !slices.Equal(p.States, k.states) || p.Contested != k.contested || p.Joint != k.joint {
			t.Errorf("%s: %+v", k.what, p)
		}
	}
}

func TestBadTablesAreErrors(t *testing.T) {
	for what, table := range map[string]string{
		"kind":  "a,shared,ARG,CHL,0 0 1 0 1 1,recalled,s",
		"ring":  "a,joint,ARG,CHL,0 0 1 0,recalled,s",
		"odd":   "a,joint,ARG,CHL,0 0 1 0 1 1 2,recalled,s",
		"place": "a,joint,ARG,CHL,0 0 1 0 1 91,recalled,s",
		"State": "a,joint,ARG XXX,CHL,0 0 1 0 1 1,recalled,s",
	} {
		if _, err := readAreas([]byte("name,kind,states,nearest,ring,status,source\n"+table+"\n"), fresh(t)); err == nil || !strings.Contains(err.Error(), "row 2") {
			t.Errorf("areas, %s: %v", what, err)
		}
	}
	for what, table := range map[string]string{
		"State": "a,XXX,,0,0,,recalled,s",
		"place": "a,ARG,,181,0,,recalled,s",
		"reach": "a,ARG,,0,0,-1,recalled,s",
	} {
		if _, err := readIslets([]byte("name,iso3,claimants,lon_deg,lat_deg,reach_nm,status,source\n"+table+"\n"), fresh(t)); err == nil || !strings.Contains(err.Error(), "row 2") {
			t.Errorf("islets, %s: %v", what, err)
		}
	}
}

// An islet in the table is one that the coast lacks, and its own place on the chart.
func TestIsletsAreLackingInTheCoast(t *testing.T) {
	c := loaded(t)
	islets, err := readIslets(isletsCSV, fresh(t))
	if err != nil {
		t.Fatal(err)
	}
	l := c.raster.lines
	bare := buildCoastTree(l, nil, func(uint16) bool { return true })
	for _, s := range islets {
		if m := bare.nearest(ecef(s.at.lon, s.at.lat), nowhere).metres(); m < 5000 {
			t.Errorf("%s: the coast has land %.0f m away", s.name, m)
		}
		p := c.At(s.at.lon, s.at.lat)
		if p.Land || p.ShoreM > 0.5 {
			t.Errorf("%s: %+v", s.name, p)
		}
	}
	for i, s := range islets {
		if i > 0 && islets[i-1].name == s.name {
			t.Errorf("%s is there twice", s.name)
		}
	}
}

// No islet lies where the world file puts another State: a guard against a slipped digit.
func TestIsletsLieInTheirZones(t *testing.T) {
	zones := readEEZ(t)
	c := loaded(t)
	islets, err := readIslets(isletsCSV, fresh(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range islets {
		e := eezAt(zones, s.at)
		p := c.At(s.at.lon, s.at.lat)
		if e == nil || !slices.ContainsFunc(e.states, func(iso string) bool { return c.sovereign(iso) == p.Sovereign || fileCodes[iso] == p.State }) {
			t.Errorf("%s at %v: %+v, the file has %v", s.name, s.at, p, e)
		}
	}
}

// Every table says of every row where it comes from.
func TestTablesNameTheirSources(t *testing.T) {
	for _, name := range []string{"states.csv", "islets.csv", "areas.csv"} {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
			if strings.HasSuffix(line, ",") {
				t.Errorf("%s row %d has no source", name, i+1)
			}
		}
	}
}

// fresh is a table of states that a test may add to.
func fresh(t *testing.T) *states {
	t.Helper()
	file, err := coastfile.Decode(coastBin)
	if err != nil {
		t.Fatal(err)
	}
	st, err := readStates(statesCSV, file.StatesChecksum)
	if err != nil {
		t.Fatal(err)
	}
	return st
}
