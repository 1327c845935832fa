package chart

import (
	"flag"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// go test ./data/chart -run "Every|Rings" -oracle 100000 -timeout 2h asks the oracle for that many places of each kind.
var oraclePoints = flag.Int("oracle", 150, "places of each kind for which the chart is compared with every segment of the coast")

// corners are the places where charts go wrong: poles, the antimeridian, islets, enclosed seas.
var corners = []point{
	{0, 90},
	{0, -90},
	{120, 89.99},
	{-30, -89.99},
	{0, 83.7},
	{-180, 90},
	{180, -90},
	{180, 66},
	{-180, 66},
	{179.999, 71.2},
	{-179.999, 71.2},
	{180, 70},
	{-180, 72},
	{180, 0},
	{180, -16.2},
	{-179.9999, -16.9},
	{179.9999, -16.9},
	{180, -84.3},
	{-180, -84.4},
	{179.9999, -77},
	{-10.0, -39.5},
	{3.4, -54.4},
	{-109.3, -27.1},
	{73.5, -53.1},
	{-178.5, -30},
	{166.6, 19.3},
	{-25.2, 17},
	{-109.2, 10.3},
	{51, 42},
	{50.5, 37.5},
	{34, 43.5},
	{36.5, 46.2},
	{28, 40.7},
	{20, 57},
	{37, 20},
	{51, 27},
	{18.5, 42.6},
	{-85, 60},
	{38, 65.5},
}

func globePoint(rng *rand.Rand) point {
	return point{rng.Float64()*360 - 180, math.Asin(rng.Float64()*2-1) / radians}
}

// around is a place about so many metres from another, in any direction.
func around(rng *rand.Rand, p point, metres float64) point {
	sin, cos := math.Sincos(rng.Float64() * 2 * math.Pi)
	perLon, perLat := localScale(p.lat)
	lat := p.lat + metres*cos/perLat
	if math.Abs(lat) > 90 {
		lat = math.Copysign(180, lat) - lat
	}
	return point{shortLon(p.lon + math.Mod(metres*sin/max(perLon, 1), 180)), lat}
}

// placesOf are n places of a kind, those that are wanted.
func placesOf(kind string, o *oracle, n int, want func(point) bool) []point {
	rng := rand.New(rand.NewPCG(11, 7))
	var out []point
	coast := func() point { return o.coasts[rng.IntN(len(o.coasts))].a }
	for len(out) < n {
		var p point
		switch kind {
		case "anywhere":
			p = globePoint(rng)
		case "near the shore": // from metres to hundreds of kilometres
			p = around(rng, coast(), math.Pow(10, 1+4.5*rng.Float64()))
		case "near a limit":
			limit := []float64{territorialM, contiguousM, eezM}[rng.IntN(3)]
			p = around(rng, coast(), limit*(1+rng.NormFloat64()*0.002))
		case "islets":
			s := o.coasts[len(o.coasts)-1-rng.IntN(200)] // the table of islets comes last
			p = around(rng, s.a, math.Pow(10, 1+4.7*rng.Float64()))
		}
		if want(p) {
			out = append(out, p)
		}
	}
	return out
}

// The distance to the shore and whose coast it is, against every segment of the coast. Places are at sea: on land there is no
// distance, and the chart leaves out what quantising folded into a line there.
func TestShoreAgainstEverySegment(t *testing.T) {
	c, o := loaded(t), loadOracle(t)
	n := *oraclePoints
	if testing.Short() {
		n = 40
	}
	kinds := map[string][]point{"corners": corners}
	for _, kind := range []string{"anywhere", "near the shore", "near a limit", "islets"} {
		kinds[kind] = placesOf(kind, o, n, func(p point) bool { return c.raster.at(p.lon, p.lat) == 0 })
	}
	for kind, places := range kinds {
		worst, between, wrong := 0.0, 0, 0
		for _, p := range places {
			v := ecef(p.lon, p.lat)
			f := c.limited.nearest(v, c.coast.nearest(v, nowhere))
			want, country, other := o.shore(p)
			off := math.Abs(f.metres() - want)
			if off > 0.5 {
				worst = max(worst, off/want)
			}
			if off > max(0.5, want/1000) {
				wrong++
				t.Errorf("%s, %v: %.2f m to the coast, every segment says %.2f m", kind, p, f.metres(), want)
			}
			if !math.IsInf(other, 1) {
				between++ // on a median line, as near as the distance can tell
			} else if of := c.states.sourceOf[f.owner]; country != "" && of != country {
				wrong++
				t.Errorf("%s, %v: coast of %s, every segment says %s", kind, p, of, country)
			}
		}
		t.Logf("%s: %d places, %d wrong; largest error above half a metre %.5f %%; %d on a median line to a thousandth", kind, len(places), wrong, 100*worst, between)
	}
}

// The chord and one arc against the geodesic, for pairs as far apart as a sea is from a coast.
func TestArcAgainstGeodesic(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 8))
	worst := 0.0
	for range 20_000 {
		a := globePoint(rng)
		b := around(rng, a, math.Pow(10, 6.47*rng.Float64()))
		want := geodesicM(a.lon, a.lat, b.lon, b.lat)
		if want > 3_000_000 {
			continue
		}
		got := arcM(math.Sqrt(ecef(a.lon, a.lat).dist2(ecef(b.lon, b.lat))))
		worst = max(worst, math.Abs(got-want)/max(want, 1))
	}
	t.Logf("largest error %.5f %%", 100*worst)
	if worst > 1e-4 {
		t.Errorf("an arc over the chord is %.4f %% off the geodesic", 100*worst)
	}
}

func TestLandAgainstRings(t *testing.T) {
	c, o := loaded(t), loadOracle(t)
	n := max(600, *oraclePoints)
	if testing.Short() {
		n = 300
	}
	land := 0
	all := func(point) bool { return true }
	for _, p := range slices.Concat(corners, placesOf("anywhere", o, n, all), placesOf("near the shore", o, n, all)) {
		inside := map[string]bool{}
		for k, rings := range o.rings {
			if in(rings, p) {
				inside[k] = true
			}
		}
		got := c.raster.at(p.lon, p.lat)
		if (got != 0) != (len(inside) > 0) {
			t.Errorf("%v: territory %d, the rings that hold it are %v", p, got, inside)
		}
		if got != 0 {
			land++
			if name := c.states.sourceOf[got]; !inside[name] {
				t.Errorf("%v: land of %s, the rings that hold it are %v", p, name, inside)
			}
		}
	}
	t.Logf("%d places on land", land)
}
