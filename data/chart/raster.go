package chart

import (
	"cmp"
	"math"
	"slices"
)

// A raster of cells, each of which knows whose land it is or that it is water, or lists the segments that cross it. In a
// crossed cell the answer is known at the cell's centre, and the segments that are crossed on the way from there to the
// point tell what the point is in.
const (
	cellDeg  = 0.125
	cellCols = int(360 / cellDeg)
	cellRows = int(180 / cellDeg)
	// crossedCell marks a cell value as an index into crossed; below it a value is a territory.
	crossedCell = 1 << 31
)

type raster struct {
	lines   *lines
	cells   []uint32
	crossed []crossedCellInfo
	refs    []uint32 // segments of the crossed cells, cell by cell
}

type crossedCellInfo struct {
	first, last uint32 // range in refs
	centre      uint16 // territory at the cell's centre
}

// cellOf finds the cell of a point in range; longitude 180 is -180, the poles belong to the outermost rows.
func cellOf(lon, lat float64) (col, row int) {
	col = int((lon + 180) / cellDeg)
	if col >= cellCols {
		col -= cellCols
	}
	return col, min(int((lat+90)/cellDeg), cellRows-1)
}

func cellCentre(col, row int) point {
	return point{-180 + (float64(col)+0.5)*cellDeg, -90 + (float64(row)+0.5)*cellDeg}
}

// buildRaster fills the raster from the lines; southCap is the territory south of every line.
func buildRaster(l *lines, southCap uint16) *raster {
	r := &raster{lines: l, cells: make([]uint32, cellCols*cellRows)}
	r.listCrossings()
	r.fillRows(southCap)
	return r
}

// eachCell calls f with every cell of the box around a segment: a few more than it crosses, which costs little and
// misses nothing.
func (r *raster) eachCell(s segment, f func(cell int)) {
	a, b := r.lines.points[s.at], r.lines.points[s.at+1]
	c0 := int(math.Floor((min(a.lon, b.lon) + 180) / cellDeg))
	c1 := int(math.Floor((max(a.lon, b.lon) + 180) / cellDeg))
	r0 := int((min(a.lat, b.lat) + 90) / cellDeg)
	r1 := int((max(a.lat, b.lat) + 90) / cellDeg)
	for row := r0; row <= min(r1, cellRows-1); row++ {
		for col := c0; col <= c1; col++ {
			f(row*cellCols + (col+cellCols)%cellCols)
		}
	}
}

// listCrossings numbers the crossed cells and lists the segments of each.
func (r *raster) listCrossings() {
	total := uint32(0)
	for _, s := range r.lines.segments {
		r.eachCell(s, func(cell int) { r.cells[cell]++; total++ })
	}
	r.refs = make([]uint32, total)
	at := uint32(0)
	for cell, n := range r.cells {
		if n == 0 {
			continue
		}
		r.cells[cell] = crossedCell | uint32(len(r.crossed))
		r.crossed = append(r.crossed, crossedCellInfo{first: at, last: at})
		at += n
	}
	for i, s := range r.lines.segments {
		r.eachCell(s, func(cell int) {
			c := &r.crossed[r.cells[cell]&^crossedCell]
			r.refs[c.last] = uint32(i)
			c.last++
		})
	}
}

// crossing is where a line is met on the way along the middle of a row (at a longitude) or to a point in a cell (at a part of
// the way), and what it says lies before and behind it.
type crossing struct {
	at             float64
	before, behind uint16
}

// pass is what one is in after a crossing. Where quantising folded a small island over itself a line says the reverse of
// what holds; the crossing counts all the same, as it does for the parity of a polygon.
func (c crossing) pass(now uint16) uint16 {
	if now != c.before && now == c.behind {
		return c.before
	}
	return c.behind
}

// fillRows walks along the middle of every row, from one crossing of a line to the next.
func (r *raster) fillRows(southCap uint16) {
	rows := make([][]crossing, cellRows)
	for _, s := range r.lines.segments {
		a, b := r.lines.points[s.at], r.lines.points[s.at+1]
		lo := int(math.Ceil((min(a.lat, b.lat)+90)/cellDeg - 0.5))
		hi := int(math.Floor((max(a.lat, b.lat)+90)/cellDeg - 0.5))
		for row := max(lo, 0); row <= min(hi, cellRows-1); row++ {
			lat := cellCentre(0, row).lat
			if (a.lat > lat) == (b.lat > lat) {
				continue
			}
			lon := shortLon(a.lon + (lat-a.lat)/(b.lat-a.lat)*(b.lon-a.lon))
			c := crossing{lon, s.left, s.right}
			if b.lat < a.lat {
				c.before, c.behind = s.right, s.left
			}
			rows[row] = append(rows[row], c)
		}
	}
	for row, cs := range rows {
		slices.SortFunc(cs, func(a, b crossing) int { return cmp.Compare(a.at, b.at) })
		r.fillRow(row, cs, southCap)
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
	for col := range cellCols {
		for lon := cellCentre(col, row).lon; next < len(cs) && cs[next].at < lon; next++ {
			now = cs[next].pass(now)
		}
		cell := &r.cells[row*cellCols+col]
		if *cell&crossedCell != 0 {
			r.crossed[*cell&^crossedCell].centre = now
		} else {
			*cell = uint32(now)
		}
	}
}

// at is the territory of a point in range, 0 for water.
func (r *raster) at(lon, lat float64) uint16 {
	col, row := cellOf(lon, lat)
	v := r.cells[row*cellCols+col]
	if v&crossedCell == 0 {
		return uint16(v)
	}
	return r.walk(&r.crossed[v&^crossedCell], cellCentre(col, row), lon, lat)
}

// walk goes from the centre of a crossed cell to a point in it.
func (r *raster) walk(c *crossedCellInfo, centre point, lon, lat float64) uint16 {
	p := point{centre.lon + shortLon(lon-centre.lon), lat}
	var few [16]crossing // more than a way of seven kilometres meets, but for a handful of places
	met := few[:0]
	for _, ref := range r.refs[c.first:c.last] {
		s := &r.lines.segments[ref]
		a, b := r.lines.points[s.at], r.lines.points[s.at+1]
		if d := a.lon - centre.lon; d > 180 {
			a.lon, b.lon = a.lon-360, b.lon-360
		} else if d < -180 {
			a.lon, b.lon = a.lon+360, b.lon+360
		}
		if (turn(centre, p, a) > 0) == (turn(centre, p, b) > 0) {
			continue
		}
		atCentre, atPoint := turn(a, b, centre), turn(a, b, p)
		if (atCentre > 0) == (atPoint > 0) {
			continue
		}
		x := crossing{atCentre / (atCentre - atPoint), s.right, s.left}
		if atCentre > 0 {
			x.before, x.behind = s.left, s.right
		}
		met = append(met, x)
		for i := len(met) - 1; i > 0 && met[i-1].at > met[i].at; i-- {
			met[i-1], met[i] = met[i], met[i-1]
		}
	}
	now := c.centre
	for _, x := range met {
		now = x.pass(now)
	}
	return now
}
