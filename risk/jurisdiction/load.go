package jurisdiction

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"

	"plimsoll/data/reference"
)

//go:embed law/*.yaml
var lawFiles embed.FS

// law is all rules in the order of the files, with what they refer to.
type law struct {
	rules   []rule
	scopes  map[string]*scope
	caveats []caveat
	bits    map[string]caveatSet
	// archipelagic are the States near which a measured zone may be wrong.
	archipelagic map[string]bool
}

// The files that hold no rules.
const (
	scopesFile  = "scopes.yaml"
	caveatsFile = "caveats.yaml"
)

// lawOrder is in which order files of rules are read, and so in which order rows
// of one capacity come out: what may and must be done with a ship where it is,
// and the limits on it, before jurisdiction over crimes and what is owed to
// victims. Who reads only the first lines must not miss the limits of passage.
// A file that is not named here comes last.
var lawOrder = []string{
	"mlc.yaml", "c188.yaml", "fisheries.yaml",
	"unclos_coast.yaml", "unclos_beyond.yaml", "unclos_flag.yaml",
	"trafficking_coe.yaml", "trafficking_un.yaml", "forced_labour.yaml",
}

// fileRank is where a file stands in the order.
func fileRank(name string) int {
	if i := slices.Index(lawOrder, name); i >= 0 {
		return i
	}
	return len(lawOrder)
}

// loadLaw reads every file strictly: a word that it does not know is an error.
func loadLaw(files fs.FS, instruments []reference.Instrument) (*law, error) {
	l := &law{bits: map[string]caveatSet{}, scopes: map[string]*scope{}, archipelagic: map[string]bool{}}
	var s scopesYAML
	if err := readYAML(files, scopesFile, &s); err != nil {
		return nil, err
	}
	if err := s.into(l); err != nil {
		return nil, fmt.Errorf("%s: %w", scopesFile, err)
	}
	var c caveatsYAML
	if err := readYAML(files, caveatsFile, &c); err != nil {
		return nil, err
	}
	if err := c.into(l); err != nil {
		return nil, fmt.Errorf("%s: %w", caveatsFile, err)
	}
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(names, func(a, b string) int { return fileRank(a) - fileRank(b) })
	for _, name := range names {
		if name == scopesFile || name == caveatsFile {
			continue
		}
		if err := l.readRules(files, name, instruments); err != nil {
			return nil, err
		}
	}
	return l, nil
}

func readYAML(files fs.FS, name string, into any) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (l *law) readRules(files fs.FS, name string, instruments []reference.Instrument) error {
	var file rulesYAML
	if err := readYAML(files, name, &file); err != nil {
		return err
	}
	for _, in := range file.Rules {
		r, err := in.rule(file, l, instruments)
		if err != nil {
			return fmt.Errorf("%s: rule %q: %w", path.Base(name), in.ID, err)
		}
		if slices.ContainsFunc(l.rules, func(o rule) bool { return o.id == r.id }) {
			return fmt.Errorf("%s: rule %q is there twice", path.Base(name), in.ID)
		}
		l.rules = append(l.rules, r)
	}
	return nil
}

// articleForm is one article: 43(2), A5.2.1(1)(c), V(7), 2(1).
var articleForm = regexp.MustCompile(`^([A-Z]*[0-9]+(\.[0-9]+)*|[IVX]+)(\([0-9a-z]+\))*$`)

func known[S ~string](field, written string, all []S) (S, error) {
	if i := slices.Index(all, S(written)); i >= 0 {
		return all[i], nil
	}
	return "", errors.New(unlike(field, written, all))
}

func factSet(words []string) (Facts, error) {
	var s Facts
	for _, w := range words {
		f, ok := parseFact(w)
		if !ok {
			return s, fmt.Errorf("no fact %q", w)
		}
		s = s.With(f)
	}
	return s, nil
}

func zoneSet(words []string) (map[Zone]bool, error) {
	if words == nil {
		return nil, nil
	}
	out := map[Zone]bool{}
	for _, w := range words {
		z, err := known("zone", w, zones)
		if err != nil {
			return nil, err
		}
		out[z] = true
	}
	return out, nil
}

func readDay(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.DateOnly, s)
}
