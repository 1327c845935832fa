package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// How the chart agrees with the world file of zones when a rule that does not know that file says where the islets are: every
// polygon beyond 24 miles of the coast, the largest first, 20 km apart. Once the State is that of a row within 60 km whose
// position was read, once that of the nearest coast alone.
func TestAgreementByShoreline(t *testing.T) {
	polygons, zones := shorelineOrSkip(t), readEEZ(t)
	bare := withIslets(t, "")
	var places []point
	var taken []vec
	beyond, near := 0, 0
	for _, p := range polygons {
		if !isBeyond(bare, p.points, contiguousM) {
			continue
		}
		beyond++
		v := ecef(p.points[0].lon, p.points[0].lat)
		if nearAny(taken, v, 20_000) {
			continue
		}
		taken, places = append(taken, v), append(places, p.points[0])
		if rowNear(t, v, 60_000) != nil {
			near++
		}
	}
	t.Logf("%d polygons lie beyond 24 miles of the coast; of %d places 20 km apart %d have a row within 60 km", beyond, len(places), near)
	for what, rows := range map[string]string{
		"without any islet": "",
		"islets by the rule, State of a row near them or else of the nearest coast": placeRows(t, bare, places, 60_000),
		"islets by the rule, State of the nearest coast":                            placeRows(t, bare, places, 0),
	} {
		zone, state := agreementShares(withIslets(t, rows), zones, *agreementPoints)
		t.Logf("%s: zone agrees on %.2f %%, State on %.2f %%", what, zone, state)
	}
}

// placeRows is a table of islets at the places. Where no State is the coastal one (the Spratly Islands, Antarctica) there is none.
func placeRows(t *testing.T, bare *Chart, places []point, reachM float64) string {
	var table strings.Builder
	for _, p := range places {
		state, claimants, reach := "", "", ""
		if row := rowNear(t, ecef(p.lon, p.lat), reachM); row != nil {
			state, claimants, reach = row[1], row[2], row[5]
		} else if at := bare.At(p.lon, p.lat); at.State != "ATA" {
			if state = at.State; at.Contested {
				claimants = strings.Join(at.States, " ")
			}
		}
		if state != "" {
			_, _ = fmt.Fprintf(&table, "a polygon,%s,%s,%.4f,%.4f,%s,derived,GSHHG\n", state, claimants, p.lon, p.lat, reach)
		}
	}
	return table.String()
}

// withIslets is the chart with other islets.
func withIslets(t *testing.T, rows string) *Chart {
	t.Helper()
	was := isletsCSV
	defer func() { isletsCSV = was }()
	isletsCSV = []byte("name,iso3,claimants,lon_deg,lat_deg,reach_nm,status,source\n" + rows)
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// isBeyond says whether all vertices are farther from the chart's coast.
func isBeyond(c *Chart, vertices []point, metres float64) bool {
	for _, p := range vertices {
		if _, _, m := c.fromShore(ecef(p.lon, p.lat)); m <= metres {
			return false
		}
	}
	return !c.At(vertices[0].lon, vertices[0].lat).Land
}

func nearAny(places []vec, v vec, metres float64) bool {
	for _, p := range places {
		if p.dist2(v) < metres*metres {
			return true
		}
	}
	return false
}

// rowNear is the nearest row whose position was read, nil when none is near.
func rowNear(t *testing.T, v vec, metres float64) []string {
	var best []string
	limit := metres * metres
	for _, row := range isletRows(t) {
		lon, _ := strconv.ParseFloat(row[3], 64)
		lat, _ := strconv.ParseFloat(row[4], 64)
		if d := ecef(lon, lat).dist2(v); d < limit && row[6] != "recalled" {
			best, limit = row, d
		}
	}
	return best
}

// agreementShares are the two percentages of TestAgreementWithEEZ, on the same points.
func agreementShares(c *Chart, zones []eezFeature, n int) (zone, state float64) {
	rng := rand.New(rand.NewPCG(5, 9))
	sea, same, within, right := 0, 0, 0, 0
	for sea < n {
		p := point{rng.Float64()*360 - 180, math.Asin(rng.Float64()*2-1) / radians}
		at := c.At(p.lon, p.lat)
		if at.Land {
			continue
		}
		sea++
		e := eezAt(zones, p)
		if (e == nil) == (at.Zone == ZoneHighSeas) {
			same++
		}
		if e != nil && at.Zone != ZoneHighSeas {
			within++
			if e.agrees(at, c) {
				right++
			}
		}
	}
	return 100 * float64(same) / float64(sea), 100 * float64(right) / float64(within)
}
