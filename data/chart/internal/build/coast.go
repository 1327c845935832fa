package build

import (
	"fmt"
	"path/filepath"
	"strings"

	"plimsoll/data/chart/internal/coastfile"
)

// Coast builds the coast file's content from node_modules/world-atlas and the chart folder's states.csv.
func Coast(nodeModules, chartDir string) (*coastfile.Coast, error) {
	dir := filepath.Join(nodeModules, "world-atlas")
	source, err := packageVersion(dir)
	if err != nil {
		return nil, err
	}
	topo, arcs, err := readTopology(filepath.Join(dir, "countries-10m.json"))
	if err != nil {
		return nil, err
	}
	terr, err := readTerritories(filepath.Join(chartDir, "states.csv"))
	if err != nil {
		return nil, err
	}
	c := &coastfile.Coast{
		Source: source, Scale: topo.Transform.Scale, Offset: topo.Transform.Translate,
		Width: quantisation, StatesChecksum: terr.checksum,
	}
	rings, err := readRings(topo, arcs, terr, c)
	if err != nil {
		return nil, err
	}
	for _, r := range rings {
		if r.aroundPole() {
			c.SouthCap = r.territory
		}
	}
	uses := indexEdges(rings)
	done := make(map[edge]bool, len(uses))
	for _, arc := range arcs {
		c.Chains = appendChains(c.Chains, arc, rings, uses, done, terr, c)
	}
	if missed := terr.unused(); len(missed) > 0 {
		return nil, fmt.Errorf("rows of states.csv match nothing in the source: %s", strings.Join(missed, ", "))
	}
	return c, nil
}

// readRings joins arcs into rings. Outer rings are clockwise in the source, holes the other way, so land is on the right;
// an outer ring that quantising turned over is turned back.
func readRings(topo *topology, arcs [][]coastfile.Vertex, terr *territories, c *coastfile.Coast) ([]ring, error) {
	var rings []ring
	for _, g := range topo.Objects.Countries.Geometries {
		k := key(g.ID, g.Properties.Name)
		polygons, err := g.polygons()
		if err != nil {
			return nil, err
		}
		for _, polygon := range polygons {
			territory := 0
			for i, refs := range polygon {
				r := ring{country: k, vertices: joinArcs(refs, arcs)}
				if i == 0 {
					if territory, err = terr.ofPolygon(k, r.vertices, c); err != nil {
						return nil, err
					}
					if r.twiceArea() < 0 && !r.aroundPole() {
						reverse(r.vertices)
					}
				}
				r.territory = territory
				rings = append(rings, r)
			}
		}
	}
	return rings, nil
}

func reverse(vs []coastfile.Vertex) {
	for i, j := 0, len(vs)-1; i < j; i, j = i+1, j-1 {
		vs[i], vs[j] = vs[j], vs[i]
	}
}

// joinArcs strings arcs together; each begins where the last one ended, and the last ends where the first began.
func joinArcs(refs []int, arcs [][]coastfile.Vertex) []coastfile.Vertex {
	var out []coastfile.Vertex
	for _, ref := range refs {
		if ref >= 0 {
			arc := arcs[ref]
			out = append(out, arc[:len(arc)-1]...)
			continue
		}
		arc := arcs[^ref]
		for i := len(arc) - 1; i > 0; i-- {
			out = append(out, arc[i])
		}
	}
	return out
}

// appendChains cuts an arc into chains of segments that separate the same things. A chain ends after a segment that crosses
// the antimeridian, so that its vertices stay within one step of the grid.
func appendChains(out []coastfile.Chain, arc []coastfile.Vertex, rings []ring, uses map[edge][]use, done map[edge]bool,
	terr *territories, c *coastfile.Coast,
) []coastfile.Chain {
	open := false
	for i := 1; i < len(arc); i++ {
		a, b := arc[i-1], arc[i]
		e, forward := makeEdge(a, b)
		us := uses[e]
		if len(us) == 0 || done[e] {
			open = false
			continue
		}
		done[e] = true
		s, keep := separate(e, us, rings)
		if !keep {
			open = false
			continue
		}
		ch := coastfile.Chain{Left: s.left, Right: s.right}
		if !forward {
			ch.Left, ch.Right = s.right, s.left
		}
		if s.coastOf >= 0 {
			r := rings[s.coastOf]
			ch.Owner = terr.ofCoast(r.territory, r.country, c, a, b)
		}
		step := shortWay(a.X, b.X)
		crosses := a.X+step != b.X
		last := len(out) - 1
		if !open || crosses || out[last].Left != ch.Left || out[last].Right != ch.Right || out[last].Owner != ch.Owner {
			ch.Vertices = []coastfile.Vertex{a}
			out = append(out, ch)
			last++
		}
		out[last].Vertices = append(out[last].Vertices, coastfile.Vertex{X: a.X + step, Y: b.Y})
		open = !crosses
	}
	return out
}
