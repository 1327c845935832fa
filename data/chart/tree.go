package chart

import (
	"math"
	"slices"

	"plimsoll/data/chart/internal/coastfile"
)

// coastTree is a tree of boxes around runs of coast, in earth-centred coordinates: no antimeridian and no poles there. The
// straight distance through the earth ranks points of the ellipsoid as the geodesic does.
type coastTree struct {
	vertices []fixed
	runs     []run
	nodes    []node
}

// fixed is a point in earth-centred coordinates in steps of 4 mm, which takes half of the room of floating point.
type fixed [3]int32

const fixedM = 1.0 / 256

func toFixed(v vec) fixed {
	return fixed{
		int32(math.Round(v.x / fixedM)), int32(math.Round(v.y / fixedM)), int32(math.Round(v.z / fixedM)),
	}
}

func (f *fixed) vec() vec {
	return vec{float64(f[0]) * fixedM, float64(f[1]) * fixedM, float64(f[2]) * fixedM}
}

// run is a few consecutive segments of one coast, and whose it is.
type run struct {
	first uint32 // vertex
	count uint16 // segments
	owner uint16
}

// runLength is how many segments a run holds at most.
const runLength = 8

// box holds everything of a part of the tree: its centre, and half of its sides.
type box struct{ centre, half [3]float32 }

// node has the boxes of its two children. A child below zero is the run ^child.
type node struct {
	box   [2]box
	child [2]int32
}

// maxSegmentM is the longest piece of coast that is taken as straight. A chord of 4,000 m is at most 0.32 m below the
// ground; and it leaves the line that is straight in degrees by at most 0.32 m times the tangent of the latitude, which is
// why pieces become shorter towards the poles. Both together are less than half a metre.
const maxSegmentM = 4000

// pieces is how many straight pieces a segment is cut into.
func pieces(lengthM, lat float64) int {
	longest := maxSegmentM / math.Sqrt(max(1, math.Tan(min(math.Abs(lat), 89.5)*radians)))
	return int(lengthM/longest) + 1
}

// buildCoastTree cuts those coasts (not the land borders) that are wanted into straight pieces, these into runs, and builds
// the tree. An islet is a run of one vertex.
func buildCoastTree(l *lines, islets []islet, want func(owner uint16) bool) *coastTree {
	n := len(islets)
	for _, ch := range l.chains {
		if ch.owner != coastfile.Sea && want(ch.owner) {
			n += int(ch.last - ch.first)
		}
	}
	t := &coastTree{vertices: make([]fixed, 0, n*5/4)} // room for the cuts
	g := newGlobe(l)
	for _, ch := range l.chains {
		if ch.owner != coastfile.Sea && want(ch.owner) {
			t.addChain(g, l.vertices[ch.first:ch.last], ch.owner)
		}
	}
	for _, s := range islets {
		if want(s.owner) {
			t.runs = append(t.runs, run{uint32(len(t.vertices)), 0, s.owner})
			t.vertices = append(t.vertices, toFixed(ecef(s.at.lon, s.at.lat)))
		}
	}
	t.vertices, t.runs = slices.Clone(t.vertices), slices.Clone(t.runs) // without the room to spare
	t.plant()
	return t
}

// addChain appends the vertices of a coast and its runs.
func (t *coastTree) addChain(g *globe, vs []coastfile.Vertex, owner uint16) {
	first := len(t.vertices)
	a := g.at(vs[0])
	t.vertices = append(t.vertices, toFixed(a))
	for i, v := range vs[1:] {
		b := g.at(v)
		p, q := g.lines.degrees(vs[i]), g.lines.degrees(v)
		n := pieces(math.Sqrt(a.dist2(b)), max(math.Abs(p.lat), math.Abs(q.lat)))
		for k := 1; k < n; k++ {
			f := float64(k) / float64(n)
			t.vertices = append(t.vertices, toFixed(ecef(p.lon+f*(q.lon-p.lon), p.lat+f*(q.lat-p.lat))))
		}
		t.vertices = append(t.vertices, toFixed(b))
		a = b
	}
	// Runs of a coast are equally long, so that none is a crumb.
	segments := len(t.vertices) - 1 - first
	n := (segments + runLength - 1) / runLength
	for k := range n {
		from, to := segments*k/n, segments*(k+1)/n
		t.runs = append(t.runs, run{uint32(first + from), uint16(to - from), owner})
	}
}

// globe puts vertices of the grid on the ellipsoid. Vertices are many, columns and rows of the grid are few: the sines and
// cosines are taken once.
type globe struct {
	lines   *lines
	columns [][2]float64 // cosine and sine of the longitude
	rows    [][2]float64 // distance from the axis, height above the equator
}

func newGlobe(l *lines) *globe {
	g := &globe{lines: l, columns: make([][2]float64, l.width)}
	for x := range g.columns {
		g.columns[x][1], g.columns[x][0] = math.Sincos(l.degrees(coastfile.Vertex{X: int32(x)}).lon * radians)
	}
	top := int32(0)
	for _, v := range l.vertices {
		top = max(top, v.Y)
	}
	g.rows = make([][2]float64, top+1)
	for y := range g.rows {
		v := ecef(0, l.degrees(coastfile.Vertex{Y: int32(y)}).lat)
		g.rows[y] = [2]float64{v.x, v.z}
	}
	return g
}

func (g *globe) at(v coastfile.Vertex) vec {
	c, r := &g.columns[(v.X+g.lines.width)%g.lines.width], &g.rows[v.Y]
	return vec{r[0] * c[0], r[0] * c[1], r[1]}
}
