package chart

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// The oracle reads the source by itself and answers slowly and obviously: parity of the crossings to the north for land,
// every coast segment for the distance. It shares no code with the builder and only the geodesic with the chart.
type oracle struct {
	rings  map[string][]oracleRing // by ISO numeric code and name
	coasts []oracleCoast
	groups []oracleGroup
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
	users, user := map[int]int{}, map[int]string{}
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
					user[index] = k
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
			o.addCoast(user[i], arc[j-1], arc[j])
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
		o.addCoast("", point{lon, lat}, point{lon, lat})
	}
	o.group()
	return o
}
