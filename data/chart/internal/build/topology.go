// Package build makes the chart's embedded files from the npm packages world-atlas and sea-ports: it reads the topology,
// tells coasts from land borders, takes out the lines that are no coast at all (rings closed along the antimeridian),
// and lists ports that can be believed. It runs when the sources change and in the test that compares; the service never
// imports it.
package build

import (
	"encoding/json"
	"fmt"
	"os"

	"plimsoll/data/chart/internal/coastfile"
)

// topology is the part of a TopoJSON file that is needed here.
type topology struct {
	Transform struct {
		Scale     [2]float64 `json:"scale"`
		Translate [2]float64 `json:"translate"`
	} `json:"transform"`
	Arcs    [][][2]int32 `json:"arcs"`
	Objects struct {
		Countries struct {
			Geometries []geometry `json:"geometries"`
		} `json:"countries"`
	} `json:"objects"`
}

// geometry is one country: polygons of rings of arc references.
type geometry struct {
	Type       string          `json:"type"`
	ID         string          `json:"id"`
	RawArcs    json.RawMessage `json:"arcs"`
	Properties struct {
		Name string `json:"name"`
	} `json:"properties"`
}

// polygons gives the arc references of a geometry: polygon, ring, arc (negative: reversed).
func (g geometry) polygons() ([][][]int, error) {
	switch g.Type {
	case "Polygon":
		var rings [][]int
		if err := json.Unmarshal(g.RawArcs, &rings); err != nil {
			return nil, fmt.Errorf("arcs of %s: %w", g.Properties.Name, err)
		}
		return [][][]int{rings}, nil
	case "MultiPolygon":
		var polys [][][]int
		if err := json.Unmarshal(g.RawArcs, &polys); err != nil {
			return nil, fmt.Errorf("arcs of %s: %w", g.Properties.Name, err)
		}
		return polys, nil
	}
	return nil, fmt.Errorf("%s is a %s, expected Polygon or MultiPolygon", g.Properties.Name, g.Type)
}

// quantisation is the number of grid steps around the globe in world-atlas files.
const quantisation = 99999

// readTopology reads a quantised TopoJSON file and undoes its delta coding. Longitude 180 becomes -180: one meridian, one x.
func readTopology(path string) (*topology, [][]coastfile.Vertex, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, fmt.Errorf("read the topology (npm install puts it there): %w", err)
	}
	var t topology
	if err := json.Unmarshal(raw, &t); err != nil {
		return nil, nil, fmt.Errorf("decode %s: %w", path, err)
	}
	arcs := make([][]coastfile.Vertex, len(t.Arcs))
	for i, deltas := range t.Arcs {
		var x, y int32
		for _, d := range deltas {
			x, y = x+d[0], y+d[1]
			if x < 0 || x > quantisation || y < 0 {
				return nil, nil, fmt.Errorf("arc %d of %s leaves the grid at %d,%d", i, path, x, y)
			}
			arcs[i] = append(arcs[i], coastfile.Vertex{X: x % quantisation, Y: y})
		}
	}
	return &t, arcs, nil
}

// shortWay is the step in x from a to b that does not go around the globe.
func shortWay(a, b int32) int32 {
	d := b - a
	switch {
	case 2*d > quantisation:
		return d - quantisation
	case 2*d < -quantisation:
		return d + quantisation
	}
	return d
}
