package pointloc

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// The quadtree halves both sides of the world at each level. A cell's corner is a multiple of a power of two times 45 degrees,
// which floating point holds exactly.
const (
	maxDepth = 17 // cells of 0.003 by 0.0014 degrees
	fanDepth = 6  // the first levels are skipped by a table
	fan      = 1 << fanDepth
	maxEdges = 12 // a cell with more is divided
)

// A node is a word: its kind in the upper two bits, and below them where the rest is.
const (
	nodeInner   = 0 // first of four children
	nodeUniform = 1 // a set of owners
	nodeMixed   = 2 // a place in leaves
	kindShift   = 30
	valueMask   = 1<<kindShift - 1
)

// Index finds the polygons that hold a point. It is immutable and safe for concurrent use.
type Index struct {
	shapes *Shapes
	nodes  []uint32
	// leaves holds mixed cells one after the other: the set of owners that hold the whole cell, how many polygons have edges in
	// it, and for each its owner, how many of its rings have edges here, and for each of those a head (see ringHead) and edges
	// by the number of their first point.
	leaves []uint32
	sets   []uint32 // sets of owners: how many, then each, ascending; set 0 is the empty one
	jump   [fan * fan]jump
}

type jump struct {
	node  uint32
	depth uint8
}

// A ring's head in a leaf: how many edges, whether it is a hole, whether it holds the cell's corner.
func ringHead(edges int, hole, in bool) uint32 {
	h := uint32(edges) << 2
	if hole {
		h |= 2
	}
	if in {
		h |= 1
	}
	return h
}

// Words are the index without the polygons, to be stored beside them.
type Words struct{ Nodes, Leaves, Sets []uint32 }

// Words hands out what the index consists of: read it only.
func (x *Index) Words() Words { return Words{x.nodes, x.leaves, x.sets} }

// Shapes are the polygons: read them only.
func (x *Index) Shapes() *Shapes { return x.shapes }

// Bytes is how much memory polygons and index take.
func (x *Index) Bytes() (geometry, index int) {
	s := x.shapes
	return 16 * len(s.Points), 4*(len(s.Rings)+len(s.Parts)+len(s.Owners)+len(x.nodes)+len(x.leaves)+len(x.sets)) + 8*len(x.jump)
}

// side is the corner of the cell with a number at a depth.
func corner(col, row uint32, depth int) orb.Point {
	return orb.Point{-180 + float64(col)*math.Ldexp(360, -depth), -90 + float64(row)*math.Ldexp(180, -depth)}
}

// cellOf is which of the smallest cells a point lies in, or one beside it where rounding decides.
func cellOf(lon, lat float64) (col, row uint32) {
	const n = 1 << maxDepth
	return uint32(min((lon+180)*(n/360.0), n-1)), uint32(min((lat+90)*(n/180.0), n-1))
}

// fill makes the table that skips the first levels.
func (x *Index) fill() {
	for row := range uint32(fan) {
		for col := range uint32(fan) {
			node, depth := uint32(0), 0
			for depth < fanDepth && x.nodes[node]>>kindShift == nodeInner {
				depth++
				shift := fanDepth - depth
				node = x.nodes[node]&valueMask + (col>>shift)&1 + (row>>shift)&1<<1
			}
			x.jump[row<<fanDepth|col] = jump{node, uint8(depth)}
		}
	}
}

// Owners appends to buf whose polygons hold a point, ascending and each once. Longitude is -180 to 180, of which the two ends
// are the same meridian; latitude -90 to 90. Elsewhere there is nobody.
func (x *Index) Owners(lon, lat float64, buf []uint32) []uint32 {
	if !(math.Abs(lon) <= 180 && math.Abs(lat) <= 90) {
		return buf
	}
	if lon == 180 {
		lon = -180
	}
	lat = min(lat, maxLat)
	col, row := cellOf(lon, lat)
	const down = maxDepth - fanDepth
	at := x.jump[row>>down<<fanDepth|col>>down]
	node, depth := x.nodes[at.node], int(at.depth)
	for node>>kindShift == nodeInner {
		depth++
		shift := maxDepth - depth
		node = x.nodes[node&valueMask+(col>>shift)&1+(row>>shift)&1<<1]
	}
	value := node & valueMask
	if node>>kindShift == nodeUniform {
		return append(buf, x.set(value)...)
	}
	shift := maxDepth - depth
	return x.mixed(value, corner(col>>shift, row>>shift, depth), orb.Point{lon, lat}, buf)
}

// maxLat keeps the north pole inside the cells and the polygons that reach it.
var maxLat = math.Nextafter(90, 0)

func (x *Index) set(at uint32) []uint32 { return x.sets[at+1 : at+1+x.sets[at]] }

// mixed answers in a cell that edges cross.
func (x *Index) mixed(at uint32, c, q orb.Point, buf []uint32) []uint32 {
	first := len(buf)
	buf = append(buf, x.set(x.leaves[at])...)
	whole := len(buf)
	parts := x.leaves[at+1]
	at += 2
	for range parts {
		owner, rings := x.leaves[at], x.leaves[at+1]
		at += 2
		holds := true
		for range rings {
			head := x.leaves[at]
			at++
			end := at + head>>2
			if holds {
				odd := head&1 != 0
				for _, e := range x.leaves[at:end] {
					if crosses(x.shapes.Points[e], x.shapes.Points[e+1], c, q) {
						odd = !odd
					}
				}
				holds = odd == (head&2 == 0)
			}
			at = end
		}
		if holds && !slices.Contains(buf[first:], owner) {
			buf = append(buf, owner)
		}
	}
	if len(buf) > whole && len(buf)-first > 1 {
		slices.Sort(buf[first:])
	}
	return buf
}
