package chart

import (
	"runtime"
	"testing"
	"unsafe"
)

// What the chart holds beside the coast's own vertices is at most twice their bytes, as pairs of floating-point numbers.
func TestIndexIsNoLargerThanTwiceTheGeometry(t *testing.T) {
	c := loaded(t)
	l, r := c.raster.lines, c.raster
	geometry := len(l.vertices) * 16
	held := cap(l.vertices) * int(unsafe.Sizeof(l.vertices[0]))
	index := cap(l.chains)*int(unsafe.Sizeof(chain{})) + cap(r.blocks)*4 + cap(r.details)*int(unsafe.Sizeof(detail{})) +
		cap(r.crossed)*int(unsafe.Sizeof(crossedCell{})) + cap(r.stretches)*int(unsafe.Sizeof(stretch{}))
	for _, tree := range []*coastTree{c.coast, c.limited} {
		index += cap(tree.vertices)*int(unsafe.Sizeof(fixed{})) + cap(tree.runs)*int(unsafe.Sizeof(run{})) + cap(tree.nodes)*int(unsafe.Sizeof(node{}))
	}
	t.Logf("geometry %d vertices, %.1f MB as float64 pairs (%.1f MB as held); index %.1f MB, %.2f of the geometry",
		len(l.vertices), float64(geometry)/1e6, float64(held)/1e6, float64(index)/1e6, float64(index)/float64(geometry))
	if index > 2*geometry {
		t.Errorf("the index has %d bytes, more than twice the geometry's %d", index, geometry)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	another, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	heap := int(after.HeapAlloc) - int(before.HeapAlloc)
	t.Logf("a chart takes %.1f MB of the heap, ports and tables included", float64(heap)/1e6)
	if heap > index+held+3_000_000 {
		t.Errorf("a chart takes %d bytes of the heap, which is more than its parts", heap)
	}
	runtime.KeepAlive(another)
}
