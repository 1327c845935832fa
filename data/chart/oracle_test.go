package chart

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// The oracle reads the source by itself and answers slowly and obviously: parity of the crossings to the north for land,
// every coast segment for the distance. It shares no code with the builder and only the geodesic with the chart.
type oracle struct {
	rings  map[string][]oracleRing // by ISO numeric code and name
	coasts [][2]point
	units  [][3]float64 // middles of the coasts on the unit sphere
	halves []float64    // half lengths, radians on the unit sphere
}

const nodeModules = "../../node_modules"

func loadOracle(t *testing.T) *oracle {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(nodeModules, "world-atlas", "countries-10m.json"))
	if err != nil {
		t.Fatalf("the oracle reads the source of the coast; run npm install in the repository: %v", err)
	}
	var topo struct {
		Transform struct{ Scale, Translate [2]float64 }
		Arcs      [][][2]int
		Objects   struct {
			Countries struct {
				Geometries []struct {
					Type, ID   string
					Arcs       json.RawMessage
					Properties struct{ Name string }
				}
			}
		}
	}
	if err := json.Unmarshal(raw, &topo); err != nil {
		t.Fatal(err)
	}
	arcs := make([][]point, len(topo.Arcs))
	for i, a := range topo.Arcs {
		x, y := 0, 0
		for _, d := range a {
			x, y = x+d[0], y+d[1]
			arcs[i] = append(arcs[i], point{
				float64(x)*topo.Transform.Scale[0] + topo.Transform.Translate[0],
				float64(y)*topo.Transform.Scale[1] + topo.Transform.Translate[1],
			})
		}
	}
	o := &oracle{rings: map[string][]oracleRing{}}
	users := map[int]int{}
	for _, g := range topo.Objects.Countries.Geometries {
		var polygons [][][]int
		if g.Type == "Polygon" {
			polygons = make([][][]int, 1)
			err = json.Unmarshal(g.Arcs, &polygons[0])
		} else {
			err = json.Unmarshal(g.Arcs, &polygons)
		}
		if err != nil {
			t.Fatal(err)
		}
		k := g.ID + "/" + g.Properties.Name
		for _, rings := range polygons {
			for _, refs := range rings {
				var r []point
				for _, ref := range refs {
					arc, index := arcs[max(ref, ^ref)], max(ref, ^ref)
					users[index]++
					for i := range arc {
						if ref < 0 {
							r = append(r, arc[len(arc)-1-i])
						} else {
							r = append(r, arc[i])
						}
					}
				}
				o.rings[k] = append(o.rings[k], boxed(r))
			}
		}
	}
	for i, arc := range arcs {
		for j := 1; users[i] == 1 && j < len(arc); j++ {
			o.addCoast(arc[j-1], arc[j])
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(isletsCSV)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		lon, errLon := strconv.ParseFloat(row[3], 64)
		lat, errLat := strconv.ParseFloat(row[4], 64)
		if err := errors.Join(errLon, errLat); err != nil {
			t.Fatal(err)
		}
		o.addCoast(point{lon, lat}, point{lon, lat})
	}
	return o
}

func (o *oracle) addCoast(a, b point) {
	if math.Abs(a.lon) > 179.9999 && math.Abs(b.lon) > 179.9999 {
		return // along the antimeridian
	}
	b.lon = a.lon + shortLon(b.lon-a.lon)
	mid := unit((a.lon+b.lon)/2, (a.lat+b.lat)/2)
	o.coasts, o.units = append(o.coasts, [2]point{a, b}), append(o.units, mid)
	o.halves = append(o.halves, math.Acos(min(dot(mid, unit(a.lon, a.lat)), 1)))
}

func unit(lon, lat float64) [3]float64 {
	sinLat, cosLat := math.Sincos(lat * math.Pi / 180)
	sinLon, cosLon := math.Sincos(lon * math.Pi / 180)
	return [3]float64{cosLat * cosLon, cosLat * sinLon, sinLat}
}

func dot(a, b [3]float64) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }

// oracleRing is a ring and what surely lies outside it.
type oracleRing struct {
	vertices             []point
	west, east, northern float64
}

func boxed(r []point) oracleRing {
	out := oracleRing{r, 180, -180, -90}
	for _, v := range r {
		out.west, out.east, out.northern = min(out.west, v.lon), max(out.east, v.lon), max(out.northern, v.lat)
	}
	if out.east-out.west > 180 { // over the antimeridian
		out.west, out.east = -180, 180
	}
	return out
}

// in counts the crossings of a country's rings on the way from a point to the north pole.
func in(rings []oracleRing, p point) bool {
	odd := false
	if math.Abs(p.lon) == 180 {
		p.lon -= math.Copysign(1e-9, p.lon) // the source has vertices there, a hair to either side
	}
	for _, r := range rings {
		if p.lat > r.northern || p.lon < r.west || p.lon > r.east {
			continue
		}
		for i, a := range r.vertices {
			b := r.vertices[(i+1)%len(r.vertices)]
			ax := shortLon(a.lon - p.lon)
			bx := ax + shortLon(b.lon-a.lon)
			if bx > 180 || bx < -180 || (ax > 0) == (bx > 0) {
				continue
			}
			if a.lat+(0-ax)/(bx-ax)*(b.lat-a.lat) > p.lat {
				odd = !odd
			}
		}
	}
	return odd
}

// shoreM is the geodesic to the nearest coast: every segment that could be nearest on a sphere, which is less than 1.2 %
// wrong between two directions, each searched for its nearest place.
func (o *oracle) shoreM(p point) float64 {
	u := unit(p.lon, p.lat)
	near := math.Inf(1)
	straight := func(i int) float64 {
		m := &o.units[i]
		if dz := math.Abs(u[2] - m[2]); dz-o.halves[i] > near*1.012 {
			return dz // already too far
		}
		d := [3]float64{u[0] - m[0], u[1] - m[1], u[2] - m[2]}
		return math.Sqrt(dot(d, d))
	}
	for i := range o.units {
		near = min(near, straight(i))
	}
	best := math.Inf(1)
	for i, s := range o.coasts {
		if straight(i)-o.halves[i] > near*1.012 {
			continue
		}
		at := func(f float64) float64 {
			return geodesicM(p.lon, p.lat, s[0].lon+f*(s[1].lon-s[0].lon), s[0].lat+f*(s[1].lat-s[0].lat))
		}
		if at(0.5)-o.halves[i]*1.01*equatorialM > best {
			continue
		}
		lo, hi := 0.0, 1.0
		for range 48 {
			l, h := lo+(hi-lo)/3, hi-(hi-lo)/3
			if at(l) < at(h) {
				hi = h
			} else {
				lo = l
			}
		}
		best = min(best, at(lo), at(0), at(1))
	}
	return best
}

// places are random points, points near coasts, and the corners of the world.
func places(o *oracle, random, near int) []point {
	rng := rand.New(rand.NewPCG(11, 7))
	out := []point{
		{0, 90},
		{0, -90},
		{120, 89.99},
		{-30, -89.99},
		{180, 66},
		{-180, 66},
		{179.999, 71.2},
		{-179.999, 71.2},
		{180, -16.2},
		{-179.9999, -16.9},
		{179.9999, -16.9},
		{180, -84.3},
		{-180, -84.4},
		{180, 0},
		{-180, 72},
		{-10.0, -39.5},
		{3.4, -54.4},
		{-109.3, -27.1},
		{73.5, -53.1},
		{-178.5, -30},
		{166.6, 19.3},
		{-25.2, 17},
		{51, 42},
	}
	for range random {
		out = append(out, point{rng.Float64()*360 - 180, math.Asin(rng.Float64()*2-1) * 180 / math.Pi})
	}
	for range near {
		s := o.coasts[rng.IntN(len(o.coasts))]
		spread := math.Pow(10, -4+4.3*rng.Float64()) // from metres to hundreds of kilometres
		lat := min(max(s[0].lat+rng.NormFloat64()*spread, -90), 90)
		out = append(out, point{shortLon(s[0].lon + rng.NormFloat64()*spread), lat})
	}
	return out
}

// shoreM is the distance to the nearest coast, on land too.
func (c *Chart) shoreM(p point) float64 {
	_, _, m := c.fromShore(p.lon, p.lat)
	return m
}

func TestShoreAgainstEverySegment(t *testing.T) {
	c, o := loaded(t), loadOracle(t)
	n := 350 // a point takes 15 ms, five times that under the race detector
	if testing.Short() {
		n = 100
	}
	worst := 0.0
	for _, p := range places(o, n, n) {
		got := c.shoreM(p)
		want := o.shoreM(p)
		off := math.Abs(got - want)
		if off > 0.5 {
			worst = max(worst, off/want)
		}
		if off > max(0.5, want/1000) {
			t.Errorf("%v: %.2f m to the coast, every segment says %.2f m", p, got, want)
		}
	}
	t.Logf("largest error above half a metre: %.5f %%", worst*100)
}

func TestLandAgainstRings(t *testing.T) {
	c, o := loaded(t), loadOracle(t)
	n := 4000
	if testing.Short() {
		n = 300
	}
	land := 0
	for _, p := range places(o, n, n) {
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
