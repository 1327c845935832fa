package chart

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Option adds to the embedded chart what an operator has imported.
type Option func(*Chart) error

// WithZones lets imported zones win over the approximation. The version names the import in Chart.Version. A nil Zoner
// takes imported zones away.
func WithZones(version string, z Zoner) Option {
	return func(c *Chart) error {
		if z != nil && version == "" {
			return errors.New("imported zones have no version: name the file and its version")
		}
		c.zones, c.zonesVersion = z, version
		return nil
	}
}

// WithPorts adds ports to the embedded ones. A port with the UN/LOCODE of an embedded one takes its place. The version names
// the list in Chart.Version. A port that cannot be is an error that names it, and nothing of the list is taken.
func WithPorts(version string, ports []Port) Option {
	return func(c *Chart) error {
		if version == "" {
			return errors.New("the list of ports has no version: name the file and its version")
		}
		merged, err := c.embeddedPorts.with(ports)
		if err != nil {
			return fmt.Errorf("ports of %s: %w", version, err)
		}
		c.ports, c.portsVersion = merged, version
		return nil
	}
}

// With is the same chart with other imports; it shares the coast and costs little. What an option does not mention stays.
func (c *Chart) With(opts ...Option) (*Chart, error) {
	next := *c
	for _, o := range opts {
		if err := o(&next); err != nil {
			return nil, err
		}
	}
	return &next, nil
}

// with is the index of these ports and further ones, which win by UN/LOCODE.
func (x *portIndex) with(extra []Port) (*portIndex, error) {
	added := make(map[string]bool, len(extra))
	for i, p := range extra {
		switch {
		case p.Locode == "" || p.Name == "" || p.State == "":
			return nil, fmt.Errorf("port %d (%q) needs a UN/LOCODE, a name and a State", i+1, p.Locode)
		case added[p.Locode]:
			return nil, fmt.Errorf("port %d: %s is there twice", i+1, p.Locode)
		}
		if err := p.check(); err != nil {
			return nil, fmt.Errorf("port %d: %w", i+1, err)
		}
		added[p.Locode] = true
	}
	all := slices.Clone(extra)
	for _, p := range x.ports {
		if !added[p.Locode] {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b Port) int { return cmp.Compare(a.Locode, b.Locode) })
	out := newPortIndex(x.source)
	for _, p := range all {
		out.add(p)
	}
	for alias, at := range x.byLocode {
		if _, taken := out.byLocode[alias]; !taken {
			out.byLocode[alias] = out.byLocode[x.ports[at].Locode]
		}
	}
	return out, nil
}
