package behaviour

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"plimsoll/data/reference"
	"plimsoll/data/vessel"
	"plimsoll/data/warehouse"
)

const (
	chinese    = 412000001
	panamanian = 351000001
)

var (
	first  = vessel.WithCheckDigit(907472)
	second = vessel.WithCheckDigit(934512)
)

func catalogue(t testing.TB) *reference.Catalogue {
	t.Helper()
	cat, err := theFacts()
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// said fills in what every claim has.
func said(source string, from time.Time, c warehouse.Claim) warehouse.Claim {
	c.Source, c.ValidFrom = source, from
	if c.ValidTo.IsZero() {
		c.ValidTo = warehouse.Forever
	}
	if c.Class == "" {
		c.Class = "unknown"
	}
	c.EventID = fmt.Sprint(source, from, c.MMSI, c.IMO, c.Name, c.Flag)
	return c
}

func showLinks(links []Link) (out []string) {
	date := func(at time.Time) string { return at.Format("06-01-02") }
	for _, l := range links {
		out = append(out, fmt.Sprintf("%d/%d %s %s %s %s", l.MMSI, l.Segment, l.VesselID, date(l.From), date(l.To), l.Basis))
	}
	return out
}

func showConflicts(conflicts []Conflict) (out []string) {
	for _, c := range conflicts {
		out = append(out, fmt.Sprintf("%s %s", c.VesselID, c.Kind))
	}
	return out
}

func showFlags(v Vessel) (out []string) {
	for _, f := range v.Flags {
		out = append(out, fmt.Sprintf("%s %s %s %s %v", f.Value, f.Source, f.From.Format("06-01-02"), f.To.Format("06-01-02"), f.Bareboat))
	}
	return out
}

func on(month, d int) time.Time { return time.Date(2020, time.Month(month), d, 0, 0, 0, 0, time.UTC) }

func TestFoldLinksAndConflicts(t *testing.T) {
	imo1, imo2 := uint32(first), uint32(second)
	id1, id2 := vessel.IDFromIMO(first), vessel.IDFromIMO(second)
	for _, c := range []struct {
		name      string
		tracks    []vessel.MMSI
		claims    []warehouse.Claim
		links     []string
		conflicts []string
	}{
		{"nothing but positions", []vessel.MMSI{chinese}, nil, []string{"412000001/1 mmsi-412000001 70-01-01 00-01-01 mmsi"}, nil},
		{"no ship's number", []vessel.MMSI{993672001, 2470001, 111412001, 970123456, 812345678, 984120001}, nil, nil, nil},
		{"a MID of nobody", []vessel.MMSI{150402951}, nil, []string{"150402951/1 mmsi-150402951 70-01-01 00-01-01 mmsi"}, []string{"mmsi-150402951 unallocated_mid"}},
		{
			"the first number reaches back, the next ends it",
			[]vessel.MMSI{chinese},
			[]warehouse.Claim{said("ais", on(3, 1), warehouse.Claim{MMSI: chinese, IMO: imo1}), said("ais", on(6, 1), warehouse.Claim{MMSI: chinese, IMO: imo2})},
			[]string{fmt.Sprintf("412000001/1 %s 70-01-01 20-06-01 imo", id1), fmt.Sprintf("412000001/1 %s 20-06-01 00-01-01 imo", id2)},
			nil,
		},
		{
			"after the range of a claim it is nobody's",
			[]vessel.MMSI{chinese},
			[]warehouse.Claim{said("gfw", on(3, 1), warehouse.Claim{MMSI: chinese, IMO: imo1, ValidTo: on(6, 1)})},
			[]string{fmt.Sprintf("412000001/1 %s 70-01-01 20-06-01 imo", id1), "412000001/1 mmsi-412000001 20-06-01 00-01-01 mmsi"},
			nil,
		},
		{
			"a wrong number heard once",
			[]vessel.MMSI{chinese},
			[]warehouse.Claim{
				said("ais", on(3, 1), warehouse.Claim{MMSI: chinese, IMO: imo1}), said("ais", on(3, 2), warehouse.Claim{MMSI: chinese, IMO: imo2}),
				said("ais", on(3, 2).Add(time.Hour), warehouse.Claim{MMSI: chinese, IMO: imo1}),
			},
			[]string{fmt.Sprintf("412000001/1 %s 70-01-01 00-01-01 imo", id1)},
			[]string{string(id1) + " two_imo_numbers"},
		},
		{
			"the registry knows better than the ship",
			[]vessel.MMSI{chinese},
			[]warehouse.Claim{said("registry:CN", on(1, 1), warehouse.Claim{MMSI: chinese, IMO: imo1}), said("ais", on(3, 1), warehouse.Claim{MMSI: chinese, IMO: imo2})},
			[]string{fmt.Sprintf("412000001/1 %s 70-01-01 00-01-01 imo", id1)},
			[]string{string(id1) + " two_imo_numbers"},
		},
		{
			"a wrong check digit ties nothing",
			[]vessel.MMSI{chinese},
			[]warehouse.Claim{said("ais", on(1, 1), warehouse.Claim{MMSI: chinese, IMO: imo1 + 1})},
			[]string{"412000001/1 mmsi-412000001 70-01-01 00-01-01 mmsi"},
			nil,
		},
		{
			"another State's digits",
			[]vessel.MMSI{chinese},
			[]warehouse.Claim{said("registry:PA", on(1, 1), warehouse.Claim{MMSI: chinese, IMO: imo1, Flag: "PAN"})},
			[]string{fmt.Sprintf("412000001/1 %s 70-01-01 00-01-01 imo", id1)},
			[]string{string(id1) + " mid_not_flag"},
		},
		{
			"a recorded bareboat registration explains them",
			[]vessel.MMSI{chinese},
			[]warehouse.Claim{
				said("registry:PA", on(1, 1), warehouse.Claim{MMSI: chinese, IMO: imo1, Flag: "PAN"}),
				said("registry:CN", on(1, 1), warehouse.Claim{IMO: imo1, Flag: "CHN", Bareboat: true}),
			},
			[]string{fmt.Sprintf("412000001/1 %s 70-01-01 00-01-01 imo", id1)},
			nil,
		},
		{
			"a new flag, its number two weeks later",
			[]vessel.MMSI{chinese, panamanian},
			[]warehouse.Claim{
				said("gfw", on(1, 1), warehouse.Claim{IMO: imo1, Flag: "CHN"}), said("gfw", on(3, 1), warehouse.Claim{IMO: imo1, Flag: "PAN"}),
				said("ais", on(1, 2), warehouse.Claim{MMSI: chinese, IMO: imo1}), said("ais", on(3, 15), warehouse.Claim{MMSI: panamanian, IMO: imo1}),
			},
			[]string{fmt.Sprintf("351000001/1 %s 70-01-01 00-01-01 imo", id1), fmt.Sprintf("412000001/1 %s 70-01-01 00-01-01 imo", id1)},
			nil,
		},
		{
			"a name that came back",
			[]vessel.MMSI{chinese},
			[]warehouse.Claim{
				said("ais", on(1, 1), warehouse.Claim{MMSI: chinese, Name: "Lu  Yan 5"}), said("ais", on(1, 2), warehouse.Claim{MMSI: chinese, Name: "LU YAN 5 "}),
				said("ais", on(1, 3), warehouse.Claim{MMSI: chinese, Name: "BO HAI"}), said("ais", on(1, 4), warehouse.Claim{MMSI: chinese, Name: "lu yan 5"}),
			},
			[]string{"412000001/1 mmsi-412000001 70-01-01 00-01-01 mmsi"},
			[]string{"mmsi-412000001 alternating_names"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			imos := []vessel.IMO{}
			for _, claim := range c.claims {
				if n := vessel.IMO(claim.IMO); n.Valid() && n == first {
					imos = append(imos, n)
				}
			}
			got := FoldIdentity(Evidence{Tracks: c.tracks, IMOs: imos, Claims: c.claims}, catalogue(t))
			if s := showLinks(got.Links); !slices.Equal(s, c.links) {
				t.Errorf("links %q, want %q", s, c.links)
			}
			if s := showConflicts(got.Conflicts); !slices.Equal(s, c.conflicts) {
				t.Errorf("conflicts %q, want %q", s, c.conflicts)
			}
		})
	}
}

func TestFoldFlags(t *testing.T) {
	imo := uint32(first)
	for _, c := range []struct {
		name   string
		claims []warehouse.Claim
		want   []string
	}{
		{"by the digits alone", []warehouse.Claim{said("ais", on(1, 1), warehouse.Claim{MMSI: panamanian, IMO: imo})}, []string{"PAN mid 70-01-01 00-01-01 false"}},
		{
			"the digits are wrong where the registry says otherwise",
			[]warehouse.Claim{said("ais", on(1, 1), warehouse.Claim{MMSI: chinese, IMO: imo}), said("registry:PA", on(1, 1), warehouse.Claim{IMO: imo, Flag: "PAN", ValidTo: on(9, 1)})},
			[]string{"PAN registry:PA 20-01-01 20-09-01 false"},
		},
		{
			"an open claim ends when the next begins",
			[]warehouse.Claim{said("gfw", on(1, 1), warehouse.Claim{IMO: imo, Flag: "LBR"}), said("list", on(3, 1), warehouse.Claim{IMO: imo, Flag: "PAN"})},
			[]string{"LBR gfw 20-01-01 20-03-01 false", "PAN list 20-03-01 00-01-01 false"},
		},
		{
			"two that both name their days are both held",
			[]warehouse.Claim{said("gfw", on(1, 1), warehouse.Claim{IMO: imo, Flag: "LBR", ValidTo: on(6, 1)}), said("list", on(3, 1), warehouse.Claim{IMO: imo, Flag: "PAN", ValidTo: on(9, 1)})},
			[]string{"LBR gfw 20-01-01 20-06-01 false", "PAN list 20-03-01 20-09-01 false"},
		},
		{
			"the stronger hides the weaker while it holds",
			[]warehouse.Claim{said("gfw", on(1, 1), warehouse.Claim{IMO: imo, Flag: "LBR", ValidTo: on(9, 1)}), said("registry:PA", on(3, 1), warehouse.Claim{IMO: imo, Flag: "PAN", ValidTo: on(6, 1)})},
			[]string{"LBR gfw 20-01-01 20-03-01 false", "PAN registry:PA 20-03-01 20-06-01 false", "LBR gfw 20-06-01 20-09-01 false"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			tracks := []vessel.MMSI{}
			for _, claim := range c.claims {
				if claim.MMSI != 0 {
					tracks = append(tracks, vessel.MMSI(claim.MMSI))
				}
			}
			got := FoldIdentity(Evidence{Tracks: tracks, IMOs: []vessel.IMO{first}, Claims: c.claims}, catalogue(t))
			if s := showFlags(got.Vessels[0]); !slices.Equal(s, c.want) {
				t.Errorf("flags %q, want %q", s, c.want)
			}
		})
	}
}

func TestFoldKindsByName(t *testing.T) {
	for name, want := range map[string]Kind{
		"NET 12-85%": KindGear, "FU YUAN YU 7-91%": KindGear, "BUOY 5": KindGear, "LIAODAN5-12.3V": KindGear, "FPSO KWAME": KindStructure,
		"GULF PLATFORM": KindStructure, "WEST RIG": KindStructure, "NETTUNO": KindVessel, "BRIGAND": KindVessel, "": KindVessel, "BUOYANT": KindVessel,
	} {
		got := FoldIdentity(Evidence{Tracks: []vessel.MMSI{chinese}, Claims: []warehouse.Claim{said("ais", on(1, 1), warehouse.Claim{MMSI: chinese, Name: name})}}, catalogue(t))
		if got.Vessels[0].Kind != want {
			t.Errorf("%q is %s, want %s", name, got.Vessels[0].Kind, want)
		}
	}
}

func TestFoldDoesNotMindTheOrder(t *testing.T) {
	cat := catalogue(t)
	mmsis, imos := []uint32{0, chinese, panamanian, 150402951}, []uint32{0, uint32(first), uint32(second)}
	rapid.Check(t, func(r *rapid.T) {
		claims := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) warehouse.Claim {
			return said(rapid.SampledFrom([]string{"ais", "gfw", "list", "registry:PA"}).Draw(r, "source"), on(1, rapid.IntRange(1, 60).Draw(r, "day")), warehouse.Claim{
				MMSI: rapid.SampledFrom(mmsis).Draw(r, "mmsi"), IMO: rapid.SampledFrom(imos).Draw(r, "imo"),
				Name: rapid.SampledFrom([]string{"", "A", "B"}).Draw(r, "name"), Flag: rapid.SampledFrom([]string{"", "PAN", "CHN", "LBR"}).Draw(r, "flag"),
				ValidTo: rapid.SampledFrom([]time.Time{{}, on(4, 1), on(8, 1)}).Draw(r, "to"),
			})
		}), 0, 12).Draw(r, "claims")
		e := Evidence{Tracks: []vessel.MMSI{chinese, panamanian, 150402951}, IMOs: []vessel.IMO{first, second}, Claims: claims}
		want := FoldIdentity(e, cat)
		e.Claims = rapid.Permutation(claims).Draw(r, "order")
		if got := FoldIdentity(e, cat); !reflect.DeepEqual(got, want) {
			r.Fatalf("in another order\n%+v\nwant\n%+v", got, want)
		}
		until := map[vessel.MMSI]time.Time{}
		for _, l := range want.Links {
			if at, ok := until[l.MMSI]; !l.From.Before(l.To) || ok && !at.Equal(l.From) || !ok && !l.From.Equal(warehouse.Beginning) {
				r.Fatalf("links leave out or repeat a time: %v", showLinks(want.Links))
			}
			until[l.MMSI] = l.To
		}
	})
}

func TestStrengthOfSources(t *testing.T) {
	for source, want := range map[string]strength{
		"mid": fromMID, "ais": fromAIS, "AIS": fromAIS, "gfw/ais": fromAIS, "marinecadastre": fromAIS, "gfw": fromOthers, "gfw/registry/IMO": fromOthers,
		"plimsoll.vessels": fromOthers, "registry:PA": fromRegistry, "registry": fromRegistry, "aisle": fromOthers,
	} {
		if got := strengthOf(source); got != want {
			t.Errorf("%s has strength %d, want %d", source, got, want)
		}
	}
}
