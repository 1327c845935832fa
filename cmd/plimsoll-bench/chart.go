package main

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"runtime"

	"plimsoll/data/chart"
)

// P5's goals: how many times the baseline's look-ups.
const (
	chartWorldGoal = 10.0
	chartPortsGoal = 4.0
)

// chartSource is the package that both sides are made from, beside the module.
var chartSource = filepath.Join("node_modules", "world-atlas", "countries-10m.json")

// measureChart asks the chart and an S2 ShapeIndex of the same coast for the
// same places, all over the world and near ports, one after the other on one
// goroutine. Time is the processor's, so that collecting garbage counts.
func measureChart(ctx context.Context, b *bench) (result, error) {
	sea, err := chart.Load()
	if err != nil {
		return result{}, err
	}
	sphere, err := readSphereCoast(chartSource)
	if err != nil {
		return result{}, err
	}
	n := 200_000
	if b.short {
		n = 5000
	}
	r := result{what: "chart look-ups against an S2 ShapeIndex of the same coast, all over the world; near ports", goal: fmt.Sprintf(">= %.0f; >= %.0f", chartWorldGoal, chartPortsGoal), met: true}
	for _, kind := range []struct {
		name   string
		places [][2]float64
		goal   float64
	}{{"world", worldPlaces(n), chartWorldGoal}, {"ports", portPlaces(sea, n), chartPortsGoal}} {
		var ours, bare []float64
		for pair := range b.pairs {
			if err := ctx.Err(); err != nil {
				return r, err
			}
			one := func() { ours = append(ours, lookups(kind.places, func(lon, lat float64) { sea.At(lon, lat) })) }
			two := func() { bare = append(bare, lookups(kind.places, func(lon, lat float64) { sphere.at(lon, lat) })) }
			if !oursFirst(pair) {
				one, two = two, one
			}
			one()
			two()
			b.logf("P5 %s pair %d of %d: %s against %s", kind.name, pair+1, b.pairs, perSecond(ours[pair]), perSecond(bare[pair]))
		}
		ratio := summarise(ratios(ours, bare))
		r.ours, r.baseline = joined(r.ours, spread(summarise(ours), perSecond)), joined(r.baseline, spread(summarise(bare), perSecond))
		r.ratio, r.met = joined(r.ratio, spread(ratio, plain)), r.met && ratio.median >= kind.goal
		r.notes = append(r.notes, kind.name+": "+sameAnswers(sea, sphere, kind.places))
	}
	r.notes = append(r.notes, "ours also knows islets, ports, contested and joint areas and boundaries by treaty; the baseline finds land, the nearest country and a distance on the sphere",
		fmt.Sprintf("%d vertices; processor time of one goroutine and of collecting its garbage", sphere.vertices))
	return r, nil
}

// joined puts two figures into one cell of the table.
func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

// lookups is how many places are answered in a second of the processor.
func lookups(places [][2]float64, at func(lon, lat float64)) float64 {
	runtime.GC()
	watch := startWatch()
	for _, p := range places {
		at(p[0], p[1])
	}
	_, cpu := watch.stop()
	return float64(len(places)) / cpu.Seconds()
}

// worldPlaces are spread evenly over the globe.
func worldPlaces(n int) [][2]float64 {
	rng := rand.New(rand.NewPCG(5, 1))
	out := make([][2]float64, n)
	for i := range out {
		out[i] = [2]float64{rng.Float64()*360 - 180, math.Asin(rng.Float64()*2-1) * 180 / math.Pi}
	}
	return out
}

// portPlaces lie mostly within 20 km of a port.
func portPlaces(sea *chart.Chart, n int) [][2]float64 {
	rng := rand.New(rand.NewPCG(5, 2))
	ports := sea.Ports()
	out := make([][2]float64, 0, n)
	for len(out) < n {
		p := ports[rng.IntN(len(ports))]
		lon, lat := p.Lon+rng.NormFloat64()*0.1, p.Lat+rng.NormFloat64()*0.1
		if math.Abs(lon) <= 180 {
			out = append(out, [2]float64{lon, lat})
		}
	}
	return out
}

// differences is on how many places the two sides disagree.
type differences struct{ land, apart, states int }

// compare asks both: land or sea; the distance, within the sphere's own error;
// the State, where a country of the source is taken for the State that it most
// often is.
func compare(sea *chart.Chart, sphere *sphereCoast, places [][2]float64) differences {
	var d differences
	asked := map[string]map[string]int{}
	for _, p := range places {
		ours := sea.At(p[0], p[1])
		country, metres := sphere.at(p[0], p[1])
		if ours.Land != (metres == 0) {
			d.land++
		}
		if math.Abs(ours.ShoreM-metres) > max(0.007*metres, 30) {
			d.apart++
		}
		name := sphere.country[country]
		if asked[name] == nil {
			asked[name] = map[string]int{}
		}
		asked[name][ours.State]++
	}
	d.states = len(places)
	for _, counts := range asked {
		most := 0
		for _, n := range counts {
			most = max(most, n)
		}
		d.states -= most
	}
	return d
}

// sameAnswers says in words how often both agree.
func sameAnswers(sea *chart.Chart, sphere *sphereCoast, places [][2]float64) string {
	d := compare(sea, sphere, places)
	share := func(n int) float64 { return 100 - 100*float64(n)/float64(len(places)) }
	return fmt.Sprintf("land or sea alike on %.2f %%, distances within the sphere's 0.7 %% or 30 m on %.2f %%, the State on %.2f %%",
		share(d.land), share(d.apart), share(d.states))
}
