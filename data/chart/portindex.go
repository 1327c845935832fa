package chart

import "math"

const (
	maxRadiusM   = 50_000
	metresPerDeg = 110_500 // no degree of latitude is shorter
)

// portIndex is a list of ports, and which of them may cover a point of a cell: blocks of a degree, those with a port in
// reach divided into sixteen cells.
type portIndex struct {
	source   string
	ports    []Port // by UN/LOCODE
	vecs     []vec
	byLocode map[string]int
	blocks   []uint16 // index into cells, 0 for none
	cells    [][portCells][]int32
}

const (
	portSide  = 4
	portCells = portSide * portSide
)

func newPortIndex(source string) *portIndex {
	return &portIndex{source: source, byLocode: map[string]int{}, blocks: make([]uint16, blockCols*blockRows), cells: make([][portCells][]int32, 1)}
}

// cell finds the list of a place in range, nil where no port is in reach.
func (x *portIndex) cell(lon, lat float64) []int32 {
	col, row := portCell(lon, lat)
	return x.cells[x.blocks[row/portSide*blockCols+col/portSide]][row%portSide*portSide+col%portSide]
}

// portCell finds the cell of a point in range; longitude 180 is -180, the north pole belongs to the outermost row.
func portCell(lon, lat float64) (col, row int) {
	col = int((lon + 180) * portSide)
	if col >= blockCols*portSide {
		col -= blockCols * portSide
	}
	return col, min(int((lat+90)*portSide), blockRows*portSide-1)
}

// add takes a port in and lists it in every cell that its radius may reach.
func (x *portIndex) add(p Port) {
	at := len(x.ports)
	x.ports, x.vecs = append(x.ports, p), append(x.vecs, ecef(p.Lon, p.Lat))
	x.byLocode[p.Locode] = at
	dLat := p.RadiusM / metresPerDeg
	perLon, _ := localScale(min(math.Abs(p.Lat)+dLat, 90))
	dLon := 180.0
	if perLon*dLon > p.RadiusM {
		dLon = p.RadiusM / perLon
	}
	r0 := int(math.Floor((p.Lat - dLat + 90) * portSide))
	r1 := int(math.Floor((p.Lat + dLat + 90) * portSide))
	c0 := int(math.Floor((p.Lon - dLon + 180) * portSide))
	c1 := min(int(math.Floor((p.Lon+dLon+180)*portSide)), c0+blockCols*portSide-1)
	for row := max(r0, 0); row <= min(r1, blockRows*portSide-1); row++ {
		for c := c0; c <= c1; c++ {
			col := (c + blockCols*portSide) % (blockCols * portSide)
			block := &x.blocks[row/portSide*blockCols+col/portSide]
			if *block == 0 {
				x.cells = append(x.cells, [portCells][]int32{})
				*block = uint16(len(x.cells) - 1) // there are fewer blocks than that
			}
			list := &x.cells[*block][row%portSide*portSide+col%portSide]
			*list = append(*list, int32(at))
		}
	}
}

// covering is the nearest of some ports whose radius covers a place, and its distance in metres; nil when there is none.
func (x *portIndex) covering(ports []int32, v vec) (*Port, float64) {
	var best *Port
	bestM := math.Inf(1)
	for _, i := range ports {
		p := &x.ports[i]
		away2 := x.vecs[i].dist2(v)
		if away2 > p.RadiusM*p.RadiusM { // never longer than the geodesic
			continue
		}
		if m := arcM(math.Sqrt(away2)); m <= p.RadiusM && m < bestM {
			best, bestM = p, m
		}
	}
	return best, bestM
}
