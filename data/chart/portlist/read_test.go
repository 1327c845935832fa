package portlist

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"

	"plimsoll/data/chart"
	"plimsoll/data/reference"
)

const wpiHeader = "World Port Index Number,Region Name,Main Port Name,Alternate Port Name,UN/LOCODE,Country Code,Harbor Size,Latitude,Longitude\n"

func wpi(lines ...string) string { return wpiHeader + strings.Join(lines, "\n") + "\n" }

func read(t testing.TB, s string, opts ...Option) ([]Row, Report) {
	t.Helper()
	rows, rep, err := Read("list.csv", strings.NewReader(s), append(opts, facts(t))...)
	if err != nil {
		t.Fatal(err)
	}
	return rows, rep
}

var catalogue = sync.OnceValues(reference.Load)

// facts are the reference facts, loaded once for all tests.
func facts(t testing.TB) Option {
	t.Helper()
	c, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	return WithCatalogue(c)
}

func TestWorldPortIndex(t *testing.T) {
	rows, rep := read(t, wpi(
		`1,R,Busan, ,KR PUS,South Korea,Large,35.1,129.033333`,
		`2,R,Maurer, , ,United States,Very Small,40.533333,-74.25`,
		`3,R,Krishnapatnam,,INKRI,India,Small,14.25,80.13`,
		`4,R,Nesna, ,NONSN, ,Small,66.2,13.01`,
		`5,R,Gustavia, ,BL GUS,Guadeloupe,Small,17.9,-62.85`,
		`6,R,Cockburn, ,BSCBT,Canada,Small,45.9,-83.3`,
		`7,R,Portsmouth Harbour, ,"GB ME""",United Kingdom,Small,50.8,-1.1`,
		`8,R,Nowhere, ,FR LEH,France,Small,,`,
	))
	want := []chart.Port{
		{Locode: "KRPUS", Name: "Busan", State: "KOR", Lon: 129.033333, Lat: 35.1},
		{Name: "Maurer", State: "USA", Lon: -74.25, Lat: 40.533333},
		{Locode: "INKRI", Name: "Krishnapatnam", State: "IND", Lon: 80.13, Lat: 14.25},
		{Locode: "NONSN", Name: "Nesna", State: "NOR", Lon: 13.01, Lat: 66.2},
		{Locode: "BLGUS", Name: "Gustavia", State: "BLM", Lon: -62.85, Lat: 17.9},
		{Name: "Cockburn", State: "CAN", Lon: -83.3, Lat: 45.9},
		{Name: "Portsmouth Harbour", State: "GBR", Lon: -1.1, Lat: 50.8},
	}
	for i, w := range want {
		if i >= len(rows) || rows[i].Port != w || rows[i].Line != i+2 {
			t.Fatalf("row %d: %+v, want %+v", i, rows, w)
		}
	}
	if rep.Lines != 8 || rep.Ports != 7 || rep.WithoutCode != 3 || rep.WithoutPosition != 1 || len(rep.Notes) != 4 || rep.Format != "World Port Index" {
		t.Errorf("%+v", rep)
	}
}

// The entries are made up in the form of a release.
const release = `,"NL",,".NETHERLANDS",,,,,,,,
,"NL","RTM","Rotterdam","Rotterdam","ZH","12345---","AF","0401",,"5155N 00430E",
"+","NL","XAB","Überhaven","Uberhaven","ZH","1-------","RL","0401",,"5155N 00431E","new"
"=","NL",,"Hoek = Rotterdam","Hoek = Rotterdam",,,,,,,
,"NL","AMF","Amersfoort","Amersfoort","UT","-23-----","AF","0401",,"5209N 00523E",
"X","NL","OUD","Oud","Oud","ZH","1-------","XX","0401",,"5155N 00430E",
,"NL","RRR","Afgewezen","Afgewezen","ZH","1-------","RR","0401",,"5155N 00430E",
,"NL","NPO","Zonder plaats","Zonder plaats","ZH","1-------","RL","0401",,,
,"XZ","OIL","Platform","Platform",,"1------7","RL","0401",,"5155N 00330E",
,"UY","MVD","Montevideo","Montevideo","MO","1--45---","AF","0401",,"3453S 05611W",
`

func TestUNLocode(t *testing.T) {
	want := []chart.Port{
		{Locode: "NLRTM", Name: "Rotterdam", State: "NLD", Lon: 4.5, Lat: 51 + 55.0/60},
		{Locode: "NLXAB", Name: "Überhaven", State: "NLD", Lon: 4 + 31.0/60, Lat: 51 + 55.0/60},
		{Locode: "UYMVD", Name: "Montevideo", State: "URY", Lon: -(56 + 11.0/60), Lat: -(34 + 53.0/60)},
	}
	latin := strings.ReplaceAll(release, "Ü", "\xDC")
	swapped := strings.NewReplacer(`"12345---","AF"`, `"AF","12345---"`, `"1-------","RL"`, `"RL","1-------"`).Replace(release)
	headed := "Change,Country,Location,Name,NameWoDiacritics,Subdivision,Status,Function,Date,IATA,Coordinates,Remarks\n" + swapped
	var z bytes.Buffer
	w := zip.NewWriter(&z)
	half := strings.Index(release, `,"UY"`)
	for name, s := range map[string]string{"2024-1 CodeListPart1.csv": release[:half], "2024-1 CodeListPart3.csv": release[half:], "2024-1 SubdivisionCodes.csv": "\"NL\",\"ZH\",\"Zuid-Holland\"\n", "notes.txt": "x"} {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(s))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var g bytes.Buffer
	gz := gzip.NewWriter(&g)
	_, _ = gz.Write([]byte(release))
	if err := gz.Close(); err != nil {
		t.Fatal(err)
	}
	for what, s := range map[string]string{
		"as published": release, "with a byte order mark": "\uFEFF" + release, "Latin letters": latin,
		"status before function": swapped, "with a header": headed, "gzipped": g.String(), "in a zip": z.String(),
	} {
		rows, rep := read(t, s)
		got := map[string]chart.Port{}
		for _, r := range rows {
			got[r.Port.Locode] = r.Port
		}
		for _, p := range want {
			q := got[p.Locode]
			if q.Name != p.Name || q.State != p.State || math.Abs(q.Lon-p.Lon)+math.Abs(q.Lat-p.Lat) > 1e-9 {
				t.Errorf("%s: %+v, want %+v", what, q, p)
			}
		}
		if rep.Lines != 10 || rep.Ports != 3 || rep.NoPort != 2 || rep.Withdrawn != 2 || rep.References != 2 || rep.WithoutPosition != 1 || len(rep.Problems) > 0 {
			t.Errorf("%s: %+v", what, rep)
		}
	}
}

func TestOwnList(t *testing.T) {
	want := []chart.Port{{Locode: "ZACPT", Name: "Cape Town; east", State: "ZAF", Lon: 18.43, Lat: -33.91, RadiusM: 4000}, {Locode: "REPDG", Name: "Le Port", State: "REU", Lon: 55.28, Lat: -20.93}}
	for what, s := range map[string]string{
		"commas":     "locode,name,state,lon,lat,radius_m\nZACPT,Cape Town; east,ZAF,18.43,-33.91,4000\nre pdg,Le Port,REU,55.28,-20.93,\n",
		"semicolons": "name;locode;state;lat;lon;radius_m;remark\r\n\"Cape Town; east\";ZA CPT;South Africa;-33.91;18.43;4000;x\r\nLe Port;REPDG;Reunion;-20.93;55.28;;\r\n",
		"our own":    "locode,name,state,lon_deg,lat_deg,radius_m,aliases\nZACPT,Cape Town; east,ZAF,18.43,-33.91,4000,\nREPDG,Le Port,REU,55.28,-20.93,,\n",
	} {
		rows, rep := read(t, s)
		if len(rows) != 2 || rows[0].Port != want[0] || rows[1].Port != want[1] {
			t.Errorf("%s: %+v %v", what, rows, rep.Problems)
		}
	}
}

// Every wrong line is named with what is wrong, nothing is taken, and without these lines the rest is.
func TestProblemsByLine(t *testing.T) {
	own := "locode,name,state,lon,lat,radius_m\nNLRTM,Rotterdam,NLD,4.5,51.9,\n"
	for what, k := range map[string]struct{ list, says string }{
		"unknown State":         {own + "NLAMS,Amsterdam,NLX,4.8,52.4,\n", `"NLX"`},
		"code of another State": {own + "NLAMS,Amsterdam,BEL,4.8,52.4,\n", "NLAMS is of NLD"},
		"no code":               {own + "NL1,Amsterdam,NLD,4.8,52.4,\n", "no UN/LOCODE"},
		"no name":               {own + "NLAMS,,NLD,4.8,52.4,\n", "no name"},
		"no number":             {own + "NLAMS,Amsterdam,NLD,4°48E,52.4,\n", "in degrees"},
		"swapped":               {own + "CNSHA,Shanghai,CHN,31.2,121.5,\n", "swapped"},
		"out of range":          {own + "NLAMS,Amsterdam,NLD,400,52.4,\n", "out of range"},
		"not a number":          {own + "NLAMS,Amsterdam,NLD,NaN,52.4,\n", "out of range"},
		"nowhere":               {own + "NLAMS,Amsterdam,NLD,0,0.0,\n", "not known"},
		"radius":                {own + "NLAMS,Amsterdam,NLD,4.8,52.4,0\n", "radius_m"},
		"columns":               {own + "NLAMS,Amsterdam\n", "2 columns"},
		"unknown country":       {wpi(`1,R,A, ,NL RTM,Netherlands,S,51.9,4.5`, `2,R,B, , ,Atlantis,S,1,2`), `"Atlantis"`},
		"no country":            {wpi(`1,R,A, ,NL RTM,Netherlands,S,51.9,4.5`, `2,R,B, , , ,S,1,2`), "neither a country nor"},
		"coordinates":           {strings.SplitAfter(release, "\n")[1] + `,"NL","AMS","Amsterdam","Amsterdam","NH","1-------","AF","0401",,"5222 N 0454E",` + "\n", "5155N 00430E"},
		"minutes":               {strings.SplitAfter(release, "\n")[1] + `,"NL","AMS","Amsterdam","Amsterdam","NH","1-------","AF","0401",,"5262N 00454E",` + "\n", "out of range"},
		"country of nobody":     {strings.SplitAfter(release, "\n")[1] + `,"QQ","AMS","Amsterdam","Amsterdam","NH","1-------","AF","0401",,"5222N 00454E",` + "\n", `"QQ"`},
	} {
		rows, rep := read(t, k.list)
		line := strings.Count(k.list, "\n")
		if rows != nil || len(rep.Problems) != 1 || rep.Problems[0].Line != line || !strings.Contains(rep.Problems[0].Text, k.says) {
			t.Errorf("%s: %v of line %d, does not say %q", what, rep.Problems, line, k.says)
			continue
		}
		if !strings.Contains(strings.Join(rep.Words(), "\n"), rep.Problems[0].String()) {
			t.Errorf("%s: the report's words lack the problem", what)
		}
		if rows, rep := read(t, k.list, LeaveOut(line)); len(rows) != 1 || !reflect.DeepEqual(rep.LeftOut, []int{line}) {
			t.Errorf("%s: without the line %d rows are taken", what, len(rows))
		}
	}
}

func TestListsThatAreNone(t *testing.T) {
	for what, k := range map[string]struct{ list, says string }{
		"nothing":     {"", "no list of ports"},
		"other CSV":   {"a,b\n1,2\n", "locode,name,state"},
		"older index": {"INDEX_NO,REGION_NO,PORT_NAME,COUNTRY,LATITUDE,LONGITUDE\n1,2,A,NL,1,2\n", "UpdatedPub150.csv"},
		"bad gzip":    {"\x1f\x8b\x00", "list.csv"},
		"bad zip":     {"PK\x03\x04", "zip"},
	} {
		_, _, err := Read("x/list.csv", strings.NewReader(k.list))
		if err == nil || !strings.Contains(err.Error(), k.says) || !strings.HasPrefix(err.Error(), "list.csv: ") {
			t.Errorf("%s: %v does not say %q", what, err, k.says)
		}
	}
}

// Whatever is read is counted, and what is taken can be.
func FuzzRead(f *testing.F) {
	f.Add(wpi(`1,R,Busan, ,KR PUS,South Korea,Large,35.1,129.033333`))
	f.Add(release)
	f.Add("locode,name,state,lon,lat,radius_m\nZACPT,Cape Town,ZAF,18.43,-33.91,4000\n")
	f.Fuzz(func(t *testing.T, s string) {
		rows, rep, err := Read("list.csv", strings.NewReader(s), facts(t))
		if err != nil {
			return
		}
		if got := rep.Ports + rep.NoPort + rep.Withdrawn + rep.References + rep.WithoutPosition + len(rep.Problems); got != rep.Lines {
			t.Fatalf("%d lines became %d: %+v", rep.Lines, got, rep)
		}
		for _, r := range rows {
			p := r.Port
			if p.Name == "" || p.State == "" || !(math.Abs(p.Lon) <= 180 && math.Abs(p.Lat) <= 90) || (p.Locode != "" && len(p.Locode) != 5) {
				t.Fatalf("%+v", p)
			}
		}
	})
}
