package chart

// A raster of cells, each of which knows whose land it is or that it is water, or lists the lines that cross it. In a
// crossed cell the answer is known at the cell's centre, and the lines that are crossed on the way from there to the point
// tell what the point is in. Cells stand in blocks; a block that no line crosses is one value.
const (
	blockDeg   = 1
	blockCols  = 360 / blockDeg
	blockRows  = 180 / blockDeg
	blockSide  = 8 // cells
	blockCells = blockSide * blockSide

	cellDeg  = float64(blockDeg) / blockSide
	cellCols = blockCols * blockSide
	cellRows = blockRows * blockSide

	// divided marks a block's value as an index of details; below it a value is a territory.
	divided = 1 << 31
	// crossedMark marks a cell's value as an index of the crossed cells of its block; below it a value is a territory.
	crossedMark = 1 << 15
)

type raster struct {
	lines     *lines
	blocks    []uint32
	details   []detail
	crossed   []crossedCell
	stretches []stretch
}

// detail is what is known of a divided block.
type detail struct {
	crossed uint32 // the first of its crossed cells
	cells   [blockCells]uint16
}

// crossedCell is what a cell with lines in it knows.
type crossedCell struct {
	first  uint32 // range of stretches
	count  uint16
	centre uint16 // territory at the cell's centre
}

// stretch is some consecutive segments of a chain.
type stretch struct {
	first uint32 // vertex
	count uint16 // segments
	chain uint16
}

// cellOf finds the cell of a point in range; longitude 180 is -180, the poles belong to the outermost rows.
func cellOf(lon, lat float64) (col, row int) {
	col = int((lon + 180) * (1 / cellDeg))
	if col >= cellCols {
		col -= cellCols
	}
	return col, min(int((lat+90)*(1/cellDeg)), cellRows-1)
}

func cellCentre(col, row int) point {
	return point{-180 + (float64(col)+0.5)*cellDeg, -90 + (float64(row)+0.5)*cellDeg}
}

// at is the territory of a point in range, 0 for water.
func (r *raster) at(lon, lat float64) uint16 {
	col, row := cellOf(lon, lat)
	block := r.blocks[blockOf(col, row)]
	if block&divided == 0 {
		return uint16(block)
	}
	d := &r.details[block&^divided]
	v := d.cells[cellInBlock(col, row)]
	if v&crossedMark == 0 {
		return v
	}
	return r.walk(&r.crossed[d.crossed+uint32(v&^crossedMark)], cellCentre(col, row), lon, lat)
}

func blockOf(col, row int) int { return row/blockSide*blockCols + col/blockSide }

func cellInBlock(col, row int) int { return row%blockSide*blockSide + col%blockSide }

// walk goes from the centre of a crossed cell to a point in it, on the grid of the vertices.
func (r *raster) walk(c *crossedCell, centre point, lon, lat float64) uint16 {
	l := r.lines
	from, to := l.grid(centre), l.grid(point{centre.lon + shortLon(lon-centre.lon), lat})
	var few [16]crossing // more than a way of seven kilometres meets, but for a handful of places
	met := few[:0]
	for _, s := range r.stretches[c.first : c.first+uint32(c.count)] {
		vs := l.vertices[s.first : s.first+uint32(s.count)+1]
		round := l.wayRound(vs[0].X, from.lon)
		a := point{float64(vs[0].X + round), float64(vs[0].Y)}
		aSide := turn(from, to, a) > 0
		for _, v := range vs[1:] {
			b := point{float64(v.X + round), float64(v.Y)}
			bSide := turn(from, to, b) > 0
			if aSide != bSide {
				atCentre, atPoint := turn(a, b, from), turn(a, b, to)
				if (atCentre > 0) != (atPoint > 0) {
					met = insert(met, l.chains[s.chain].crossing(atCentre/(atCentre-atPoint), atCentre > 0))
				}
			}
			a, aSide = b, bSide
		}
	}
	now := c.centre
	for _, x := range met {
		now = x.pass(now)
	}
	return now
}

// wayRound is what must be added to a vertex so that it does not lie round the globe from a place on the grid.
func (l *lines) wayRound(x int32, from float64) int32 {
	switch d := float64(x) - from; {
	case 2*d > float64(l.width):
		return -l.width
	case 2*d < -float64(l.width):
		return l.width
	}
	return 0
}

// crossing is where a line is met on the way along the middle of a row (at a longitude) or to a point in a cell (at a part of
// the way), and what it says lies before and behind it.
type crossing struct {
	at             float64
	before, behind uint16
}

// crossing is how the chain is crossed from its left or from its right.
func (c *chain) crossing(at float64, fromLeft bool) crossing {
	if fromLeft {
		return crossing{at, c.left, c.right}
	}
	return crossing{at, c.right, c.left}
}

// insert keeps crossings in the order in which they are met.
func insert(met []crossing, x crossing) []crossing {
	met = append(met, x)
	for i := len(met) - 1; i > 0 && met[i-1].at > met[i].at; i-- {
		met[i-1], met[i] = met[i], met[i-1]
	}
	return met
}

// pass is what one is in after a crossing. Where quantising folded a small island over itself a line says the reverse of
// what holds; the crossing counts all the same, as it does for the parity of a polygon.
func (c crossing) pass(now uint16) uint16 {
	if now != c.before && now == c.behind {
		return c.before
	}
	return c.behind
}
