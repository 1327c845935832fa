package chart

import (
	"cmp"
	"math"
	"slices"
)

// buildRaster fills the raster from the lines; southCap is the territory south of every line.
func buildRaster(l *lines, southCap uint16) *raster {
	r := &raster{lines: l, blocks: make([]uint32, blockCols*blockRows)}
	r.listCrossings()
	r.fillRows(southCap)
	return r
}

// listCrossings divides the blocks that a line may cross and lists the stretches of line in each of their cells.
func (r *raster) listCrossings() {
	r.eachSegment(func(_ uint16, _ uint32, col, row int) { r.blocks[blockOf(col, row)] = divided })
	n := uint32(0)
	for i, v := range r.blocks {
		if v != 0 {
			r.blocks[i] = divided | n
			n++
		}
	}
	r.details = make([]detail, n)
	counts := make([]cellCount, n*blockCells)
	r.eachSegment(func(_ uint16, at uint32, col, row int) {
		c := &counts[r.cellIndex(col, row)]
		if c.n == 0 || c.next != at {
			c.n++
		}
		c.next = at + 1
	})
	r.numberCrossed(counts)
	r.eachSegment(func(chain uint16, at uint32, col, row int) {
		i := r.cellIndex(col, row)
		d := &r.details[i/blockCells]
		c := &r.crossed[d.crossed+uint32(d.cells[i%blockCells]&^crossedMark)]
		if c.count > 0 && counts[i].next == at {
			r.stretches[c.first+uint32(c.count)-1].count++
		} else {
			r.stretches[c.first+uint32(c.count)] = stretch{at, 1, chain}
			c.count++
		}
		counts[i].next = at + 1
	})
}

// cellCount is how many stretches a cell has, and which segment would continue the last one.
type cellCount struct{ n, next uint32 }

// numberCrossed gives every crossed cell its number and its place in the list of stretches.
func (r *raster) numberCrossed(counts []cellCount) {
	cells, stretches := 0, uint32(0)
	for i := range counts {
		if counts[i].next = math.MaxUint32; counts[i].n > 0 {
			cells, stretches = cells+1, stretches+counts[i].n
		}
	}
	r.crossed, r.stretches = make([]crossedCell, 0, cells), make([]stretch, stretches)
	first := uint32(0)
	for i := range r.details {
		d := &r.details[i]
		d.crossed = uint32(len(r.crossed))
		for j := range d.cells {
			if n := counts[i*blockCells+j].n; n > 0 {
				d.cells[j] = crossedMark | uint16(uint32(len(r.crossed))-d.crossed)
				r.crossed = append(r.crossed, crossedCell{first: first})
				first += n
			}
		}
	}
}

// cellIndex is where a cell of a divided block stands among all cells of divided blocks.
func (r *raster) cellIndex(col, row int) int {
	return int(r.blocks[blockOf(col, row)]&^divided)*blockCells + cellInBlock(col, row)
}

// eachSegment calls f with the chain and first vertex of every segment and every cell of the box around it: a few more than
// it crosses, which costs little and misses nothing.
func (r *raster) eachSegment(f func(chain uint16, at uint32, col, row int)) {
	l := r.lines
	for i, ch := range l.chains {
		a := l.degrees(l.vertices[ch.first])
		for at := ch.first; at+1 < ch.last; at++ {
			b := l.degrees(l.vertices[at+1])
			c0 := int(math.Floor((min(a.lon, b.lon) + 180) / cellDeg))
			c1 := int(math.Floor((max(a.lon, b.lon) + 180) / cellDeg))
			r0 := int((min(a.lat, b.lat) + 90) / cellDeg)
			r1 := min(int((max(a.lat, b.lat)+90)/cellDeg), cellRows-1)
			for row := r0; row <= r1; row++ {
				for col := c0; col <= c1; col++ {
					f(uint16(i), at, (col+cellCols)%cellCols, row)
				}
			}
			a = b
		}
	}
}

// fillRows walks along the middle of every row, from one crossing of a line to the next.
func (r *raster) fillRows(southCap uint16) {
	rows := make([][]crossing, cellRows)
	for i := range r.lines.chains {
		ch := &r.lines.chains[i]
		a := r.lines.degrees(r.lines.vertices[ch.first])
		for _, v := range r.lines.vertices[ch.first+1 : ch.last] {
			b := r.lines.degrees(v)
			addToRows(rows, a, b, ch)
			a = b
		}
	}
	for row, cs := range rows {
		slices.SortFunc(cs, func(a, b crossing) int { return cmp.Compare(a.at, b.at) })
		r.fillRow(row, cs, southCap)
	}
}

// addToRows notes where a segment crosses the middles of rows.
func addToRows(rows [][]crossing, a, b point, ch *chain) {
	lo := int(math.Ceil((min(a.lat, b.lat)+90)/cellDeg - 0.5))
	hi := int(math.Floor((max(a.lat, b.lat)+90)/cellDeg - 0.5))
	for row := max(lo, 0); row <= min(hi, cellRows-1); row++ {
		lat := cellCentre(0, row).lat
		if (a.lat > lat) != (b.lat > lat) {
			lon := shortLon(a.lon + (lat-a.lat)/(b.lat-a.lat)*(b.lon-a.lon))
			rows[row] = append(rows[row], ch.crossing(lon, b.lat > a.lat))
		}
	}
}

// rowStart is what the western end of a row lies in. The first crossing and, round the globe, the last one say so; if they
// differ, one of them is reversed, and the right start is the one that a way round the globe comes back to.
func rowStart(cs []crossing) uint16 {
	first, last := cs[0].before, cs[len(cs)-1].behind
	now := first
	for _, c := range cs {
		now = c.pass(now)
	}
	if now == first {
		return first
	}
	return last
}

// fillRow gives the cells of one row what lies at their centres. A row that no line crosses is the cap around the south
// pole or open water.
func (r *raster) fillRow(row int, cs []crossing, southCap uint16) {
	var now uint16
	switch {
	case len(cs) > 0:
		now = rowStart(cs)
	case cellCentre(0, row).lat < r.lines.southLat:
		now = southCap
	}
	next := 0
	for block := range blockCols {
		v := &r.blocks[row/blockSide*blockCols+block]
		for col := block * blockSide; col < (block+1)*blockSide; col++ {
			for lon := cellCentre(col, row).lon; next < len(cs) && cs[next].at < lon; next++ {
				now = cs[next].pass(now)
			}
			if *v&divided == 0 {
				*v = uint32(now)
				break
			}
			d := &r.details[*v&^divided]
			if cell := &d.cells[cellInBlock(col, row)]; *cell&crossedMark != 0 {
				r.crossed[d.crossed+uint32(*cell&^crossedMark)].centre = now
			} else {
				*cell = now
			}
		}
	}
}
