package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"

	"github.com/golang/geo/s2"
)

// sphereCoast is the baseline of P5: the polygons of the same source in an S2
// ShapeIndex, which is what one would take if there were no chart.
type sphereCoast struct {
	index    *s2.ShapeIndex
	nearest  *s2.EdgeQuery
	country  []string // by shape
	vertices int
}

// earthM is the radius of the sphere of the same surface as the ellipsoid.
const earthM = 6_371_007.2

// readSphereCoast indexes every polygon of the topology, each as a shape.
func readSphereCoast(path string) (*sphereCoast, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the coast of P5 (run make setup): %w", err)
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
		return nil, fmt.Errorf("decode %s: %w", path, err)
	}
	arcs := make([][][2]float64, len(topo.Arcs))
	for i, steps := range topo.Arcs {
		var x, y int
		for _, d := range steps {
			x, y = x+d[0], y+d[1]
			arcs[i] = append(arcs[i], [2]float64{
				float64(x)*topo.Transform.Scale[0] + topo.Transform.Translate[0],
				float64(y)*topo.Transform.Scale[1] + topo.Transform.Translate[1],
			})
		}
	}
	c := &sphereCoast{index: s2.NewShapeIndex()}
	for _, g := range topo.Objects.Countries.Geometries {
		polygons := make([][][]int, 1)
		into := any(&polygons)
		if g.Type == "Polygon" {
			into = &polygons[0]
		}
		if err := json.Unmarshal(g.Arcs, into); err != nil {
			return nil, fmt.Errorf("arcs of %s: %w", g.Properties.Name, err)
		}
		for _, rings := range polygons {
			c.add(g.ID+"/"+g.Properties.Name, rings, arcs)
		}
	}
	c.index.Build()
	c.nearest = s2.NewClosestEdgeQuery(c.index, s2.NewClosestEdgeQueryOptions().MaxResults(1).IncludeInteriors(true))
	return c, nil
}

// add takes a polygon in: its outer ring, then holes. The source has outer
// rings clockwise and holes the other way; S2 wants the inside on the left.
func (c *sphereCoast) add(country string, rings [][]int, arcs [][][2]float64) {
	var loops [][]s2.Point
	n := 0
	for _, refs := range rings {
		loop := onSphere(withoutSpikes(strung(refs, arcs)))
		if len(loop) < 3 {
			continue
		}
		slices.Reverse(loop)
		n += len(loop)
		loops = append(loops, loop)
	}
	if len(loops) == 0 {
		return
	}
	polygon := s2.LaxPolygonFromPoints(loops)
	if holdsItsAntipode(polygon) {
		// Quantising turned a small ring over: all the globe but for an islet.
		for _, loop := range loops {
			slices.Reverse(loop)
		}
		if polygon = s2.LaxPolygonFromPoints(loops); holdsItsAntipode(polygon) {
			return // it has no inside at all
		}
	}
	c.index.Add(polygon)
	c.country = append(c.country, country)
	c.vertices += n
}

// holdsItsAntipode says that a polygon holds the other side of the globe, which
// no country does.
func holdsItsAntipode(polygon *s2.LaxPolygon) bool {
	alone := s2.NewShapeIndex()
	alone.Add(polygon)
	far := s2.Point{Vector: polygon.Edge(0).V0.Mul(-1)}
	return s2.NewContainsPointQuery(alone, s2.VertexModelSemiOpen).Contains(far)
}

// onSphere leaves out what is one place on the sphere: all of a pole.
func onSphere(ring [][2]float64) []s2.Point {
	var loop []s2.Point
	for _, v := range ring {
		p := s2.PointFromLatLng(s2.LatLngFromDegrees(v[1], v[0]))
		if math.Abs(v[1]) > 89.999 {
			p = s2.PointFromCoords(0, 0, math.Copysign(1, v[1]))
		}
		if len(loop) == 0 || loop[len(loop)-1] != p {
			loop = append(loop, p)
		}
	}
	return loop
}

// strung strings arcs together; each begins where the last one ended.
func strung(refs []int, arcs [][][2]float64) [][2]float64 {
	var ring [][2]float64
	for _, ref := range refs {
		arc := arcs[max(ref, ^ref)]
		for j := range len(arc) - 1 {
			if ref >= 0 {
				ring = append(ring, arc[j])
			} else {
				ring = append(ring, arc[len(arc)-1-j])
			}
		}
	}
	return ring
}

// withoutSpikes leaves out what quantising folded into a line, there and back.
func withoutSpikes(ring [][2]float64) [][2]float64 {
	for changed := true; changed; {
		changed = false
		out := ring[:0:0]
		for _, v := range ring {
			switch n := len(out); {
			case n > 0 && out[n-1] == v:
				changed = true
			case n > 1 && out[n-2] == v:
				out, changed = out[:n-1], true
			default:
				out = append(out, v)
			}
		}
		for n := len(out); n > 2 && (out[0] == out[n-1] || out[1] == out[n-1] || out[0] == out[n-2]); n = len(out) {
			out, changed = out[:n-1], true
		}
		ring = out
	}
	return ring
}

// at is the country whose land or nearest coast it is, and the way to it, 0 on
// land.
func (c *sphereCoast) at(lon, lat float64) (country int32, metres float64) {
	target := s2.NewMinDistanceToPointTarget(s2.PointFromLatLng(s2.LatLngFromDegrees(lat, lon)))
	found := c.nearest.FindEdges(target)
	if len(found) == 0 {
		return -1, 0
	}
	return found[0].ShapeID(), found[0].Distance().Angle().Radians() * earthM
}
