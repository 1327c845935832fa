package reference

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"strings"
)

// Load makes the catalogue from the tables compiled into the program.
func Load() (*Catalogue, error) { return LoadFS(Embedded()) }

// LoadFS makes a catalogue from a folder that holds the same files, for an
// operator who keeps tables of their own. It reads all or fails, with every
// problem in a ProblemsError.
func LoadFS(fsys fs.FS) (*Catalogue, error) {
	c, problems := build(fsys)
	if len(problems) > 0 {
		return nil, fmt.Errorf("load reference tables: %w", &ProblemsError{Problems: problems})
	}
	return c, nil
}

// build reads, checks and arranges the tables.
func build(fsys fs.FS) (*Catalogue, []Problem) {
	l := readAll(fsys)
	day, sum := l.stamp(fsys)
	if len(l.problems) > 0 {
		return nil, l.sorted()
	}
	c := &Catalogue{byCode: map[uint32]int16{}, sheets: l.sheets, sources: l.sources, info: l.info()}
	c.states = l.readStates()
	for i, s := range c.states {
		c.byCode[packCode(s.ISO3)], c.byCode[packCode(s.ISO2)] = int16(i), int16(i)
	}
	c.mids = l.readMIDs()
	c.names, c.shipRegisters = c.readNames(l), l.readShipRegisters()
	c.organisations, c.withholds, c.reservations = l.readOrganisations(), l.readWithholds(), l.readReservations()
	c.deficiencies, c.indicators, c.services, c.criteria = l.readDeficiencies(), l.readIndicators(), l.readServices(), l.readCriteria()
	if overlap := c.readDated(l); overlap != nil {
		return nil, []Problem{overlap.problem()}
	}
	var text []byte
	for i := range c.time.spans {
		text = c.time.spans[i].appendTo(text[:0])
		sum.Write(text)
	}
	c.vintage = day + "-" + hex.EncodeToString(sum.Sum(nil))[:12]
	return c, nil
}

// readDated reads the tables that depend on time and lays them out as spans.
func (c *Catalogue) readDated(l *loading) *overlapError {
	c.registers, c.instruments = l.readRegisters(), l.readInstruments()
	c.rows = l.readRatifications()
	c.coverage = l.readCoverage()
	c.psc = newPSCBook(l.readPSCLists(), l.readPSCFlags())
	var overlap *overlapError
	c.time, overlap = newTimeline(
		focSpans(c.states, c.registers, l.readFOCLists()),
		treatySpans(c.states, c.instruments, c.rows),
		tierSpans(c.states, l.readPlacements()),
		memberSpans(c.states, l.readMemberships(), c.coverage[TopicEUMember]),
		landlockedSpans(c.states, l.readLandlocked(), c.coverage[TopicLandlocked]),
		cardSpans(c.states, l.readCards(), c.coverage[TopicIUUCard]),
		c.psc.colourSpans(TopicParisList, MOUParis, c.states),
		c.psc.colourSpans(TopicTokyoList, MOUTokyo, c.states),
		c.psc.qualshipSpans(c.states),
	)
	if overlap != nil {
		return overlap
	}
	c.foc, c.tier = fold(c.time.topics, TopicFOC), fold(c.time.topics, TopicTier)
	for _, topic := range c.time.topics {
		c.treaty = append(c.treaty, !reservedTopic(topic))
	}
	return nil
}

// stamp begins the vintage: the day of the compilation and a digest of every
// table. What a release makes of the tables is added to it: facts that are read
// another way are other facts.
func (l *loading) stamp(fsys fs.FS) (day string, sum hash.Hash) {
	stamp, err := fs.ReadFile(fsys, "vintage.txt")
	if err != nil {
		l.problems = append(l.problems, Problem{Table: "vintage", Message: err.Error() + ": the file vintage.txt holds the day of the compilation"})
	}
	sum = sha256.New()
	for _, t := range schema() {
		if text := l.texts[t.name]; text != nil { // missing is a problem already
			fmt.Fprintf(sum, "%s %d\n", t.name, len(text))
			sum.Write(text)
		}
	}
	return strings.TrimSpace(string(stamp)), sum
}
