package jurisdiction

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"plimsoll/data/reference"
)

// gates takes away what keeps the rule silent, and shuts out the State's own
// ships, those of States that are not bound, and those of governments.
func (b *breeder) gates() {
	if b.in.Ship != "" {
		b.breed("also over the State's own ships", func(in *ruleYAML) { in.Ship = "" })
	} else if who(b.in.Who).group() == groupWaters {
		b.breed("only over foreign ships", func(in *ruleYAML) { in.Ship = "foreign" })
	}
	if who(b.in.Who).group() == groupWaters && b.in.Flag == "" {
		b.breed("only over ships of Parties", func(in *ruleYAML) { in.Flag = "bound" })
	}
	for i, f := range b.in.About {
		b.breed("not about "+f, func(in *ruleYAML) { in.About = dropped(b.in.About, i) })
	}
	for i, f := range b.in.Without {
		b.breed("also with "+f, func(in *ruleYAML) { in.Without = dropped(b.in.Without, i) })
	}
	if b.in.Scope != "" && b.in.Scope != "all" {
		b.breed("for every class", func(in *ruleYAML) { in.Scope = "all" })
	} else {
		b.breed("not for government ships", func(in *ruleYAML) { in.Scope = "not_government" })
	}
	if b.in.Never != "" {
		b.breed("speaks", func(in *ruleYAML) { in.Never, in.Condition = "", first(in.Condition, "It speaks.") })
	}
}

// needs takes away needs and alternatives, and moves limits.
func (b *breeder) needs() {
	for i, c := range b.in.Needs {
		with := func(n clauseYAML) func(*ruleYAML) {
			return func(in *ruleYAML) { in.Needs = slices.Clone(b.in.Needs); in.Needs[i] = n }
		}
		b.breed("needs no "+strings.Join(c, " or "), func(in *ruleYAML) { in.Needs = dropped(b.in.Needs, i) })
		if f := factBeside(c, b.in.Without); f != "" && b.in.Never == "" {
			b.breed("needs also "+f+" beside "+strings.Join(c, " or "), with(append(slices.Clone(c), f)))
		}
		for j, alternative := range c {
			if len(c) > 1 {
				b.breed("needs no alternative "+alternative, with(dropped(c, j)))
			}
			for _, other := range otherLimits(alternative) {
				b.breed("needs "+other, with(replacedAt(c, j, other)))
			}
		}
	}
}

// factBeside is a fact beside a clause's in the format's list, where like is
// beside like, and none with which the rule is silent.
func factBeside(c clauseYAML, silent []string) string {
	for _, step := range []int{1, -1} {
		for _, word := range c {
			f, ok := parseFact(word)
			i := int(f) + step
			if ok && i >= 0 && i < len(factWords) && !slices.Contains(c, factWords[i].word) && !slices.Contains(silent, factWords[i].word) {
				return factWords[i].word
			}
		}
	}
	return ""
}

// otherLimits are a measure's limit with its neighbour in or out, and a step off.
func otherLimits(text string) []string {
	w := strings.Fields(text)
	if len(w) != 3 {
		return nil
	}
	limit, err := strconv.Atoi(w[2])
	if err != nil {
		return nil
	}
	flipped := map[string]string{">": ">=", ">=": ">"}[w[1]]
	return []string{
		fmt.Sprintf("%s %s %d", w[0], flipped, limit), fmt.Sprintf("%s %s %d", w[0], w[1], limit-1), fmt.Sprintf("%s %s %d", w[0], w[1], limit+1),
	}
}

// otherWho are States that a rule could be given to by mistake. Port and
// territory are one in a port, and so are port and coastal elsewhere.
var otherWho = map[who][]who{
	whoFlag: {whoCoastal, whoAny, whoVictim}, whoPort: {whoFlag, whoAny, whoCoastal}, whoCoastal: {whoFlag, whoAny, whoVictim},
	whoTerritory: {whoFlag, whoAny, whoCoastal}, whoVictim: {whoFlag, whoAny, whoSuspect, whoAbroad}, whoAbroad: {whoFlag, whoAny, whoVictim}, whoSuspect: {whoVictim, whoAtHome, whoPresent},
	whoAtHome: {whoSuspect, whoPresent, whoVictim}, whoPresent: {whoSuspect, whoAtHome, whoFlag}, whoAny: {whoFlag, whoCoastal, whoVictim},
}

// otherInstrument is one that an instrument could be taken for.
var otherInstrument = map[string]string{
	reference.MLC2006: reference.ILOC188, reference.ILOC188: reference.MLC2006, reference.ILOC029: reference.ILOC105, reference.ILOC105: reference.ILOC029,
	reference.ILOP029: reference.ILOC029, reference.PalermoTIP: reference.UNTOC, reference.UNTOC: reference.PalermoTIP, reference.CETS197: reference.PalermoTIP,
	reference.UNCLOS: reference.UNFSA, reference.UNFSA: reference.UNCLOS, reference.PSMA: reference.UNFSA, reference.CTA2012: reference.ILOC188,
}

// words changes who may or must do what, by which article.
func (b *breeder) words() {
	for _, w := range otherWho[who(b.in.Who)] {
		b.breed("who "+string(w), func(in *ruleYAML) { in.Who = string(w) })
	}
	other := map[string][2]string{"must": {"power", "may"}, "may": {"duty", "must"}, "should_not": {"limit", "must_not"}, "must_not": {"limit", "should_not"}}[b.in.Strength]
	b.breed(other[1], func(in *ruleYAML) { in.Kind, in.Strength = other[0], other[1] })
	reverse := map[string][2]string{"must": {"limit", "must_not"}, "may": {"limit", "must_not"}, "should_not": {"power", "may"}, "must_not": {"power", "may"}}[b.in.Strength]
	b.breed("the reverse, "+reverse[1], func(in *ruleYAML) { in.Kind, in.Strength = reverse[0], reverse[1] })
	instrument := otherInstrument[b.in.Instrument]
	b.breed("instrument "+instrument, func(in *ruleYAML) { in.Instrument = instrument })
	action := "inspect"
	if b.in.Action == action {
		action = "investigate"
	}
	b.breed(action, func(in *ruleYAML) { in.Action = action })
	article := sibling(b.in.Article)
	b.breed("article "+article, func(in *ruleYAML) { in.Article = article })
}

// sibling is the article beside an article: the next number or letter.
func sibling(article string) string {
	end := strings.TrimRight(article, ")")
	at := strings.LastIndexAny(end, "(.") + 1
	if at == 0 {
		at = len(strings.TrimRight(end, "0123456789"))
	}
	last := end[at:]
	if n, err := strconv.Atoi(last); err == nil {
		return end[:at] + strconv.Itoa(n+1) + article[len(end):]
	}
	return end[:len(end)-1] + string(end[len(end)-1]+1) + article[len(end):]
}

// beside are the zones next to a zone.
var beside = map[Zone][]Zone{
	Port: {InternalWaters}, InternalWaters: {Port, Archipelagic, TerritorialSea}, Archipelagic: {InternalWaters, TerritorialSea},
	TerritorialSea: {InternalWaters, Archipelagic, ContiguousZone}, ContiguousZone: {TerritorialSea, EconomicZone},
	EconomicZone: {ContiguousZone, HighSeas}, HighSeas: {EconomicZone},
}

// places takes zones away and adds those beside.
func (b *breeder) places() {
	added := map[Zone]bool{}
	for i, z := range b.in.Zones {
		if len(b.in.Zones) > 1 {
			b.breed("not in "+z, func(in *ruleYAML) { in.Zones = dropped(b.in.Zones, i) })
		}
		for _, next := range beside[Zone(z)] {
			if !added[next] && !slices.Contains(b.in.Zones, string(next)) {
				added[next] = true
				b.breed("also in "+string(next), func(in *ruleYAML) { in.Zones = append(slices.Clone(b.in.Zones), string(next)) })
			}
		}
	}
	if b.in.NearZones != nil {
		b.breed("near nowhere", func(in *ruleYAML) { in.NearZones, in.NearWhy = nil, "" })
	}
	for _, z := range slices.Sorted(maps.Keys(b.in.ZoneNotes)) {
		b.breed("no note in "+z, func(in *ruleYAML) { in.ZoneNotes = less(b.in.ZoneNotes, z) })
	}
}
