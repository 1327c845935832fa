package chart

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

// mix makes places as a feed has them: tracks of vessels in coastal waters, in the open sea and in mid-ocean, and some
// that jump anywhere at sea. Every fifth belongs to a new vessel.
func mix(c *Chart, n int) (lons, lats []float64) {
	rng := rand.New(rand.NewPCG(1, 2))
	seaPoint := func() (float64, float64) {
		for {
			lon, lat := rng.Float64()*360-180, math.Asin(rng.Float64()*1.9-0.95)/radians
			if c.raster.at(lon, lat) == 0 {
				return lon, lat
			}
		}
	}
	ports := c.Ports()
	for len(lons) < n {
		lon, lat := seaPoint()
		if rng.IntN(2) == 0 { // half of all traffic is near a port
			p := ports[rng.IntN(len(ports))]
			lon, lat = p.Lon+rng.NormFloat64()*0.3, p.Lat+rng.NormFloat64()*0.3
		}
		for range 5 {
			lons, lats = append(lons, lon), append(lats, lat)
			lon, lat = lon+rng.NormFloat64()*0.01, lat+rng.NormFloat64()*0.01
		}
	}
	return lons[:n], lats[:n]
}

// byRegion sorts places by degree, as the ingest does with a batch.
func byRegion(lons, lats []float64) {
	order := make([]int, len(lons))
	for i := range order {
		order[i] = i
	}
	region := func(i int) int { return int(lats[i]+90)*361 + int(lons[i]+180) }
	slices.SortStableFunc(order, func(a, b int) int { return region(a) - region(b) })
	x, y := slices.Clone(lons), slices.Clone(lats)
	for at, i := range order {
		lons[at], lats[at] = x[i], y[i]
	}
}

// embedded is the chart without options; it is immutable, so that all tests can share it.
var embedded = sync.OnceValues(func() (*Chart, error) { return Load() })

func loaded(b testing.TB) *Chart {
	b.Helper()
	c, err := embedded()
	if err != nil {
		b.Fatal(err)
	}
	return c
}

func BenchmarkLoad(b *testing.B) {
	began := cpuTime()
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
	reportCPU(b, began)
}

func BenchmarkAt(b *testing.B) {
	c := loaded(b)
	mixLons, mixLats := mix(c, 1<<17)
	rng := rand.New(rand.NewPCG(3, 4))
	var farLons, farLats, seaLons, seaLats, nearLons, nearLats []float64
	for len(farLons) < 1<<14 {
		lon, lat := rng.Float64()*360-180, math.Asin(rng.Float64()*1.9-0.95)/radians
		p := c.At(lon, lat)
		if p.Zone == ZoneHighSeas {
			farLons, farLats = append(farLons, lon), append(farLats, lat)
		}
		if !p.Land {
			seaLons, seaLats = append(seaLons, lon), append(seaLats, lat)
		}
	}
	ports := c.Ports()
	for len(nearLons) < 1<<17 {
		p := ports[rng.IntN(len(ports))]
		nearLons, nearLats = append(nearLons, p.Lon+rng.NormFloat64()*0.1), append(nearLats, p.Lat+rng.NormFloat64()*0.1)
	}
	byRegion(nearLons, nearLats)
	sortedLons, sortedLats := mix(c, 1<<17)
	byRegion(sortedLons, sortedLats)
	for _, k := range []struct {
		name       string
		lons, lats []float64
	}{{"near_ports_sorted", nearLons, nearLats}, {"mix_sorted", sortedLons, sortedLats}, {"mix", mixLons, mixLats}, {"random_sea", seaLons, seaLats}, {"random_high_seas", farLons, farLats}} {
		b.Run(k.name, func(b *testing.B) {
			b.ReportAllocs()
			i, began := 0, cpuTime()
			for b.Loop() {
				c.At(k.lons[i%len(k.lons)], k.lats[i%len(k.lons)])
				i++
			}
			reportCPU(b, began)
		})
	}
}
