package build

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"plimsoll/data/chart/internal/coastfile"
)

const (
	nodeModules = "../../../../node_modules"
	chartDir    = "../.."
)

// The embedded files are what the sources make, bit for bit.
func TestEmbeddedFilesAreRebuiltTheSame(t *testing.T) {
	for _, p := range []string{"world-atlas", "sea-ports"} {
		if _, err := os.Stat(filepath.Join(nodeModules, p)); err != nil {
			t.Fatalf("cannot compare the chart with its sources; run npm install in the repository: %v", err)
		}
	}
	coast, err := Coast(nodeModules, chartDir)
	if err != nil {
		t.Fatal(err)
	}
	ports, err := Ports(nodeModules, chartDir)
	if err != nil {
		t.Fatal(err)
	}
	for name, built := range map[string][]byte{"coast.bin": coastfile.Encode(coast), "ports.csv": ports} {
		embedded, err := os.ReadFile(filepath.Join(chartDir, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(embedded, built) {
			t.Errorf("%s (%d bytes) is not what its sources make (%d bytes); run go generate ./data/chart", name, len(embedded), len(built))
		}
	}
}

func TestNoEdgeAlongTheAntimeridianOrAroundTheGlobe(t *testing.T) {
	coast, err := Coast(nodeModules, chartDir)
	if err != nil {
		t.Fatal(err)
	}
	borders, thin := 0, 0
	for _, ch := range coast.Chains {
		switch {
		case ch.Owner == coastfile.Sea && (ch.Left == coastfile.Sea || ch.Right == coastfile.Sea):
			t.Fatalf("a line with water on one side is nobody's coast: %+v", ch)
		case ch.Owner == coastfile.Sea:
			borders++
		case ch.Left == coastfile.Sea && ch.Right == coastfile.Sea:
			thin++
		case ch.Left != coastfile.Sea && ch.Right != coastfile.Sea:
			t.Fatalf("a coast has land on both sides: %+v", ch)
		}
		for i, b := range ch.Vertices[1:] {
			a := ch.Vertices[i]
			if d := b.X - a.X; d > 300 || d < -300 { // a degree; the source has no coast that long
				t.Errorf("segment from %v to %v goes round the globe", a, b)
			}
			if a.X%quantisation == 0 && b.X%quantisation == 0 && a.X == b.X {
				t.Errorf("segment from %v to %v runs along the antimeridian", a, b)
			}
		}
	}
	if borders == 0 || thin == 0 {
		t.Errorf("%d land borders, %d slivers: the source has both", borders, thin)
	}
}

// square is a ring of land to its right: clockwise.
func square(territory int, x, y, side int32) ring {
	return ring{territory: territory, vertices: []coastfile.Vertex{{X: x, Y: y}, {X: x, Y: y + side}, {X: x + side, Y: y + side}, {X: x + side, Y: y}}}
}

func TestSeparate(t *testing.T) {
	west, east := square(1, 10, 10, 10), square(2, 20, 10, 10)
	spike := square(3, 100, 100, 10)
	// A thin peninsula out of the eastern side, there and back, and a thin inlet into the western one.
	spike.vertices = append(spike.vertices[:3:3], coastfile.Vertex{X: 110, Y: 105}, coastfile.Vertex{X: 115, Y: 105},
		coastfile.Vertex{X: 110, Y: 105}, coastfile.Vertex{X: 110, Y: 100}, coastfile.Vertex{X: 100, Y: 100},
		coastfile.Vertex{X: 100, Y: 105}, coastfile.Vertex{X: 105, Y: 105}, coastfile.Vertex{X: 100, Y: 105})
	spike.vertices = spike.vertices[1:]
	rings := []ring{west, east, spike}
	uses := indexEdges(rings)
	for _, k := range []struct {
		what        string
		a, b        coastfile.Vertex
		left, right int
		coast, keep bool
	}{
		{"western coast, northward", coastfile.Vertex{X: 10, Y: 10}, coastfile.Vertex{X: 10, Y: 20}, 0, 1, true, true},
		{"border, northward", coastfile.Vertex{X: 20, Y: 10}, coastfile.Vertex{X: 20, Y: 20}, 1, 2, false, true},
		{"eastern coast, northward", coastfile.Vertex{X: 30, Y: 10}, coastfile.Vertex{X: 30, Y: 20}, 2, 0, true, true},
		{"thin peninsula", coastfile.Vertex{X: 110, Y: 105}, coastfile.Vertex{X: 115, Y: 105}, 0, 0, true, true},
		{"thin inlet", coastfile.Vertex{X: 100, Y: 105}, coastfile.Vertex{X: 105, Y: 105}, 0, 0, false, false},
	} {
		e, _ := makeEdge(k.a, k.b)
		s, keep := separate(e, uses[e], rings)
		if s.left != k.left || s.right != k.right || (s.coastOf >= 0) != k.coast || keep != k.keep {
			t.Errorf("%s: %+v kept %v", k.what, s, keep)
		}
	}
}

func TestUnknownCountryAndSlippedBoxAreErrors(t *testing.T) {
	dir := t.TempDir()
	raw, err := os.ReadFile(filepath.Join(chartDir, "states.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for what, table := range map[string][]byte{
		"without a country": bytes.Replace(raw, []byte("858,Uruguay,"), []byte("858,Elsewhere,"), 1),
		"box that slipped":  bytes.Replace(raw, []byte("polygon,-62,15.7,-60.9,16.7,GLP"), []byte("polygon,-32,15.7,-30.9,16.7,GLP"), 1),
		"scope":             bytes.Replace(raw, []byte(",polygon,-62"), []byte(",region,-62"), 1),
	} {
		if err := os.WriteFile(filepath.Join(dir, "states.csv"), table, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Coast(nodeModules, dir); err == nil {
			t.Errorf("%s: no error", what)
		} else {
			t.Log(err)
		}
	}
}
